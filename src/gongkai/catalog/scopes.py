"""What the sentences of one disclosure speak of: which funds, and whether of the whole unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from gongkai.catalog.candidate import Candidate
from gongkai.catalog.rows import decimal, text, whole
from gongkai.catalog.sources import Sources
from gongkai.knowledge.text import fold
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

NEAR = Decimal("0.01")
"""A sentence that differs from a table by no more than this part of the amount means the funds of that table."""

_HIGHEST = 6
"""So many headings above a sentence may say what it is about."""


class Scopes:
    """Which funds the sentences of one disclosure speak of, and which of them speak of a part of the unit only."""

    def __init__(self, package: PublishedPackage, known: Sources, printed: Sequence[Candidate]) -> None:
        """Learn the scope of each indicator from the sentences that repeat an amount of a table."""
        self.package = package
        self.known = known
        self.rows = {text(row, "row_id"): row for row in package.rows("statements")}
        self.sections = {text(row, "row_id"): row for row in package.rows("sections")}
        self.learned: dict[tuple[str, str], str] = {}
        tables: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
        for one in printed:
            tables[one.indicator, one.year].append(one)
        for row in self.rows.values():
            indicator, amount = text(row, "indicator"), decimal(row, "amount")
            if not amount or self.is_narrow(row):
                continue
            places = tables[indicator, whole(row, "year") or 0]
            near = min(places, key=lambda one: abs(one.amount - amount), default=None)
            if near is not None and abs(near.amount - amount) <= amount * NEAR:
                self.learned.setdefault((indicator, text(row, "sentence")), near.scope)
                self.learned.setdefault((indicator, ""), near.scope)

    def of(self, row: Row) -> str:
        """The scope of a statement: learned from its sentence, named in it, or as elsewhere in the disclosure."""
        indicator = text(row, "indicator")
        first = self.known.first_scope(indicator)
        learned = self.learned.get((indicator, text(row, "sentence")))
        if learned or first != "all":
            return learned or first
        return self._named(_before(row)) or self.learned.get((indicator, "")) or self._headed(row) or first

    def is_narrow(self, row: Row) -> bool:
        """True where a sentence speaks of a part of the unit's money: a project, a subordinate unit, a use."""
        parent = self.rows.get(text(row, "part_of"))
        if parent is not None and (text(parent, "code") or not text(parent, "indicator") or self.is_narrow(parent)):
            return True
        words = _before(row).rpartition("。")[2]
        if text(row, "indicator") in self.known.general:
            heading = fold(text(self.sections.get(text(row, "section_id"), {}), "heading"))
            above = self.sections.get(text(self.sections.get(text(row, "section_id"), {}), "parent_id"), {})
            if any(word in f"{words}|{heading}|{fold(text(above, 'heading'))}" for word in self.known.others):
                return True
        for phrase in self.known.phrases:
            words = words.replace(phrase, "")
        return bool(text(row, "code")) or any(word in words for word in self.known.narrow)

    def _headed(self, row: Row) -> str:
        """The scope that the nearest heading names."""
        at = self.sections.get(text(row, "section_id"))
        for _ in range(_HIGHEST):
            if at is None:
                break
            if found := self._named(fold(text(at, "heading"))):
                return found
            at = self.sections.get(text(at, "parent_id"))
        return ""

    def _named(self, words: str) -> str:
        """The scope that words name; blank for none or several."""
        found = [scope for scope, names in self.known.funds.items() if any(name in words for name in names)]
        if len(found) > 1 and "appropriation" in found:
            found.remove("appropriation")
        return found[0] if len(found) == 1 else ""


def _before(row: Row) -> str:
    """The folded words of a sentence in front of its amount; all of it where the amount is not found."""
    sentence, printed = fold(text(row, "sentence")), fold(text(row, "printed"))
    head, found, _ = sentence.partition(printed) if printed else (sentence, "", "")
    return head if found else sentence

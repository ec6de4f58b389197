"""What a sentence is about: its funds, its year, and whether it speaks of the whole unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.checks.headlines import by_code
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.knowledge.text import fold
from gongkai.model.package import Row

CURRENT = frozenset({"budget", "adjusted_budget", "final", ""})
_HIGHEST = 6
_OF_CODES = ("(类)", "(款)", "(项)", "科目")
"""Words of `narrow` that say nothing where the code is recognised: they name it."""
WHOLE_UNIT = frozenset(
    {
        "total_revenue", "total_expenditure", "fiscal_appropriation", "general_budget", "government_fund",
        "state_capital", "basic_expenditure", "personnel", "public", "project_expenditure", "carried_over_in",
        "carried_over_out", "fiscal_special_account", "superior_subsidy", "business_revenue", "operating_revenue",
        "subordinate_remittance", "other_revenue", "remitted_to_superior", "operating_expenditure",
        "subsidy_to_subordinate",
    }
)  # fmt: skip
"""Indicators of the unit's whole money."""

NAMED = {
    "current_year_revenue": ("total_revenue", ""),
    "current_year_expenditure": ("total_expenditure", ""),
    "appropriation_expenditure": ("total_expenditure", "appropriation"),
    "appropriation_basic": ("basic_expenditure", "appropriation"),
    "appropriation_project": ("project_expenditure", "appropriation"),
    "general_budget_expenditure": ("total_expenditure", "general_budget"),
    "general_budget_basic": ("basic_expenditure", "general_budget"),
    "general_budget_project": ("project_expenditure", "general_budget"),
    "government_fund_spending": ("total_expenditure", "government_fund"),
    "state_capital_spending": ("total_expenditure", "state_capital"),
}
"""Indicators of sentences that name their funds: the indicator of the tables, and the funds."""


def meaning(row: Row) -> tuple[str, str]:
    """The indicator of a statement as tables have it, and the funds that the indicator itself names."""
    indicator = text(row, "indicator")
    return NAMED.get(indicator, (indicator, ""))


def label(ledger: Ledger, row: Row) -> tuple[str, str]:
    """What a citizen calls the amount of a statement, in Chinese and English: its indicator, the name that a table
    prints for its code, else the words in front of it.
    """
    known = ledger.knowledge.indicators.get(text(row, "indicator"))
    code = text(row, "code")
    if code:
        lists = (ledger.knowledge.functional, ledger.knowledge.economic, ledger.knowledge.government_economic)
        names = [one.line.shown for one in by_code(ledger, code)]
        names += [entry.name for codes in lists for entry in codes.get(code, ())]
        return (f"“{names[0]}”（{code}）" if names else code), code
    if known:
        return known.title_zh, known.title_en
    return f"“{words}”" if (words := _words(ledger, row)) else "一笔金额", "an amount"


def _words(ledger: Ledger, row: Row) -> str:
    """The words directly in front of an amount; of equal amounts in one sentence, the one of the same rank."""
    sentence, printed = fold(text(row, "sentence")), fold(text(row, "printed"))
    same = [
        text(one, "row_id")
        for one in ledger.package.rows("statements")
        if text(one, "section_id") == text(row, "section_id")
        and text(one, "sentence") == text(row, "sentence")
        and fold(text(one, "printed")) == printed
    ]
    parts = re.split(rf"(?<![0-9.,]){re.escape(printed)}(?![0-9.])", sentence) if printed else [sentence]
    at = same.index(text(row, "row_id")) if text(row, "row_id") in same else 0
    head = parts[at] if at < len(parts) - 1 else ""
    words = _CUT.split(head)[-1] if head else ""
    return "" if words in _FILLERS else words


_CUT = re.compile(r"[,、;。:(（]|其中|[万亿]?元|[为是]")
_FILLERS = frozenset({"金额", "数额", "合计", "共计", "总计", "总额", "共"})


class Sentences:
    """The statements of a disclosure by id, by sentence and by what they are part of."""

    def __init__(self, ledger: Ledger) -> None:
        """Index the statements and sections of a ledger."""
        self.ledger = ledger
        self.rows = ledger.statements
        self.by_id: Mapping[str, Row] = {text(row, "row_id"): row for row in ledger.package.rows("statements")}
        self.sections: Mapping[str, Row] = {text(row, "row_id"): row for row in ledger.package.rows("sections")}

    def before(self, row: Row) -> str:
        """The folded words of the sentence in front of the amount; the whole sentence where it is not found there."""
        sentence, printed = fold(text(row, "sentence")), fold(text(row, "printed"))
        head, found, _ = sentence.partition(printed) if printed else (sentence, "", "")
        return head if found else sentence

    def headings(self, row: Row) -> str:
        """The headings above the sentence, folded, the nearest first."""
        parts: list[str] = []
        at = self.sections.get(text(row, "section_id"))
        while at is not None and len(parts) < _HIGHEST:
            parts.append(fold(text(at, "heading")))
            at = self.sections.get(text(at, "parent_id"))
        return "|".join(parts)

    def scope(self, row: Row) -> str:
        """The funds of the indicator, of the whole it is part of, of the words before it, of the nearest heading.

        Blank where none are named, `mixed` where several are.
        """
        parent = self.by_id.get(text(row, "part_of"))
        for one in (row, parent):
            if one is not None and meaning(one)[1]:
                return meaning(one)[1]
        found = self._named(self.before(row))
        if not found:
            for heading in self.headings(row).split("|"):
                found = self._named(heading)
                if found:
                    break
        if len(found) > 1:
            return "mixed"
        return found[0] if found else ""

    def _named(self, words: str) -> list[str]:
        lists = self.ledger.words
        scopes = ("government_fund", "state_capital", "general_budget")
        found = [scope for scope in scopes if any(word in words for word in lists[scope])]
        if not found and any(word in words for word in lists["appropriation"]):
            found = ["appropriation"]
        return found

    def narrow(self, row: Row) -> bool:
        """True where the sentence speaks of a part of the unit's money: a project, a subordinate unit, a use."""
        parent = self.by_id.get(text(row, "part_of"))
        if parent is not None and (text(parent, "code") or not text(parent, "indicator") or self.narrow(parent)):
            return True
        words = self.before(row).rpartition("。")[2]
        own = _OF_CODES if text(row, "code") else ()
        if any(word in words for word in self.ledger.words["narrow"] if word not in own):
            return True
        return meaning(row)[0] in WHOLE_UNIT and self._elsewhere(words, row)

    def _elsewhere(self, words: str, row: Row) -> bool:
        """True where the sentence or its nearest heading is about something else than the unit's whole money."""
        own = meaning(row)[0]
        topics = [
            word for word in self.ledger.words["other_topics"] if not (own == "project_expenditure" and word == "项目")
        ]
        return any(word in one for word in topics for one in (words, self.headings(row).split("|")[0]))

    def current(self) -> Iterator[Row]:
        """The statements with an amount for the year of the disclosure."""
        for row in self.rows:
            year, assets = decimal(row.get("year")), text(row, "indicator") == "fixed_assets"
            if row.get("amount") is None:
                continue
            if assets or (year in {None, self.ledger.year} and text(row, "measure") in CURRENT):
                yield row

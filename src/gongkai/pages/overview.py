"""What the pages about many disclosures know of each one: small, so that thousands fit in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row
from gongkai.pages import ledger, places
from gongkai.pages.inputs import DisclosureInput, Download
from gongkai.pages.ledger import CheckView, Tally
from gongkai.pages.rows import amount, flag, text, whole


@dataclass(frozen=True, slots=True)
class Headline:
    """The value of one indicator in one year, and where it is printed.

    `link` is relative to the root of the site. `broken` says that it cannot be compared with the year before.
    """

    indicator: str
    year: int
    stage: str
    amount: Decimal
    basis: str
    link: str
    broken: bool
    note: str
    change: str = ""
    """The change from the year before in percent, blank over a break."""
    rank: int = 1
    """1: the value used; others are printed elsewhere and differ from it."""


@dataclass(frozen=True, slots=True)
class CodeAmount:
    """The amount of one code of a classification in one disclosure."""

    code: str
    name: str
    year: int
    stage: str
    amount: Decimal
    link: str
    resource: str = ""
    """The table it stands in: tables cover different funds and are not mixed."""


@dataclass(frozen=True, slots=True)
class ItemState:
    """Whether one statutory item was disclosed."""

    item: str
    state: str
    evidence: str


@dataclass(frozen=True)
class Overview:
    """One disclosure in brief. `findings` are the checks that did not simply pass."""

    disclosure: Disclosure
    version: str
    tables: int
    recognised: int
    amounts: int
    tally: Tally
    headlines: tuple[Headline, ...]
    functions: tuple[CodeAmount, ...]
    economics: tuple[CodeAmount, ...]
    items: tuple[ItemState, ...]
    findings: tuple[CheckView, ...]
    rules: tuple[tuple[str, str, int], ...]
    """(rule, state, how often) of the checks."""
    downloads: tuple[Download, ...]

    @property
    def unit(self) -> Unit:
        """Who disclosed."""
        return self.disclosure.unit

    def value(self, indicator: str) -> Headline | None:
        """The indicator's value for the year and stage of the disclosure itself; None where it contradicts itself."""
        return next((one for one in self.values(indicator) if one.rank == 1), None)

    def values(self, indicator: str) -> tuple[Headline, ...]:
        """The value used, and those printed elsewhere that differ from it."""
        own = (self.disclosure.fiscal_year, self.disclosure.stage)
        found = [one for one in self.headlines if one.indicator == indicator and (one.year, one.stage) == own]
        return tuple(sorted(found, key=lambda one: one.rank))


def overview(one: DisclosureInput, knowledge: Knowledge, titles: Mapping[str, str]) -> Overview:
    """The brief of one disclosure. `titles` are the names of the rules."""
    checks = one.rows("checks")
    anchors = _anchors(one.rows("amounts"))
    return Overview(
        disclosure=one.disclosure,
        version=one.version,
        tables=len(one.rows("tables")),
        recognised=sum(flag(row, "recognised") is True for row in one.rows("tables")),
        amounts=len(one.rows("amounts")),
        tally=ledger.tally(checks),
        headlines=tuple(
            _headline(row, one.disclosure, anchors)
            for row in one.catalog.get("indicators", ())
            if text(row, "indicator") in knowledge.indicators and amount(row, "amount") is not None
        ),
        functions=_codes(one.catalog.get("functions", ()), one.disclosure),
        economics=_codes(one.catalog.get("economics", ()), one.disclosure),
        items=tuple(
            ItemState(text(row, "item"), text(row, "state"), text(row, "evidence"))
            for row in one.catalog.get("completeness", ())
        ),
        findings=ledger.checks(checks, titles),
        rules=_rules(checks),
        downloads=one.downloads,
    )


def _rules(rows: Sequence[Row]) -> tuple[tuple[str, str, int], ...]:
    """What each rule found, and how often."""
    counts = Counter((text(row, "rule"), text(row, "state")) for row in rows)
    return tuple((rule, state, count) for (rule, state), count in counts.items())


def _anchors(rows: Sequence[Row]) -> Mapping[str, str]:
    """The anchor of each amount: its cell, or its statement."""
    return {text(row, "amount_id"): text(row, "cell_id") or text(row, "statement_id") for row in rows}


def _headline(row: Row, disclosure: Disclosure, anchors: Mapping[str, str]) -> Headline:
    number = amount(row, "amount")
    assert number is not None, "blank indicators are left out before"
    name = text(row, "amount_id")
    where = places.anchor(anchors.get(name, "") or name)
    return Headline(
        indicator=text(row, "indicator"),
        year=whole(row, "fiscal_year") or disclosure.fiscal_year,
        stage=text(row, "stage") or disclosure.stage,
        amount=number,
        basis=text(row, "basis"),
        link=f"{disclosure.address}index.html{'#' + where if where else ''}",
        broken=flag(row, "comparable_with_previous") is False,
        note=text(row, "note"),
        change=text(row, "change_percent"),
        rank=whole(row, "rank") or 1,
    )


def _codes(rows: Sequence[Row], disclosure: Disclosure) -> tuple[CodeAmount, ...]:
    """The amounts that are the whole of a code in a table."""
    found = []
    for row in rows:
        number = amount(row, "amount")
        if number is None or flag(row, "whole") is not True:
            continue
        where = places.anchor(text(row, "row_id"))
        link = f"{disclosure.address}index.html{'#' + where if where else ''}"
        found.append(_code(row, disclosure, number, link))
    return tuple(found)


def _code(row: Row, disclosure: Disclosure, number: Decimal, link: str) -> CodeAmount:
    year, stage = disclosure.fiscal_year, disclosure.stage
    return CodeAmount(text(row, "code"), text(row, "name"), year, stage, number, link, text(row, "resource"))

"""Every value that one disclosure states for a core indicator: in its tables, in its sentences, by arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from gongkai.catalog.candidate import Candidate
from gongkai.catalog.rows import Amounts, decimal, slack, table_of, text, whole
from gongkai.catalog.scopes import Scopes
from gongkai.catalog.sources import Source, Sources
from gongkai.knowledge.text import fold_item
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

_NAMES = (
    "item_name",
    "function_name",
    "economic_name",
    "government_economic_name",
    "project_name",
    "goods_name",
    "unit_name",
)
_CODES = ("unit_code", "function_code", "economic_code", "government_economic_code", "catalogue_code")


def candidates(package: PublishedPackage, known: Sources) -> Iterator[Candidate]:
    """The values of one disclosure; of several places in tables only the best one that is unambiguous."""
    amounts = Amounts(package)
    printed = tuple(_from_tables(_Tables(package, known), amounts))
    best: dict[tuple[str, int, str], Candidate] = {}
    for one in printed:
        best.setdefault((one.indicator, one.year, one.stage), one)
    yield from best.values()
    scopes = Scopes(package, known, printed)
    yield from _from_sentences(package, known, amounts, scopes)
    yield from _derived(package, known, scopes)


def target(measure: str, year: int, stage: str) -> tuple[int, str] | None:
    """The year and stage of a measure in the disclosure of `year` and `stage`; None for what is neither.

    A budget stated in a performance text stays with performance, for it is a plan of goals, not the budget itself.
    """
    if stage == "performance":
        return (year, stage) if measure == "budget" else None
    years = {
        "budget": (year, "budget"),
        "final": (year, "final"),
        "prior_budget": (year - 1, "budget"),
        "prior_final": (year - 1, "final"),
    }
    found = years.get(measure)
    return None if measure == "final" and stage == "budget" else found


class _Tables:
    """The rows of one disclosure, table by table and measure by measure, and those that are the totals of a table."""

    def __init__(self, package: PublishedPackage, known: Sources) -> None:
        self.package = package
        self.known = known
        self._groups: dict[str, tuple[Sequence[Row], ...]] = {}
        self._totals: dict[str, tuple[Row, ...]] = {}

    def of(self, place: Source) -> Iterator[Row]:
        """The rows of a place."""
        if place.total:
            return iter(self._totals_of(place.resource))
        return (row for rows in self._groups_of(place.resource) for row in _items(rows, place, self.known))

    def _groups_of(self, resource: str) -> tuple[Sequence[Row], ...]:
        if resource not in self._groups:
            groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
            for row in self.package.rows(resource):
                groups[table_of(text(row, "row_id")), text(row, "measure")].append(row)
            self._groups[resource] = tuple(groups.values())
        return self._groups[resource]

    def _totals_of(self, resource: str) -> tuple[Row, ...]:
        if resource not in self._totals:
            groups = self._groups_of(resource)
            self._totals[resource] = tuple(row for rows in groups for row in _total(rows, self.known, resource))
        return self._totals[resource]


def _from_tables(tables: _Tables, amounts: Amounts) -> Iterator[Candidate]:
    """For each indicator, year and stage the values of all places, the best first."""
    for indicator, places in tables.known.indicators.items():
        for place in places:
            yield from _of_place(tables, indicator, place, amounts)


def _of_place(tables: _Tables, indicator: str, place: Source, amounts: Amounts) -> Iterator[Candidate]:
    """The values of one place, one for each year and stage: none where several tables or rows disagree."""
    package = tables.package
    found: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for row in tables.of(place):
        amount = decimal(row, place.field)
        when = _when(package, row, place)
        if amount is None or when is None:
            continue
        origin = amounts.of(place.resource, row, place.field)
        found[when].append(
            Candidate(
                indicator, *when, amount, "table", place.scope, package.fiscal_year, package.stage,
                origin.amount_id, origin.slack,
            )
        )  # fmt: skip
    for values in found.values():
        if all(values[0].agrees(other) for other in values):
            yield values[0]


def _when(package: PublishedPackage, row: Row, place: Source) -> tuple[int, str] | None:
    """The year and stage of a row."""
    if place.stock:
        as_of = text(row, "as_of")
        return (int(as_of[:4]), package.stage) if as_of else None
    return target(text(row, "measure"), package.fiscal_year, package.stage)


def _total(rows: Sequence[Row], known: Sources, resource: str) -> Sequence[Row]:
    """The one total row of a table, or its only row; none where there are several."""
    totals = [row for row in rows if _is_total(row, known, resource)] or (rows if len(rows) == 1 else [])
    return totals if len(totals) == 1 else []


def _is_total(row: Row, known: Sources, resource: str) -> bool:
    """True for a row that calls itself 合计, or nothing at all."""
    names = [fold_item(text(row, name)) for name in _naming(resource) if row.get(name)]
    return not names or any(name in known.totals for name in names)


@cache
def _naming(resource: str) -> tuple[str, ...]:
    """The columns that say what a row is about."""
    return tuple(name for name in (*_NAMES, *_CODES) if name in RESOURCES[resource].by_name)


def _items(rows: Sequence[Row], place: Source, known: Sources) -> Sequence[Row]:
    """The rows of an item: in two-sided tables the first, for what follows is carried over; else all that are whole."""
    found = [row for row in rows if text(row, "item") == place.item and text(row, "side") == place.side]
    if any(decimal(row, place.field) for row in rows if text(row, "item") in place.unless):
        return []
    if place.side:
        return found[:1]
    units = {fold_item(text(row, "unit_name")) for row in found}
    if len(units) > 1:
        units &= {"", *known.totals}
        found = [row for row in found if fold_item(text(row, "unit_name")) in units]
    return found


def _from_sentences(package: PublishedPackage, known: Sources, amounts: Amounts, scopes: Scopes) -> Iterator[Candidate]:
    """The amounts of sentences about the unit as a whole, each distinct one once."""
    seen: list[Candidate] = []
    for row in package.rows("statements"):
        indicator, amount, year = text(row, "indicator"), decimal(row, "amount"), whole(row, "year")
        if indicator not in known.indicators or amount is None or year is None or scopes.is_narrow(row):
            continue
        stage = _stage(package, text(row, "measure"), known.is_stock(indicator))
        if not stage:
            continue
        origin = amounts.of("statements", row, "amount")
        one = Candidate(
            indicator, year, stage, amount, "text", scopes.of(row),
            package.fiscal_year, package.stage, origin.amount_id, origin.slack,
        )  # fmt: skip
        if not any(_same(one, other) for other in seen):
            seen.append(one)
            yield one


def _stage(package: PublishedPackage, measure: str, stock: bool) -> str:
    """The stage that a sentence speaks of, blank where it is none of ours."""
    if stock:
        return package.stage if not measure else ""
    if package.stage == "performance":
        return package.stage if measure == "budget" else ""
    return {"budget": "budget", "prior_budget": "budget", "final": "final", "prior_final": "final"}.get(measure, "")


def _derived(package: PublishedPackage, known: Sources, scopes: Scopes) -> Iterator[Candidate]:
    """The prior-year amounts that follow from stated changes."""
    for row in package.rows("amounts"):
        if row.get("basis") != "derived":
            continue
        statement = scopes.rows.get(text(row, "statement_id"))
        amount = decimal(row, "amount")
        when = target(text(row, "measure"), package.fiscal_year, package.stage)
        if statement is None or amount is None or when is None:
            continue
        indicator = text(statement, "indicator")
        if indicator in known.indicators and amount >= 0 and not scopes.is_narrow(statement):
            yield Candidate(
                indicator, whole(statement, "base_year") or when[0], when[1], amount, "derived", scopes.of(statement),
                package.fiscal_year, package.stage, text(row, "amount_id"), slack(row),
            )  # fmt: skip


def _same(one: Candidate, other: Candidate) -> bool:
    """True for the same value of the same thing."""
    alike = (one.indicator, one.year, one.stage, one.scope) == (other.indicator, other.year, other.stage, other.scope)
    return alike and one.agrees(other)

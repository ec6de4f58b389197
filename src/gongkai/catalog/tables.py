"""The tables of the catalogue: those about one unit, the series of years, and those about no unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gongkai.catalog.codes import economics, functions
from gongkai.catalog.comparability import recoded, renamed
from gongkai.catalog.cross_year import Series
from gongkai.catalog.indicators import indicator_rows
from gongkai.catalog.reference import code_rows, field_rows, unit_row
from gongkai.catalog.rows import decimal, text
from gongkai.catalog.sources import sources
from gongkai.model.catalog_fields import resources
from gongkai.model.common_fields import CHECK_STATES
from gongkai.model.disclosure import Unit
from gongkai.model.knowledge import Code, Knowledge
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

_BATCH = 5_000

Batch = tuple[str, Sequence[Row]]
"""Some rows of one resource, with all their columns."""


@dataclass(frozen=True)
class CatalogInput:
    """One disclosure: its published package, and its statutory items (item, state, evidence) as the checks assessed them."""

    package: PublishedPackage
    completeness: Sequence[Row] = ()


@dataclass
class Corpus:
    """What is kept of units to make the cross-year tables: the series and the years, nothing else."""

    indicators: Series = field(default_factory=lambda: Series(("unit_id", "indicator", "stage")))
    functions: Series = field(default_factory=lambda: Series(("unit_id", "resource", "code", "stage")))
    economics: Series = field(default_factory=lambda: Series(("unit_id", "resource", "code", "stage")))
    years: set[int] = field(default_factory=set)


def unit_tables(unit: Unit, disclosures: Sequence[CatalogInput], knowledge: Knowledge) -> dict[str, list[Row]]:
    """All rows of the catalogue about one unit, by resource, with their keys: `units`, `disclosures`, `indicators`,
    `functions`, `economics`, `completeness`, `checks`. `disclosures` are those of this unit, by year and stage.

    The pages of a disclosure show those of its rows: of `indicators` the ones with its `from_fiscal_year` and
    `from_stage`, of the others the ones with its keys.
    """
    packages = [one.package for one in disclosures]
    keyed = [(package, package.keys) for package in packages]
    return {
        "units": [unit_row(unit)],
        "disclosures": [_disclosure_row(package) for package in packages],
        "indicators": indicator_rows(unit, packages, sources(knowledge)),
        "functions": [one.as_row(keys) for package, keys in keyed for one in functions(package)],
        "economics": [one.as_row(keys) for package, keys in keyed for one in economics(package)],
        "completeness": [
            {**keys, **row} for one, (_, keys) in zip(disclosures, keyed, strict=True) for row in one.completeness
        ],
        "checks": [{**keys, **row} for package, keys in keyed for row in package.rows("checks")],
    }


def collect(unit: Unit, tables: Mapping[str, Sequence[Row]], corpus: Corpus, knowledge: Knowledge) -> None:
    """Take the series of one unit into the cross-year tables."""
    for row in tables["indicators"]:
        amount, year = decimal(row, "amount"), row["fiscal_year"]
        assert isinstance(year, int), "indicator rows have a year"
        if row["rank"] == 1 and amount is not None:
            key = (unit.unit_id, text(row, "indicator"), text(row, "stage"))
            corpus.years.add(year)
            corpus.indicators.add(key, year, amount)
            if row["comparable_with_previous"] is False:
                corpus.indicators.mark(key, year, text(row, "note"), text(row, "note_en"))
    for name, series, codes in (
        ("functions", corpus.functions, knowledge.functional),
        ("economics", corpus.economics, knowledge.economic),
    ):
        _collect_codes(unit, tables[name], series, codes, corpus.years)


def _collect_codes(
    unit: Unit, rows: Sequence[Row], series: Series, codes: Mapping[str, tuple[Code, ...]], years: set[int]
) -> None:
    """The whole amounts of codes, with the breaks of renamed units and codes."""
    seen: set[tuple[tuple[str, ...], int]] = set()
    for row in rows:
        amount, year = decimal(row, "amount"), row["fiscal_year"]
        if amount is None or not isinstance(year, int) or row["whole"] is not True:
            continue
        key = (unit.unit_id, text(row, "resource"), text(row, "code"), text(row, "stage"))
        years.add(year)
        seen.add((key, year))
        series.add(key, year, amount)
    for found, year in sorted(seen):
        if (found, year - 1) in seen:
            for one in (*renamed(unit, year), *recoded(found[2], year, codes)):
                series.mark(found, year, one.zh, one.en)


def series_tables(corpus: Corpus, years: Iterable[int]) -> Iterator[Batch]:
    """The cross-year tables of what was collected, of one unit or of all, with a column for each of `years`."""
    for name, series in (
        ("cross_year", corpus.indicators),
        ("cross_year_functions", corpus.functions),
        ("cross_year_economics", corpus.economics),
    ):
        rows = series.rows(years)
        while batch := tuple(islice(rows, _BATCH)):
            yield name, batch


def reference_tables(years: Iterable[int], knowledge: Knowledge) -> Iterator[Batch]:
    """The tables that depend on no disclosure, but for the `years` that give the cross-year tables their columns."""
    yield "fields", tuple(field_rows(resources(years)))
    yield "functional_codes", tuple(code_rows(knowledge.functional))
    yield "economic_codes", tuple(code_rows(knowledge.economic))
    yield "government_economic_codes", tuple(code_rows(knowledge.government_economic))


def _disclosure_row(package: PublishedPackage) -> Row:
    """The row of `disclosures`, from the descriptor and the counts of rows."""
    descriptor = package.descriptor
    files = descriptor.get("sources", ())
    states = Counter(text(row, "state") for row in package.rows("checks"))
    return {
        **package.keys,
        "title": descriptor.get("title"),
        "publisher": next((one.get("title") for one in files), None),
        "source_address": next((one.get("path") for one in files), None),
        "retrieved": descriptor.get("retrieved"),
        "published": descriptor.get("published"),
        "files": "\n".join(str(one.get("file", "")) for one in files),
        "sha256": "\n".join(str(one.get("sha256", "")) for one in files),
        "version": descriptor.get("version"),
        "address": package.address,
        "tables": len(package.rows("tables")),
        "recognised": sum(row.get("recognised") is True for row in package.rows("tables")),
        "amounts": len(package.rows("amounts")),
        **{f"checks_{state}": states[state] for state in CHECK_STATES},
    }

"""A dataset from rows, and the catalogue of some units, put together as the build does it part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gongkai.catalog import CatalogInput, Corpus, collect, reference_tables, series_tables, unit_tables
from gongkai.model.catalog_fields import resources
from gongkai.model.disclosure import Unit
from gongkai.model.field import Resource
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row
from gongkai.packages import About, Assembly, encode_batch
from gongkai.packages.publish import Staged

Batch = tuple[str, Sequence[Row]]
"""Some rows of one resource, with all their columns."""
Units = Iterable[tuple[Unit, Sequence[CatalogInput]]]


def catalogue(units: Units, knowledge: Knowledge) -> tuple[list[Batch], dict[str, Resource]]:
    """The rows of the catalogue of some units, and its resources."""
    corpus = Corpus()
    batches = list(_of_units(units, knowledge, corpus))
    batches += [*series_tables(corpus, corpus.years), *reference_tables(corpus.years, knowledge)]
    return batches, resources(corpus.years)


def _of_units(units: Units, knowledge: Knowledge, corpus: Corpus) -> Iterator[Batch]:
    for unit, disclosures in units:
        tables = unit_tables(unit, disclosures, knowledge)
        collect(unit, tables, corpus, knowledge)
        yield from tables.items()


def assembled(
    batches: Iterable[Batch],
    tables: Mapping[str, Resource],
    about: About,
    folder: Path,
    target: Path,
) -> Staged | None:
    """Staged in `folder`; None where `target` holds the same."""
    whole = Assembly(folder, target, tables, about)
    for name, resource in tables.items():
        if resource.always:
            whole.add(name, b"")
    for name, rows in batches:
        whole.add(name, encode_batch(tables[name], rows, about.name).content)
    return whole.finish()[0]

"""A dataset from rows, put together as the catalogue is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gongkai.model.field import Resource
from gongkai.model.package import Row
from gongkai.packages import About, Assembly, encode_batch
from gongkai.packages.publish import Staged


def assembled(
    batches: Iterable[tuple[str, Sequence[Row]]],
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

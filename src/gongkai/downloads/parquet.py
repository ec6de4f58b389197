"""The corpus as Parquet files, one for each resource; amounts are exact decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai.downloads.values import Lines
from gongkai.errors import PublishError
from gongkai.model.common_fields import columns
from gongkai.model.field import Resource

DIGITS, SCALE = 38, 8
"""The widest exact decimal: 30 digits before the point, 8 after it."""

GROUP_ROWS = 20_000
"""Rows wait until so many are together; then they are written and forgotten."""


class ParquetFolder:
    """A folder of Parquet files that are being written. `close` finishes them."""

    def __init__(self, folder: Path) -> None:
        """Start with a folder that exists."""
        self._folder = folder
        self._waiting: dict[str, Lines] = {}
        self._writers: dict[str, Any] = {}
        self._resources: dict[str, Resource] = {}

    def create(self, resource: Resource) -> None:
        """Start the file of a resource."""
        from pyarrow import parquet

        self._resources[resource.name] = resource
        self._waiting[resource.name] = []
        self._writers[resource.name] = parquet.ParquetWriter(
            self._folder / f"{resource.name}.parquet", arrow_schema(resource), compression="zstd", version="2.6"
        )

    def add(self, name: str, lines: Lines) -> None:
        """Add rows with all their columns to a file that was started."""
        waiting = self._waiting[name]
        waiting += lines
        if len(waiting) >= GROUP_ROWS:
            self._write(name)

    def close(self) -> None:
        """Write what waits and finish the files."""
        for name, writer in self._writers.items():
            if self._waiting[name]:
                self._write(name)
            writer.close()
        self._writers.clear()

    def abandon(self) -> None:
        """Close without finishing."""
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()

    def _write(self, name: str) -> None:
        """Write the rows that wait as one group."""
        import pyarrow

        schema, lines = arrow_schema(self._resources[name]), self._waiting[name]
        try:
            arrays = [
                _column(kind, values) for kind, values in zip(schema.types, zip(*lines, strict=True), strict=True)
            ]
        except pyarrow.ArrowInvalid as error:
            raise PublishError(f"{name}.parquet", str(error), "look at the amounts of these rows") from error
        table = pyarrow.Table.from_arrays(arrays, schema=schema)
        self._writers[name].write_table(table, row_group_size=GROUP_ROWS)
        self._waiting[name] = []


def _column(kind: Any, values: Sequence[str]) -> Any:
    """Printed values as an Arrow array of their type, blank ones as null; ArrowInvalid where one does not fit."""
    import pyarrow

    return pyarrow.array([value or None for value in values], pyarrow.string()).cast(kind)


def arrow_schema(resource: Resource) -> Any:
    """The Arrow schema of a resource, with the titles of its columns."""
    import pyarrow

    kinds: Mapping[str, Any] = {
        "string": pyarrow.string(),
        "number": pyarrow.decimal128(DIGITS, SCALE),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    return pyarrow.schema(
        [
            pyarrow.field(
                field.name, kinds[field.type], metadata={"title_zh": field.title_zh, "title_en": field.title_en}
            )
            for field in columns(resource)
        ]
    )

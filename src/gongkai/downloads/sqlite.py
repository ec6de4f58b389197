"""The corpus as one SQLite database: typed, with keys, indexes, a view per indicator, and full-text search.

Amounts go in as digits into DECIMAL columns, which SQLite keeps as whole numbers or as the nearest binary fraction:
up to 15 digits (thirteen before the point in 元 and 分) come out as they went in. Longer ones are exact in the CSVs and
Parquet files only; no budget of an agency comes near.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from gongkai.downloads.values import Lines
from gongkai.errors import PublishError
from gongkai.model.common_fields import KEYS, columns
from gongkai.model.field import Field, Link, Resource
from gongkai.model.knowledge import Indicator

TYPES: Mapping[str, str] = MappingProxyType(
    {"string": "TEXT", "number": "DECIMAL", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE"}
)
"""Column types; DECIMAL and BOOLEAN have numeric affinity, DATE keeps its text."""

SEARCHED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sections": ("heading", "text"),
        "tables": ("caption",),
        "projects": ("project_name", "purpose"),
        "performance_goals": ("text",),
        "activities": ("name", "content"),
        "procurement": ("project_name", "goods_name"),
        "budget_detail": ("project_name",),
    }
)
"""The texts in the full-text index `search`, by resource."""

_PRAGMAS = ("page_size=4096", "journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", "locking_mode=EXCLUSIVE")
_LIKE_INDEXED = ("function_code", "economic_code", "code", "item", "indicator", "rule", "state")


_VIEW = """SELECT u.unit_id, u.name, u.division_code, u.scope, i.fiscal_year, i.stage, i.amount, i.basis,
i.comparable_with_previous, i.change, i.change_percent, i.note FROM indicators i JOIN units u USING (unit_id)"""


class Database:
    """A database that is being written. Rows come resource by resource in any order; `close` finishes it."""

    def __init__(self, path: Path) -> None:
        """Start a new database at `path`; PublishError where this SQLite cannot search Chinese text."""
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._statements: dict[str, str] = {}
        self._resources: dict[str, Resource] = {}
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        try:
            self._connection.execute(
                "CREATE VIRTUAL TABLE search USING fts5(text, unit_id UNINDEXED, fiscal_year UNINDEXED, "
                "stage UNINDEXED, resource UNINDEXED, row_id UNINDEXED, tokenize='trigram')"
            )
        except sqlite3.OperationalError as error:
            found = f"SQLite {sqlite3.sqlite_version} without FTS5 trigram ({error})"
            raise PublishError(str(path), found, "use a Python with SQLite 3.34 or later") from error

    def create(self, resource: Resource, links: Sequence[Link] = ()) -> None:
        """Create the table of a resource with its keys, and the indexes that questions need."""
        fields = columns(resource)
        key = [*(field.name for field in KEYS if resource.keyed), *resource.key]
        parts = [f"{_name(field.name)} {TYPES[field.type]}{' NOT NULL' if field.required else ''}" for field in fields]
        parts.append(f"PRIMARY KEY ({', '.join(map(_name, key))})")
        parts += [
            f"FOREIGN KEY ({', '.join(map(_name, link.fields))}) REFERENCES {_name(link.target)} "
            f"({', '.join(map(_name, link.target_fields))})"
            for link in links
            if link.resource == resource.name
        ]
        self._connection.execute(f"CREATE TABLE {_name(resource.name)} ({', '.join(parts)}) WITHOUT ROWID")
        marks = ", ".join(_mark(number, field) for number, field in enumerate(fields, 1))
        insert = f"INSERT INTO {_name(resource.name)} VALUES ({marks})"  # noqa: S608 (names of our own, quoted)
        self._statements[resource.name] = insert
        self._resources[resource.name] = resource

    def add(self, name: str, lines: Lines) -> None:
        """Insert rows with all their columns into a table that was created."""
        self._connection.executemany(self._statements[name], lines)
        if name in SEARCHED:
            self._connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)", self._searched(name, lines))

    def _searched(self, name: str, lines: Lines) -> Iterator[tuple[str | int, ...]]:
        """The entries of rows in the full-text index: their texts, and where they stand."""
        place = {field.name: number for number, field in enumerate(columns(self._resources[name]))}
        texts, key = [place[field] for field in SEARCHED[name]], place[self._resources[name].key[0]]
        for line in lines:
            if text := "\n".join(line[number] for number in texts if line[number]):
                yield text, line[0], int(line[1]), line[2], name, line[key]

    def close(self, indicators: Iterable[Indicator] = ()) -> None:
        """Make indexes and views, and finish the file. The catalogue must be in for the views."""
        for name, resource in self._resources.items():
            for field in columns(resource):
                if field.name in _LIKE_INDEXED:
                    index = _name(f"{name}_{field.name}")
                    self._connection.execute(f"CREATE INDEX {index} ON {_name(name)} ({_name(field.name)})")
        if {"indicators", "units"} <= self._resources.keys():
            for indicator in indicators:
                self._connection.execute(_view(indicator))
        self._connection.execute("COMMIT")
        self._connection.execute("VACUUM")
        self._connection.close()

    def abandon(self) -> None:
        """Close, finished or not; a second time does nothing."""
        self._connection.close()


def _view(indicator: Indicator) -> str:
    """A view of one indicator: the value used for each unit, year and stage."""
    view = _name(f"indicator_{indicator.key}")
    chosen = f"i.indicator = '{indicator.key}' AND i.rank = 1"
    return f"CREATE VIEW {view} AS {_VIEW} WHERE {chosen} ORDER BY u.unit_id, i.stage, i.fiscal_year"


def _mark(number: int, field: Field) -> str:
    """The place of a printed value in a statement: blank is NULL; the type of its column does the rest."""
    if field.type == "boolean":
        return f"CASE ?{number} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"
    return f"nullif(?{number}, '')"


def _name(name: str) -> str:
    """An identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'

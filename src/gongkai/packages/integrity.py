"""What frictionless does not check, or not across files: hashes, numbers, unique keys, pointers, traceable amounts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.common_fields import columns
from gongkai.model.field import MONEY_PATTERN
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding, Level
from gongkai.model.place import Place
from gongkai.packages.csvfile import read_lines
from gongkai.packages.descriptor import FILE_NAME
from gongkai.packages.kinds import Columns, Kinds, kinds_in
from gongkai.packages.schema import LINKS

_PLAIN = re.compile(MONEY_PATTERN, re.ASCII)
_REBUILD = "rebuild the package"
Lines = list[list[str]]


@dataclass
class Content:
    """One package as it lies in its folder: the lines of its well-formed CSVs, and what is wrong with the rest."""

    folder: Path
    descriptor: Mapping[str, Any]
    lines: dict[str, Lines] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _columns: dict[str, Columns] = field(default_factory=dict)
    _kinds: dict[str, tuple[Kinds, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the package, as printed in findings."""
        return str(self.descriptor.get("name", self.folder.name))

    def columns(self, name: str) -> Columns:
        """The values of a resource by column; columns without values where there is no such file."""
        if name not in self._columns:
            rows = self.lines.get(name, [])[1:]
            self._columns[name] = list(zip(*rows, strict=True)) or [()] * len(_header(name))
        return self._columns[name]

    def kinds(self, name: str) -> tuple[Kinds, ...]:
        """The kinds of values in the columns of a resource."""
        if name not in self._kinds:
            self._kinds[name] = kinds_in(RESOURCES[name], self.columns(name))
        return self._kinds[name]

    def find(self, code: str, resource: str, found: str, advice: str = _REBUILD, row: int | None = None) -> None:
        """Record an error; `row` counts the header as 1."""
        file = f"{self.name}/{resource}.csv" if resource else f"{self.name}/{FILE_NAME}"
        self.findings.append(Finding(Level.ERROR, code, Place(file), found, advice, row=row))


def read_content(folder: Path, descriptor: Mapping[str, Any]) -> Content:
    """The CSVs of a package, held to the descriptor: files, sizes, hashes, headers, well-formedness."""
    content = Content(folder, descriptor)
    named = {FILE_NAME}
    for one in descriptor.get("resources", ()):
        name = str(one.get("name"))
        named.add(f"{name}.csv")
        path = folder / f"{name}.csv"
        if name not in RESOURCES or one.get("path") != path.name:
            content.find("unknown-resource", "", f"{name} at {one.get('path')}")
        elif not path.is_file():
            content.find("missing-file", name, "the file is not there")
        else:
            _read_file(content, name, path.read_bytes(), one)
    for extra in sorted(path.name for path in folder.iterdir() if path.name not in named and path.is_file()):
        content.find("unnamed-file", "", f"{extra} is in the folder and not in the descriptor")
    for name, resource in RESOURCES.items():
        if resource.always and f"{name}.csv" not in named:
            content.find("missing-resource", "", f"{name}, which always exists, is not in the descriptor")
    return content


def check(content: Content) -> None:
    """Everything about the values that frictionless does not see; adds findings to `content`."""
    for name, lines in content.lines.items():
        _check_keys(content, name, lines)
        _check_numbers(content, name)
    _check_pointers(content)
    _check_amounts(content)


def _read_file(content: Content, name: str, data: bytes, one: Mapping[str, Any]) -> None:
    """One CSV; its lines are kept only where stacking them cannot harm others."""
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if one.get("bytes") != len(data) or one.get("hash") != digest:
        content.find("changed-file", name, f"{len(data)} bytes, {digest}; the descriptor says {one.get('hash')}")
    try:
        lines = read_lines(data, name)
    except PublishError as error:
        content.find("not-csv", name, error.found)
        return
    header = _header(name)
    if lines[0] != header:
        content.find("header", name, f"columns {lines[0]} instead of {header}")
        return
    if set(map(len, lines)) != {len(header)}:
        number, line = next((at, line) for at, line in enumerate(lines, 1) if len(line) != len(header))
        content.find("row-length", name, f"{len(line)} values instead of {len(header)}", row=number)
        return
    content.lines[name] = lines


@cache
def _header(name: str) -> list[str]:
    """The header of a resource."""
    return [field.name for field in columns(RESOURCES[name])]


@cache
def _positions(name: str) -> dict[str, int]:
    """The column of each field of a resource."""
    return {field: number for number, field in enumerate(_header(name))}


def _check_keys(content: Content, name: str, lines: Lines) -> None:
    """Every row belongs to this package and is there once."""
    descriptor = content.descriptor
    keys = [str(descriptor.get(key)) for key in ("unitId", "fiscalYear", "stage")]
    columns = content.columns(name)
    if any(column.count(key) < len(column) for column, key in zip(columns, keys, strict=False)):
        for number, line in enumerate(lines[1:], 2):
            if line[:3] != keys:
                content.find("foreign-row", name, f"keys {line[:3]} in the package {keys}", row=number)
    places = [_positions(name)[key] for key in RESOURCES[name].key]
    if len(set(zip(*(columns[place] for place in places), strict=True))) == len(lines) - 1:
        return
    key = itemgetter(*places)
    seen: dict[Any, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if (first := seen.setdefault(key(line), number)) != number:
            words = key(line) if isinstance(key(line), str) else " ".join(key(line))
            content.find("duplicate-key", name, f"{words} as in row {first}", row=number)


def _check_numbers(content: Content, name: str) -> None:
    """Every number is printed in plain ASCII digits, for which other tools' ideas of a number are no substitute."""
    for column in RESOURCES[name].fields:
        if column.type not in ("number", "integer"):
            continue
        place = _positions(name)[column.name]
        if all(_PLAIN.fullmatch(kind) for kind in content.kinds(name)[place] if kind):
            continue
        for number, value in enumerate(content.columns(name)[place], 2):
            if value and not _PLAIN.fullmatch(value):
                content.find("not-plain-number", name, f"{column.name}: {value!r}", row=number)


def _check_pointers(content: Content) -> None:
    """Every pointer within the package points to a row."""
    for link in LINKS:
        (field_name,), (target_field,) = link.fields, link.target_fields
        known = {"", *_column(content, link.target, target_field)}
        values = _column(content, link.resource, field_name)
        if known.issuperset(values):
            continue
        for number, value in enumerate(values, 2):
            if value not in known:
                found = f"{field_name} {value}: no such {link.target}"
                content.find("dangling-pointer", link.resource, found, row=number)


def _column(content: Content, name: str, column: str) -> Sequence[str]:
    """The values of one column, none where there is no such file."""
    return content.columns(name)[_positions(name)[column]]


def _check_amounts(content: Content) -> None:
    """Every amount names a row and a field that exist and hold this amount.

    Amounts under a heading without a field name no resource; derived ones are computed and stand in no row.
    """
    names = ("resource", "row_id", "measure", "field", "amount", "basis")
    parts = zip(*(_column(content, "amounts", one) for one in names), strict=True)
    rows: dict[str, dict[tuple[str, str], list[str]]] = {}
    for number, (name, row_id, measure, field_name, amount, basis) in enumerate(parts, 2):
        if not name or basis == "derived":
            continue
        if name not in RESOURCES or field_name not in _positions(name):
            content.find("amount-without-field", "amounts", f"{name}.{field_name}: no such field", row=number)
            continue
        if name not in rows:
            rows[name] = _by_row(content, name)
        row = rows[name].get((row_id, measure if "measure" in RESOURCES[name].key else ""))
        if row is None:
            content.find("amount-without-row", "amounts", f"{name} {row_id} {measure}: no such row", row=number)
        elif row[_positions(name)[field_name]] != amount:
            found = (
                f"{name} {row_id} {measure} {field_name}: {amount!r} here, {row[_positions(name)[field_name]]!r} there"
            )
            content.find("amount-differs", "amounts", found, row=number)


def _by_row(content: Content, name: str) -> dict[tuple[str, str], list[str]]:
    """The lines of a resource by row and measure; measure is blank where it is no part of the key."""
    places = [_positions(name)[key] for key in RESOURCES[name].key]
    return {
        (line[places[0]], line[places[1]] if len(places) > 1 else ""): line
        for line in content.lines.get(name, [[]])[1:]
    }

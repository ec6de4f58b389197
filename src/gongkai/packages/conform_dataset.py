"""Validation of the catalogue: as of packages, but read in pieces, for it grows with the corpus."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO, cast

from gongkai.errors import PublishError
from gongkai.model.common_fields import columns
from gongkai.model.field import Link, Resource
from gongkai.model.finding import Finding
from gongkai.packages import profile
from gongkai.packages.conform import Report, frictionless_rows
from gongkai.packages.csvfile import PLAIN
from gongkai.packages.dataset import files_below
from gongkai.packages.descriptor import FILE_NAME
from gongkai.packages.integrity import Content, Lines
from gongkai.packages.read import load_descriptor
from gongkai.packages.schema import primary_key

_CHUNK = 1 << 20
_PIECE_ROWS = 5_000
"""So many rows are looked at together."""

Key = tuple[str, ...]


def validate_dataset(folder: Path, resources: Mapping[str, Resource], links: Sequence[Link]) -> Report:
    """Validate a dataset against `resources` and the foreign keys `links`; rows must be grouped by their first columns.

    Checked: the official profile, files, sizes, hashes, headers, types, required values and closed lists
    (frictionless), plain numbers, unique keys, foreign keys.
    """
    try:
        descriptor = load_descriptor(folder)
    except PublishError as error:
        content = Content(folder, {"name": folder.name})
        content.find("descriptor", "", error.found, error.advice)
        return Report(1, 0, 0, tuple(content.findings), (folder,))
    content = Content(folder, descriptor)
    for fault in profile.faults(descriptor):
        content.find("profile", "", fault)
    named = {str(one.get("name")): one for one in descriptor.get("resources", ()) if isinstance(one, dict)}
    for name in sorted(set(named) ^ set(resources)):
        content.find("missing-resource" if name in resources else "unknown-resource", "", name)
    allowed = {FILE_NAME, *(str(file.get("path")) for one in named.values() for file in _files(one))}
    for extra in sorted(files_below(folder) - allowed):
        content.find("unnamed-file", "", f"{extra} is in the folder and not in the descriptor")
    targets: dict[Link, set[Key]] = {}
    rows = 0
    for name, resource in _targets_first(resources, links):
        if name in named:
            rows += _Table(content, resource, named[name], links, targets).check()
    findings = tuple(sorted(content.findings, key=_order))
    return Report(1, len(named), rows, findings, (folder,) if findings else ())


def validate_lines(
    tables: Mapping[str, Resource], lines: Mapping[str, bytes], links: Sequence[Link], name: str
) -> tuple[Finding, ...]:
    """What is wrong in tables that are about to be published as, or as part of, the dataset `name`.

    `lines` are CSVs with their headers. Checked is what `validate_dataset` checks, but for files and the descriptor.
    """
    content = Content(Path(), {"name": name})
    targets: dict[Link, set[Key]] = {}
    for table, resource in _targets_first(tables, links):
        text = io.TextIOWrapper(io.BytesIO(lines[table]), encoding="utf-8", newline="")
        _Table(content, resource, {}, links, targets).check_lines(text)
    return tuple(sorted(content.findings, key=_order))


def _values(place: Mapping[str, int], names: Sequence[str]) -> Callable[[list[str]], Key]:
    """The function that takes the values of some columns out of a row."""
    places = [place[name] for name in names]
    if len(places) > 1:
        return cast(Callable[[list[str]], Key], itemgetter(*places))
    return lambda line: tuple(line[one] for one in places)


def _order(one: Finding) -> tuple[str, int, str, str]:
    """Findings in order of file and row."""
    return one.place.file, one.row or 0, one.code, one.found


def _targets_first(resources: Mapping[str, Resource], links: Sequence[Link]) -> Iterator[tuple[str, Resource]]:
    """The resources so that what is pointed to comes before what points to it."""
    targets = {link.target for link in links}
    pointing = {link.resource for link in links if link.target != link.resource}
    yield from sorted(resources.items(), key=lambda one: (one[0] not in targets, one[0] in pointing))


def _files(described: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The files of a resource with path, size and hash: those it lists, or the only one it has."""
    parts = described.get("files")
    return parts if isinstance(parts, list) else [described]


class _Table:
    """One table of a dataset, read once, in pieces, from one file after the other."""

    def __init__(
        self,
        content: Content,
        resource: Resource,
        described: Mapping[str, Any],
        links: Sequence[Link],
        targets: dict[Link, set[Key]],
    ) -> None:
        self.content = content
        self.resource = resource
        self.described = described
        self.header = [one.name for one in columns(resource)]
        place = {name: number for number, name in enumerate(self.header)}
        self.numbers = [(place[one.name], one.name) for one in columns(resource) if one.type in ("number", "integer")]
        self.key = _values(place, primary_key(resource))
        self.group = 3 if resource.keyed else min(1, len(primary_key(resource)))
        self.out = [
            (link, _values(place, link.fields), targets.setdefault(link, set()))
            for link in links
            if link.resource == resource.name
        ]
        self.into = [
            (_values(place, link.target_fields), targets.setdefault(link, set()))
            for link in links
            if link.target == resource.name
        ]
        self.groups: set[Key] = set()
        self.at: Key | None = None
        self.seen: set[Key] = set()

    def check(self) -> int:
        """Check the table; the number of its rows."""
        files = _files(self.described)
        said, expected = self.described.get("path"), [one.get("path") for one in files]
        if said != expected and [said] != expected:
            self.content.find("descriptor", self.resource.name, f"the path is {said}, the files are {expected}")
        return sum(self._check_file(one) for one in files)

    def _check_file(self, described: Mapping[str, Any]) -> int:
        """Check one file; the number of its rows."""
        name, path = self.resource.name, self.content.folder / str(described.get("path"))
        if not path.is_file():
            self.content.find("missing-file", name, f"{described.get('path')}: the file is not there")
            return 0
        self._check_hash(path, described)
        with path.open(encoding="utf-8", newline="") as file:
            return self.check_lines(file)

    def check_lines(self, file: TextIO) -> int:
        """Check a CSV; the number of its rows."""
        name = self.resource.name
        number, piece, start = 1, [], 2
        try:
            lines = csv.reader(file, strict=True)
            if (first := next(lines, [])) != self.header:
                self.content.find("header", name, f"columns {first} instead of {self.header}")
                return 0
            for number, line in enumerate(lines, 2):
                if len(line) != len(self.header):
                    found = f"{len(line)} values instead of {len(self.header)}"
                    self.content.find("row-length", name, found, row=number)
                else:
                    piece.append(line)
                if len(piece) >= _PIECE_ROWS or len(line) != len(self.header):
                    self._check_piece(piece, start)
                    piece, start = [], number + 1
        except (UnicodeDecodeError, csv.Error) as error:
            self.content.find("not-csv", name, f"not a CSV in UTF-8 ({error})")
        self._check_piece(piece, start)
        return number - 1

    def _check_hash(self, path: Path, described: Mapping[str, Any]) -> None:
        """Size and hash are those of the descriptor."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        found, said = f"sha256:{digest.hexdigest()}", described.get("hash")
        if described.get("bytes") != path.stat().st_size or said != found:
            self.content.find("changed-file", self.resource.name, f"{found}; the descriptor says {said}")

    def _check_piece(self, piece: Lines, start: int) -> None:
        """Some rows that follow each other; `start` is the row of the first in its file."""
        for place, column in self.numbers:
            values = list(map(itemgetter(place), piece))
            if bad := {value for value in set(values) if value and not PLAIN.fullmatch(value)}:
                for number, value in enumerate(values, start):
                    if value in bad:
                        self.content.find("not-plain-number", self.resource.name, f"{column}: {value!r}", row=number)
        self._check_keys(piece, start)
        for key_of, known in self.into:
            known.update(map(key_of, piece))
        for link, key_of, known in self.out:
            if bad_keys := {key for key in set(map(key_of, piece)) - known if all(key)}:
                for number, line in enumerate(piece, start):
                    if (key := key_of(line)) in bad_keys:
                        found = f"{', '.join(link.fields)} {' '.join(key)}: no such row of {link.target}"
                        self.content.find("dangling-pointer", self.resource.name, found, row=number)
        self._frictionless(piece, start)

    def _check_keys(self, piece: Lines, start: int) -> None:
        """Rows are grouped by their first columns, and every key is there once."""
        name = self.resource.name
        for number, line in enumerate(piece, start):
            group = tuple(line[: self.group])
            if group != self.at:
                if group in self.groups and self.resource.keyed:
                    self.content.find("not-grouped", name, f"{' '.join(group)} in two places", row=number)
                if self.resource.keyed:
                    self.seen.clear()
                self.groups.add(group)
                self.at = group
            key = self.key(line)
            if key in self.seen:
                self.content.find("duplicate-key", name, " ".join(key), row=number)
            self.seen.add(key)

    def _frictionless(self, piece: Lines, start: int) -> None:
        """The rows of a piece as frictionless sees them; `start` is the row of the first in its file."""
        for row, finding in frictionless_rows(self.resource, piece):
            advice = finding.advice
            at = start + row if row is not None else None
            self.content.find(finding.code, self.resource.name, finding.found, advice, row=at)

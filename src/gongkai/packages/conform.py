"""Validation of packages: frictionless, the official profile, and our own integrity checks. No network.

frictionless takes some milliseconds for each table, whatever its size, so `validate_many` shows it the kinds of values
of many packages together (`kinds.py`). Only where it finds a fault there, it is given all rows of that resource, stacked,
and the package and row of each error is found again. A CSV that is not well-formed never enters a stack, so it cannot
hide or cause errors elsewhere.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.field import Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding, Level
from gongkai.model.place import Place
from gongkai.packages import profile
from gongkai.packages.descriptor import FILE_NAME
from gongkai.packages.integrity import Content, Lines, check, read_content
from gongkai.packages.kinds import MOST_ERRORS, Unseen, judged, kinds_in
from gongkai.packages.read import load_descriptor

STACK_ROWS = 50_000
"""A stack is validated when it has this many rows: memory stays bounded, and the fixed cost does not matter."""

_ADVICE = "mend the record that made this value, or the knowledge behind it"


@dataclass(frozen=True)
class Report:
    """What validation found; `invalid` are the folders with findings."""

    packages: int
    resources: int
    rows: int
    findings: tuple[Finding, ...]
    invalid: tuple[Path, ...]

    @property
    def valid(self) -> bool:
        """True where nothing was found."""
        return not self.findings

    def to_json(self) -> bytes:
        """The report kept in build/reports/validation.json."""
        counts = Counter(finding.code for finding in self.findings)
        content = {
            "valid": self.valid,
            "packages": self.packages,
            "resources": self.resources,
            "rows": self.rows,
            "errors": dict(sorted(counts.items())),
            "findings": [
                {"code": one.code, "file": one.place.file, "row": one.row, "found": one.found, "advice": one.advice}
                for one in self.findings
            ],
        }
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


@dataclass
class _Stack:
    """The rows of one resource from many packages, and where each package starts."""

    rows: Lines = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(self, name: str, lines: Lines) -> None:
        """Put the rows of one file on the stack."""
        self.starts.append(len(self.rows))
        self.names.append(name)
        self.rows += lines[1:]

    def where(self, row: int) -> tuple[str, int]:
        """The package and the row in its file (the header is row 1) of a row of the stack, counted from 0."""
        place = bisect_right(self.starts, row) - 1
        return self.names[place], row - self.starts[place] + 2


def validate(folder: Path) -> Report:
    """Validate one package in full: as `validate_many`, and the folder as frictionless itself opens it."""
    report = validate_many([folder])
    found = [] if report.findings else _frictionless_package(folder)
    return Report(
        report.packages, report.resources, report.rows, (*report.findings, *found), _bad([folder], found, report)
    )


def validate_many(folders: Iterable[Path]) -> Report:
    """Validate many packages, reading one at a time; errors name package, file and row."""
    unseen: dict[str, Unseen] = {}
    findings: list[Finding] = []
    by_name: dict[str, Path] = {}
    packages = resources = rows = 0
    for folder in folders:
        packages += 1
        content = _own_checks(folder)
        by_name[content.name] = folder
        findings += content.findings
        for name, lines in content.lines.items():
            resources += 1
            rows += len(lines) - 1
            unseen.setdefault(name, Unseen(RESOURCES[name])).add(content.kinds(name))
    for name, kinds in unseen.items():
        if not kinds.are_good():
            findings += _every_row(name, by_name.values())
    findings.sort(key=lambda one: (one.place.file, one.row or 0, one.code, one.found))
    bad = {finding.place.file.split("/")[0] for finding in findings}
    invalid = tuple(folder for name, folder in by_name.items() if name in bad)
    return Report(packages, resources, rows, tuple(findings), invalid)


def _bad(folders: Sequence[Path], found: Sequence[Finding], report: Report) -> tuple[Path, ...]:
    """The folders with findings, when there is only one folder."""
    return tuple(folders) if found else report.invalid


def _own_checks(folder: Path) -> Content:
    """Descriptor, files and values of one package, as far as they need no frictionless."""
    try:
        descriptor = load_descriptor(folder)
    except PublishError as error:
        content = Content(folder, {"name": f"{folder.parent.name}-{folder.name}"})
        content.find("descriptor", "", error.found, error.advice)
        return content
    faults = profile.faults(descriptor)
    if not isinstance(descriptor.get("resources"), list) or any(
        not isinstance(r, dict) for r in descriptor["resources"]
    ):
        content = Content(folder, descriptor)
    else:
        content = read_content(folder, descriptor)
        check(content)
    for fault in faults:
        content.find("profile", "", fault)
    return content


def _every_row(name: str, folders: Iterable[Path]) -> list[Finding]:
    """What frictionless finds in all rows of one resource; findings name package, file and row."""
    findings = []
    stack = _Stack()
    for folder in folders:
        content = _own_checks(folder)
        if name in content.lines:
            stack.add(content.name, content.lines[name])
        if len(stack.rows) >= STACK_ROWS:
            findings += _stacked(name, stack)
            stack = _Stack()
    return [*findings, *_stacked(name, stack)]


def _stacked(name: str, stack: _Stack) -> list[Finding]:
    """Validate the stacked rows of one resource; findings name package, file and row."""
    findings = []
    for row, finding in _row_by_row(RESOURCES[name], stack.rows) if stack.rows else ():
        package, number = stack.where(row) if row is not None else (stack.names[0], None)
        findings.append(replace(finding, place=Place(f"{package}/{name}.csv"), row=number))
    return findings


def frictionless_rows(resource: Resource, rows: Lines) -> Iterator[tuple[int | None, Finding]]:
    """What frictionless finds in rows of a resource: the row, counted from 0, and the finding without its place.

    It looks at the kinds of values that it has not seen; only where it finds a fault does it look at all rows, to name
    each.
    """
    unseen = Unseen(resource)
    if rows:
        unseen.add(kinds_in(resource, list(zip(*rows, strict=True))))
    if not unseen.are_good():
        yield from _row_by_row(resource, rows)


def _row_by_row(resource: Resource, rows: Lines) -> Iterator[tuple[int | None, Finding]]:
    for error in judged(resource, rows):
        row = getattr(error, "row_number", None)
        yield (None if row is None else row - 2), _finding(error, f"{resource.name}.csv", None)


def _frictionless_package(folder: Path) -> list[Finding]:
    """Validate a package as anyone would who downloads it."""
    from frictionless import FrictionlessException, Package

    name = str(load_descriptor(folder)["name"])
    try:
        report = Package(str(folder / FILE_NAME)).validate(limit_errors=MOST_ERRORS)
    except FrictionlessException as error:
        return [_finding(error.error, f"{name}/{FILE_NAME}", None)]
    findings = [_finding(error, f"{name}/{FILE_NAME}", None) for error in report.errors]
    for task in report.tasks:
        findings += [
            _finding(error, f"{name}/{Path(task.place).name}", getattr(error, "row_number", None))
            for error in task.errors
        ]
    return findings


def _finding(error: Any, file: str, row: int | None) -> Finding:
    """One error of frictionless as a finding of ours."""
    place = getattr(error, "field_name", "")
    found = f"{place}: {error.note or error.message}" if place else (error.note or error.message)
    return Finding(Level.ERROR, f"frictionless-{error.type}", Place(file), found[:500], _ADVICE, row=row)

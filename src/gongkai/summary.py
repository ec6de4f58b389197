"""What a build did, for the terminal and for build/reports/."""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gongkai.atomic import write_if_changed
from gongkai.errors import GongkaiError
from gongkai.model.disclosure import Disclosure
from gongkai.model.finding import Finding
from gongkai.model.package import Coverage, Package, Row
from gongkai.model.packed import Packed
from gongkai.paths import Paths
from gongkai.progress import Progress

_SHOWN = 50
"""More disclosures than this are not listed one by one."""


@dataclass(frozen=True)
class Conversion:
    """One disclosure read: its package, what was masked in it, its statutory items; or the error that left it out."""

    disclosure: Disclosure
    package: Package | None = None
    masked: tuple[Any, ...] = ()
    completeness: tuple[Row, ...] = ()
    error: GongkaiError | None = None
    values: Any = field(default=None, repr=False)
    """What was masked, in memory only: never written anywhere."""
    read: Any = field(default=(), repr=False)
    """The files as read and masked, for the copies of originals; in memory only."""


@dataclass(frozen=True)
class Reading:
    """What the build remembers of one disclosure that was read: all but the package itself, which is on disk.

    There is one for every disclosure at the same time, so what may be long is packed.
    `digest` is that of the package's files, `state` their version and content hash; `staged` are they where they differ
    from what is published.
    """

    disclosure: Disclosure
    coverage: Coverage
    findings: Packed[Finding]
    states: Mapping[str, int]
    masked: Packed[Any]
    completeness: Packed[Row]
    digest: str
    state: Any
    staged: Any = None
    resources: int = 0
    rows: int = 0


@dataclass
class Summary:
    """What a build did. `problems` are what was left out, with the reasons."""

    progress: Progress = field(default_factory=Progress)
    readings: list[Reading] = field(default_factory=list)
    problems: list[GongkaiError] = field(default_factory=list)
    warnings: list[GongkaiError] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    cached: int = 0
    fresh: set[str] = field(default_factory=set)
    pages: int = 0
    files: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[GongkaiError, ...]:
        """What was left out, with the reasons."""
        return tuple(self.problems)

    @property
    def summary(self) -> str:
        """The whole summary as plain text."""
        return "\n".join(self.lines())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage of the flow."""
        self.progress.stage(name)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def lines(self) -> Iterator[str]:
        """The summary, line by line."""
        for one in self.readings[:_SHOWN]:
            yield f"  {one.disclosure.name}: {_coverage(one)}"
        if len(self.readings) > _SHOWN:
            yield f"  … and {len(self.readings) - _SHOWN} more: see build/reports/coverage.csv"
        withdrawn = f"{len(self.withdrawn)} withdrawn, " if self.withdrawn else ""
        yield (
            f"{len(self.readings)} disclosures ({self.cached} as before), {len(self.published)} packages written, "
            f"{len(self.unchanged)} unchanged, {withdrawn}{len(self.problems)} left out; "
            f"{self.pages} pages, {self.files} data files"
        )
        states = Counter[str]()
        for one in self.readings:
            states.update(one.states)
        yield "checks: " + (", ".join(f"{state} {count}" for state, count in sorted(states.items())) or "none")
        for warning in self.warnings:
            yield f"warning: {warning}"
        yield "seconds: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.seconds.items())


def _coverage(one: Reading) -> str:
    coverage = one.coverage
    return (
        f"{coverage.recognised} of {coverage.tables} tables, {coverage.placed} of {coverage.numbers} numbers, "
        f"{coverage.statements} statements, {len(one.findings)} findings"
    )


def write_reports(paths: Paths, summary: Summary, validation: bytes) -> None:
    """build/reports/: coverage.csv, findings.csv, left_out.csv, validation.json."""
    paths.reports.mkdir(parents=True, exist_ok=True)
    coverage = [
        [
            one.disclosure.name, one.coverage.tables, one.coverage.recognised, one.coverage.numbers,
            one.coverage.placed, one.coverage.paragraphs, one.coverage.statements, " | ".join(one.coverage.left_over),
        ]
        for one in summary.readings
    ]  # fmt: skip
    findings = [
        [
            one.disclosure.name, finding.level, finding.code, str(finding.place), finding.table, finding.row,
            finding.column, finding.found, finding.advice,
        ]
        for one in summary.readings
        for finding in one.findings
    ]  # fmt: skip
    head = ["package", "tables", "recognised", "numbers", "placed", "paragraphs", "statements", "left_over"]
    write_if_changed(paths.reports / "coverage.csv", _csv(head, coverage))
    head = ["package", "level", "code", "place", "table", "row", "column", "found", "advice"]
    write_if_changed(paths.reports / "findings.csv", _csv(head, findings))
    left_out = [[problem.where, problem.found, problem.advice] for problem in summary.problems]
    write_if_changed(paths.reports / "left_out.csv", _csv(["where", "found", "advice"], left_out))
    write_if_changed(paths.reports / "validation.json", validation)


def _csv(head: list[str], rows: list[list[Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")

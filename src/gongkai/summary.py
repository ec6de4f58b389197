"""What a build did, for the terminal and for build/reports/."""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gongkai.errors import GongkaiError
from gongkai.model.disclosure import Disclosure
from gongkai.model.package import Package, Row
from gongkai.paths import Paths
from gongkai.progress import Progress


@dataclass(frozen=True)
class Conversion:
    """One disclosure read: its package, what was masked in it, its statutory items; or the error that left it out."""

    disclosure: Disclosure
    package: Package | None = None
    masked: tuple[Any, ...] = ()
    completeness: tuple[Row, ...] = ()
    error: GongkaiError | None = None


@dataclass
class Summary:
    """What a build did. `problems` are what was left out, with the reasons."""

    progress: Progress = field(default_factory=Progress)
    conversions: list[Conversion] = field(default_factory=list)
    problems: list[GongkaiError] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
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
        for one in self.conversions:
            if one.package is not None:
                yield f"  {one.disclosure.name}: {_coverage(one.package)}"
        read = sum(one.package is not None for one in self.conversions)
        yield (
            f"{read} disclosures read, {len(self.published)} packages written, {len(self.unchanged)} unchanged, "
            f"{len(self.problems)} left out; {self.pages} pages, {self.files} data files"
        )
        states = Counter(
            str(row["state"]) for one in self.conversions if one.package for row in one.package.rows("checks")
        )
        yield "checks: " + (", ".join(f"{state} {count}" for state, count in sorted(states.items())) or "none")
        yield "seconds: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.seconds.items())


def _coverage(package: Package) -> str:
    coverage = package.coverage
    return (
        f"{coverage.recognised} of {coverage.tables} tables, {coverage.placed} of {coverage.numbers} numbers, "
        f"{coverage.statements} statements, {len(package.findings)} findings"
    )


def write_reports(paths: Paths, summary: Summary, validation: bytes) -> None:
    """build/reports/: coverage.csv, findings.csv, left_out.csv, validation.json."""
    paths.reports.mkdir(parents=True, exist_ok=True)
    packages = [one.package for one in summary.conversions if one.package is not None]
    coverage = [
        [
            one.disclosure.name, one.coverage.tables, one.coverage.recognised, one.coverage.numbers,
            one.coverage.placed, one.coverage.paragraphs, one.coverage.statements, " | ".join(one.coverage.left_over),
        ]
        for one in packages
    ]  # fmt: skip
    findings = [
        [
            one.disclosure.name, finding.level, finding.code, str(finding.place), finding.table, finding.row,
            finding.column, finding.found, finding.advice,
        ]
        for one in packages
        for finding in one.findings
    ]  # fmt: skip
    head = ["package", "tables", "recognised", "numbers", "placed", "paragraphs", "statements", "left_over"]
    (paths.reports / "coverage.csv").write_bytes(_csv(head, coverage))
    head = ["package", "level", "code", "place", "table", "row", "column", "found", "advice"]
    (paths.reports / "findings.csv").write_bytes(_csv(head, findings))
    left_out = [[problem.where, problem.found, problem.advice] for problem in summary.problems]
    (paths.reports / "left_out.csv").write_bytes(_csv(["where", "found", "advice"], left_out))
    (paths.reports / "validation.json").write_bytes(validation)


def _csv(head: list[str], rows: list[list[Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")

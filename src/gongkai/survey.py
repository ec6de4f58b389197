"""What was read of each document of a folder, as lines for the terminal: forms, identities, coverage, time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.model.package import Package

IDENTITIES = "AB"
"""Groups of rules that compare numbers of tables with one another."""
_MOST_LEFT_OVER = 8


@dataclass(frozen=True)
class Surveyed:
    """One document: its package and whose it is, or why there is none. `seconds` is the time from file to package."""

    name: str
    seconds: float
    package: Package | None = None
    error: str = ""
    identity: str = ""


def files_of(given: Sequence[Path]) -> list[Path]:
    """The files given, and for a folder every file below it in order, those whose name begins with a dot left out."""
    found: list[Path] = []
    for path in given:
        below = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        found += [one for one in below if not one.name.startswith(".")]
    return found


@dataclass
class Totals:
    """The sums over a folder."""

    documents: int = 0
    unread: int = 0
    tables: int = 0
    recognised: int = 0
    numbers: int = 0
    placed: int = 0
    seconds: float = 0.0
    states: Counter[str] = field(default_factory=Counter)


def survey(documents: Iterable[Surveyed], totals: Totals) -> Iterator[str]:
    """The lines of every document, each as soon as it is read, then one line for all. Adds to `totals`."""
    for one in documents:
        yield from _document(one, totals)
    yield (
        f"{totals.documents} documents, {totals.unread} not read; {totals.recognised} of {totals.tables} tables, "
        f"{_share(totals.placed, totals.numbers)} numbers placed; identities: {_counts(totals.states)}; "
        f"{totals.seconds:.1f} s"
    )


def _document(one: Surveyed, totals: Totals) -> Iterator[str]:
    totals.documents += 1
    totals.seconds += one.seconds
    if one.package is None:
        totals.unread += 1
        yield f"{one.name}: not read: {one.error}"
        return
    coverage = one.package.coverage
    totals.tables += coverage.tables
    totals.recognised += coverage.recognised
    totals.numbers += coverage.numbers
    totals.placed += coverage.placed
    yield (
        f"{one.name}: {coverage.recognised} of {coverage.tables} tables, "
        f"{_share(coverage.placed, coverage.numbers)} numbers placed, {coverage.statements} statements, "
        f"{one.seconds:.1f} s"
    )
    if one.identity:
        yield f"  {one.identity}"
    if forms := _forms(one.package):
        yield f"  forms: {forms}"
    if identities := _identities(one.package, totals):
        yield f"  identities: {identities}"
    if coverage.left_over:
        more = len(coverage.left_over) - _MOST_LEFT_OVER
        rest = f" and {more} more" if more > 0 else ""
        yield f"  left over: {'; '.join(coverage.left_over[:_MOST_LEFT_OVER])}{rest}"
    if codes := Counter(finding.code for finding in one.package.findings):
        yield f"  findings: {_counts(codes)}"


def _forms(package: Package) -> str:
    """The tables by form in printed order, empty ones marked, tables of no form at the end."""
    marks = {"empty": " (empty)", "empty_with_note": " (empty, noted)"}
    names = [f"{row['form']}{marks.get(str(row['state']), '')}" for row in package.rows("tables") if row["form"]]
    other = sum(not row["form"] for row in package.rows("tables"))
    counts = Counter(names)
    found = [f"{name} x{count}" if count > 1 else name for name, count in counts.items()]
    return ", ".join([*found, *([f"no form x{other}"] if other else [])])


def _identities(package: Package, totals: Totals) -> str:
    """Pass, fail and note of each rule that compares tables."""
    rules: dict[str, Counter[str]] = {}
    for row in package.rows("checks"):
        rule, state = str(row["rule"]), str(row["state"])
        if rule[:1] in IDENTITIES and state in {"pass", "fail", "note"}:
            rules.setdefault(rule, Counter())[state] += 1
            totals.states[state] += 1
    return "; ".join(f"{rule} {_counts(states)}" for rule, states in sorted(rules.items()))


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "none"


def _share(part: int, whole: int) -> str:
    """`99 of 100 (99.0 %)`."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "0 of 0"

"""`gongkai survey` says, per document, what was recognised, which identities hold and what was left over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from chain import convert_text  # type: ignore[import-not-found]

from gongkai.survey import Surveyed, survey

CASES = Path(__file__).parent / "cases"


def test_lines_of_a_document() -> None:
    package = convert_text(CASES / "unknown-heading-and-form" / "document.txt", 2021)
    checks = tuple({"rule": rule, "state": state} for rule, state in (("A1", "pass"), ("A1", "pass"), ("C1", "fail")))
    package = replace(package, resources={**package.resources, "checks": checks})
    lines = list(survey([Surveyed("a.txt", 0.25, package), Surveyed("b.pdf", 0.1, error="encrypted")]))
    coverage = package.coverage
    assert lines[0].startswith(f"a.txt: {coverage.recognised} of {coverage.tables} tables, {coverage.placed} of")
    assert any("no form x1" in line for line in lines)
    assert "  identities: A1 pass 2" in lines
    assert any(line.startswith("  left over: t01r") for line in lines)
    assert "b.pdf: not read: encrypted" in lines
    assert lines[-1].startswith("2 documents, 1 not read;")

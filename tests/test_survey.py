"""`gongkai survey` says, per document, what was recognised, which identities hold and what was left over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from chain import convert_text  # type: ignore[import-not-found]
from click.testing import CliRunner
from formats import TABLES, TEXT, html

from gongkai.cli import main
from gongkai.survey import Surveyed, Totals, survey

CASES = Path(__file__).parent / "cases"


def test_lines_of_a_document() -> None:
    package = convert_text(CASES / "unknown-heading-and-form" / "document.txt", 2021)
    checks = tuple({"rule": rule, "state": state} for rule, state in (("A1", "pass"), ("A1", "pass"), ("C1", "fail")))
    package = replace(package, resources={**package.resources, "checks": checks})
    totals = Totals()
    lines = list(survey([Surveyed("a.txt", 0.25, package), Surveyed("b.pdf", 0.1, error="encrypted")], totals))
    coverage = package.coverage
    assert lines[0].startswith(f"a.txt: {coverage.recognised} of {coverage.tables} tables, {coverage.placed} of")
    assert any("no form x1" in line for line in lines)
    assert "  identities: A1 pass 2" in lines
    assert any(line.startswith("  left over: t01r") for line in lines)
    assert "b.pdf: not read: encrypted" in lines
    assert lines[-1].startswith("2 documents, 1 not read;")
    assert totals.unread == 1


def test_a_folder_is_read_file_by_file_and_nothing_is_filed(tmp_path: Path) -> None:
    (tmp_path / "docs/below").mkdir(parents=True)
    (tmp_path / "docs/a.html").write_bytes(html(TABLES, TEXT))
    (tmp_path / "docs/below/b.pdf").write_bytes(b"")
    (tmp_path / "docs/.hidden").write_bytes(b"x")
    before = set(tmp_path.rglob("*"))
    result = CliRunner().invoke(main, ["survey", str(tmp_path / "docs"), "--root", str(tmp_path), "--workers", "1"])
    assert result.exit_code == 1, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith(f"a.html: {len(TABLES)} of {len(TABLES)} tables, ")
    assert "2023, budget, department" in lines[1]
    assert any(line.startswith("b.pdf: not read: b.pdf: is empty") for line in lines)
    assert lines[-1].startswith("2 documents, 1 not read; 4 of 4 tables, ")
    assert set(tmp_path.rglob("*")) == before

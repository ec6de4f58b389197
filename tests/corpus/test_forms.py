"""Every official form that a real disclosure holds is recognised, and its numbers are placed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from corpus_files import both, needs_corpus  # type: ignore[import-not-found]

from gongkai.knowledge import load

EXPECTED = yaml.safe_load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"))
MARKS = {"data": "", "empty": " (e)", "empty_with_note": " (n)"}
OTHER = {"", "performance", "activities"}


@needs_corpus
@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_forms_and_coverage(file: str) -> None:
    recognised, package = both(file)
    found = [one.form + MARKS[str(one.state)] for one in recognised if one.form not in OTHER]
    assert found == EXPECTED[file]
    coverage = package.coverage
    assert coverage.left_over == ()
    statutory = {form.key for form in load().forms.values() if form.statutory}
    tables = {one.table.table_id: one.form for one in recognised}
    headings = [one for one in package.findings if one.code in {"unknown-heading", "duplicate-heading"}]
    assert [str(one) for one in headings if tables.get(one.table) in statutory] == []
    for one in recognised:
        if one.form in statutory:
            assert one.unit is not None, one.caption


@needs_corpus
@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_no_row_of_a_statutory_table_is_wider_than_its_headings_say(file: str) -> None:
    """Each amount stands under a heading that names its field: no row is shifted beyond the last heading."""
    recognised, _ = both(file)
    for one in recognised:
        columns = {column.column for column in one.columns if column.path or column.field}
        if one.form in OTHER or not columns:
            continue
        for row in one.table.body_rows:
            for cell in one.table.grid.by_row[row]:
                assert cell.blank or columns & set(range(cell.column, cell.right + 1)), (one.caption, cell)

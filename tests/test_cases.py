"""Each layout class has a small document written for it: what it must be read as, and the lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from chain import convert_text  # type: ignore[import-not-found]

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.yml"))


def _plain(value: Any) -> str:
    text = format(value, "f") if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text and hasattr(value, "as_tuple") else text


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_case(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    assert expected["lesson"]
    document = next(path for path in sorted(folder.iterdir()) if path.stem == "document")
    package = convert_text(document, expected["fiscal_year"], expected.get("stage", "budget"))

    tables = [
        {key: _plain(row[key]) for key in ("form", "state", "unit") if row.get(key)} for row in package.rows("tables")
    ]
    assert tables == [{k: str(v) for k, v in row.items()} for row in expected["tables"]]
    for resource, rows in expected.get("rows", {}).items():
        found = [
            {k: _plain(v) for k, v in row.items() if v not in (None, "") and k != "row_id"}
            for row in package.rows(resource)
        ]
        assert found == [{k: str(v) for k, v in row.items()} for row in rows], resource
    roles = {str(row["cell_id"]): str(row["role"]) for row in package.rows("cells")}
    assert {cell: roles[cell] for cell in expected.get("roles", {})} == expected.get("roles", {})
    other = {str(row["cell_id"]): _plain(row["amount"]) for row in package.rows("amounts") if not row["resource"]}
    if "without_field" in expected:
        assert other == {cell: str(amount) for cell, amount in expected["without_field"].items()}
    assert sorted({finding.code for finding in package.findings}) == sorted(expected.get("findings", []))
    assert len(package.coverage.left_over) == expected.get("left_over", 0), package.coverage.left_over

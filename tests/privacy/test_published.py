"""Nothing that leaves the build holds personal data: all files of the site and of the packages, and their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import readers
from gongkai.privacy import Values, mask_all, scan_bytes


def _values(root: Path, rules) -> Values:
    """What the gate masks in all disclosures, read once more."""
    folders = sorted({path.parent for path in (root / "disclosures").glob("*/*/*.txt")})
    masked = [
        one
        for folder in folders
        for one in mask_all([readers.read(path, path.name) for path in sorted(folder.glob("*.txt"))], rules)
    ]
    return Values(tuple(value for one in masked for value in one.values.all))


def test_site_and_packages_hold_no_personal_data(built, rules):
    values = _values(built, rules)
    assert values.names and values.numbers
    files = [path for part in ("build/site", "datapackages") for path in sorted((built / part).rglob("*"))]
    hits = [
        hit
        for path in files
        if path.is_file()
        for hit in scan_bytes(path.read_bytes(), path.relative_to(built).as_posix(), values, rules.allowed)
    ]
    assert len(files) > 50
    assert hits == []


def test_masks_are_published_where_the_values_stood(built):
    cells = (built / "datapackages" / "110102-kexie" / "2019-budget" / "cells.csv").read_text(encoding="utf-8")
    assert cells.count("[已隐去：姓名]") == 11
    assert cells.count("[已隐去：联系电话]") == 6


@pytest.mark.parametrize("part", ["build/reports", "build/pages", "build/frame"])
def test_nothing_personal_lies_about(built, rules, part):
    values = _values(built, rules)
    for path in sorted((built / part).rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not list(values.found_in(text)), path

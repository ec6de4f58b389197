"""The size of the site is added up, warned about and limited, and the message says what to move."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import PublishError
from gongkai.site.size import GROUPS, MOVABLE, add_up, judge, measure

MB = 1_000_000
FILES = (
    ("gongkai.sqlite", 300 * MB), ("gongkai.zip", 100 * MB), ("units/a/2021-budget/a.zip", 100 * MB),
    ("units/a/2021-budget/cells.csv", 150 * MB), ("units/a/2021-budget/revenue.csv", 20 * MB),
    ("units/a/2021-budget/revenue.excel.csv", 20 * MB), ("units/a/2021-budget/index.html", 100 * MB),
    ("parquet/units.parquet", 5 * MB), ("search/search_index.json", 5 * MB),
)  # fmt: skip
SIZE = add_up(FILES)


def test_groups_add_up_largest_first() -> None:
    assert SIZE.total == 800 * MB
    assert SIZE.groups[:3] == (("gongkai.sqlite", 300 * MB), ("zips", 200 * MB), ("cells.csv", 150 * MB))
    assert dict(SIZE.groups)["CSVs for Excel"] == 20 * MB
    assert dict(SIZE.groups)["other files"] == 5 * MB
    assert set(GROUPS.values()) >= MOVABLE


def test_small_sites_pass_and_warnings_begin_at_their_percentage() -> None:
    assert judge(SIZE, 1000 * MB + 10, 80) is None
    warning = judge(SIZE, 1000 * MB, 80)
    assert warning is not None
    assert "800.0 MB" in warning.found
    assert "1,000.0 MB" in warning.found
    assert warning.advice == "move gongkai.sqlite to the assets of a release (500.0 MB stay)"
    assert judge(SIZE, 800 * MB, 100) is not None, "at the limit itself the build goes on"


def test_over_the_limit_fails_and_names_enough_to_move() -> None:
    with pytest.raises(PublishError) as raised:
        judge(SIZE, 500 * MB, 80)
    assert "gongkai.sqlite, zips to the assets of a release (300.0 MB stay)" in raised.value.advice


def test_says_when_moving_is_not_enough() -> None:
    with pytest.raises(PublishError, match="that alone is not enough"):
        judge(SIZE, 100 * MB, 80)
    with pytest.raises(PublishError, match="split the collection, or set site_limit_bytes"):
        judge(add_up([("index.html", 9 * MB)]), MB, 80)


def test_a_folder_is_measured(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "cells.csv").write_bytes(b"12345")
    (tmp_path / "index.html").write_bytes(b"123")
    assert measure(tmp_path).groups == (("cells.csv", 5), ("pages", 3))

"""Parts of the catalogue: bounded, in order, and where one unit changes the others keep theirs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalog import divide

SIZES = st.dictionaries(st.from_regex(r"[1-9]\d{5}-[a-z]{1,3}", fullmatch=True), st.integers(1, 300), max_size=80)


@given(SIZES)
def test_all_units_in_order_and_no_part_too_long(sizes: dict[str, int]) -> None:
    parts = divide(sorted(sizes.items()), 1_000)
    assert [unit for one in parts for unit in one.units] == sorted(sizes)
    assert all(sum(sizes[unit] for unit in one.units) <= 1_000 for one in parts)
    if len(parts) > 1:
        assert [one.name for one in parts] == sorted(one.units[0] for one in parts), "files by name are rows in order"


def test_a_unit_longer_than_a_part_is_one() -> None:
    assert [one.units for one in divide([("a", 10), ("b", 5_000), ("c", 10)], 1_000)] == [("a",), ("b",), ("c",)]


def test_what_is_small_is_one_part() -> None:
    assert [(one.name, len(one.units)) for one in divide([(f"{number}", 10) for number in range(100)], 1_000)] == [
        ("all", 100)
    ]
    assert divide([], 1_000) == ()


def test_a_unit_more_changes_few_parts() -> None:
    sizes = {f"{number:06d}-x": 30 + number % 7 for number in range(3_000)}
    before = {one.units for one in divide(sorted(sizes.items()), 1_000)}
    after = {one.units for one in divide(sorted({**sizes, "000500-a": 40}.items()), 1_000)}
    assert len(before) > 100
    assert len(after - before) <= 12

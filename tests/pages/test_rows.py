from decimal import Decimal

import pytest

from gongkai.errors import PublishError
from gongkai.pages import rows


def test_text_and_typed_rows_read_alike() -> None:
    for row in ({"total": "12.50"}, {"total": Decimal("12.50")}):
        assert rows.amount(row, "total") == Decimal("12.50")
        assert rows.text(row, "total") == "12.50"


def test_blank_is_not_zero() -> None:
    for row in ({}, {"total": ""}, {"total": None}):
        assert rows.amount(row, "total") is None
    assert rows.amount({"total": "0"}, "total") == 0


@pytest.mark.parametrize("value", ["1,000", "NaN", "1e3", "１２", "-", "1_000"])
def test_what_is_not_a_number_is_refused(value: str) -> None:
    with pytest.raises(PublishError, match="is not a number"):
        rows.amount({"total": value}, "total")


def test_flags() -> None:
    assert rows.flag({"recognised": "true"}, "recognised") is True
    assert rows.flag({"recognised": False}, "recognised") is False
    assert rows.flag({}, "recognised") is None


def test_columns_are_whole_numbers_however_they_come() -> None:
    for line in (7, "7"):
        read = rows.columns([{"text": "一", "line": line, "page": None}], ("text",), ("line", "page"))
        assert read == [("一", 7, None)]
    assert rows.columns([{"line": 7}, {}], ("text",), ("line",)) == [(None, 7), (None, None)]

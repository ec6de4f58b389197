"""Rows to CSV and back, and what is refused on the way."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import PublishError
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Row, Value
from gongkai.packages.csvfile import decode, encode, plain, read_lines

KEYS: dict[str, Value] = {"unit_id": "130300-kexie", "fiscal_year": 2021, "stage": "budget"}


def one(resource: str, **row: Value) -> str:
    """The CSV line of one row after the header and the keys."""
    text = encode(RESOURCES[resource], [row], KEYS, "package").decode()
    return text.split("\n", 1)[1].removeprefix("130300-kexie,2021,budget,").removesuffix("\n")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("604.42") * 10000, "6044200"),
        (Decimal("0.50"), "0.5"),
        (Decimal("0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-12345678901234567890.1234567890"), "-12345678901234567890.123456789"),
    ],
)
def test_decimals_are_printed_plainly(value: Decimal, printed: str) -> None:
    assert plain(value) == printed
    assert Decimal(printed) == value


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999"), Decimal("1E-999999")])
def test_numbers_that_are_none_are_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match=r"finite|digits"):
        plain(value)


def test_blank_zero_and_text_stay_apart() -> None:
    assert one("staffing", row_id="t01r1", kind="", count=None) == "t01r1,,,,,"
    assert one("staffing", row_id="t01r1", kind="0", count=0) == "t01r1,0,0,,,"


def test_quotes_only_where_needed() -> None:
    assert one("performance_goals", row_id="g1", text="“三公”经费") == "g1,,,“三公”经费"
    assert one("performance_goals", row_id="g1", text='甲,"乙"') == 'g1,,,"甲,""乙"""'
    assert one("performance_goals", row_id="g1", text="甲\n乙") == 'g1,,,"甲\n乙"'
    assert one("performance_goals", row_id="g1", text="甲\r乙") == 'g1,,,"甲\r乙"'


@pytest.mark.parametrize(
    ("resource", "row", "names"),
    [
        ("staffing", {"row_id": "t01r7", "kinds": "在职"}, ["t01r7", "kinds", "unknown field"]),
        ("staffing", {"kind": "在职"}, ["row_id", "required"]),
        ("staffing", {"row_id": "t01r7", "count": Decimal(3)}, ["t01r7", "count", "whole number"]),
        ("staffing", {"row_id": "t01r7", "count": True}, ["count", "whole number"]),
        ("staffing", {"row_id": 7}, ["row_id", "not text"]),
        (
            "expenditure",
            {"row_id": "t01r7", "measure": "budget", "total": 604.42},
            ["total", "604.42", "exact decimal"],
        ),
        ("expenditure", {"row_id": "t01r7", "measure": "budget", "total": Decimal("NaN")}, ["total", "finite"]),
        ("expenditure", {"row_id": "t01r7", "measure": "预算"}, ["measure", "预算", "not one of budget"]),
        ("tables", {"table_id": "t01", "recognised": 1}, ["t01", "recognised", "true nor false"]),
        ("fixed_assets", {"row_id": "t01r7", "as_of": "2021-2-30"}, ["as_of"]),
    ],
)
def test_wrong_values_are_refused_with_their_place(resource: str, row: Row, names: list[str]) -> None:
    with pytest.raises(PublishError) as caught:
        encode(RESOURCES[resource], [row], KEYS, "130300-kexie-2021-budget")
    for name in ["130300-kexie-2021-budget", resource, *names]:
        assert name in str(caught.value)


def test_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(PublishError, match="staffing"):
        one("staffing", row_id="t01r1", kind="\ud800")


@pytest.mark.parametrize("number", ["NaN", "1_000", "１２", "1e3", "1,000", " 1", "1\n", "-", "0x1"])
def test_other_ideas_of_a_number_are_not_read(number: str) -> None:
    good = encode(RESOURCES["expenditure"], [{"row_id": "r", "measure": "budget", "total": Decimal(42)}], KEYS, "p")
    bad = good.replace(b",42,", f',"{number}",'.encode())
    assert bad != good
    with pytest.raises(PublishError, match="total"):
        list(decode(RESOURCES["expenditure"], bad, "p"))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
VALUES = {
    "string": TEXT,
    "number": st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20),
    "integer": st.integers(),
    "boolean": st.booleans(),
    "date": st.dates().map(lambda day: day.isoformat()),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[dict[str, Value]]]:
    """A resource and full rows for it."""
    name = draw(st.sampled_from(sorted(RESOURCES)))
    columns = {
        field.name: (st.sampled_from(field.enum) if field.enum else VALUES[field.type])
        for field in RESOURCES[name].fields
    }
    required = {field.name for field in RESOURCES[name].fields if field.required}
    row = st.fixed_dictionaries({c: one if c in required else st.none() | one for c, one in columns.items()})
    return name, draw(st.lists(row, max_size=4))


@given(tables())
def test_rows_survive_the_csv(table: tuple[str, list[dict[str, Value]]]) -> None:
    name, rows = table
    content = encode(RESOURCES[name], rows, KEYS, "package")
    assert list(decode(RESOURCES[name], content, "package")) == [{**KEYS, **row} for row in rows]
    assert encode(RESOURCES[name], rows, KEYS, "package") == content
    assert not content.startswith(b"\xef\xbb\xbf")


@given(st.lists(st.lists(st.text('a,"\r\n“三 '), min_size=2, max_size=2), min_size=1))
def test_the_bytes_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    lines = [{"row_id": "g", "subject_id": one or None, "text": other or None} for one, other in rows]
    content = encode(RESOURCES["performance_goals"], lines, KEYS, "package").decode()
    back = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert read_lines(content.encode(), "x") == back
    assert [(line[4], line[-1]) for line in back[1:]] == [tuple(row) for row in rows]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(back)
    if "\r" not in content:  # which the module quotes in some versions of Python only
        assert content == buffer.getvalue()


@given(st.text("a,“1\n "))
def test_text_without_quotes_is_split_as_the_csv_module_reads_it(text: str) -> None:
    if text:
        assert read_lines(text.encode(), "x") == list(csv.reader(io.StringIO(text, newline=""), strict=True))

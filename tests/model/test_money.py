from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.money import UNITS, Kind, find_unit, precision, read_number, to_yuan

WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
DECIMALS = st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent"),
    [
        ("228.48", "228.48", 2, False),
        ("0", "0", 0, False),
        ("0.00", "0.00", 2, False),
        ("3,125,172.76", "3125172.76", 2, False),
        (" 39 \n", "39", 0, False),
        ("\u30001.93\u3000", "1.93", 2, False),
        ("１２．５", "12.5", 1, False),
        ("12．5", "12.5", 1, False),
        ("-5.10", "-5.10", 2, False),
        ("−5", "-5", 0, False),
        ("－5", "-5", 0, False),
        ("35.15%", "35.15", 2, True),
        ("0.083 ％", "0.083", 3, True),
    ],
)
def test_reads_numbers(text: str, value: str, decimals: int, percent: bool) -> None:
    read = read_number(text)
    assert (read.kind, str(read.value), read.decimals, read.percent) == (Kind.NUMBER, value, decimals, percent)
    assert read.text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        (" \u3000\n\u200b", Kind.BLANK),
        ("-", Kind.DASH),
        ("—", Kind.DASH),
        ("——", Kind.DASH),
        ("— —", Kind.DASH),
        ("－", Kind.DASH),
        ("无", Kind.NONE_WORD),
        ("单位不需填列", Kind.NONE_WORD),
        ("1,23", Kind.OTHER),
        ("1234,567", Kind.OTHER),
        ("0,123", Kind.OTHER),
        ("02", Kind.OTHER),
        ("1.2.3", Kind.OTHER),
        ("1 234", Kind.OTHER),
        ("1.", Kind.OTHER),
        (".5", Kind.OTHER),
        ("--5", Kind.OTHER),
        ("≥5.5%", Kind.OTHER),
        ("12.5万元", Kind.OTHER),
        ("1e5", Kind.OTHER),
        ("NaN", Kind.OTHER),
        ("1_000", Kind.OTHER),
        ("٣", Kind.OTHER),
        ("12.5①", Kind.OTHER),
        ("12.5²", Kind.OTHER),
        ("①", Kind.OTHER),
        ("9" * 31, Kind.OTHER),
    ],
)
def test_what_is_no_number_has_no_value(text: str, kind: Kind) -> None:
    read = read_number(text)
    assert (read.kind, read.value) == (kind, None)


@given(DECIMALS, st.booleans(), st.booleans())
def test_every_printed_decimal_is_read_back(value: Decimal, separators: bool, wide: bool) -> None:
    text = f"{value:,.2f}" if separators else f"{value:.2f}"
    read = read_number(text.translate(WIDE) if wide else text)
    assert (read.kind, read.value, read.decimals) == (Kind.NUMBER, value, 2)


@given(st.text(alphabet="0123456789.,-%—无元 ０．，", max_size=12))
def test_a_value_exists_exactly_for_numbers_and_text_is_verbatim(text: str) -> None:
    read = read_number(text)
    assert (read.value is not None) is (read.kind is Kind.NUMBER)
    assert read.text == text


@given(DECIMALS, st.sampled_from(sorted(UNITS)))
def test_amounts_in_yuan_are_exact(value: Decimal, unit: str) -> None:
    yuan = to_yuan(value, UNITS[unit])
    assert yuan * 100 == value * 100 * int(UNITS[unit])
    assert "E" not in str(yuan)


def test_yuan_has_no_needless_zeros_and_zero_has_no_sign() -> None:
    assert str(to_yuan(Decimal("228.48"), UNITS["万元"])) == "2284800"
    assert str(to_yuan(Decimal("0.05"), UNITS["元"])) == "0.05"
    assert str(to_yuan(Decimal("-0.00"), UNITS["万元"])) == "0"
    assert str(to_yuan(Decimal("12345678901234567890123.4567"), UNITS["亿元"])) == "1234567890123456789012345670000"


def test_precision_is_one_step_of_the_last_digit() -> None:
    assert str(precision(2, UNITS["万元"])) == "100"
    assert str(precision(6, UNITS["万元"])) == "0.01"
    assert str(precision(0, UNITS["元"])) == "1"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("金额单位：万元", "万元"),
        ("单位:元", "元"),
        ("单 位： 万 元", "万元"),
        ("价值（金额单位：万元）", "万元"),
        ("（万元）", "万元"),
        ("万元", "万元"),
        ("编制部门：某局    单位：万元(保留两位小数)", "万元"),
        ("单位：人民币元", "元"),
        ("单位：千元", "千元"),
        ("单位：亿元", "亿元"),
        ("单位：万元 编制部门：某局", "万元"),
        ("单位：台", None),
        ("编制单位：某局", None),
        ("单价（元/人/天）", None),
        ("单位：元 单位：万元", None),
        ("一元集团", None),
        ("", None),
    ],
)
def test_finds_the_unit_of_a_line(text: str, unit: str | None) -> None:
    assert find_unit(text) == unit

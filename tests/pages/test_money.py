from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages import money

amounts = st.decimals(min_value="-1e12", max_value="1e12", places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("6044200.00", "604.42 万元"),
        ("22300", "2.23 万元"),
        ("10000", "1.00 万元"),
        ("9999.99", "9,999.99 元"),
        ("530.88", "530.88 元"),
        ("3000", "3,000 元"),
        ("0.01", "0.01 元"),
        ("0", "0 元"),
        ("-31251727.6", "-3,125.17 万元"),
    ],
)
def test_amounts_are_said_as_people_say_them(amount: str, said: str) -> None:
    assert money.spoken(Decimal(amount)) == said


@pytest.mark.parametrize(
    ("amount", "shown"), [("6044200", "604.42"), ("30.88", "0.0031"), ("0.01", "0.000001"), ("0", "0.00")]
)
def test_columns_in_wan(amount: str, shown: str) -> None:
    assert money.in_wan(Decimal(amount)) == shown


@given(amounts)
def test_what_is_not_nothing_never_shows_as_nothing(amount: Decimal) -> None:
    for shown in (money.spoken(amount).split()[0], money.in_wan(amount), money.exact(amount).split()[0]):
        assert bool(Decimal(shown.replace(",", ""))) == bool(amount)


@given(amounts)
def test_exact_is_exact(amount: Decimal) -> None:
    assert Decimal(money.exact(amount).removesuffix(" 元").replace(",", "")) == amount


def test_more_than_two_decimals_are_kept() -> None:
    assert money.exact(Decimal("1.2345")) == "1.2345 元"


@pytest.mark.parametrize(("part", "share"), [("50", "50.0%"), ("0", "0.0%"), ("0.001", "<0.1%")])
def test_shares(part: str, share: str) -> None:
    assert money.share(Decimal(part), Decimal(100)) == share
    assert money.share(Decimal(part), Decimal(0)) == ""

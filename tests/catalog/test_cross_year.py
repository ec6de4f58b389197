"""One row a series, one column a year, exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.catalog.cross_year import Series
from gongkai.errors import PublishError

AMOUNTS = st.decimals(min_value=-(10**29), max_value=10**29, places=8)


def test_years_become_columns_and_gaps_stay_blank() -> None:
    series = Series(("unit_id", "indicator", "stage"))
    series.add(("a", "reception", "final"), 2019, Decimal("228.48"))
    series.add(("a", "reception", "budget"), 2019, Decimal(0))
    series.add(("b", "reception", "budget"), 2021, Decimal("0.1"))
    series.mark(("b", "reception", "budget"), 2021, "更名", "renamed")
    rows = list(series.rows([2021, 2019, 2020]))
    assert [(row["unit_id"], row["stage"], row["y2019"], row["y2020"], row["y2021"]) for row in rows] == [
        ("a", "budget", Decimal(0), None, None),
        ("a", "final", Decimal("228.48"), None, None),
        ("b", "budget", None, None, Decimal("0.1")),
    ]
    assert (rows[2]["breaks"], rows[2]["note"], rows[2]["note_en"]) == ("2021", "2021：更名", "2021: renamed")


def test_no_series_no_rows() -> None:
    assert list(Series(("unit_id",)).rows([2021])) == []


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.integers(2015, 2026)), AMOUNTS, min_size=1))
def test_every_amount_comes_out_as_it_went_in(values: dict[tuple[str, int], Decimal]) -> None:
    series = Series(("unit_id",))
    for (unit, year), amount in sorted(values.items()):
        series.add((unit,), year, amount)
    years = {year for _, year in values}
    rows = list(series.rows(years))
    found = {
        (str(row["unit_id"]), year): row[f"y{year}"] for row in rows for year in years if row[f"y{year}"] is not None
    }
    assert found == values


def test_the_table_of_units_is_that_of_each_one_after_the_other() -> None:
    def rows(*units: str) -> list[object]:
        series = Series(("unit_id", "code"))
        for unit in units:
            for code in ("206", "201"):
                for year in (2020, 2021):
                    series.add((unit, code), year, Decimal(year))
        return list(series.rows([2020, 2021]))

    assert rows("a", "b", "c") == [*rows("a"), *rows("b"), *rows("c")]
    assert len(rows("a")) == 2


def test_a_second_value_is_refused() -> None:
    series = Series(("unit_id",))
    series.add(("a",), 2021, Decimal(1))
    with pytest.raises(PublishError, match="two values"):
        series.add(("a",), 2021, Decimal(1))


@pytest.mark.parametrize("amount", [Decimal(10) ** 30, Decimal("0.000000001"), Decimal("1E+400")])
def test_what_does_not_fit_is_refused_not_rounded(amount: Decimal) -> None:
    with pytest.raises(PublishError, match="reception"):
        Series(("unit_id", "indicator", "stage")).add(("a", "reception", "budget"), 2021, amount)

from decimal import Decimal

from gongkai.pages import charts
from gongkai.pages.charts import Datum, Year


def test_bars_are_as_long_as_their_amounts() -> None:
    chart = charts.bars("c", "t", [Datum("a", Decimal(50)), Datum("b", Decimal(100))], Decimal(150))
    assert chart is not None
    assert [(bar.label, bar.width, bar.share) for bar in chart.bars] == [("b", 360, "66.7%"), ("a", 180, "33.3%")]


def test_what_is_not_nothing_is_seen() -> None:
    chart = charts.bars("c", "t", [Datum("a", Decimal("0.01")), Datum("b", Decimal(10**9))], None)
    assert chart is not None
    assert chart.bars[1].width >= 2


def test_no_chart_where_it_would_mislead() -> None:
    assert charts.bars("c", "t", [Datum("a", Decimal(5)), Datum("b", Decimal(-1))], None) is None
    assert charts.bars("c", "t", [Datum("a", Decimal(5)), Datum("b", Decimal(0))], None) is None
    assert charts.line("c", "t", [Year("2020", Decimal(5)), Year("2021", None)]) is None


def test_the_smallest_are_drawn_together_and_nothing_is_lost() -> None:
    data = [Datum(str(number), Decimal(number)) for number in range(1, 21)]
    chart = charts.bars("c", "t", data, Decimal(210), limit=8)
    assert chart is not None
    assert len(chart.bars) == 8
    assert chart.bars[-1].label == "其他 13 项"
    assert chart.bars[-1].exact == "91.00 元"
    assert chart.bars[-1].width == 360, "what is drawn together may be the longest of all"
    assert [bar.width for bar in chart.bars[:2]] == [79, 75]


def test_a_line_is_cut_where_years_cannot_be_compared() -> None:
    years = [
        Year("2019", Decimal(1)),
        Year("2020", Decimal(2)),
        Year("2021", Decimal(3), broken=True),
        Year("2022", Decimal(4)),
        Year("2023", None),
        Year("2024", Decimal(5)),
        Year("2025", Decimal(5)),
    ]
    chart = charts.line("c", "t", years)
    assert chart is not None
    assert [len(path.split()) for path in chart.paths] == [2, 2, 2]
    assert chart.points[4].y is None


def test_the_axis_starts_at_nothing() -> None:
    chart = charts.line("c", "t", [Year("2020", Decimal(50)), Year("2021", Decimal(100))])
    assert chart is not None
    low, high = chart.points[0].y, chart.points[1].y
    assert low is not None and high is not None
    assert abs((chart.base - low) * 2 - (chart.base - high)) <= 1


def test_a_chart_is_drawn_by_few_paths() -> None:
    years = [Year("2019", Decimal(1)), Year("2020", Decimal(2)), Year("2021", Decimal(2), broken=True)]
    chart = charts.line("c", "t", years)
    assert chart is not None
    assert (chart.stretches, chart.dots) == ("M26,80L180,34", "M26 80h0M180 34h0M334 34h0")
    assert chart.breaks == "M322 24V126"
    assert [(point.side, point.words) for point in chart.points] == [("s", 12), ("m", 180), ("v", 348)]

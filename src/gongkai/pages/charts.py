"""Numbers → charts: positions are worked out here, templates only draw. Bars carry their table; lines stand over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.pages import money

WIDTH = 360
"""Charts are drawn for a phone and never scaled below their size there."""

LINE_HEIGHT, LINE_TOP, LINE_SIDE = 150, 34, 26


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a chart: what it is called, the amount in 元, and the address it links to."""

    label: str
    amount: Decimal
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label above it."""

    label: str
    value: str
    exact: str
    share: str
    link: str
    y: int
    width: int


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, longest first as given; `summary` is the chart in one sentence."""

    anchor: str
    title: str
    summary: str
    bars: tuple[Bar, ...]
    height: int

    @property
    def shares(self) -> bool:
        """True where the bars are parts of a whole."""
        return any(bar.share for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Point:
    """One year: `y` is None where the year has no number; `broken` where it cannot be compared with the one before.

    The value stands over it: from `words` on where that is the first year (`side` is `s`), up to `words` where it is the
    last (`v`), else around it (`m`).
    """

    label: str
    value: str
    x: int
    y: int | None
    broken: bool
    side: str = "m"

    @property
    def words(self) -> int:
        """Where the value stands."""
        return self.x + {"s": -14, "v": 14}.get(self.side, 0)


@dataclass(frozen=True)
class LineChart:
    """One number over years; `paths` are the stretches in which neighbours may be compared."""

    anchor: str
    title: str
    summary: str
    points: tuple[Point, ...]
    paths: tuple[str, ...]
    base: int
    height: int

    @property
    def stretches(self) -> str:
        """The `paths` as one SVG path."""
        return "".join(f"M{path.replace(' ', 'L')}" for path in self.paths)

    @property
    def dots(self) -> str:
        """An SVG path of no length for each number: round ends of the line make it a dot."""
        return "".join(f"M{one.x} {one.y}h0" for one in self.points if one.y is not None)

    @property
    def breaks(self) -> str:
        """An SVG path for each year that cannot be compared with the one before."""
        return "".join(f"M{one.x - 12} 24V{self.base}" for one in self.points if one.broken)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a series; amount None where nothing was disclosed."""

    label: str
    amount: Decimal | None
    broken: bool = False


def bars(anchor: str, title: str, data: Sequence[Datum], whole: Decimal | None, limit: int = 8) -> BarChart | None:
    """A bar chart of what is not nothing; None if fewer than two bars remain or one is negative.

    Beyond `limit` the smallest are drawn together as 其他. `whole` is what shares refer to.
    """
    data = [one for one in data if one.amount]
    if len(data) < 2 or any(one.amount < 0 for one in data):
        return None
    ranked = sorted(data, key=lambda one: -one.amount)
    if len(ranked) > limit:
        rest = ranked[limit - 1 :]
        ranked = [*ranked[: limit - 1], Datum(f"其他 {len(rest)} 项", sum((one.amount for one in rest), Decimal()))]
    longest = max(one.amount for one in ranked)
    drawn = tuple(
        Bar(
            one.label,
            money.spoken(one.amount),
            money.exact(one.amount),
            money.share(one.amount, whole) if whole else "",
            one.link,
            34 * number,
            max(2, _pixels(one.amount, longest, WIDTH)),
        )
        for number, one in enumerate(ranked)
    )
    summary = "；".join(f"{one.label} {one.value}" for one in drawn[:4])
    return BarChart(anchor, title, summary, drawn, 34 * len(drawn))


def line(anchor: str, title: str, years: Sequence[Year]) -> LineChart | None:
    """A line chart over years; None with fewer than two numbers or a negative one."""
    amounts = [one.amount for one in years if one.amount is not None]
    if len(amounts) < 2 or min(amounts) < 0:
        return None
    top, base = max(amounts), LINE_HEIGHT - 24
    step = (WIDTH - 2 * LINE_SIDE) // max(1, len(years) - 1)
    points = tuple(
        Point(
            one.label,
            "" if one.amount is None else money.spoken(one.amount),
            LINE_SIDE + number * step,
            None if one.amount is None else base - _pixels(one.amount, top, base - LINE_TOP),
            one.broken,
            "s" if not number else "v" if number == len(years) - 1 else "m",
        )
        for number, one in enumerate(years)
    )
    summary = "；".join(f"{point.label} 年 {point.value}" for point in points if point.value)
    return LineChart(anchor, title, summary, points, _paths(points), base, LINE_HEIGHT)


def _paths(points: Sequence[Point]) -> tuple[str, ...]:
    """SVG point lists, cut where a year is missing or cannot be compared with the one before."""
    paths: list[list[str]] = [[]]
    for point in points:
        if point.y is None or point.broken:
            paths.append([])
        if point.y is not None:
            paths[-1].append(f"{point.x},{point.y}")
    return tuple(" ".join(path) for path in paths if len(path) > 1)


def _pixels(part: Decimal, whole: Decimal, length: int) -> int:
    return int((part / whole * length).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0

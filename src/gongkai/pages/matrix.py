"""Tables over years, units or codes: plain cells with a value, a link and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.pages import labels, money
from gongkai.pages.overview import CodeAmount, Headline

DERIVED, BROKEN, DISPUTED = "推", "断", "异"
BASES = tuple(labels.BASES)
SHOWN = 100
"""Multiples of so many 元 are shown whole: 万元 with two decimals."""
LEGEND = {
    DERIVED: "由文字中的增减额推算得出。",
    BROKEN: "与上一年口径不同，不宜直接相比。",
    DISPUTED: "同一份文件的另一处印的数不同。",
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One value: what is shown, where it stands, and marks that the legend explains.

    `exact` is what it is exactly, and the change since the year before; empty where what is shown says it all.
    """

    text: str = ""
    exact: str = ""
    link: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    """(mark, what it says here)."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line: its name, where that leads (relative to the root, empty if nowhere), a word beside it, its cells."""

    label: str
    link: str
    aside: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """A table with one column per year. `unit` is what all its amounts are in."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    unit: str = "万元"

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The marks that occur, and what they mean."""
        found = {mark for row in self.rows for cell in row.cells for mark, _ in cell.marks}
        return tuple((mark, words) for mark, words in LEGEND.items() if mark in found)


def cell(found: Sequence[Headline | CodeAmount]) -> MatrixCell:
    """The cell of one year: the value used, marked where it is derived, breaks the series or is disputed."""
    one = best(found)
    if one is None:
        return _contradiction(found)
    change, marks = "", []
    if isinstance(one, Headline):
        rivals = [other for other in found if isinstance(other, Headline) and other.amount != one.amount]
        if one.change and not one.broken:
            change = f"，比上年 {one.change}%"
        if one.basis == "derived":
            marks.append((DERIVED, LEGEND[DERIVED]))
        if one.broken:
            marks.append((BROKEN, one.note or LEGEND[BROKEN]))
        if rivals:
            marks.append((DISPUTED, "另印为 " + "、".join(money.exact(other.amount) for other in rivals)))
    exact = money.exact(one.amount) + change if change or one.amount % SHOWN else ""
    return MatrixCell(money.in_wan(one.amount), exact, one.link, tuple(marks))


def _contradiction(found: Sequence[Headline | CodeAmount]) -> MatrixCell:
    """The cell of a year whose numbers contradict each other, so that none is used; empty where there is no number."""
    if not found:
        return MatrixCell()
    words = "；".join(money.exact(one.amount) for one in found)
    return MatrixCell("不一", words, found[0].link, ((DISPUTED, words),))


def best(found: Iterable[Headline | CodeAmount]) -> Headline | CodeAmount | None:
    """The value to show where a year has several: the one used, from a table before a sentence before arithmetic.

    None where numbers contradict each other and the catalogue uses none of them.
    """
    return min((one for one in found if not isinstance(one, Headline) or one.rank == 1), key=_order, default=None)


def _order(one: Headline | CodeAmount) -> int:
    return BASES.index(one.basis) if isinstance(one, Headline) and one.basis in BASES else len(BASES)


def years(found: Sequence[Headline | CodeAmount]) -> tuple[int, ...]:
    """All years that occur, the earliest first."""
    return tuple(sorted({one.year for one in found}))

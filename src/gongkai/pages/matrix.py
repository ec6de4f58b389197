"""Tables over years, units or codes: plain cells with a value, a link and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.pages import labels, money
from gongkai.pages.overview import CodeAmount, Headline

DERIVED, BROKEN = "推", "断"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One value: what is shown, what it is exactly, where it stands, and marks that the legend explains."""

    text: str = ""
    exact: str = ""
    link: str = ""
    marks: tuple[str, ...] = ()


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
    def marks(self) -> tuple[str, ...]:
        """The marks that occur, so that only those are explained."""
        found = {mark for row in self.rows for cell in row.cells for mark in cell.marks}
        return tuple(mark for mark in (DERIVED, BROKEN) if mark in found)


def cell(one: Headline | CodeAmount | None) -> MatrixCell:
    """The cell of one value, empty where there is none."""
    if one is None:
        return MatrixCell()
    marks: tuple[str, ...] = ()
    if isinstance(one, Headline):
        marks = ((DERIVED,) if one.basis == "derived" else ()) + ((BROKEN,) if one.broken else ())
    return MatrixCell(money.in_wan(one.amount), money.exact(one.amount), one.link, marks)


def best(found: Iterable[Headline]) -> Headline | None:
    """The value to show where a year has several: from a table before a sentence before arithmetic."""
    ranked = sorted(found, key=lambda one: tuple(labels.BASES).index(one.basis) if one.basis in labels.BASES else 9)
    return ranked[0] if ranked else None


def years(found: Sequence[Headline | CodeAmount]) -> tuple[int, ...]:
    """All years that occur, the earliest first."""
    return tuple(sorted({one.year for one in found}))

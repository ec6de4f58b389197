"""A printed amount with its source, and a side of a comparison made of such amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FEN = Decimal("0.01")
"""The smallest coin: amounts printed to it are exact."""
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One typed amount and where it is printed.

    `amount` and `precision` are in 元 (precision 100 for 228.48万元); `source` is the id of a cell or a statement,
    blank where the package does not say; `doubt` names why the figure may not be money in the right place, blank
    where nothing speaks against it (`plausibility.DOUBTS`).
    """

    amount: Decimal
    precision: Decimal
    source: str = ""
    printed: str = ""
    unit: str = ""
    factor: Decimal | None = None
    table_id: str = ""
    row_id: str = ""
    field: str = ""
    doubt: str = ""

    @property
    def slack(self) -> Decimal:
        """How far rounding can have moved the figure: half its printed unit, nothing for 0 and for amounts in 分."""
        return _NONE if self.precision <= FEN or not self.amount else self.precision / 2


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the sum of `figures` less `minus`, named in Chinese and English."""

    zh: str
    en: str
    figures: tuple[Figure, ...]
    minus: tuple[Figure, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The sum in 元."""
        if len(self.figures) == 1 and not self.minus:
            return self.figures[0].amount
        return sum((f.amount for f in self.figures), Decimal(0)) - sum((f.amount for f in self.minus), Decimal(0))

    @property
    def every(self) -> tuple[Figure, ...]:
        """All figures of the side."""
        return (*self.figures, *self.minus) if self.minus else self.figures

    @property
    def slack(self) -> Decimal:
        """The tolerance the side brings: half a printed unit for each term added."""
        return sum((figure.slack for figure in self.every), _NONE)

    @property
    def source(self) -> str:
        """The ids of the cells and statements, separated by blanks, each once."""
        return " ".join(dict.fromkeys(figure.source for figure in self.every if figure.source))

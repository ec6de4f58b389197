"""A printed amount with its source, and a side of a comparison made of such amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    every: tuple[Figure, ...] = field(init=False, repr=False, compare=False)
    """All figures of the side."""
    amount: Decimal = field(init=False, repr=False, compare=False)
    """The sum in 元."""
    slack: Decimal = field(init=False, repr=False, compare=False)
    """The tolerance the side brings: half a printed unit for each term added."""

    def __post_init__(self) -> None:
        """Add up, once."""
        figures, minus = self.figures, self.minus
        every = (*figures, *minus) if minus else figures
        if len(every) == 1 and not minus:
            amount, slack = figures[0].amount, figures[0].slack
        else:
            amount = sum([one.amount for one in figures], _NONE) - sum([one.amount for one in minus], _NONE)
            slack = sum([one.slack for one in every], _NONE)
        object.__setattr__(self, "every", every)
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "slack", slack)

    @property
    def source(self) -> str:
        """The ids of the cells and statements, separated by blanks, each once."""
        return " ".join(dict.fromkeys([figure.source for figure in self.every if figure.source]))

"""Cross-year tables: one row a series, one column a year, on exact decimals. Budget and final accounts stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation

from gongkai.errors import PublishError
from gongkai.model.package import Row

DIGITS, SCALE = 38, 8
"""The widest exact decimal of Arrow, which the Parquet files use: 30 digits before the point, 8 after it."""

_LIMIT = Decimal(10) ** (DIGITS - SCALE)
_WIDE = Context(prec=2 * DIGITS)
_STEP = Decimal(1).scaleb(-SCALE)


@dataclass
class Series:
    """The values of one cross-year table as they come in.

    `keys` names the columns that tell series apart, for example `unit_id, indicator, stage`. As the first of them is
    the unit, the table of a corpus is that of each of its units, one after the other.
    """

    keys: tuple[str, ...]
    values: dict[tuple[str, ...], dict[int, Decimal]] = field(default_factory=dict)
    breaks: dict[tuple[str, ...], list[tuple[int, str, str]]] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], year: int, amount: Decimal) -> None:
        """Add the value of a series in a year; PublishError where it has one or the new one does not fit the widest
        exact decimal."""
        try:
            fits = abs(amount) < _LIMIT and amount == amount.quantize(_STEP, context=_WIDE)
        except InvalidOperation:
            fits = False
        if not fits:
            found = f"{amount} does not fit {DIGITS - SCALE} digits before and {SCALE} after the point"
            raise PublishError(f"catalog {' '.join(key)} {year}", found, "look at the source of this amount")
        years = self.values.setdefault(key, {})
        if year in years:
            found = f"two values, {years[year]} and {amount}"
            raise PublishError(f"catalog {' '.join(key)} {year}", found, "mend the stage that chose them")
        years[year] = amount

    def mark(self, key: tuple[str, ...], year: int, zh: str, en: str) -> None:
        """Mark a break of a series between `year` - 1 and `year`."""
        self.breaks.setdefault(key, []).append((year, zh, en))

    def rows(self, years: Iterable[int]) -> Iterator[Row]:
        """The rows of the table in order of their keys, with a column `y2021` for each of `years`."""
        every = sorted(set(years))
        for key, amounts in sorted(self.values.items()):
            yield self._row(key, {year: amounts.get(year) for year in every})

    def _row(self, key: tuple[str, ...], amounts: Mapping[int, Decimal | None]) -> Row:
        """One series; what is no amount is blank."""
        marks = sorted(self.breaks.get(key, ()))
        return {
            **dict(zip(self.keys, key, strict=True)),
            **{f"y{year}": value for year, value in amounts.items()},
            "breaks": " ".join(dict.fromkeys(str(year) for year, _, _ in marks)),
            "note": "；".join(f"{year}：{zh}" for year, zh, _ in marks),
            "note_en": "; ".join(f"{year}: {en}" for year, _, en in marks),
        }

"""Cross-year tables: one row a series, one column a year, on exact decimals. Budget and final accounts stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.package import Row

DIGITS, SCALE = 38, 8
"""The widest exact decimal of Arrow: 30 digits before the point, 8 after it."""

_LIMIT = Decimal(10) ** (DIGITS - SCALE)
_WIDE = Context(prec=2 * DIGITS)
_STEP = Decimal(1).scaleb(-SCALE)


@dataclass
class Series:
    """The values of one cross-year table as they come in, kept in columns.

    `keys` names the columns that tell series apart, for example `unit_id, indicator, stage`.
    """

    keys: tuple[str, ...]
    columns: dict[str, list[Any]] = field(default_factory=dict)
    breaks: dict[tuple[str, ...], list[tuple[int, str, str]]] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], year: int, amount: Decimal) -> None:
        """Add the value of a series in a year; PublishError where it does not fit the widest exact decimal."""
        try:
            fits = abs(amount) < _LIMIT and amount == amount.quantize(_STEP, context=_WIDE)
        except InvalidOperation:
            fits = False
        if not fits:
            found = f"{amount} does not fit {DIGITS - SCALE} digits before and {SCALE} after the point"
            raise PublishError(f"catalog {' '.join(key)} {year}", found, "look at the source of this amount")
        for name, value in zip((*self.keys, "year", "amount"), (*key, year, amount), strict=True):
            self.columns.setdefault(name, []).append(value)

    def mark(self, key: tuple[str, ...], year: int, zh: str, en: str) -> None:
        """Mark a break of a series between `year` - 1 and `year`."""
        self.breaks.setdefault(key, []).append((year, zh, en))

    def rows(self, years: Iterable[int]) -> Iterator[Row]:
        """The rows of the table in order of their keys, with a column `y2021` for each of `years`."""
        if not self.columns:
            return
        wide = self._wide()
        every = sorted(set(years))
        amounts = {year: wide[year].array.tolist() if year in wide.columns else None for year in every}
        for number, key in enumerate(wide.index):
            row: dict[str, str | Decimal | None] = dict(zip(self.keys, key, strict=True))
            for year in every:
                values = amounts[year]
                value = values[number] if values is not None else None
                row[f"y{year}"] = value if isinstance(value, Decimal) else None
            marks = sorted(self.breaks.get(key, ()))
            row["breaks"] = " ".join(dict.fromkeys(str(year) for year, _, _ in marks))
            row["note"] = "；".join(f"{year}：{zh}" for year, zh, _ in marks)
            row["note_en"] = "; ".join(f"{year}: {en}" for year, _, en in marks)
            yield row

    def _wide(self) -> Any:
        """The table as a pandas frame, years as columns; amounts are Arrow decimals, never floats."""
        import pandas
        import pyarrow

        kinds = {name: pyarrow.string() for name in self.keys}
        kinds |= {"year": pyarrow.int32(), "amount": pyarrow.decimal128(DIGITS, SCALE)}
        frame = pandas.DataFrame(
            {
                name: pandas.Series(
                    pandas.arrays.ArrowExtensionArray(pyarrow.array(values, type=kinds[name])), copy=False
                )
                for name, values in self.columns.items()
            }
        )
        return frame.pivot(index=list(self.keys), columns="year", values="amount").sort_index()

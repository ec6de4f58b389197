"""Cross-year tables: one row a series, one column a year, on exact decimals. Budget and final accounts stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.package import Row

DIGITS, SCALE = 38, 8
"""The widest exact decimal of Arrow: 30 digits before the point, 8 after it."""

PIECE = 20_000
"""So many values, at least, are made into a table at a time."""

_LIMIT = Decimal(10) ** (DIGITS - SCALE)
_WIDE = Context(prec=2 * DIGITS)
_STEP = Decimal(1).scaleb(-SCALE)


@dataclass
class Series:
    """The values of one cross-year table as they come in, kept in columns, in pieces of whole units.

    Values come unit by unit (the first key), units in order. `keys` names the columns that tell series apart, for example `unit_id, indicator, stage`.
    """

    keys: tuple[str, ...]
    waiting: dict[str, list[Any]] = field(default_factory=dict)
    pieces: list[Any] = field(default_factory=list)
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
        first = self.waiting.get(self.keys[0])
        if first and first[-1] != key[0] and len(first) >= PIECE:
            self._pack()
        for name, value in zip((*self.keys, "year", "amount"), (*key, year, amount), strict=True):
            self.waiting.setdefault(name, []).append(value)

    def mark(self, key: tuple[str, ...], year: int, zh: str, en: str) -> None:
        """Mark a break of a series between `year` - 1 and `year`."""
        self.breaks.setdefault(key, []).append((year, zh, en))

    def rows(self, years: Iterable[int]) -> Iterator[Row]:
        """The rows of the table in order of their keys, with a column `y2021` for each of `years`."""
        self._pack()
        every = sorted(set(years))
        for piece in self.pieces:
            wide = _wide(piece, self.keys)
            amounts = {year: wide[year].array.tolist() for year in every if year in wide.columns}
            for number, key in enumerate(wide.index):
                found = {year: amounts[year][number] if year in amounts else None for year in every}
                yield self._row(key if isinstance(key, tuple) else (key,), found)

    def _row(self, key: tuple[str, ...], amounts: Mapping[int, Any]) -> Row:
        """One series; what is no amount is blank."""
        marks = sorted(self.breaks.get(key, ()))
        return {
            **dict(zip(self.keys, key, strict=True)),
            **{f"y{year}": value if isinstance(value, Decimal) else None for year, value in amounts.items()},
            "breaks": " ".join(dict.fromkeys(str(year) for year, _, _ in marks)),
            "note": "；".join(f"{year}：{zh}" for year, zh, _ in marks),
            "note_en": "; ".join(f"{year}: {en}" for year, _, en in marks),
        }

    def _pack(self) -> None:
        """Turn what waits into an Arrow table, which takes a fraction of the memory."""
        import pyarrow

        if self.waiting:
            kinds = {"year": pyarrow.int32(), "amount": pyarrow.decimal128(DIGITS, SCALE)}
            schema = [(name, kinds.get(name, pyarrow.string())) for name in self.waiting]
            self.pieces.append(pyarrow.Table.from_pydict(self.waiting, schema=pyarrow.schema(schema)))
            self.waiting = {}


def _wide(piece: Any, keys: tuple[str, ...]) -> Any:
    """A piece as a pandas frame with years as columns; amounts are Arrow decimals, never floats."""
    import pandas

    frame = pandas.DataFrame(
        {name: pandas.Series(pandas.arrays.ArrowExtensionArray(piece[name]), copy=False) for name in piece.column_names}
    )
    return frame.pivot(index=list(keys), columns="year", values="amount").sort_index()

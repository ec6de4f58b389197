"""Whether a typed amount can be money in the right place: a mis-read must neither pass nor accuse.

A known trap: `7 = 1 + 3 + 3` and `2022 = 2022 + 0 + 0` satisfy the 三公 identity with column numbers and years.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from gongkai.checks.figure import Figure
from gongkai.model.package import Row

DOUBTS: Mapping[str, tuple[str, str]] = {
    "no_source": ("没有找到该数字的出处", "the source cell of a figure is not known"),
    "role": ("该单元格不是金额", "a cell involved does not hold an amount"),
    "ordinal": ("这些数字像栏次或行次", "the figures look like column or line numbers"),
    "year": ("这些数字像年份", "the figures look like years"),
    "small": ("这些数字可能是序号而不是金额", "the figures may be line numbers rather than money"),
    "column": ("该数字与同一栏的其他数字不在同一列", "a figure stands in another column than its fellows"),
    "unit": ("表上没有注明金额单位", "the table states no unit of money"),
}
"""Why a figure may not be what it seems, in Chinese and English."""

HARD = frozenset({"no_source", "role", "ordinal", "column"})
"""Doubts that end a test; `year` and `small` end it only where nothing else speaks for money."""

Spot = tuple[str, int, int]
"""The table, row and column of a cell."""

_BARE = re.compile(r"[0-9]{1,4}")
_HIGHEST_ORDINAL = 60
_YEARS_AROUND = 5
_SHORTEST_RUN = 3
_FEWEST_DIGITS = 3


def bare(printed: str) -> int | None:
    """The whole number printed without point or separator, up to four digits; None for any other text."""
    text = printed.strip()
    return int(text) if _BARE.fullmatch(text) else None


def soft_doubt(printed: str, fiscal_year: int) -> str:
    """`year` or `small` where a print by itself could be a year or a column number."""
    value = bare(printed)
    if not value:
        return ""
    if len(printed.strip()) == 4 and abs(value - fiscal_year) <= _YEARS_AROUND:
        return "year"
    return "small" if value <= _HIGHEST_ORDINAL else ""


def doubts(amounts: Iterable[Row], cells: Mapping[str, Row], fiscal_year: int) -> dict[str, str]:
    """The doubt about each cell that feeds an amount, by cell id; cells without doubt are left out."""
    printed: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    homes: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    for amount in amounts:
        cell = cells.get(str(amount.get("cell_id") or ""))
        if cell is None:
            continue
        cell_id = str(cell["cell_id"])
        printed[cell_id] = str(amount.get("printed") or "")
        if cell_id not in spots:
            spots[cell_id] = str(cell["table_id"]), _int(cell["row"]), _int(cell["column"])
        table, _, column = spots[cell_id]
        if amount.get("resource") in _ONE_COLUMN_EACH:
            group = str(amount.get("row_id") or "").partition("r")[2].partition("c")[2]
            key = (table, amount["resource"], amount.get("measure"), amount.get("field"), group)
            homes[key].append((column, cell_id))
    found = {i: d for i, d in ((i, soft_doubt(text, fiscal_year)) for i, text in printed.items()) if d}
    if "small" in found.values():
        _forget_small_among_money(found, printed, spots)
    found.update((cell_id, "column") for group in homes.values() for cell_id in _strays(group))
    found.update((cell_id, "ordinal") for cell_id in _runs(printed, spots))
    found.update((i, "role") for i in printed if cells[i].get("role") not in {"amount", None, ""})
    return found


_ONE_COLUMN_EACH = frozenset(
    {
        "revenue",
        "expenditure",
        "general_budget_expenditure",
        "basic_expenditure",
        "government_fund_expenditure",
        "state_capital_expenditure",
        "budget_detail",
        "procurement",
    }
)


def _int(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))


def _forget_small_among_money(found: dict[str, str], printed: Mapping[str, str], spots: Mapping[str, Spot]) -> None:
    """A small whole number in a column that also holds plain money is money, unless its whole row is such numbers."""
    columns: dict[tuple[str, int], list[str]] = defaultdict(list)
    rows: dict[tuple[str, int], list[str]] = defaultdict(list)
    for cell_id in printed:
        table, row, column = spots[cell_id]
        columns[table, column].append(cell_id)
        if not _is_zero(printed[cell_id]):
            rows[table, row].append(cell_id)
    bare_rows = {i for ids in rows.values() if len(ids) >= _SHORTEST_RUN and all(i in found for i in ids) for i in ids}
    for ids in columns.values():
        if any(i not in found and not _is_zero(printed[i]) for i in ids):
            for i in ids:
                if found.get(i) == "small" and i not in bare_rows:
                    del found[i]


def _is_zero(printed: str) -> bool:
    return not printed.strip("0.,-　 ")


def _strays(group: list[tuple[int, str]]) -> list[str]:
    """The cells of a field that stand outside the column that nearly all of its cells share."""
    counts = Counter(column for column, _ in group)
    column, times = min(counts.items(), key=lambda one: (-one[1], one[0]))
    if times < _SHORTEST_RUN:
        return []
    return [cell_id for at, cell_id in group if at != column and counts[at] * 5 <= times]


def _runs(printed: Mapping[str, str], spots: Mapping[str, Spot]) -> list[str]:
    """The cells of rows and columns that count 1, 2, 3…, and of rows that hold nothing but years."""
    values = {cell_id: value for cell_id, text in printed.items() if (value := bare(text)) is not None}
    lines: dict[tuple[str, str, int], list[tuple[int, str]]] = defaultdict(list)
    for cell_id in printed:
        table, row, column = spots[cell_id]
        lines[table, "row", row].append((column, cell_id))
        lines[table, "column", column].append((row, cell_id))
    found: list[str] = []
    for line in lines.values():
        if len(line) >= _SHORTEST_RUN and all(cell_id in values for _, cell_id in line):
            ids = [cell_id for _, cell_id in sorted(line)]
            if _counts_up([values[cell_id] for cell_id in ids]):
                found.extend(ids)
    return found


def _counts_up(known: list[int]) -> bool:
    """True where bare whole numbers follow one another (1, 2, 3 or 2021, 2022) or small ones only rise (3, 5, 6)."""
    steps = [b - a for a, b in pairwise(known)]
    return all(step == 1 for step in steps) or (known[-1] <= _HIGHEST_ORDINAL and all(step > 0 for step in steps))


def slip(left: Figure, right: Figure) -> int:
    """3, 4 or 8 where two amounts have the same digits but are 10³, 10⁴ or 10⁸ apart, within their print, else 0."""
    low, high = sorted((left, right), key=lambda figure: abs(figure.amount))
    if not low.amount or len(low.amount.normalize().as_tuple().digits) < _FEWEST_DIGITS:
        return 0
    for digits in (3, 4, 8):
        if abs(low.amount.scaleb(digits) - high.amount) <= low.slack.scaleb(digits) + high.slack:
            return digits
    return 0

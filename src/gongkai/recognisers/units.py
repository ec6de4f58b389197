"""The unit of money of a table, and the words that state it."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.money import UNITS, find_unit
from gongkai.model.table import MoneyUnit, Table


def stated_unit(table: Table) -> MoneyUnit | None:
    """The unit that the table itself states: in its head rows, its headings, the lines above or the notes below."""
    texts: list[tuple[str, str]] = []
    for number in (*table.head_rows, *table.header_rows):
        texts += [(cell.text, str(cell.place)) for cell in table.grid.by_row.get(number, ()) if not cell.blank]
    texts += [(one.text, str(one.place)) for one in reversed(table.above)]
    texts += [(one.text, str(one.place)) for one in table.below]
    for text, place in texts:
        if (name := find_unit(text)) is not None:
            return MoneyUnit(name, UNITS[name], f"{place} {' '.join(text.split())}")
    return None


def heading_unit(path: Sequence[str]) -> MoneyUnit | None:
    """The unit that a column's own headings state, e.g. 价值（金额单位：万元）."""
    for text in reversed(path):
        if (name := find_unit(text)) is not None:
            return MoneyUnit(name, UNITS[name], text)
    return None


def shared_unit(stated: Sequence[MoneyUnit | None]) -> MoneyUnit | None:
    """The unit of a table that states none: only where all tables of the disclosure that state one agree.

    The evidence says that it was taken from the others; where they differ there is none.
    """
    names = {unit.name for unit in stated if unit is not None}
    if len(names) != 1:
        return None
    name = names.pop()
    return MoneyUnit(
        name, UNITS[name], f"本表未标明；本次公开其他表均为{name} (not stated here; all other tables say so)"
    )

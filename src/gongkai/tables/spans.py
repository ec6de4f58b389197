"""Merged cells of grids whose source does not tell them: headings over several columns, totals over several labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.knowledge.items import is_total_label, is_total_word
from gongkai.knowledge.text import fold
from gongkai.model.grid import Cell, Grid
from gongkai.model.money import Kind, read_number

_WIDER = 3
"""More blank cells than a name and an amount of the label's own group."""


def spread_ragged_header(grid: Grid, header_rows: Sequence[int]) -> Grid:
    """Give the headings of a ragged grid their true columns.

    In a word-processor dump a heading merged over columns stands once, one merged over rows is followed by a blank
    cell in the next row. So each blank cell of the lower row belongs to one cell of the upper row, and each run of
    filled cells to one: where the counts agree, the upper row's columns follow. Groups that stand directly side by side
    (类 款 名称 类 款 名称; 小计 … 小计 …) are told apart by the heading that begins each. Otherwise the grid stays.
    """
    if not grid.ragged or len(header_rows) < 2:
        return grid
    moved: dict[tuple[int, int], Cell] = {}
    lower = grid.by_row[header_rows[-1]]
    for number in reversed(header_rows[:-1]):
        upper = grid.by_row[number]
        targets = next(
            (found for found in map(_targets, (lower,) * 2, (False, True)) if len(found) == len(upper)), None
        )
        if targets is None:
            return grid
        fresh = [
            replace(cell, column=first, colspan=last - first + 1)
            for cell, (first, last) in zip(upper, targets, strict=True)
        ]
        for cell in upper:
            moved[(cell.row, cell.column)] = fresh[upper.index(cell)]
        lower = tuple(fresh)
    return replace(grid, cells=tuple(moved.get((cell.row, cell.column), cell) for cell in grid.cells))


def _targets(lower: Sequence[Cell], split: bool) -> list[tuple[int, int]]:
    """The column range of each cell above: one per blank cell, one per run of filled cells.

    `split`: a run begins anew where its first heading is printed again, and at a 合计 or 小计.
    """
    targets: list[tuple[int, int]] = []
    first = ""
    for cell in lower:
        text = fold(cell.text)
        if first and text and not (split and (text == first or is_total_word(text))):
            targets[-1] = (targets[-1][0], cell.right)
            continue
        targets.append((cell.column, cell.right))
        first = text
    return targets


def infer_header_spans(grid: Grid, header_rows: Sequence[int]) -> Grid:
    """In a grid with a cell at every position but no spans, let headings cover the blank cells they were merged with.

    A blank heading cell belongs to its left neighbour where a heading stands below it (merged over columns), and to
    the heading above it otherwise (merged over rows).
    """
    if len(header_rows) < 2 or any(c.rowspan > 1 or c.colspan > 1 for r in header_rows for c in grid.by_row.get(r, ())):
        return grid
    changed: dict[tuple[int, int], Cell] = {}
    gone: set[tuple[int, int]] = set()
    for index, row in enumerate(header_rows[:-1]):
        below = header_rows[index + 1 :]
        parents = _parents(grid, header_rows[index - 1], changed) if index else {}
        owner: Cell | None = None
        for cell in grid.by_row[row]:
            if not cell.blank:
                owner = cell
            elif (
                owner is not None
                and parents.get(cell.column) == parents.get(owner.column)
                and any(_filled(grid, number, cell.column) for number in below)
            ):
                wide = changed.get((owner.row, owner.column), owner)
                changed[(owner.row, owner.column)] = replace(wide, colspan=cell.column - owner.column + 1)
                gone.add((cell.row, cell.column))
            else:
                owner = None
    for index, row in enumerate(header_rows[1:], 1):
        for cell in grid.by_row[row]:
            above = grid.at(header_rows[index - 1], cell.column)
            if cell.blank and above is not None and not above.blank and (cell.row, cell.column) not in gone:
                tall = changed.get((above.row, above.column), above)
                if tall.colspan == 1:
                    changed[(above.row, above.column)] = replace(tall, rowspan=cell.row - above.row + 1)
                    gone.add((cell.row, cell.column))
    kept = (changed.get((cell.row, cell.column), cell) for cell in grid.cells if (cell.row, cell.column) not in gone)
    return replace(grid, cells=tuple(kept))


def _parents(grid: Grid, row: int, changed: dict[tuple[int, int], Cell]) -> dict[int, int]:
    """The column of the heading that stands over each column, in one heading row."""
    cells = (changed.get((cell.row, cell.column), cell) for cell in grid.by_row[row] if not cell.blank)
    return {column: cell.column for cell in cells for column in range(cell.column, cell.right + 1)}


def _filled(grid: Grid, row: int, column: int) -> bool:
    cell = grid.at(row, column)
    return cell is not None and not cell.blank


def align_short_rows(grid: Grid, body_rows: Sequence[int], width: int, leading: int) -> Grid:
    """Move the amounts of a ragged row with too few cells under their columns.

    A total's label is merged over the leading columns (codes and names); `leading` is their number. The label gets the
    missing columns, but no more than the leading ones; what is then still missing is missing at the end.
    """
    if not grid.ragged or leading < 1:
        return grid
    changed: dict[tuple[int, int], Cell] = {}
    body = set(body_rows)
    for number, row in grid.by_row.items():
        missing = width - len(row)
        if number not in body or missing <= 0 or len(row) < 2 or not is_total_label(row[0].text):
            continue
        span = min(missing, leading - 1) + 1
        for cell in row:
            first = cell is row[0]
            changed[(number, cell.column)] = replace(
                cell, column=1 if first else cell.column + span - 1, colspan=span if first else 1
            )
    if not changed:
        return grid
    return replace(grid, cells=tuple(changed.get((cell.row, cell.column), cell) for cell in grid.cells))


def widen_second_totals(grid: Grid, body_rows: Sequence[int]) -> Grid:
    """In rows without spans, let a second total's label cover the blank cells up to its amount.

    人员经费合计 | | 5 | 公用经费合计 | | | | | 3: the second label is merged over the codes, names and amounts of several
    groups, and its amount stands under the last of them.
    """
    changed: dict[tuple[int, int], Cell] = {}
    gone: set[tuple[int, int]] = set()
    for number in body_rows:
        row = grid.by_row[number]
        labels = [at for at, cell in enumerate(row) if is_total_label(cell.text) and cell.colspan == 1]
        if len(labels) != 2:
            continue
        rest = row[labels[1] + 1 :]
        blank = next((at for at, cell in enumerate(rest) if not cell.blank), 0)
        if blank >= _WIDER and read_number(rest[blank].text).kind is Kind.NUMBER:
            label = row[labels[1]]
            changed[(number, label.column)] = replace(label, colspan=blank + 1)
            gone |= {(number, cell.column) for cell in rest[:blank]}
    if not changed:
        return grid
    kept = (changed.get((cell.row, cell.column), cell) for cell in grid.cells if (cell.row, cell.column) not in gone)
    return replace(grid, cells=tuple(kept))

"""Which cells of a grid a label announces: the cells to its right, or those below a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.model.grid import Cell, Grid
from gongkai.privacy import numbers
from gongkai.privacy.cells import Announced, LabelCell, label_cell, value_spans
from gongkai.privacy.folding import bare, folded
from gongkai.privacy.rules import Label, Rules

_LONGEST_HEADING = 20


@dataclass
class Contexts:
    """What labels say about each cell, by position, and which columns of a table that goes on they head."""

    by_cell: dict[tuple[int, int], list[Announced]] = field(default_factory=dict)
    columns: dict[int, list[Announced]] = field(default_factory=dict)
    open_label: Announced | None = None
    """A label that ends with a colon in the last row: its value stands after the table."""

    def add(self, cell: Cell, label: Label, where: str, *, any_name: bool) -> None:
        """Note that a label announces the value of a cell."""
        self.by_cell.setdefault((cell.row, cell.column), []).append(
            Announced(label, any_name and label.any_value, where)
        )


def contexts_of(grid: Grid, rules: Rules, carried: Mapping[int, list[Announced]]) -> Contexts:
    """What labels say about each cell. `carried` are the headed columns of the same table on the page before."""
    found = Contexts()
    labels = [(cell, label) for cell in grid.cells if (label := label_cell(cell.text, rules))]
    for cell, label in labels:
        values = list(_to_the_right(grid, cell, rules))
        for value, one in _pieces(values, label):
            found.by_cell.setdefault((value.row, value.column), []).append(Announced(one, False, "cells-right", True))
        for number, (value, near) in enumerate(values):
            for one in label.labels:
                if number == 0 or one.kind == "name":
                    found.add(value, one, "cell-right", any_name=label.exact and near and number == 0)
        if any(_holds_value(value, label, rules) for value, _ in values):
            continue
        alone = len([one for one in grid.by_row.get(cell.row, ()) if not one.blank]) == 1
        if not alone and _is_heading(grid, cell):
            _announce_below(found, grid, cell, label, rules)
        elif not values and (alone or label.colon):
            _announce_next(found, grid, cell, label, rules)
    if not labels:
        found.columns = {column: said for column, said in carried.items() if _goes_on(grid, column, said, rules)}
        for cell in grid.cells:
            if said := found.columns.get(cell.column):
                found.by_cell[(cell.row, cell.column)] = said
    return found


def _to_the_right(grid: Grid, cell: Cell, rules: Rules) -> Iterator[tuple[Cell, bool]]:
    """The cells to the right of a label up to the next label; True for the one that adjoins it."""
    seen: set[tuple[int, int]] = set()
    for row in range(cell.row, cell.bottom + 1):
        near = True
        for column in range(cell.right + 1, grid.width + 1):
            value = grid.at(row, column)
            if value is None or value.blank:
                near = False
                continue
            if label_cell(value.text, rules):
                break
            if (value.row, value.column) not in seen:
                seen.add((value.row, value.column))
                yield value, near
                near = False


def _pieces(values: list[tuple[Cell, bool]], label: LabelCell) -> Iterator[tuple[Cell, Label]]:
    """The cells in a row after a label that make up one number only together: 010 | 83000001."""
    for one in label.labels:
        digits = ""
        for count, (value, _) in enumerate(values, 1):
            text = folded(value.text).text.strip().strip("()-").upper()
            if not text.removesuffix("X" if one.kind == "id" else "").isdigit():
                break
            digits += text
            if count > 1 and numbers.is_whole(digits, one.kind):
                yield from ((cell, one) for cell, _ in values[:count])
                break


def _holds_value(cell: Cell, label: LabelCell, rules: Rules) -> bool:
    text = folded(cell.text).text
    return any(value_spans(text, Announced(one, True, ""), rules) for one in label.labels)


def _is_heading(grid: Grid, cell: Cell) -> bool:
    """True where a label stands among other filled cells, as headings do, not before an empty field of a form."""
    beside = grid.at(cell.row, cell.right + 1) or grid.at(cell.row, cell.column - 1)
    return beside is not None and not beside.blank


def _announce_below(found: Contexts, grid: Grid, cell: Cell, label: LabelCell, rules: Rules) -> None:
    """The cells in the column of a heading, down to the next label or heading, or to a row that is cut differently."""
    above = grid.by_row.get(cell.row, ())
    sure = not grid.ragged and label.exact and not any(sum(map(str.isdigit, one.text)) >= 5 for one in above)
    for row in range(cell.bottom + 1, grid.height + 1):
        value = grid.at(row, cell.column)
        if grid.ragged and len(grid.by_row.get(row, ())) != len(above):
            return
        if value is None or value.blank or value.row != row:
            continue
        if label_cell(value.text, rules) or (value.column, value.right) != (cell.column, cell.right):
            return
        if not any(one.kind == "name" for one in label.labels) and _is_words(value, rules):
            return
        for one in label.labels:
            found.add(value, one, "column-below", any_name=sure)
    found.columns[cell.column] = [Announced(one, False, "column-continued") for one in label.labels]


def _is_words(cell: Cell, rules: Rules) -> bool:
    """True for a cell without any digits that does not just say that there is nothing: another heading."""
    return not any(map(str.isdigit, cell.text)) and bare(cell.text).strip("-/") not in {"", *rules.words["not_names"]}


def _announce_next(found: Contexts, grid: Grid, cell: Cell, label: LabelCell, rules: Rules) -> None:
    """A label with a colon and nothing to its right: the value begins the next row, or stands after the table."""
    row = next((row for row in grid.by_row if row > cell.bottom), None)
    if row is None:
        found.open_label = Announced(label.labels[0], label.exact and label.labels[0].any_value, "after-table")
        return
    value = next((one for one in grid.by_row[row] if not one.blank), None)
    if value is not None and not label_cell(value.text, rules):
        for one in label.labels:
            found.add(value, one, "row-below", any_name=False)


def _goes_on(grid: Grid, column: int, said: list[Announced], rules: Rules) -> bool:
    """True where the first filled cell of a column is what its heading on the page before announced."""
    first = next((cell for cell in grid.cells if cell.column == column and not cell.blank), None)
    return first is not None and any(value_spans(folded(first.text).text, one, rules) for one in said)


def is_code_cell(grid: Grid, cell: Cell, rules: Rules) -> bool:
    """True where the cell to the left, or the heading above, says that a cell holds a code."""
    left = next((one for one in reversed(_before(grid, cell)) if not one.blank), None)
    headings = [one for one in (left, *_above(grid, cell)) if one is not None and len(one.text) <= _LONGEST_HEADING]
    return any(rules.code_pattern.search(bare(one.text)) for one in headings)


def is_among_amounts(grid: Grid, cell: Cell, rules: Rules) -> bool:
    """True where headings, row labels or the cells around hold amounts: eleven digits are an amount there, too."""
    headings = [one for one in (*_before(grid, cell), *_above(grid, cell)) if len(one.text) <= _LONGEST_HEADING]
    if any(rules.amount_pattern.search(bare(one.text)) for one in headings):
        return True
    beside = [grid.at(cell.row, cell.column - 1), grid.at(cell.row, cell.right + 1)]
    column = [one for one in grid.cells if one.column == cell.column]
    return any(one is not None and numbers.is_amount(folded(one.text).text.strip()) for one in [*beside, *column])


def _before(grid: Grid, cell: Cell) -> list[Cell]:
    return [one for one in grid.by_row[cell.row] if one.column < cell.column]


def _above(grid: Grid, cell: Cell) -> list[Cell]:
    return [one for row in range(cell.row - 1, 0, -1) if (one := grid.at(row, cell.column)) is not None]

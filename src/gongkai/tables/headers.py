"""Which rows are captions, which column headings, which 栏次, and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.knowledge.text import fold
from gongkai.model.grid import Cell, Grid
from gongkai.tables.spans import is_total_label
from gongkai.tables.vocabulary import Vocabulary

_NUMBER = re.compile(r"^-?\d[\d,]*(\.\d+)?%?$")
_YEAR_HEADING = re.compile(r"^\d{4}(年.*)?$")
_ORDINAL = re.compile(r"^(\d{1,2}|\*+|[A-Z]|[—-]+)$")
_MOST_HEADER_ROWS = 8


@dataclass(frozen=True)
class Layout:
    """The rows of a grid by their part in the table."""

    head: tuple[int, ...] = ()
    header: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()


def find_layout(grid: Grid, vocabulary: Vocabulary) -> Layout:
    """Captions, headings and 栏次 rows from the top, then the headings that are repeated further down."""
    rows = list(grid.by_row.items())
    head: list[int] = []
    header: list[int] = []
    ordinals: list[int] = []
    for position, (number, cells) in enumerate(rows[: _MOST_HEADER_ROWS + 4]):
        filled = [cell for cell in cells if not cell.blank]
        if not filled:
            (header if header and _covered_from_above(number, header) else head).append(number)
        elif header and is_ordinal_row(filled, vocabulary):
            ordinals.append(number)
            break
        elif _is_body(filled, bool(header)):
            break
        elif _is_header(grid, number, filled, header, vocabulary):
            header.append(number)
        elif header or position > _MOST_HEADER_ROWS:
            break
        else:
            head.append(number)
    if not header:
        return Layout(tuple(_captions_only(grid, head)))
    repeated = _repeats(grid, header)
    more = tuple(
        n for n, cells in rows if n > header[-1] and n not in ordinals and _is_marked_ordinals(cells, vocabulary)
    )
    blank_head = {number for number in head if number > header[0]}
    return Layout(
        tuple(number for number in head if number not in blank_head),
        tuple(sorted({*header, *repeated})),
        tuple(sorted({*ordinals, *more})),
    )


def is_ordinal_row(filled: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """A 栏次 row: 1 2 3 …, or `**`, perhaps behind a label; these numbers are never money."""
    texts = [fold(cell.text) for cell in filled]
    if texts and not _ORDINAL.match(texts[0]) and texts[0] not in vocabulary.line_no:
        return False
    rest = [text for text in texts if text not in vocabulary.line_no]
    if not rest or not all(_ORDINAL.match(text) for text in rest):
        return False
    digits = [int(text) for text in rest if text.isdigit()]
    marked = len(rest) < len(texts) or any(text.startswith("*") for text in rest)
    if not digits:
        return marked
    counted = digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 2
    return counted and (marked or len(digits) > 1)


def _is_marked_ordinals(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """A 栏次 row further down, recognised only where it says so."""
    filled = [cell for cell in cells if not cell.blank]
    return bool(filled) and fold(filled[0].text) in vocabulary.line_no and is_ordinal_row(filled, vocabulary)


def _is_body(filled: Sequence[Cell], after_header: bool) -> bool:
    """True where a row holds numbers that are no years, or is a total."""
    texts = [fold(cell.text) for cell in filled]
    if any(_NUMBER.match(text) and not (_YEAR_HEADING.match(text) and len(text) == 4) for text in texts):
        return True
    return after_header and all(is_total_label(text) or text in {"-", "—", "——"} for text in texts) and len(texts) == 1


def _is_header(grid: Grid, number: int, filled: Sequence[Cell], header: Sequence[int], vocabulary: Vocabulary) -> bool:
    """True for a row of known headings, and for a row below a heading that is merged over several columns."""
    known = sum(vocabulary.knows(cell.text) for cell in filled)
    if header:
        under = sum(_is_under_wide(grid, cell, header) for cell in filled)
        if under == len(filled) or any(cell.bottom >= number for r in header for cell in grid.by_row[r]):
            return True
        return known * 2 > len(filled) and known > 1
    return known * 2 >= len(filled) and (
        known > 1 or (known == 1 and len(filled) == 1 and filled[0].colspan < grid.width)
    )


def _is_under_wide(grid: Grid, cell: Cell, header: Sequence[int]) -> bool:
    """True where the heading just above covers more columns than the cell."""
    above = grid.at(header[-1], cell.column)
    return above is not None and above.colspan > cell.colspan and not above.blank


def _covered_from_above(number: int, header: Sequence[int]) -> bool:
    """True for a blank row between or under headings: all its cells are merged with those above."""
    return number == header[-1] + 1


def _repeats(grid: Grid, header: Sequence[int]) -> list[int]:
    """Rows further down that print the same headings again, after a page break."""
    patterns = {_texts(grid, number) for number in header}
    patterns.discard(())
    return [
        number
        for number in grid.by_row
        if number > header[-1] and _texts(grid, number) in patterns and len(_texts(grid, number)) > 1
    ]


def _texts(grid: Grid, number: int) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in grid.by_row[number] if not cell.blank)


def _captions_only(grid: Grid, head: Sequence[int]) -> list[int]:
    """Without headings, only leading rows of a single filled cell can be captions."""
    kept = []
    for number in head:
        if sum(not cell.blank for cell in grid.by_row[number]) > 1:
            break
        kept.append(number)
    return kept if len(kept) < len(grid.by_row) else []

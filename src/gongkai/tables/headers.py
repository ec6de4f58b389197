"""Which rows are captions, which column headings, which 栏次, and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.knowledge.items import is_total_label
from gongkai.knowledge.text import fold
from gongkai.model.grid import Cell, Grid
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
    """Captions, headings and 栏次 rows from the top, then those that are repeated further down."""
    rows = list(grid.by_row.items())
    head: list[int] = []
    header: list[int] = []
    ordinals: list[int] = []
    blank: list[int] = []
    for position, (number, cells) in enumerate(rows[: _MOST_HEADER_ROWS + 4]):
        filled = [cell for cell in cells if not cell.blank]
        if not filled:
            blank.append(number)
        elif header and is_ordinal_row(filled, vocabulary):
            ordinals.append(number)
            break
        elif _is_body(grid, filled, header, vocabulary):
            break
        elif _is_header(grid, number, filled, header, vocabulary):
            header += [one for one in blank if header] + [number]
            blank = []
        elif header or position > _MOST_HEADER_ROWS:
            break
        else:
            head.append(number)
    if not header:
        return Layout(tuple(_captions_only(grid, sorted(head + blank))))
    again = _repeats(grid, Layout(tuple(head), tuple(header), tuple(ordinals)))
    more = [n for n, cells in rows if n > header[-1] and n not in ordinals and _is_marked_ordinals(cells, vocabulary)]
    return Layout(
        tuple(sorted({*head, *(number for number in grid.by_row if number < header[0]), *again.head})),
        tuple(sorted({*header, *again.header})),
        tuple(sorted({*ordinals, *more, *again.ordinals})),
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


def _is_body(grid: Grid, filled: Sequence[Cell], header: Sequence[int], vocabulary: Vocabulary) -> bool:
    """True where a row holds numbers that are no years, or is a total without amounts."""
    texts = [fold(cell.text) for cell in filled]
    if any(_NUMBER.match(text) and not (_YEAR_HEADING.match(text) and len(text) == 4) for text in texts):
        return True
    if not header or not is_total_label(texts[0]) or not set(texts[1:]) <= {"-", "—", "——"}:
        return False
    over = [grid.at(number, filled[0].column) for number in header]
    return len(texts) > 1 or any(cell is not None and vocabulary.names_dimension(cell.text) for cell in over)


def _is_header(grid: Grid, number: int, filled: Sequence[Cell], header: Sequence[int], vocabulary: Vocabulary) -> bool:
    """True for a row of known headings, and for a row below a heading that is merged over several columns."""
    known = sum(vocabulary.knows(cell.text) for cell in filled)
    if header:
        under = sum(_is_under_wide(grid, cell, header) for cell in filled)
        if under == len(filled) or any(cell.bottom >= number for r in header for cell in grid.by_row[r]):
            return True
        return (known * 2 > len(filled) and known > 1) or (known > 0 and _goes_on_below(grid, number, filled, header))
    return known * 2 >= len(filled) and (
        known > 1 or (known == 1 and len(filled) == 1 and filled[0].colspan < grid.width)
    )


def _goes_on_below(grid: Grid, number: int, filled: Sequence[Cell], header: Sequence[int]) -> bool:
    """True in a grid without spans for headings below the blank rest of a merged heading, with nothing before them."""
    first = grid.at(number, 1)
    over = [grid.at(header[-1], cell.column) for cell in filled]
    return (first is None or first.blank) and any(cell is not None and cell.blank for cell in over)


def _is_under_wide(grid: Grid, cell: Cell, header: Sequence[int]) -> bool:
    """True where the heading just above covers more columns than the cell."""
    above = grid.at(header[-1], cell.column)
    return above is not None and above.colspan > cell.colspan and not above.blank


def _repeats(grid: Grid, first: Layout) -> Layout:
    """The rows further down that print captions, headings and 栏次 again, after a page break.

    Where the first heading row stands again, the rows that follow it are compared in turn; a heading row of several
    cells is recognised alone too.
    """
    printed = {number: tuple(fold(cell.text) for cell in row if not cell.blank) for number, row in grid.by_row.items()}
    begin = [(n, part) for part in ("head", "header", "ordinals") for n in getattr(first, part)]
    begin = [(n, part) for n, part in sorted(begin) if n >= first.header[0] and printed[n]]
    starts = [printed[number] for number, _ in begin]
    end = max(number for number, _ in begin)
    found: dict[str, list[int]] = {"head": [], "header": [], "ordinals": []}
    body = [number for number in grid.by_row if number > end]
    expected = 0
    for at, number in enumerate(body):
        texts = printed[number]
        if not texts and 0 < expected < len(begin):
            found["header"].append(number)
            continue
        match = next((i for i in (expected, 0) if starts[i : i + 1] == [texts]), None)
        if match is None or (match == 0 and len(texts) < 2):
            match = starts.index(texts) if len(texts) > 1 and texts in starts else None
        if match is None:
            expected = 0
            continue
        if match == 0:
            found["head"] += _captions_before(printed, first.head, body[:at])
        found[begin[match][1]].append(number)
        expected = match + 1
    return Layout(tuple(found["head"]), tuple(found["header"]), tuple(found["ordinals"]))


def _captions_before(printed: Mapping[int, tuple[str, ...]], head: Sequence[int], rows: Sequence[int]) -> list[int]:
    """The rows just before a repeated heading that print the captions of the table's own head again."""
    known = {printed[number] for number in head} - {()}
    found: list[int] = []
    for number in reversed(rows):
        if printed[number] not in known:
            break
        found.append(number)
    return found


def _captions_only(grid: Grid, head: Sequence[int]) -> list[int]:
    """Without headings, only leading rows of a single filled cell can be captions."""
    kept = []
    for number in head:
        if sum(not cell.blank for cell in grid.by_row[number]) > 1:
            break
        kept.append(number)
    return kept if len(kept) < len(grid.by_row) else []

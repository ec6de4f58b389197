"""The gate: a document goes in as read and comes out without personal data, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from gongkai.errors import PublishError
from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.privacy.cells import Announced, label_cell, value_spans
from gongkai.privacy.folding import folded
from gongkai.privacy.grids import Contexts, contexts_of, is_among_amounts, is_code_cell
from gongkai.privacy.log import LogEntry
from gongkai.privacy.rules import Rules
from gongkai.privacy.sentences import labels_in, spans_in
from gongkai.privacy.spans import Span, merged, replaced
from gongkai.privacy.texts import is_amount_in_text, mask_file_name, mask_text, text_spans
from gongkai.privacy.values import Value, Values

_FAILURES = (ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError, re.error)
"""Whatever goes wrong within the gate: the document is then not published."""
_LONGEST_BETWEEN_PAGES = 6
_LONGEST_OPEN_VALUE = 40


@dataclass(frozen=True)
class Masked:
    """A document without personal data, the log, and, in memory only, what was masked.

    `values` must never be written anywhere; they serve the copies of originals and the scan of the finished build.
    """

    document: Document
    log: tuple[LogEntry, ...]
    values: Values = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One text of a document, a paragraph or a cell, and the personal data in it."""

    block: int
    item: Paragraph | Cell
    table: int | None
    spans: Sequence[Span]


def mask_all(documents: Sequence[Document], rules: Rules) -> tuple[Masked, ...]:
    """The documents of one disclosure: what is masked in one of them is masked in the others, too.

    Raises PublishError as `mask` does.
    """
    masked = tuple(mask(document, rules) for document in documents)
    values = Values(tuple(value for one in masked for value in one.values.all))
    if len(masked) < 2 or not values.all:
        return masked
    return tuple(mask(document, rules, values) for document in documents)


def mask(document: Document, rules: Rules, also: Values | None = None) -> Masked:
    """The document with all personal data masked; blocks, cells and places stay where they are.

    `also` are values to be masked wherever they stand, because another document of the disclosure gave them away.
    Raises PublishError where the gate cannot run on the document, or where a masked value would still be readable.
    """
    try:
        return _mask(document, rules, also.all if also else ())
    except _FAILURES as error:
        where = mask_file_name(document.file, rules)
        found = f"the privacy gate failed with {type(error).__name__}"
        raise PublishError(where, found, "the document is not published; report the file") from None


class _Clean:
    """Masks what is no block: the file name, sheet names, the words of findings."""

    def __init__(self, file: str, values: Values, rules: Rules) -> None:
        self.file, self.values, self.rules = file, values, rules
        self.name = mask_file_name(file, rules)
        self._sheets: dict[str, str] = {"": ""}

    def text(self, text: str) -> str:
        """A text without personal data of its own and without the values of the document."""
        masked = mask_text(text, self.rules)
        return replaced(masked, merged(self.values.found_in(masked)))

    def ref(self, ref: str) -> str:
        """Sheet and cell, the name of the sheet masked."""
        sheet, mark, cell = ref.rpartition("!")
        if sheet not in self._sheets:
            self._sheets[sheet] = self.text(sheet)
        return self._sheets[sheet] + mark + cell

    def place(self, place: Place) -> Place:
        """The same object where nothing is to be masked."""
        if not place.ref and place.file == self.file == self.name:
            return place
        name = self.name if place.file == self.file else mask_file_name(place.file, self.rules)
        ref = self.ref(place.ref) if place.ref else ""
        return place if (place.file, place.ref) == (name, ref) else replace(place, file=name, ref=ref)


def _mask(document: Document, rules: Rules, also: tuple[Value, ...]) -> Masked:
    pieces = list(_pieces(document, rules))
    own = (_value(piece, span) for piece in pieces for span in piece.spans)
    values = Values((*own, *(replace(value, line=None, line_end=None) for value in also if value.sure)))
    if values.all:
        known = {(piece.block, id(piece.item)): piece.spans for piece in pieces}
        pieces = [
            replace(piece, spans=spans)
            for piece in _every_piece(document)
            if (spans := merged([*known.get((piece.block, id(piece.item)), ()), *values.found_in(piece.item.text)]))
        ]
    clean = _Clean(document.file, values, rules)
    masked = _rebuilt(document, pieces, clean)
    if values.all and any(True for piece in _every_piece(masked) for span in values.found_in(piece.item.text)):
        raise ValueError("a masked value is still readable")
    return Masked(masked, tuple(_entry(clean, piece, span) for piece in pieces for span in piece.spans), values)


def _pieces(document: Document, rules: Rules) -> Iterator[_Piece]:
    """Every text of the document that holds personal data of its own, in reading order."""
    before = Contexts()
    width = 0
    table = 0
    for is_grid, group in groupby(enumerate(document.blocks), key=lambda pair: isinstance(pair[1], Grid)):
        run = list(group)
        if not is_grid:
            yield from _paragraphs(run, before.open_label, rules)
            between = any(
                b.kind != "furniture" and len(b.text.strip()) > _LONGEST_BETWEEN_PAGES
                for _, b in run
                if isinstance(b, Paragraph)
            )
            before = Contexts(columns={} if between else before.columns, open_label=_open_label(run[-1][1], rules))
            continue
        for number, grid in run:
            assert isinstance(grid, Grid)
            table += 1
            contexts = contexts_of(grid, rules, before.columns if grid.width == width else {})
            first = next((cell for cell in grid.cells if not cell.blank), None)
            if before.open_label and first and not label_cell(first.text, rules):
                contexts.add(first, before.open_label.label, "before-table", any_name=False)
            for cell in grid.cells:
                said = contexts.by_cell.get((cell.row, cell.column), ())
                if spans := _cell_spans(grid, cell, said, rules):
                    yield _Piece(number, cell, table, spans)
            before, width = contexts, grid.width


def _paragraphs(run: list[tuple[int, Block]], open_label: Announced | None, rules: Rules) -> Iterator[_Piece]:
    """Paragraphs that follow each other, read as one text: a value may stand in the paragraph after its label."""
    text = "\n".join(block.text for _, block in run if isinstance(block, Paragraph))
    spans = text_spans(text, rules)
    if open_label and not open_label.label.keep:
        first = folded(text.split("\n", 1)[0])
        if len(first.text) <= _LONGEST_OPEN_VALUE:
            found = value_spans(first.text, open_label, rules)
            spans = merged([*spans, *(s.moved(first.span(s.start, s.end)) for s in found)])
    position = 0
    for number, block in run:
        assert isinstance(block, Paragraph)
        end = position + len(block.text)
        own = [
            replace(span, start=max(span.start, position) - position, end=min(span.end, end) - position)
            for span in spans
            if span.start < end and span.end > position
        ]
        if own:
            yield _Piece(number, block, None, own)
        position = end + 1


def _open_label(block: Block, rules: Rules) -> Announced | None:
    """A label with a colon at the end of a paragraph: its value stands in the table that follows."""
    text = folded(block.text).text.rstrip() if isinstance(block, Paragraph) else ""
    if not text.endswith(":"):
        return None
    labels = [label for label, position, colon in labels_in(text[-40:], rules) if colon and position >= len(text[-40:])]
    return Announced(labels[-1], False, "before-table") if labels else None


def _cell_spans(grid: Grid, cell: Cell, said: Iterable[Announced], rules: Rules) -> list[Span]:
    plain = folded(cell.text)
    if not said and not rules.hint_pattern.search(plain.text):
        return []
    found = [span for span in spans_in(plain.text, rules) if not _is_no_person(grid, cell, plain.text, span, rules)]
    kept: list[Span] = []
    for announced in said:
        (kept if announced.label.keep else found).extend(value_spans(plain.text, announced, rules))
    found = [span for span in found if not any(span.start < k.end and k.start < span.end for k in kept)]
    return merged(span.moved(plain.span(span.start, span.end)) for span in found)


def _is_no_person(grid: Grid, cell: Cell, text: str, span: Span, rules: Rules) -> bool:
    """True where the neighbours of a cell show that a number is an amount or a code."""
    if span.rule == "mobile-bare":
        alone = text.strip() == text[span.start : span.end]
        return is_among_amounts(grid, cell, rules) if alone else is_amount_in_text(text, span, rules)
    return span.rule in ("bank-card", "id-card") and is_code_cell(grid, cell, rules)


def _every_piece(document: Document) -> Iterator[_Piece]:
    table = 0
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield _Piece(number, block, None, ())
            continue
        table += 1
        for cell in block.cells:
            yield _Piece(number, cell, table, ())


def _value(piece: _Piece, span: Span) -> Value:
    place = piece.item.place
    return Value(span.kind, piece.item.text[span.start : span.end], span.sure, place.line, place.line_end)


def _entry(clean: _Clean, piece: _Piece, span: Span) -> LogEntry:
    item, place = piece.item, piece.item.place
    row, column = (item.row, item.column) if isinstance(item, Cell) else (None, None)
    line = None if place.line is None else place.line + item.text.count("\n", 0, span.start)
    ref = clean.ref(place.ref)
    return LogEntry(
        clean.name, line, place.page, ref, piece.table, row, column, span.rule, span.kind, span.end - span.start
    )


def _rebuilt(document: Document, pieces: list[_Piece], clean: _Clean) -> Document:
    """The document with the masks in place; blocks without personal data stay the very same objects."""
    texts: dict[int, dict[int, str]] = {}
    for piece in pieces:
        texts.setdefault(piece.block, {})[id(piece.item)] = replaced(piece.item.text, piece.spans)
    blocks = tuple(_block(block, texts.get(number, {}), clean) for number, block in enumerate(document.blocks))
    findings = tuple(
        replace(one, place=clean.place(one.place), found=clean.text(one.found), advice=clean.text(one.advice))
        for one in document.findings
    )
    return replace(document, file=clean.name, blocks=blocks, findings=findings)


def _block(block: Block, texts: Mapping[int, str], clean: _Clean) -> Block:
    if isinstance(block, Paragraph):
        text, place = texts.get(id(block), block.text), clean.place(block.place)
        return block if text == block.text and place is block.place else replace(block, text=text, place=place)
    cells = [(cell, texts.get(id(cell), cell.text), clean.place(cell.place)) for cell in block.cells]
    place, hints = clean.place(block.place), tuple(map(clean.text, block.hints))
    same = place is block.place and hints == block.hints
    if same and all(text == cell.text and at is cell.place for cell, text, at in cells):
        return block
    new = tuple(
        cell if text == cell.text and at is cell.place else replace(cell, text=text, place=at)
        for cell, text, at in cells
    )
    return replace(block, cells=new, place=place, hints=hints)

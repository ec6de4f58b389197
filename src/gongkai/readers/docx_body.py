"""The walk through the body of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.errors import SourceError
from gongkai.model.document import Block, Paragraph
from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.docx_columns import without_hairs
from gongkai.readers.docx_numbering import Numbering
from gongkai.readers.docx_styles import Styles
from gongkai.readers.docx_xml import FALLBACK, attribute, child, children, local, on
from gongkai.readers.limits import Limits

_DELETED = frozenset({"del", "moveFrom"})
_NO_TEXT = frozenset({"instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class Body:
    """Collects the blocks of one document in reading order."""

    def __init__(self, name: str, numbering: Numbering, styles: Styles, limits: Limits) -> None:
        """Start without blocks."""
        self.name = name
        self.blocks: list[Block] = []
        self._numbering = numbering
        self._styles = styles
        self._limits = limits
        self._tables = 0
        self._paragraphs = 0
        self._cells = 0
        self._deleted: list[str] = []
        self._hidden: list[str] = []

    def walk(self, element: Any, kind: str = "text") -> None:
        """Everything below an element that holds paragraphs and tables."""
        for item in element:
            name = local(item)
            if name == "p":
                self._paragraph(item, kind)
            elif name == "tbl":
                self._table(item, ())
            elif item.tag == FALLBACK or name in _NO_TEXT:
                continue
            elif name in _DELETED:
                self._deleted.append(_raw(item))
            else:
                self.walk(item, kind)

    def furniture(self, root: Any) -> None:
        """A running head or foot."""
        for paragraph in (item for item in root.iter() if local(item) == "p"):
            text = self._text(paragraph, []).strip()
            if text:
                self.blocks.append(Paragraph(text, Place(self.name, ref="head or foot"), "furniture"))

    def note(self, note: Any) -> None:
        """A footnote or endnote."""
        ref = f"footnote {attribute(note, 'id')}"
        text = "\n".join(self._text(item, []) for item in children(note, "p")).strip()
        if text:
            self.blocks.append(Paragraph(text, Place(self.name, ref=ref), "footnote"))

    def findings(self) -> Iterator[Finding]:
        """What was left out because a reader of the document does not see it."""
        for code, texts, what in (
            ("tracked-deletion", self._deleted, "accept or reject the tracked changes if the text should count"),
            ("hidden-text", self._hidden, "nothing to do, unless the text should be seen"),
        ):
            found = "".join(texts).strip()
            if found:
                yield Finding(Level.NOTE, code, Place(self.name), found[:200], what)

    def _paragraph(self, paragraph: Any, kind: str) -> None:
        self._paragraphs += 1
        boxes: list[Any] = []
        properties = child(paragraph, "pPr")
        text = self._text(paragraph, boxes)
        level = self._styles.level(properties)
        listed = self._styles.list_of(properties)
        if text.strip() and listed is not None:
            text = self._numbering.label(*listed) + text
            kind = "list" if kind == "text" else kind
        place = Place(self.name, ref=f"paragraph {self._paragraphs}")
        for line in text.split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line, place, "heading" if level and kind != "textbox" else kind, level))
        for box in boxes:
            self.walk(box, "textbox")

    def _text(self, element: Any, boxes: list[Any]) -> str:
        """The text an element shows; text boxes anchored in it go into `boxes`."""
        parts: list[str] = []
        for item in element:
            name = local(item)
            if name == "t":
                parts.append(item.text or "")
            elif name in _CHARACTERS:
                parts.append("" if name == "br" and attribute(item, "type") == "page" else _CHARACTERS[name])
            elif name == "sym":
                parts.append(_symbol(attribute(item, "char")))
            elif name == "txbxContent":
                boxes.append(item)
            elif name in _DELETED:
                self._deleted.append(_raw(item))
            elif name == "r" and on(child(item, "rPr", "vanish")):
                self._hidden.append(_raw(item))
            elif item.tag != FALLBACK and name not in _NO_TEXT:
                parts.append(self._text(item, boxes))
        return "".join(parts)

    def _table(self, table: Any, hints: tuple[str, ...]) -> None:
        self._tables += 1
        number = self._tables
        cells: dict[tuple[int, int], list[Any]] = {}
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        above: dict[int, tuple[int, int]] = {}
        for row, line in enumerate(self._rows(table), start=1):
            for cell, column, width in line:
                merge = child(cell, "tcPr", "vMerge")
                start = above.get(column)
                if merge is not None and attribute(merge, "val") in {"", "continue"} and start is not None:
                    spans[start] = (row - start[0] + 1, spans[start][1])
                    cells[start].append(cell)
                else:
                    cells[row, column], spans[row, column] = [cell], (1, width)
                    for covered in range(column, column + width):
                        above.pop(covered, None)
                    if merge is not None:
                        above[column] = (row, column)
        self._cells += len(cells)
        if self._cells > self._limits.max_cells:
            raise SourceError(self.name, f"has more than max_cells {self._limits.max_cells} cells", "raise the limit")
        inner: list[Any] = []
        boxes: list[Any] = []
        grid = tuple(
            Cell(
                row,
                column,
                "\n".join(filter(None, (self._cell_text(cell, inner, boxes) for cell in parts))),
                Place(self.name, ref=f"table {number} row {row} column {column}"),
                *spans[row, column],
            )
            for (row, column), parts in sorted(cells.items())
        )
        if grid:
            self.blocks.append(Grid(grid, Place(self.name, ref=f"table {number}"), hints=hints))
        for nested in inner:
            self._table(nested, (*hints, "nested"))
        for box in boxes:
            self.walk(box, "textbox")

    def _rows(self, table: Any) -> list[list[tuple[Any, int, int]]]:
        """The rows of a table: each cell with its column, from 1, and its width in columns."""
        rows: list[tuple[list[Any], list[tuple[int, int]]]] = []
        for line in _found(table, "tr"):
            if child(line, "trPr", "del") is not None:
                self._deleted.append(_raw(line))
            end = _count(child(line, "trPr", "gridBefore"), 0)
            found, places = list(_found(line, "tc")), []
            for cell in found:
                start, end = end, end + _count(child(cell, "tcPr", "gridSpan"), 1)
                places.append((start, end))
            rows.append((found, places))
        seen = without_hairs(table, [places for _, places in rows])
        return [
            [(cell, start + 1, end - start) for cell, (start, end) in zip(found, places, strict=True)]
            for (found, _), places in zip(rows, seen, strict=True)
        ]

    def _cell_text(self, cell: Any, inner: list[Any], boxes: list[Any]) -> str:
        """The paragraphs of a cell on lines of their own; tables in it go into `inner`."""
        lines: list[str] = []
        for item in cell:
            name = local(item)
            if name == "p":
                text = self._text(item, boxes)
                listed = self._styles.list_of(child(item, "pPr"))
                lines.append(self._numbering.label(*listed) + text if listed and text.strip() else text)
            elif name == "tbl":
                inner.append(item)
            elif item.tag != FALLBACK and name not in _NO_TEXT and name != "tcPr":
                lines.append(self._cell_text(item, inner, boxes))
        return "\n".join(lines).strip("\n")


def _found(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those within content controls; not those of tables inside."""
    for item in element:
        if local(item) == name:
            yield item
        elif local(item) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _found(item, name)


def _count(element: Any, default: int) -> int:
    value = attribute(element, "val")
    return max(default, int(value)) if value.isdigit() else default


def _raw(element: Any) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) in {"t", "delText"})


def _symbol(code: str) -> str:
    """A character of a symbol font; its number is in the private area, where the font's own code is added to F000."""
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""

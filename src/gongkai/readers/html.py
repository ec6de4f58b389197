"""Web page → blocks: the document's text and tables, the page's chrome marked as furniture."""

from __future__ import annotations

import re
from typing import Any

from gongkai.errors import SourceError
from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.decoding import decode
from gongkai.readers.html_main import UNSEEN, main_of
from gongkai.readers.limits import Limits
from gongkai.readers.spans import Span, placed

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "st1:chsdate",
        "st1:chmetcnv",
    ]
)
_CHROME = frozenset({"nav", "select", "button", "form"})


def read_html(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of a web page. Line numbers are those of the page's source."""
    from lxml import html

    declared = _CHARSET.search(data[:4096])
    text = decode(data, name, declared.group(1).decode("ascii") if declared else None)
    text = _XML_DECLARATION.sub("", text.replace("\x00", ""))
    if not text.strip():
        raise SourceError(name, "is empty", "fetch the file again")
    root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    _check_depth(root, name, limits)
    body = root.find(".//body")
    walker = _Walker(name, main_of(root if body is None else body), limits)
    walker.walk(root if body is None else body, "furniture", 0)
    walker.flush()
    return Document(name, tuple(walker.blocks))


def _check_depth(root: Any, name: str, limits: Limits) -> None:
    depth = {root: 1}
    for element in root.iter():
        for child in element:
            depth[child] = depth[element] + 1
            if depth[child] > limits.max_depth:
                found = f"has elements nested more than max_depth {limits.max_depth} deep (line {child.sourceline})"
                raise SourceError(name, found, "save the page again from a browser, or raise the limit")


class _Walker:
    """Goes through the page in reading order and collects blocks."""

    def __init__(self, name: str, main: Any, limits: Limits) -> None:
        self.name = name
        self.main = main
        self.limits = limits
        self.blocks: list[Block] = []
        self.cells = 0
        self.pieces: list[str] = []
        self.first: int | None = None
        self.last: int | None = None
        self.kind = "furniture"
        self.level = 0

    def walk(self, element: Any, kind: str, level: int) -> None:
        """All of an element; `kind` and `level` are those of the paragraphs in it."""
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return
        if element is self.main:
            kind = "text"
        if element.tag in _CHROME or _HIDDEN.search(element.get("style") or ""):
            kind = "furniture"
        elif kind != "furniture":
            kind, level = _kind_of(element.tag, kind, level)
        if element.tag == "table" and self._table(element, kind):
            return
        block = element.tag not in _INLINE
        if block:
            self.flush()
        self._add(element.text, element.sourceline, kind, level)
        for child in element:
            if child.tag == "br":
                self.flush()
            else:
                self.walk(child, kind, level)
            self._add(child.tail, child.sourceline, kind, level)
        if block:
            self.flush()

    def _add(self, text: str | None, line: int | None, kind: str, level: int) -> None:
        if not text:
            return
        if text.strip():
            if self.first is None:
                self.first, self.kind, self.level = line, kind, level
            self.last = line
        self.pieces.append(text)

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        text = tidy("".join(self.pieces))
        if text:
            place = Place(self.name, self.first, self.last)
            self.blocks.append(Paragraph(text, place, self.kind, self.level))
        self.pieces, self.first, self.last = [], None, None

    def _table(self, table: Any, kind: str) -> bool:
        """Collect a table as a grid; False where it only lays out the page, so that its content is walked."""
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
        nested = list(table.iterdescendants("table"))
        filled = sum(1 for row in cells for cell in row if _own_text(cell).strip())
        if kind == "furniture" or max((len(row) for row in cells), default=0) < 2 or (nested and filled < 4):
            return False
        self.flush()
        for caption in table.findall("caption"):
            self.walk(caption, kind, 0)
        self.blocks.append(self._grid(table, cells))
        for inner in nested:
            if next(inner.iterancestors("table"), None) is table:
                self._nested(inner, kind)
        return True

    def _nested(self, table: Any, kind: str) -> None:
        before = len(self.blocks)
        self.walk(table, kind, 0)
        for index in range(before, len(self.blocks)):
            block = self.blocks[index]
            if isinstance(block, Grid):
                self.blocks[index] = Grid(block.cells, block.place, block.ragged, (*block.hints, "nested"))

    def _grid(self, table: Any, rows: list[list[Any]]) -> Grid:
        spans = [[Span(_number(cell, "rowspan"), _number(cell, "colspan")) for cell in row] for row in rows]
        cells = []
        for row, column, rowspan, colspan, (i, j) in placed(spans):
            source = rows[i][j]
            lines = [element.sourceline for element in source.iter() if element.sourceline]
            place = Place(self.name, source.sourceline, max(lines, default=source.sourceline))
            cells.append(Cell(row, column, _own_text(source), place, rowspan, colspan))
        self.cells += len(cells)
        if self.cells > self.limits.max_cells:
            raise SourceError(self.name, f"has more than max_cells {self.limits.max_cells} cells", "raise the limit")
        end = max((cell.place.line_end or 0 for cell in cells), default=table.sourceline)
        return Grid(tuple(cells), Place(self.name, table.sourceline, end))


def _kind_of(tag: str, kind: str, level: int) -> tuple[str, int]:
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag == "li":
        return "list", 0
    return kind, level


def _number(cell: Any, attribute: str) -> int:
    value = (cell.get(attribute) or "").strip()
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() else 1


def _own_text(cell: Any) -> str:
    """The text of a cell without that of tables in it; its paragraphs on lines of their own."""
    parts: list[str] = []

    def collect(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in UNSEEN or element.tag == "table":
            return
        block = element.tag not in _INLINE and element is not cell
        parts.append("\x00" if block else "")
        parts.append(element.text or "")
        for child in element:
            parts.append("\x00" if child.tag == "br" else "")
            collect(child)
            parts.append(child.tail or "")
        parts.append("\x00" if block else "")

    collect(cell)
    lines = (tidy(line) for line in "".join(parts).split("\x00"))
    return "\n".join(line for line in lines if line)


def tidy(text: str) -> str:
    """White space as a browser shows it, but none for a line break of the source between Chinese characters."""

    def shown(match: re.Match[str]) -> str:
        space = match.group()
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        if "\n" in space and "\xa0" not in space and before > "\u2e7f" and after > "\u2e7f":
            return ""
        return " " * max(1, space.count("\xa0"))

    return _SPACE.sub(shown, text).strip(" ")

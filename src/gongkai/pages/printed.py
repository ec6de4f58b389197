"""What a document printed, as HTML: cells, lines and sentences. They are most of a page, so no template is asked for each.

Whatever a document or a file says goes through `_words` or `_quoted`, and every id through `_id`, but for those of cells and
numbers, which are made by `places.anchor`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from gongkai.pages.grids import CellView, RowView, TableView
from gongkai.pages.narrative import ChapterView, ParagraphView, Piece, SkipView
from gongkai.pages.source import Line


def grid(table: TableView) -> Markup:
    """The rows of a table: headings, with the one over the source lines, and what stands below them."""
    head = f"<thead>{_heading(table.head)}" if table.head else ""
    rows = "".join([_row(row) for row in table.body])
    return Markup(f"{head}<tbody>{rows}")  # noqa: S704 all text is escaped below


def lines(shown: Iterable[Line]) -> Markup:
    """The lines of a source file, each with its anchor, and the way back where it does not follow."""
    return Markup("".join([_line(line) for line in shown]))  # noqa: S704 all text is escaped below


def chapter(shown: ChapterView) -> Markup:
    """The paragraphs of a chapter; every number that became data has its anchor."""
    return Markup("".join([_paragraph(one) for one in shown.paragraphs]))  # noqa: S704 all text is escaped below


def anchors(names: Iterable[str]) -> Markup:
    """The places of anchors whose text stands elsewhere."""
    return Markup("".join([f"<i{_id(name)}></i>" for name in names]))  # noqa: S704 ids alone


def _words(text: str) -> str:
    """Text as it is shown: nothing in it is markup."""
    return escape(text, quote=False)


def _quoted(text: str) -> str:
    """Text as the value of an attribute, in its quotes."""
    return f'"{escape(text)}"'


def _id(name: str) -> str:
    """The attribute `id` for letters, digits and hyphens; nothing for any other name, which could end the attribute."""
    return f" id={name}" if name.replace("-", "").isalnum() else ""


def _heading(rows: Sequence[RowView]) -> str:
    """Rows of headings: cells without text head nothing."""
    over = f"<th scope=col{_spans(1, len(rows))}>原文行"
    drawn = [
        f"<tr{_id(row.anchor)}>"
        + "".join(
            [
                f"<{'th scope=col' if cell.text else 'td'}{_spans(cell.colspan, cell.rowspan)}>{_words(cell.text)}"
                for cell in row.cells
            ]
        )
        for row in rows
    ]
    return "".join([drawn[0], over, *drawn[1:]])


def _row(row: RowView) -> str:
    """A row, with its source line where that does not follow from the row before."""
    cells = "".join([_cell(cell) for cell in row.cells])
    return f"<tr{_id(row.anchor)}>{cells}" if row.follows else f"<tr{_id(row.anchor)}>{cells}<td class=l>{row.source}"


def _cell(cell: CellView) -> str:
    """A cell; one that does not fit another place says so and leads to the check."""
    start = "<th scope=row" if cell.scope else f"<td id={cell.anchor}" if cell.anchor else "<td"
    if cell.check:
        mark = f'<a href={_quoted("#" + cell.check)} title="与另一处不符">✗</a>'
        return f"{start} class=x{_spans(cell.colspan, cell.rowspan)}>{_words(cell.text)}{mark}"
    return f"{start}{_spans(cell.colspan, cell.rowspan)}>{_words(cell.text)}"


def _spans(columns: int, rows: int) -> str:
    """How many columns and rows a cell takes, where it is more than one."""
    if columns == rows == 1:
        return ""
    return f"{f' colspan={columns}' if columns > 1 else ''}{f' rowspan={rows}' if rows > 1 else ''}"


def _line(line: Line) -> str:
    """A line of the source, or the number of a page."""
    if line.page:
        return f"<h3{_id(line.anchor)}>{_words(line.text)}</h3>"
    back = f"<a href=../index.html#{line.back}>{line.back}</a>" if line.back and not line.follows else ""
    also = anchors(line.also) if line.also else ""
    return f"<p{_id(line.anchor)}{' class=o' if line.loose else ''}>{back}{_words(line.text)}{also}"


def _paragraph(shown: ParagraphView | SkipView) -> str:
    """A heading, a paragraph, or the way to those that stand in the source view alone."""
    if isinstance(shown, SkipView):
        way = f"<a href={shown.source}>……（{len(shown.anchors)} 段）</a>"
        return f"<p class=gk-skip>{way}{anchors(shown.anchors)}"
    words = "".join([_piece(piece, shown.source) for piece in shown.pieces]).strip()
    return f"<h4{_id(shown.anchor)}>{words}</h4>" if shown.level else f"<p{_id(shown.anchor)}>{words}"


def _piece(piece: Piece, source: str) -> str:
    """Text, or a number that leads to its source line."""
    if not piece.anchor:
        return _words(piece.text)
    if piece.check:
        return f'<a id={piece.anchor} href={source} title="与另一处不符">{_words(piece.text)}✗</a>'
    if not piece.text:
        return f"<span id={piece.anchor}></span>"
    return f"<a id={piece.anchor} href={source}>{_words(piece.text)}</a>"

"""What a document printed, as HTML: tables, lines and sentences. They are most of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from gongkai.pages import markup
from gongkai.pages.grids import RowView, TableView
from gongkai.pages.markup import heading, ident, words
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
    return Markup("".join([f"<i{ident(name)}></i>" for name in names]))  # noqa: S704 ids alone


def named(name: str) -> Markup:
    """The attribute `id`."""
    return Markup(markup.named(name))  # noqa: S704 escaped there


def _heading(rows: Sequence[RowView]) -> str:
    """Rows of headings, with the one over the source lines."""
    first, *rest = [f"<tr{ident(row.anchor)}>{row.cells}" for row in rows]
    return "".join([first, heading("原文行", 1, len(rows)), *rest])


def _row(row: RowView) -> str:
    """A row, with its source line where that does not follow from the row before."""
    line = "" if row.follows else f"<td class=l>{row.source}"
    return f"<tr{ident(row.anchor)}>{row.cells}{line}"


def _line(line: Line) -> str:
    """A line of the source, or the number of a page."""
    if line.page:
        return f"<h3{ident(line.anchor)}>{words(line.text)}</h3>"
    back = f"<a href=../index.html#{line.back}>{line.back}</a>" if line.back and not line.follows else ""
    also = anchors(line.also) if line.also else ""
    return f"<p{ident(line.anchor)}{' class=o' if line.loose else ''}>{back}{words(line.text)}{also}"


def _paragraph(shown: ParagraphView | SkipView) -> str:
    """A heading, a paragraph, or the way to those that stand in the source view alone."""
    if isinstance(shown, SkipView):
        way = f"<a href={shown.source}>……（{len(shown.anchors)} 段）</a>"
        return f"<p class=gk-skip>{way}{anchors(shown.anchors)}"
    said = "".join(_pieces(shown.pieces, shown.source)).strip()
    return f"<h4{ident(shown.anchor)}>{said}</h4>" if shown.level else f"<p{ident(shown.anchor)}>{said}"


def _pieces(shown: Sequence[Piece], source: str) -> Iterator[str]:
    """Text, and numbers that became data. The first of them leads to its source line, and the script makes all do so."""
    linked = False
    for piece in shown:
        if not piece.anchor:
            yield words(piece.text)
        elif not piece.text and not piece.check:
            yield f"<span id={piece.anchor}></span>"
        else:
            start, end = ("b", "</b>") if linked else (f"a href={source}", "</a>")
            doubt, mark = (' title="与另一处不符"', "✗") if piece.check else ("", "")
            yield f"<{start} id={piece.anchor}{doubt}>{words(piece.text)}{mark}{end}"
            linked = True

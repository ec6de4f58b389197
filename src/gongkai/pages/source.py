"""The source view: what was read, every line with an anchor, and the way back to the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from gongkai.model.original import Original
from gongkai.model.package import Row
from gongkai.pages import labels, places
from gongkai.pages.inputs import DisclosureInput
from gongkai.pages.page import Page
from gongkai.pages.rows import columns, text, whole

TEMPLATE = "source.html"


class Line(NamedTuple):
    """One line of the source as read, or a paragraph or table row of a page, or the number of a page.

    `back` is the id on the page that this line became, empty if none. It is printed where it does not `follow` from the
    lines above, as `_next` says; where it does, the script adds it. `also` are the anchors of further lines that
    were read as part of this one.
    """

    anchor: str
    text: str
    back: str = ""
    follows: bool = False
    also: tuple[str, ...] = ()
    page: bool = False

    @property
    def loose(self) -> bool:
        """True for words that became nothing on the page."""
        return bool(self.text) and not self.back and not self.page


Parts = Sequence[tuple[str, str]]
"""What stands in one place, as (id, text)."""


@dataclass(frozen=True)
class FileView:
    """One source file with the SHA-256 of the original."""

    anchor: str
    name: str
    sha256: str
    original: Original | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SourceContext:
    """The files of one disclosure as read."""

    heading: str
    unit_name: str
    address: str
    source_address: str
    files: tuple[FileView, ...]


def page(one: DisclosureInput) -> Page:
    """The source view of one disclosure."""
    disclosure = one.disclosure
    heading = labels.heading(disclosure)
    names = places.files(one.resources)
    hashes = {file.name: file.sha256 for file in disclosure.files}
    offered = {original.name: original for original in one.originals}
    return Page(
        address=f"{disclosure.address}source/",
        title=f"原文：{disclosure.unit.name} {heading}",
        template=TEMPLATE,
        context=SourceContext(
            heading,
            disclosure.unit.name,
            disclosure.address,
            disclosure.source_address,
            tuple(
                FileView(
                    places.line_anchor(None, None, name, names),
                    name,
                    hashes.get(name, ""),
                    offered.get(name),
                    _lines(one, name, names),
                )
                for name in names
            ),
        ),
        boost=0,
        crumbs=(
            ("", "首页"),
            ("units/", "单位"),
            (f"units/{disclosure.unit.unit_id}/", disclosure.unit.name),
            (disclosure.address, heading),
        ),
    )


def _lines(one: DisclosureInput, name: str, names: tuple[str, ...]) -> tuple[Line, ...]:
    found = _found(one.resources, name)
    numbered = {line: parts for (line, _), parts in found.items() if line is not None}
    others = {page: parts for (line, page), parts in found.items() if line is None}
    return (
        *_numbered(numbered, _spans(one.resources, name), places.line_prefix(1, name, names)),
        *_by_page(others, places.line_prefix(None, name, names)),
    )


class _Chain:
    """Knows which id would follow; the numbers of pages are passed over."""

    def __init__(self) -> None:
        self.last, self.blanks = "", 0

    def follows(self, back: str, words: str) -> bool:
        """True where `back` is the id that was due."""
        if not words:
            self.blanks += 1
            return False
        due = _next(self.last, self.blanks) if back else ""
        self.last, self.blanks = back, 0
        return bool(back) and back == due


def _next(anchor: str, blanks: int = 0) -> str:
    """`t03r13` after `t03r12`, `p010` after `p009`, `t03r2c5` after `t03r2c4`; all but cells over blank lines too.

    A cell that stands alone in its line ends its row where blank lines follow. The first of them parts the rows, the
    others are empty cells of the next: after `t03r2c4` and two blank lines, `t03r3c2`.
    """
    row = places.row_of(anchor) if blanks else ""
    if row and row != anchor:
        return f"{_next(row)}c{blanks}"
    stem = anchor.rstrip("0123456789")
    number = anchor[len(stem) :]
    return f"{stem}{int(number) + 1:0{len(number)}d}" if number else ""


def _numbered(texts: Mapping[int, Parts], spans: Mapping[int, int], prefix: str) -> Iterator[Line]:
    """Every line from the first to the last, blank ones too; lines within a paragraph stand beside its first one."""
    chain, told = _Chain(), set[int]()
    for line in range(1, max([0, *texts, *spans.values()]) + 1):
        if line in told:
            continue
        words, back = _said(texts.get(line, ()))
        shown = Line(f"{prefix}{line}", words, back, chain.follows(back, words))
        if line in spans:
            also = [one for one in range(line + 1, spans[line] + 1) if one not in texts and one not in told]
            told.update(also)
            shown = shown._replace(also=tuple([f"{prefix}{one}" for one in also]))
        yield shown


def _said(parts: Parts) -> tuple[str, str]:
    """What a line says, and what it became; nothing of blank ones."""
    if len(parts) == 1:
        name, words = parts[0]
        return (words.rstrip("\t"), name if places.is_anchor(name) else "") if words.strip() else ("", "")
    words = "\t".join([words for _, words in parts]).rstrip("\t")
    return (words, _became([name for name, said in parts if said.strip()])) if words.strip() else ("", "")


def _became(names: Sequence[str]) -> str:
    """What a line of these paragraphs or cells became: the first row or paragraph, or the cell that stands alone."""
    first = next((name for name in names if places.is_anchor(name)), "")
    return first if len(names) == 1 else places.row_of(first) or first


def _by_page(texts: Mapping[int | None, Parts], prefix: str) -> Iterator[Line]:
    """Page after page: its paragraphs, then the rows of its tables."""
    chain = _Chain()
    for page, parts in sorted(texts.items(), key=lambda entry: entry[0] or 0):
        if page is not None:
            yield Line(f"{prefix}{page}", f"第 {page} 页", page=True)
        for back, group in groupby(parts, key=lambda part: places.row_of(part[0]) or part[0]):
            words = "\t".join(words for _, words in group).rstrip("\t")
            if words.strip():
                known = back if places.is_anchor(back) else ""
                yield Line("", words, known, chain.follows(known, words))


def _found(resources: Mapping[str, Sequence[Row]], name: str) -> Mapping[tuple[int | None, int | None], Parts]:
    """What stands on each line or page, as (id, text): paragraphs first, then cells."""
    found: dict[tuple[int | None, int | None], list[tuple[str, str]]] = {}
    for resource, field, start in (("sections", "row_id", "line_start"), ("cells", "cell_id", "line")):
        read = columns(resources.get(resource, ()), ("source_file", field, "text"), (start, "page"))
        for file, one, words, line, page in read:
            if file == name:
                found.setdefault((line, None if line is not None else page), []).append((one, words or ""))
    return found


def _spans(resources: Mapping[str, Sequence[Row]], name: str) -> Mapping[int, int]:
    """The last line of every paragraph that goes over several, by its first."""
    rows = (row for row in resources.get("sections", ()) if text(row, "source_file") == name)
    ends = {whole(row, "line_start"): whole(row, "line_end") for row in rows}
    return {start: end for start, end in ends.items() if start is not None and end is not None and end > start}

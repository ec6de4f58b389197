"""The source view: what was read, every line with an anchor, and the way back to the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.model.package import Row
from gongkai.pages import labels, places
from gongkai.pages.inputs import DisclosureInput
from gongkai.pages.page import Page
from gongkai.pages.rows import text, whole

TEMPLATE = "source.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source as read, or a paragraph or table row of a page, or the number of a page.

    `back` is the id on the page that this line became, empty if none. It is printed where it does not `follow` from the
    line above: then its last number is one more, and the script adds it. `also` are the anchors of further lines that
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


Found = dict[tuple[int | None, int | None], list[tuple[str, str]]]


@dataclass(frozen=True)
class FileView:
    """One source file with the SHA-256 of the original."""

    anchor: str
    name: str
    sha256: str
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
                    places.line_anchor(None, None, name, names), name, hashes.get(name, ""), _lines(one, name, names)
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
    if any(line is not None for line, _ in found):
        lines = _numbered(found, _spans(one.resources, name), places.line_prefix(1, name, names))
    else:
        lines = _by_page(found, places.line_prefix(None, name, names))
    return tuple(_following(lines))


def _following(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those marked whose id follows from that of the line before; blank lines and pages are passed over."""
    due = ""
    for line in lines:
        yield replace(line, follows=bool(line.back) and line.back == due)
        if line.text and not line.page:
            due = _next(line.back)


def _next(anchor: str) -> str:
    """`t03r13` after `t03r12`, `p010` after `p009`."""
    digits = len(anchor) - len(anchor.rstrip("0123456789"))
    return f"{anchor[:-digits]}{int(anchor[-digits:]) + 1:0{digits}d}" if digits else ""


def _numbered(found: Found, spans: Mapping[int, int], prefix: str) -> Iterator[Line]:
    """Every line from the first to the last, blank ones too; lines within a paragraph stand beside its first one."""
    texts = {line: parts for (line, _), parts in found.items() if line is not None}
    last = max(*texts, *spans.values())
    inside = {line for start, end in spans.items() for line in range(start + 1, end + 1)} - texts.keys()
    for line in range(1, last + 1):
        if line in inside:
            continue
        also = [one for one in range(line + 1, spans.get(line, line) + 1) if one in inside]
        ids = [name for name, _ in texts.get(line, ()) if places.is_anchor(name)]
        rows = tuple(dict.fromkeys(places.row_of(one) or one for one in ids))
        alone = len(ids) == 1 and places.row_of(ids[0]) not in ("", ids[0])
        words = "\t".join(words for _, words in texts.get(line, ())).rstrip("\t")
        yield Line(
            f"{prefix}{line}",
            words if words.strip() else "",
            (ids[0] if alone else rows[0]) if rows else "",
            also=tuple(f"{prefix}{one}" for one in also),
        )


def _by_page(found: Found, prefix: str) -> Iterator[Line]:
    """Page after page: its paragraphs, then the rows of its tables."""
    for (_, page), parts in sorted(found.items(), key=lambda entry: entry[0][1] or 0):
        if page is not None:
            yield Line(f"{prefix}{page}", f"第 {page} 页", page=True)
        for back, group in groupby(parts, key=lambda part: places.row_of(part[0]) or part[0]):
            words = "\t".join(words for _, words in group).rstrip("\t")
            if words.strip():
                yield Line("", words, back if places.is_anchor(back) else "")


def _found(resources: Mapping[str, Sequence[Row]], name: str) -> Found:
    """What stands on each line or page, as (id, text): paragraphs first, then cells."""
    found: Found = {}
    for resource, field, start in (("sections", "row_id", "line_start"), ("cells", "cell_id", "line")):
        for row in resources.get(resource, ()):
            if text(row, "source_file") == name:
                line = whole(row, start)
                key = (line, None if line is not None else whole(row, "page"))
                found.setdefault(key, []).append((text(row, field), text(row, "text")))
    return found


def _spans(resources: Mapping[str, Sequence[Row]], name: str) -> Mapping[int, int]:
    """The last line of every paragraph that goes over several, by its first."""
    rows = (row for row in resources.get("sections", ()) if text(row, "source_file") == name)
    ends = {whole(row, "line_start"): whole(row, "line_end") for row in rows}
    return {start: end for start, end in ends.items() if start is not None and end is not None and end > start}

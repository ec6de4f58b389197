"""The source view: what was read, every line with an anchor, and the way back to the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.model.original import Original
from gongkai.model.package import Row
from gongkai.pages import labels, places
from gongkai.pages.inputs import DisclosureInput
from gongkai.pages.page import Page
from gongkai.pages.rows import text, whole

TEMPLATE = "source.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source as read. `back` is the id on the page that this line became, empty if none."""

    anchor: str
    text: str
    back: str


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
    back = _back(one.resources, name)
    read = one.source_lines.get(name)
    if read is not None:
        return tuple(
            _line(number, None, words, back.get((number, None), ()), name, names)
            for number, words in enumerate(read, 1)
        )
    return tuple(
        _line(line, page, words, back.get((line, page), ()), name, names)
        for (line, page), words in _put_together(one.resources, name)
    )


def _line(
    line: int | None, page: int | None, words: str, ids: Sequence[str], name: str, names: tuple[str, ...]
) -> Line:
    rows = tuple(dict.fromkeys(places.row_of(one) or one for one in ids))
    alone = line is not None and len(ids) == 1 and places.row_of(ids[0]) not in ("", ids[0])
    return Line(
        anchor=places.line_anchor(line, page, name, names) if line is not None else "",
        text=words,
        back=(ids[0] if alone else rows[0]) if rows else "",
    )


def _back(resources: Mapping[str, Sequence[Row]], name: str) -> Mapping[tuple[int | None, int | None], list[str]]:
    """What each line became: cells first, then paragraphs."""
    found: dict[tuple[int | None, int | None], list[str]] = {}
    for resource, field, start in (("cells", "cell_id", "line"), ("sections", "row_id", "line_start")):
        for row in resources.get(resource, ()):
            if text(row, "source_file") == name and text(row, "text").strip():
                line = whole(row, start)
                key = (line, None if line is not None else whole(row, "page"))
                if places.is_anchor(text(row, field)):
                    found.setdefault(key, []).append(text(row, field))
    return found


def _put_together(resources: Mapping[str, Sequence[Row]], name: str) -> list[tuple[tuple[int | None, int | None], str]]:
    """Lines from paragraphs and cells, in order of place; cells of one line are separated by tabs."""
    found: dict[tuple[int | None, int | None], list[str]] = {}
    for resource, start, between in (("sections", "line_start", "\n"), ("cells", "line", "\t")):
        for row in resources.get(resource, ()):
            if text(row, "source_file") != name:
                continue
            line = whole(row, start)
            key = (line, None if line is not None else whole(row, "page"))
            found.setdefault(key, []).append(text(row, "text") + between)
    ranked = sorted(found.items(), key=lambda entry: (entry[0][1] or 0, entry[0][0] or 0))
    return [(key, "".join(parts).rstrip("\t\n")) for key, parts in ranked]

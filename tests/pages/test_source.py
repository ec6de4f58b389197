"""The source view: every line and page has its anchor, and the way back can be told from what is printed."""

from dataclasses import replace

from pages.sample import TEXT, UNIT, one

from gongkai.pages import render, source
from gongkai.pages.source import Line, SourceContext


def lines(rows: dict[str, list[dict[str, object]]] | None = None) -> tuple[Line, ...]:
    sample = one(UNIT, 2021)
    context = source.page(replace(sample, resources=rows) if rows else sample).context  # type: ignore[arg-type]
    assert isinstance(context, SourceContext)
    return context.files[0].lines


def test_every_line_is_there_blank_ones_too() -> None:
    printed = TEXT.rstrip("\n").split("\n")
    assert [line.anchor for line in lines()] == [f"L{number}" for number in range(1, len(printed) + 1)]
    assert [line.text.rstrip("\t") for line in lines()] == [line.rstrip("\t") for line in printed]


def told(found: tuple[Line, ...]) -> list[str]:
    """The ways back as the script tells them from what is printed."""
    last, blanks, ways = "", 0, []
    for line in found:
        if not line.text:
            blanks += 1
            ways.append("")
            continue
        last = source._next(last, blanks) if line.follows else line.back
        blanks = 0
        ways.append(last)
    return ways


def test_the_way_back_follows_from_what_is_printed() -> None:
    """As the script does it: a line without a link has the id after the one before, blank lines are passed over."""
    assert told(lines()) == [line.back for line in lines()]
    assert sum(bool(line.back) and not line.follows for line in lines()) < len(lines()) / 2


def test_cells_in_lines_of_their_own_follow_each_other() -> None:
    """Where each cell has a line, a blank one parts the rows, and further ones are empty cells."""
    printed = {3: "t01r1c1", 4: "t01r1c2", 6: "t01r2c1", 7: "t01r2c2", 10: "t01r3c2", 12: "t01r3c4"}
    cells: list[dict[str, object]] = [
        {"source_file": "a.txt", "line": line, "cell_id": name, "table_id": "t01", "text": "1"}
        for line, name in printed.items()
    ]
    found = lines({"cells": cells})
    assert told(found) == [line.back for line in found]
    assert [line.back for line in found if line.back and not line.follows] == ["t01r1c1", "t01r3c4"]


def test_lines_within_a_paragraph_stand_beside_its_first() -> None:
    words = {"kind": "text", "source_file": "a.txt"}
    rows: list[dict[str, object]] = [
        {**words, "row_id": "p001", "text": "一二", "line_start": 2, "line_end": 4},
        {**words, "row_id": "p002", "text": "三", "line_start": 3, "line_end": 3},
    ]
    found = lines({"sections": rows})
    assert [(line.anchor, line.text, line.also) for line in found] == [
        ("L1", "", ()), ("L2", "一二", ("L4",)), ("L3", "三", ()),
    ]  # fmt: skip


def test_pages_have_anchors_paragraphs_and_rows() -> None:
    place = {"source_file": "a.pdf", "line": None, "page": 3}
    cells: list[dict[str, object]] = [
        {**place, "cell_id": f"t01r{row}c{column}", "table_id": "t01", "text": f"{row}{column}"}
        for row in (1, 2)
        for column in (1, 2)
    ]
    sections: list[dict[str, object]] = [
        {"row_id": "p001", "kind": "text", "text": "文字", "source_file": "a.pdf", "line_start": None, "page": 3}
    ]
    found = lines({"sections": sections, "cells": cells})
    assert [(line.anchor, line.text, line.back, line.follows) for line in found] == [
        ("p3", "第 3 页", "", False),
        ("", "文字", "p001", False),
        ("", "11\t12", "t01r1", False),
        ("", "21\t22", "t01r2", True),
    ]


def test_words_that_became_nothing_break_the_chain() -> None:
    assert Line("L1", "x").loose
    assert not Line("L1", "").loose
    html = render.fragment(source.page(one(UNIT, 2021)))["body"]
    assert "<p id=L3>" in html

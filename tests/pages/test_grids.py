from html.parser import HTMLParser

from pages.sample import CHECKS, HOSTILE, TEXT, resources

from gongkai import knowledge
from gongkai.pages import grids, ledger, printed
from gongkai.pages.grids import RowView, TableView


class Cells(HTMLParser):
    """The cells of a piece of HTML, as (tag, attributes, text); links and other elements beside them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.others: list[str] = []
        self._marked = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._marked = tag == "a"
        if tag in ("td", "th"):
            self.found.append((tag, dict(attributes), ""))
        else:
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._marked = False

    def handle_data(self, data: str) -> None:
        if not self._marked:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)


def views(text: str = TEXT) -> tuple[TableView, ...]:
    return grids.tables(resources(text), knowledge.load().forms, ledger.faults(CHECKS))


def texts(row: RowView) -> list[str]:
    return [text for _, _, text in Cells(row.cells).found]


def test_every_printed_cell_is_shown_as_printed() -> None:
    written = [str(row["text"]) for row in resources(TEXT)["cells"] if row["text"]]
    shown = [text for view in views() for row in (*view.head, *view.body) for text in texts(row) if text]
    assert sorted(shown) == sorted(written)


def test_blank_zero_and_dash_stay_three_things() -> None:
    assert texts(views()[3].body[0]) == ["", "", "合计", "-", "-", "-"]
    assert texts(views()[4].body[0])[4] == "0.00"


def test_headings_and_body_are_told_apart() -> None:
    view = views()[0]
    assert [row.anchor for row in view.head] == ["t01r1", "t01r2", "t01r3"]
    assert {attributes.get("scope") for tag, attributes, _ in Cells(view.head[0].cells).found if tag == "th"} == {"col"}
    body = Cells(view.body[0].cells).found
    assert [attributes.get("scope") for _, attributes, _ in body] == [None, "row", None, None, None]
    assert [attributes.get("id") for _, attributes, _ in body] == [None, None, "t01r4c3", None, "t01r4c5"]


def test_columns_say_what_they_became() -> None:
    assert views()[1].fields == (
        ("", False),
        ("function_code", False),
        ("function_name", False),
        ("total", True),
        ("basic", True),
        ("project", True),
    )


def test_a_failing_cell_leads_to_its_check() -> None:
    rows = {row.anchor: row for row in views()[4].body}
    assert '<td id=t05r4c3 class=x>2.23<a href="#check-c002" title="与另一处不符">✗</a>' in rows["t05r4"].cells
    assert rows["t05r4"].cells.count("✗") == 1


def test_rows_lead_to_their_source_line() -> None:
    lines = TEXT.split("\n")
    for view in views():
        assert view.source_prefix == "L"
        for row in (*view.head, *view.body):
            assert lines[int(row.source) - 1].split("\t")[: len(texts(row))] == texts(row)


def test_no_cell_is_markup() -> None:
    words = " ".join(HOSTILE.split())
    for kind in ("基本工资", "栏次", "科目名称"):
        for view in views(TEXT.replace(kind, words)):
            html = Cells(printed.grid(view))
            assert set(html.others) <= {"thead", "tbody", "tr", "a"}
            assert not any(name.startswith("on") for _, attributes, _ in html.found for name in attributes)
    found = [text for view in views(TEXT.replace("基本工资", words)) for row in view.body for text in texts(row)]
    assert words in found


def test_no_id_ends_its_attribute() -> None:
    rows = resources(TEXT)
    cells = [{**row, "cell_id": f"{row['cell_id']} onclick=x"} for row in rows["cells"]]
    for view in grids.tables({**rows, "cells": cells}, {}, {"t01r4c3 onclick=x": 'x" onclick=x'}):
        assert not [one for one in Cells(printed.grid(view)).found if "onclick" in one[1]]

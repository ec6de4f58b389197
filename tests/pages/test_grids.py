from pages.sample import CHECKS, TEXT, resources

from gongkai import knowledge
from gongkai.pages import grids, ledger


def views() -> tuple[grids.TableView, ...]:
    return grids.tables(resources(TEXT), knowledge.load().forms, ledger.faults(CHECKS))


def test_every_printed_cell_is_shown_as_printed() -> None:
    printed = [str(row["text"]) for row in resources(TEXT)["cells"] if row["text"]]
    shown = [cell.text for view in views() for row in (*view.head, *view.body) for cell in row.cells if cell.text]
    assert sorted(shown) == sorted(printed)


def test_blank_zero_and_dash_stay_three_things() -> None:
    fund = views()[3].body[0]
    assert [cell.text for cell in fund.cells] == ["", "", "合计", "-", "-", "-"]
    three = views()[4].body[0]
    assert three.cells[4].text == "0.00"


def test_headings_and_body_are_told_apart() -> None:
    view = views()[0]
    assert [row.anchor for row in view.head] == ["t01r1", "t01r2", "t01r3"]
    assert [cell.scope for cell in view.body[0].cells] == ["", "row", "", "", ""]


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
    cells = {cell.anchor: cell for row in views()[4].body for cell in row.cells}
    assert cells["t05r4c3"].check == "check-c002"
    assert cells["t05r4c4"].check == ""


def test_rows_lead_to_their_source_line() -> None:
    lines = TEXT.split("\n")
    for view in views():
        assert view.source_prefix == "L"
        for row in (*view.head, *view.body):
            assert lines[int(row.source) - 1].split("\t")[: len(row.cells)] == [cell.text for cell in row.cells]

"""Amounts by code, and breaks of codes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from catalog.published import published

from gongkai.catalog.codes import economics, functions
from gongkai.catalog.comparability import recoded
from gongkai.model.knowledge import Code
from gongkai.model.package import Row


def line(row_id: str, code: str, total: str, measure: str = "budget", **more: str) -> Row:
    """A row of a table by functional code."""
    return {"row_id": row_id, "measure": measure, "function_code": code, "total": Decimal(total), **more}


def test_every_amount_of_a_code_is_a_row_and_one_is_the_whole() -> None:
    row = {**line("t5r3", "206", "100"), "basic": Decimal(60), "project": Decimal(40), "function_name": "科学技术支出"}
    found = functions(published({"general_budget_expenditure": [row, line("t5r3", "206", "90", "prior_budget")]}))
    assert [(one.field, one.amount, one.whole) for one in found] == [
        ("total", 100, True), ("basic", 60, False), ("project", 40, False), ("total", 90, False),
    ]  # fmt: skip
    assert found[0].amount_id == "t5r3-total"


def test_of_several_rows_the_one_that_nothing_parts_is_the_whole() -> None:
    parts = [line("t3r4", "206", "60", economic_code="30101"), line("t3r5", "206", "40", economic_code="30201")]
    with_total = functions(published({"expenditure": [line("t3r3", "206", "100"), *parts]}))
    assert [one.amount for one in with_total if one.whole] == [100]
    assert not any(one.whole for one in functions(published({"expenditure": parts})))


def test_rows_of_units_are_never_added() -> None:
    units = [line("t3r4", "206", "60", unit_name="部门"), line("t3r5", "206", "60", unit_name="本级")]
    assert not any(one.whole for one in functions(published({"expenditure": units})))


def test_items_of_two_sided_tables_count_on_the_side_of_expenditure() -> None:
    item = {"measure": "budget", "classification": "function", "code": "206", "amount": Decimal(5)}
    rows = [{**item, "row_id": "a", "side": "expenditure"}, {**item, "row_id": "b", "side": "revenue"}]
    found = functions(published({"revenue_expenditure": rows}))
    assert [(one.row["row_id"], one.whole) for one in found] == [("a", True)]
    assert economics(published({"revenue_expenditure": rows})) == []


def entries(*codes: Code) -> Mapping[str, tuple[Code, ...]]:
    """A classification with one code."""
    return {codes[0].code: codes}


OLD = Code("30311", "住房公积金", "款", "303", None, 2017, "unverified")
NEW = Code("30311", "代缴社会保险费", "款", "303", 2020, None, "printed in a disclosure")


def test_a_reused_code_breaks_the_series_in_its_year() -> None:
    classification = entries(Code("207", "文化体育与传媒支出", "类", "", None, 2018, "unverified"),
                             Code("207", "文化旅游体育与传媒支出", "类", "", 2019, None, "printed in a disclosure"))  # fmt: skip
    (found,) = recoded("207", 2019, classification)
    assert "文化体育与传媒支出" in found.zh
    assert "文化旅游体育与传媒支出" in found.en
    assert list(recoded("207", 2020, classification)) == []
    (new,) = recoded("30311", 2020, entries(OLD, NEW))
    assert "自2020年起设置" in new.zh


def test_what_nobody_has_seen_printed_breaks_nothing() -> None:
    unseen = Code("207", "别名", "类", "", 2019, None, "unverified")
    assert list(recoded("207", 2019, entries(unseen))) == []
    assert list(recoded("999", 2019, entries(unseen))) == []

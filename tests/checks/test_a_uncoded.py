"""A1 and A3 of tables that print the names of codes only, and A8: columns of changes."""

from __future__ import annotations

from decimal import Decimal

from checks.builder import Builder
from checks.ledgers import ledger, states

from gongkai.checks.unprinted import economic, functional
from gongkai.knowledge.loading import load

NAMES = """合计 100.00 60.00 40.00
一般公共服务支出 30.00 _ 30.00
其他一般公共服务支出 30.00 _ 30.00
其他一般公共服务支出 30.00 _ 30.00
社会保障和就业支出 70.00 60.00 10.00
行政事业单位养老支出 70.00 60.00 10.00
行政单位离退休 50.00 50.00 _
机关事业单位基本养老保险缴费支出 20.00 10.00 10.00"""


def uncoded(rows: str = NAMES) -> Builder:
    builder = Builder(2026)
    builder.table("expenditure", "function_name total basic project", rows)
    return builder


def test_names_alone_give_the_levels_of_a_table() -> None:
    assert set(states(uncoded(), "A1").values()) == {"pass"}
    assert states(uncoded(), "A3") == {"A3-t01r4-total": "pass", "A3-t01r4-basic": "pass", "A3-t01r4-project": "pass"}
    row = ledger(uncoded(), "A1")["A1-t01r9-total"]
    assert (row["left_label"], row["right_label"]) == ("“行政事业单位养老支出”", "其下2个科目之和")
    assert row["left"] == row["right"] == Decimal("700000")


def test_a_wrong_sum_of_a_table_of_names_fails() -> None:
    assert states(uncoded(NAMES.replace("离退休 50.00 50.00", "离退休 40.00 40.00")), "A1")["A1-t01r9-total"] == "fail"
    assert states(uncoded(NAMES.replace("合计 100.00", "合计 110.00")), "A3")["A3-t01r4-total"] == "fail"


def test_a_name_that_no_list_knows_accuses_nobody() -> None:
    rows = NAMES.replace("行政单位离退休 50.00 50.00", "某种支出 40.00 40.00")
    assert states(uncoded(rows), "A1")["A1-t01r9-total"] == "not_testable"
    assert states(uncoded(NAMES.replace("行政单位离退休", "某种支出")), "A1")["A1-t01r9-total"] == "pass"


def test_inferred_codes_are_not_held_to_be_printed() -> None:
    assert {state for rule in ("E1", "E2") for state in states(uncoded(), rule).values()} == {"not_disclosed"}


def test_codes_from_names_follow_the_order_of_the_table() -> None:
    names = ["公共安全支出", "司法", "行政运行", "监狱", "行政运行", "某种支出"]
    found = functional(names, load())
    assert found[:5] == ("204", "20406", "2040601", "20407", "20407" + found[4][5:])
    assert found[5].startswith("20407")
    assert not found[5].isdecimal()
    assert functional(["某种支出", "公共安全支出"], load()) == ()
    assert economic(["工资福利支出", "基本工资", "商品和服务支出", "办公费"], load()) == (
        "301",
        "30101",
        "302",
        "30201",
    )
    assert economic(["基本工资"], load()) == ()


def test_a_second_classification_beside_the_first_crosses_nothing() -> None:
    fields = "economic_code economic_name government_economic_code government_economic_name total"
    rows = """_ 合计 _ _ 30.00
    301 工资福利支出 _ _ 30.00
    30101 基本工资 50101 工资奖金津补贴 20.00
    30102 津贴补贴 50101 工资奖金津补贴 10.00"""
    builder, wrong = Builder(), Builder()
    builder.table("basic_expenditure", fields, rows)
    assert states(builder, "A1") == {"A1-t01r5-total": "pass"}
    wrong.table("basic_expenditure", fields, rows.replace("津补贴 10.00", "津补贴 11.00"))
    assert states(wrong, "A1") == {"A1-t01r5-total": "fail"}
    crossed = Builder()
    crossed.table(
        "basic_expenditure",
        "function_code economic_code economic_name total",
        "2010101 30101 基本工资 20.00\n2010150 30101 基本工资 10.00",
    )
    assert "A1-t01" not in states(crossed, "A1")


def changes(change: str = "-19.00", prior: str = "120.00") -> Builder:
    builder = Builder()
    builder.table(
        "three_public", "item_name total@prior_budget total total@change", f"公务接待费 {prior} 101.00 {change}"
    )
    return builder


def test_a8_a_change_is_the_difference_of_the_two_years() -> None:
    assert states(changes(), "A8") == {"A8-t01r4-change-total": "pass"}
    assert states(changes("19.00"), "A8") == {"A8-t01r4-change-total": "fail"}
    assert states(changes("-101.00", "_"), "A8") == {"A8-t01r4-change-total": "not_testable"}
    assert states(uncoded(), "A8") == {}


def test_a8_column_numbers_and_shifted_columns_do_not_pass() -> None:
    assert set(states(changes("1", "2").build(), "A8").values()) != {"pass"}
    builder = Builder()
    builder.table("three_public", "item_name total@prior_budget total total@change", "公务接待费 3 2 1")
    assert states(builder, "A8") == {"A8-t01r4-change-total": "not_testable"}


PROJECTS = """_ 合计 9.05
121 某局 9.05
121001 某局 9.05
_ 通用项目 2.79
_ 物业 1.30
_ 咨询 1.49
_ 专用项目 6.26
_ 接待 1.54
_ 信访 4.72"""


def projects(rows: str = PROJECTS) -> Builder:
    builder = Builder()
    builder.table("project_expenditure", "unit_code project_name total", rows)
    return builder


def test_a3_lines_that_hold_those_below_them_are_found_by_their_sums() -> None:
    row = ledger(projects(), "A3")["A3-t01r4-total"]
    assert (row["state"], row["right_source"]) == ("pass", "t01r7c3 t01r10c3")
    assert states(projects(PROJECTS.replace("信访 4.72", "信访 4.73")), "A3")["A3-t01r4-total"] == "not_testable"


def test_a3_a_total_of_the_year_above_its_items() -> None:
    def overview(first: str) -> Builder:
        builder = Builder()
        builder.sides(
            "appropriation",
            "一、本年收入 100.00\n收入总计 100.00",
            f"一、本年支出合计 {first}\n公共安全支出 60.00\n住房保障支出 40.00\n二、年终结转结余 _\n支出总计 100.00",
        )
        for row in builder.rows["appropriation"]:
            code = {"公共安全支出": "204", "住房保障支出": "221"}.get(str(row["item_name"]), "")
            row["code"] = code  # type: ignore[index]
        return builder

    fine = states(overview("100.00"), "A3")
    assert fine == {"A3-t01r5c1-total": "pass", "A3-t01r4c3-total": "pass", "A3-t01r8c3-total": "pass"}
    assert states(overview("90.00"), "A3")["A3-t01r8c3-total"] == "fail"

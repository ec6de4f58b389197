"""A1–A7: a correct table passes, a planted fault fails, a mis-read does neither."""

from __future__ import annotations

from decimal import Decimal

import pytest
from checks.builder import Builder
from checks.ledgers import ledger, states

HEADS = "function_code function_name total basic project"
TABLE = """
_ 合计 604.42 514.62 89.80
206 科学技术支出 604.42 514.62 89.80
20601 科学技术管理事务 514.62 514.62 _
2060101 行政运行 514.62 514.62 _
20607 科学技术普及 89.80 _ 89.80
2060702 科普活动 89.80 _ 89.80
"""


def expenditure(rows: str = TABLE, **more: object) -> Builder:
    builder = Builder()
    builder.table("expenditure", HEADS, rows, **more)  # type: ignore[arg-type]
    return builder


def counts(found: dict[str, str]) -> dict[str, int]:
    return {state: list(found.values()).count(state) for state in set(found.values())}


@pytest.mark.parametrize("rule", ["A1", "A2", "A3"])
def test_correct_table_passes(rule: str) -> None:
    assert set(states(expenditure(), rule).values()) == {"pass"}


def test_a1_fails_where_a_parent_is_not_the_sum_of_its_children() -> None:
    found = ledger(expenditure(TABLE.replace("20607 科学技术普及 89.80", "20607 科学技术普及 88.80")), "A1")
    assert found["A1-t01r8-total"]["state"] == "fail"
    assert found["A1-t01r5-total"]["state"] == "fail"
    row = found["A1-t01r8-total"]
    assert row["message_zh"] == "20607“科学技术普及”为88.80万元，其下1个科目之和为89.80万元，相差1.00万元。"
    assert (row["left_source"], row["right_source"]) == ("t01r8c3", "t01r9c3")
    assert row["difference"] == -10000


def test_a1_allows_half_a_printed_unit_for_each_term() -> None:
    rows = TABLE.replace("206 科学技术支出 604.42", "206 科学技术支出 604.43").replace("_ 合计 604.42", "_ 合计 604.43")
    row = ledger(expenditure(rows), "A1")["A1-t01r5-total"]
    assert row["state"] == "pass"
    assert row["tolerance"] == 150
    assert "四舍五入" in str(row["message_zh"])


def test_a1_is_exact_in_yuan_with_two_decimals() -> None:
    rows = TABLE.replace("206 科学技术支出 604.42", "206 科学技术支出 604.43")
    assert states(expenditure(rows, unit="元"), "A1")["A1-t01r5-total"] == "fail"


def test_a1_same_code_once_per_unit_is_compared_branch_by_branch() -> None:
    rows = """
    208 社会保障 30.00 30.00 _
    20805 养老 30.00 30.00 _
    2080505 缴费 10.00 10.00 _
    2080505 缴费 20.00 20.00 _
    """
    assert set(states(expenditure(rows), "A1").values()) == {"pass"}
    wrong = rows.replace("2080505 缴费 20.00", "2080505 缴费 21.00")
    assert states(expenditure(wrong), "A1")["A1-t01r5-total"] == "not_testable"


def test_a1_children_whose_own_figures_are_incomplete_accuse_nobody() -> None:
    rows = TABLE.replace("20601 科学技术管理事务 514.62 514.62 _", "20601 科学技术管理事务 514.62 500.00 14.62")
    rows = rows.replace("20607 科学技术普及 89.80 _ 89.80", "20607 科学技术普及 89.80 _ _")
    assert states(expenditure(rows), "A1")["A1-t01r5-project"] == "not_testable"


def test_a1_only_items_are_not_testable() -> None:
    rows = "2060101 行政运行 514.62 514.62 _\n2060702 科普活动 89.80 _ 89.80"
    assert states(expenditure(rows), "A1") == {"A1-t01": "not_testable"}


def test_a2_fails_where_parts_do_not_add_up() -> None:
    found = states(expenditure(TABLE.replace("2060702 科普活动 89.80 _ 89.80", "2060702 科普活动 89.80 _ 98.80")), "A2")
    assert found["A2-t01r9-total"] == "fail"
    assert list(found.values()).count("fail") == 1


def test_a2_a_column_without_meaning_accuses_nobody() -> None:
    builder = Builder()
    builder.table("expenditure", HEADS + " reserve", "206 科技 110.00 60.00 40.00 10.00", extra=6)
    assert states(builder, "A2") == {"A2-t01r4-total": "not_testable"}


def test_a2_reserve_and_carry_forward_belong_to_the_total() -> None:
    builder = Builder()
    builder.table(
        "expenditure",
        HEADS + " reserve carried_forward",
        "206 科技 24458.43 10403.11 12081.46 1973.86 _\n207 文体 10.00 5.00 4.00 _ 1.00",
    )
    assert set(states(builder, "A2").values()) == {"pass"}


def test_a2_personnel_and_public_stand_in_for_basic() -> None:
    builder = Builder()
    builder.table(
        "expenditure", "unit_code unit_name total personnel public project", "121 某局 28.38 18.11 1.21 9.06", unit="元"
    )
    assert states(builder, "A2") == {"A2-t01r4-total": "pass"}


def test_a2_many_failing_rows_are_a_misread_table() -> None:
    rows = "\n".join(f"20{n} 某支出 {n}00.00 {n}0.00 {n}1.00" for n in range(1, 7))
    assert counts(states(expenditure(rows), "A2")) == {"not_testable": 6}


def test_a3_fails_where_the_total_row_is_wrong() -> None:
    found = states(expenditure(TABLE.replace("_ 合计 604.42 514.62", "_ 合计 614.42 514.62")), "A3")
    assert found == {"A3-t01r4-total": "fail", "A3-t01r4-basic": "pass", "A3-t01r4-project": "pass"}


def test_a3_without_total_row_is_not_testable() -> None:
    assert states(expenditure("206 科学技术支出 604.42 514.62 89.80"), "A3") == {"A3-t01": "not_testable"}


def test_tables_without_columns_or_rows_to_add_up_give_no_line() -> None:
    assert "A2-t01" not in states(three_public("合计 2.23"), "A2")
    empty = Builder()
    empty.table("government_fund_expenditure", HEADS, "_ 合计 _ _ _", state="empty_with_note")
    assert {"A2-t01", "A3-t01"}.isdisjoint(states(empty, "A2") | states(empty, "A3"))


def test_a3_units_and_functions_side_by_side_are_not_added_twice() -> None:
    builder = Builder()
    builder.table(
        "expenditure", "unit_name " + HEADS,
        """
        合计 _ _ 30.00 20.00 10.00
        某局 _ _ 30.00 20.00 10.00
        _ 206 科学技术支出 30.00 20.00 10.00
        """,
    )  # fmt: skip
    assert set(states(builder, "A3").values()) == {"pass"}


SIDES = (
    "一、财政拨款收入 604.42\n二、其他收入 10.00\n本年收入合计 614.42\n年初结转和结余 5.00\n合计 619.42",
    "一、科学技术支出 604.42\n二、住房保障支出 10.00\n本年支出合计 614.42\n年末结转和结余 5.00\n合计 619.42",
)


def overview(revenue: str = SIDES[0], expenditure: str = SIDES[1]) -> Builder:
    builder = Builder()
    builder.sides("revenue_expenditure", revenue, expenditure)
    return builder


def test_a3_and_a4_of_a_correct_overview_pass() -> None:
    assert set(states(overview(), "A3").values()) == {"pass"}
    assert set(states(overview(), "A4").values()) == {"pass"}


def test_a3_of_the_overview_fails_on_a_wrong_year_total_and_on_a_wrong_grand_total() -> None:
    wrong = states(overview(SIDES[0].replace("本年收入合计 614.42", "本年收入合计 615.42")), "A3")
    assert wrong == {
        "A3-t01r6c1-amount": "fail",
        "A3-t01r8c1-amount": "fail",
        "A3-t01r6c3-amount": "pass",
        "A3-t01r8c3-amount": "pass",
    }


def test_a3_of_the_overview_without_ordinals_accuses_nobody() -> None:
    bare = "财政拨款 604.42\n财政专户 20.00\n教育收费 20.00\n本年收入合计 625.00\n合计 625.00"
    assert states(overview(bare), "A3")["A3-t01r7c1-amount"] == "not_testable"


def test_a4_fails_where_revenue_is_not_expenditure() -> None:
    row = ledger(overview(expenditure=SIDES[1].replace("合计 619.42", "合计 609.42")), "A4")["A4-t01r8c3-amount"]
    assert row["state"] == "fail"
    assert (row["left_source"], row["right_source"]) == ("t01r8c2", "t01r8c4")


def test_a4_without_a_total_is_not_testable() -> None:
    assert states(overview(expenditure="一、科学技术支出 604.42"), "A4") == {"A4-t01": "not_testable"}


THREE = """
合计 2.23
一、因公出国(境)费 0.00
二、公务用车购置及运行维护费 1.93
其中：公务用车购置费 0.00
公务用车运行维护费 1.93
三、公务接待费 0.30
"""


def three_public(rows: str = THREE, unit: str = "万元") -> Builder:
    builder = Builder()
    builder.table("three_public", "item_name total", rows, unit=unit)
    return builder


def test_a5_correct_passes_and_shifted_rows_fail() -> None:
    assert states(three_public(), "A5") == {"A5-t01r4-total": "pass", "A5-t01r6-total": "pass"}
    shifted = "合计 2.23\n因公出国(境)费 1.93\n公务用车购置及运行维护费 0.30\n公务用车运行维护费 1.93\n公务接待费 0.20"
    row = ledger(three_public(shifted), "A5")["A5-t01r4-total"]
    assert row["state"] == "fail"
    assert (
        row["message_zh"]
        == "合计为2.23万元，因公出国(境)费＋公务用车购置及运行维护费＋公务接待费之和为2.43万元，相差0.20万元。"
    )


def test_a5_totals_with_conferences_and_training_pass() -> None:
    rows = THREE.replace("合计 2.23", "合计 3.53") + "会议费 1.00\n培训费 0.30"
    assert states(three_public(rows), "A5")["A5-t01r4-total"] == "pass"


def test_a5_rows_read_from_columns_are_named_by_their_innermost_heading_and_unit() -> None:
    builder = Builder()
    rows = """某中心 三公经费>合计 2.23
    某中心 三公经费>公务用车费>小计 1.93
    某中心 三公经费>公务接待费 0.30"""
    table_id = builder.table("three_public", "unit_name item_name total", rows, measure="prior_budget")
    for row, item in zip(builder.rows["three_public"], ("three_public_total", "vehicles", "reception"), strict=True):
        row["item"] = item  # type: ignore[index]
    row = ledger(builder, "A5")[f"A5-{table_id}r4-prior_budget-total"]
    assert (row["left_label"], row["left"]) == ("某中心的“三公经费·合计”(上年预算)", Decimal("22300"))
    assert (row["right_label"], row["right"]) == ("公务用车费＋公务接待费之和", Decimal("22300"))
    assert (row["message_zh"], row["message_en"]) == ("两者一致。", "They agree.")


def test_a5_a_column_of_zeros_proves_nothing() -> None:
    rows = "合计 0.00\n因公出国(境)费 0.00\n公务用车购置及运行维护费 0.00\n公务接待费 0.00"
    assert states(three_public(rows), "A5") == {}


def test_a5_rounding_of_print_passes() -> None:
    rows = "合计 46.21\n因公出国(境)费 4.69\n公务用车购置及运行维护费 40.61\n公务接待费 0.90"
    assert states(three_public(rows), "A5") == {"A5-t01r4-total": "pass"}


@pytest.mark.parametrize(
    "rows",
    [
        "合计 7\n因公出国(境)费 1\n公务用车购置及运行维护费 3\n公务接待费 3",
        "合计 2022\n因公出国(境)费 2022\n公务用车购置及运行维护费 0\n公务接待费 0",
        "合计 4\n因公出国(境)费 1\n公务用车购置及运行维护费 2\n公务接待费 3",
        "合计 2021\n因公出国(境)费 2022\n公务用车购置及运行维护费 2023\n公务接待费 2024",
    ],
)
def test_a5_column_numbers_and_years_neither_pass_nor_fail(rows: str) -> None:
    assert set(states(three_public(rows), "A5").values()) == {"not_testable"}


def test_a5_small_whole_amounts_count_where_a_sentence_states_them() -> None:
    builder = three_public("合计 8\n因公出国(境)费 0\n公务用车购置及运行维护费 3\n公务接待费 5")
    assert states(builder, "A5") == {"A5-t01r4-total": "not_testable"}
    builder.sentence("“三公”经费预算8万元，其中公务接待费5万元。", "three_public_total", "8")
    assert states(builder, "A5") == {"A5-t01r4-total": "pass"}


def test_a5_without_the_items_is_not_testable_and_without_the_table_not_disclosed() -> None:
    assert states(three_public("合计 2.23"), "A5") == {"A5-t01": "not_testable"}
    builder = expenditure()
    builder.paragraph("职责")
    assert states(builder, "A5") == {"A5-none": "not_disclosed"}


def assets(rows: str) -> Builder:
    builder = Builder()
    builder.table("fixed_assets", "item_name value", rows)
    return builder


def test_a6_among_which_is_not_added() -> None:
    rows = "资产总额 104.25\n1、房屋 28.00\n其中：办公用房 18.00\n2、车辆 21.36\n4、其他固定资产 54.89"
    assert states(assets(rows), "A6") == {"A6-t01r4-value": "pass"}
    assert states(assets(rows.replace("104.25", "122.25")), "A6") == {"A6-t01r4-value": "fail"}
    assert states(assets("资产总额 104.25"), "A6") == {"A6-t01": "not_testable"}
    assert states(assets("资产总额 3\n1、房屋 1\n2、车辆 2"), "A6") == {"A6-t01r4-value": "not_testable"}


def procurement(rows: str) -> Builder:
    builder = Builder()
    builder.table("procurement", "project_name goods_name quantity unit_price total", rows)
    return builder


GOODS = "合计 _ _ _ 1.40\n科普 台式计算机 1 0.50 0.50\n科普 打印机 2 0.30 0.60\n科普 空调机 1 0.30 0.30"


def test_a7_price_and_total() -> None:
    assert set(states(procurement(GOODS), "A7").values()) == {"pass"}
    found = states(procurement(GOODS.replace("打印机 2 0.30 0.60", "打印机 2 0.30 0.90")), "A7")
    assert found["A7-t01r6-unit_price"] == "fail"
    assert found["A7-t01r4-total"] == "fail"


def test_a7_rows_of_units_above_the_goods_are_not_added() -> None:
    rows = "合计 _ _ _ 1.10\n某局 _ _ _ 1.10\n科普 台式计算机 1 0.50 0.50\n科普 打印机 2 0.30 0.60"
    assert set(states(procurement(rows), "A7").values()) == {"pass"}
    assert (
        states(procurement(rows.replace("合计 _ _ _ 1.10", "合计 _ _ _ 1.30")), "A7")["A7-t01r4-total"]
        == "not_testable"
    )


def test_a7_unit_price_in_another_unit_is_a_note() -> None:
    assert states(procurement("科普 打印机 2 3125 0.6250"), "A7") == {"A7-t01r4-unit_price": "note"}


def test_a7_without_prices_is_not_testable() -> None:
    assert states(procurement("科普 打印机 _ _ 0.6"), "A7") == {"A7-t01": "not_testable"}


def final_basic(personnel: str = "90.00", public: str = "14.00") -> Builder:
    """The form of final accounts: classes side by side, 人员经费合计 and 公用经费合计 below, no 合计."""
    builder = Builder(stage="final")
    builder.table(
        "basic_expenditure",
        "economic_code economic_name total@final personnel@final public@final",
        f"""301 工资福利支出 80.00 _ _
        30101 基本工资 80.00 _ _
        303 对个人和家庭的补助 10.00 _ _
        302 商品和服务支出 12.00 _ _
        310 资本性支出 2.00 _ _
        _ 人员经费合计 _ {personnel} _
        _ 公用经费合计 _ _ {public}""",
    )
    return builder


def test_a3_personnel_and_public_totals_are_the_sums_of_their_classes() -> None:
    assert set(states(final_basic(), "A3").values()) == {"pass"}
    assert "A2-t01" not in states(final_basic(), "A2")
    assert states(final_basic(), "A3")["A3-t01r9-final-personnel"] == "pass"
    assert states(final_basic(), "A3")["A3-t01r10-final-public"] == "pass"
    assert states(final_basic(personnel="91.00"), "A3")["A3-t01r9-final-personnel"] == "fail"
    assert states(final_basic(public="2022"), "A3")["A3-t01r10-final-public"] != "pass"


def test_a3_a_unit_row_above_its_projects_is_not_added_twice() -> None:
    def projects(last: str) -> Builder:
        builder = Builder()
        rows = f"合计 30.50\n某局 30.50\n大厅经费 10.25\n热线经费 {last}"
        builder.table("project_expenditure", "project_name total", rows)
        return builder

    assert states(projects("20.25"), "A3") == {"A3-t01r4-total": "pass"}
    assert states(projects("21.25"), "A3") == {"A3-t01r4-total": "not_testable"}


def test_a3_items_in_two_classifications_share_one_total() -> None:
    def overview(second: str) -> Builder:
        builder = Builder()
        builder.sides("revenue_expenditure", "一、财政拨款 30.50\n收入合计 30.50", f"一、教育 10.25\n二、卫生 {second}")
        for number, row in ((7, "基本支出 30.50"), (8, "支出合计 30.50")):
            name, printed = row.split()
            row_id = f"t01r{number}c5"
            builder._cell("t01", number, 5, name, "label", "")
            amount = builder._money(
                "revenue_expenditure", row_id, "budget", "amount", "t01", number, 6, printed, "万元"
            )
            item = {"基本支出": "basic_expenditure", "支出合计": "total_expenditure"}[name]
            builder._emit(
                "revenue_expenditure",
                {"row_id": row_id, "measure": "budget", "side": "expenditure", "classification": "purpose",
                 "item_name": name, "item": item, "amount": amount},
            )  # fmt: skip
        return builder

    assert states(overview("20.25"), "A3")["A3-t01r8c5-amount-function"] == "pass"
    assert states(overview("21.25"), "A3")["A3-t01r8c5-amount-function"] == "not_testable"


def test_a7_rows_named_in_a_column_without_a_field_are_no_totals() -> None:
    def procurement(total: str) -> Builder:
        builder = Builder()
        rows = f"{total}\n_ 8.40\n服务器 3.25\n打印机 5.15"
        builder.table("procurement", "goods_name total", "_ " + rows)
        for number, label in ((4, "合计"), (5, "一、货物")):
            builder._cell("t01", number, 9, label, "text", "")
        return builder

    assert states(procurement("8.40"), "A7")["A7-t01r4-total"] == "pass"
    assert "pass" not in states(procurement("9.40"), "A7").values()


def test_rows_of_crossed_classifications_and_of_nested_headings_are_named_in_full() -> None:
    builder = Builder()
    fields = "function_code function_name economic_code economic_name total basic project"
    builder.table("expenditure", fields, "2010101 行政运行 30201 办公费 3.25 3.25 0.00")
    row = ledger(builder, "A2")["A2-t01r4-total"]
    assert "“行政运行·办公费”" in str(row["left_label"])
    assert row["left"] == Decimal("32500")
    three = Builder()
    rows = "“三公”经费>小计 3.25\n“三公”经费>因公出国（境）费 1.00\n“三公”经费>公务用车购置及运行维护费>小计 1.25\n“三公”经费>公务接待费 1.00"
    three.table("three_public", "item_name total", rows)
    items = ("three_public_total", "overseas", "vehicles", "reception")
    named = zip(three.rows["three_public"], items, strict=True)
    three.rows["three_public"] = [{**row, "item": item} for row, item in named]
    row = ledger(three, "A5")["A5-t01r4-total"]
    assert (row["left_label"], row["left"]) == ("三公经费", Decimal("32500"))
    assert "公务接待费" in str(row["right_label"]) and ">" not in str(row["right_label"])

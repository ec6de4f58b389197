"""C1–C5: sentences against tables, and against themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from checks.builder import Builder
from checks.ledgers import ledger, states

HEADS = "function_code function_name total basic project"


def tables() -> Builder:
    builder = Builder()
    builder.table("expenditure", HEADS, "_ 合计 576.33 67.43 508.90\n2060702 科普活动 506.05 _ 506.05", unit="万元")
    builder.table("general_budget_expenditure", HEADS, "_ 合计 569.34 60.44 508.90\n2060702 科普活动 506.05 _ 506.05")
    return builder


def test_c1_a_stated_amount_is_that_of_the_table() -> None:
    builder = tables()
    builder.sentence("2021年支出预算576.33万元。", "total_expenditure", "576.33")
    builder.sentence("科普活动506.05万元。", "", "506.05", code="2060702")
    row = ledger(builder, "C1")["C1-s001"]
    assert (row["state"], row["left_source"], row["right_source"]) == ("pass", "s001", "t01r4c3")
    assert set(states(builder, "C1").values()) == {"pass"}


def test_c1_a_different_amount_fails() -> None:
    builder = tables()
    builder.sentence("2021年支出预算586.33万元。", "total_expenditure", "586.33")
    builder.sentence("科普活动505.05万元。", "", "505.05", code="2060702")
    assert states(builder, "C1") == {"C1-s001": "fail", "C1-s002": "fail"}


def test_c1_another_scope_is_a_note() -> None:
    builder = tables()
    builder.sentence("基本支出预算60.44万元。", "basic_expenditure", "60.44")
    row = ledger(builder, "C1")["C1-s001"]
    assert row["state"] == "note"
    assert "一般公共预算口径" in str(row["message_zh"])
    other = tables()
    other.sentence("一般公共预算财政拨款基本支出67.43万元。", "general_budget_basic", "67.43")
    assert states(other, "C1") == {"C1-s001": "note"}


def test_c1_a_part_that_differs_by_as_much_as_its_whole_is_a_note_too() -> None:
    builder = tables()
    builder.table("basic_expenditure", "economic_name total personnel", "合计 60.44 50.00")
    whole = builder.sentence("一般公共预算财政拨款基本支出67.43万元。", "general_budget_basic", "67.43")
    builder.sentence("其中人员经费56.99万元。", "personnel", "56.99", part_of=whole)
    assert states(builder, "C1") == {"C1-s001": "note", "C1-s002": "note"}


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("国内公务接待项目支出100.00万元。", "project_expenditure"),
        ("机关运行经费财政拨款预算100.00万元。", "fiscal_appropriation"),
        ("科学技术支出(类)项目支出100.00万元。", "project_expenditure"),
        ("一般公共预算和政府性基金预算支出100.00万元。", "total_expenditure"),
    ],
)
def test_c1_sentences_about_something_else_accuse_nobody(sentence: str, indicator: str) -> None:
    builder = tables()
    builder.sides("appropriation", "一、一般公共预算 569.34\n合计 569.34", "一、科技 569.34\n合计 569.34")
    builder.sentence(sentence, indicator, "100.00")
    assert states(builder, "C1") == {"C1-s001": "not_testable"}


def test_c1_a_second_amount_beside_one_that_agrees_accuses_nobody() -> None:
    builder = tables()
    builder.sentence("支出预算576.33万元。", "total_expenditure", "576.33")
    builder.sentence("支出预算8.00万元。", "total_expenditure", "8.00")
    assert states(builder, "C1") == {"C1-s001": "pass", "C1-s002": "not_testable"}


def test_c1_digits_cut_off_are_a_note() -> None:
    builder = Builder()
    builder.table("expenditure", HEADS, "_ 合计 32852.053832 25218.537585 7633.516247")
    builder.sentence("项目支出7633.51万元。", "project_expenditure", "7633.51")
    assert states(builder, "C1") == {"C1-s001": "note"}


def test_c1_last_year_s_amount_is_not_this_year_s() -> None:
    builder = tables()
    builder.sentence("2020年支出预算8.00万元。", "total_expenditure", "8.00", year=2020)
    assert states(builder, "C1") == {"C1-text": "not_testable"}


def test_c1_without_sentences_is_not_disclosed() -> None:
    builder = tables()
    builder.paragraph("一。二。三。")
    builder.paragraph("四。")
    builder.paragraph("五。")
    assert states(builder, "C1") == {"C1-none": "not_disclosed"}
    assert states(tables(), "C1") == {"C1-text": "not_testable"}


def parts(reception: str = "0.30", whole: str = "2.23") -> Builder:
    builder = Builder()
    total = builder.sentence("三公", "three_public_total", whole)
    for name, amount in (("overseas", "0.00"), ("vehicles", "1.93"), ("reception", reception)):
        builder.sentence("三公", name, amount, part_of=total)
    return builder


def test_c2_named_parts_add_up() -> None:
    assert states(parts(), "C2") == {"C2-s001": "pass"}
    row = ledger(parts("0.50"), "C2")["C2-s001"]
    assert row["state"] == "fail"
    assert row["right_source"] == "s002 s003 s004"


def test_c2_incomplete_parts_and_other_kinds_of_expenditure_accuse_nobody() -> None:
    builder = Builder()
    total = builder.sentence("支出", "total_expenditure", "100.00")
    builder.sentence("其中项目支出", "project_expenditure", "39.00", part_of=total)
    assert states(builder, "C2") == {"C2-parts": "not_testable"}
    builder.sentence("基本支出", "basic_expenditure", "50.00", part_of=total)
    assert states(builder, "C2") == {"C2-s001": "note"}
    more = Builder()
    total = more.sentence("支出", "total_expenditure", "80.00")
    more.sentence("其中", "project_expenditure", "39.00", part_of=total)
    more.sentence("其中", "basic_expenditure", "50.00", part_of=total)
    assert states(more, "C2") == {"C2-s001": "fail"}


def test_c2_stated_changes_add_up_with_their_signs() -> None:
    builder = Builder()
    told = "较2022年预算减少110.61万元，其中：基本支出增加33.52万元；项目支出减少144.13万元"
    builder.sentence(told, "total_expenditure", "689.35", change="110.61", change_direction="decrease")
    builder.sentence(told, "basic_expenditure", change="33.52", change_direction="increase")
    builder.sentence(told, "project_expenditure", change="144.13", change_direction="decrease")
    assert states(builder, "C2") == {"C2-s001-change": "pass"}
    wrong = Builder()
    wrong.sentence(told, "total_expenditure", "689.35", change="110.61", change_direction="increase")
    wrong.sentence(told, "basic_expenditure", change="33.52", change_direction="increase")
    wrong.sentence(told, "project_expenditure", change="144.13", change_direction="decrease")
    assert states(wrong, "C2") == {"C2-s001-change": "fail"}


def test_c2_changes_of_parts_named_in_later_sentences_add_up() -> None:
    def told(vehicles: str) -> Builder:
        builder = Builder()
        with_base = {"base_year": 2020, "base_measure": "budget"}
        whole = builder.sentence(
            "三公16.80万元，减少15.50万元。", "three_public_total", "16.80", change="15.50",
            change_direction="decrease", **with_base,
        )  # fmt: skip
        builder.sentence(
            "出国10.00万元，持平。",
            "overseas",
            "10.00",
            change_direction="flat",
            part_of=whole,
            change="0",
            **with_base,
        )
        for name, amount, change in (("vehicles", "6.30", vehicles), ("reception", "0.50", "0.50")):
            builder.sentence(
                "减少。", name, amount, change=change, change_direction="decrease", part_of=whole, **with_base
            )
        return builder

    assert states(told("15.00"), "C2") == {"C2-s001": "pass", "C2-s001-change": "pass"}
    assert states(told("14.00"), "C2") == {"C2-s001": "pass", "C2-s001-change": "fail"}
    misread = told("15.00")
    misread.rows["statements"][2] = {**misread.rows["statements"][2], "base_year": 2019}
    assert states(misread, "C2") == {"C2-s001": "pass"}


def test_c2_one_part_alone_and_zeros_prove_nothing() -> None:
    builder = Builder()
    total = builder.sentence("收入100.00万元", "total_revenue", "100.00")
    builder.sentence("其中一般公共预算100.00万元", "general_budget", "100.00", part_of=total)
    assert states(builder, "C2") == {"C2-parts": "not_testable"}
    zero = Builder()
    total = zero.sentence("资产使用收入0.00万元", "", "0.00")
    for _ in range(2):
        zero.sentence("其中出租0.00万元", "", "0.00", part_of=total)
    assert states(zero, "C2") == {}


def test_c1_a_code_is_compared_within_the_funds_of_its_heading() -> None:
    builder = tables()
    builder.table("general_budget_expenditure", HEADS, "_ 合计 17374.6137 _ _\n220 自然资源 17374.6137 _ _")
    builder.rows["statements"].clear()
    section = builder.paragraph("“自然资源”科目17374万元", heading="财政拨款支出")
    builder.sentence("“自然资源”科目17374万元", "", "17374", code="220", section=section)
    row = ledger(builder, "C1")["C1-s001"]
    assert (row["state"], row["right_source"]) == ("note", "t03r5c3")
    assert "舍去" in str(row["message_zh"])


def test_c1_zero_of_a_fund_without_figures_is_not_held_against_the_whole() -> None:
    builder = tables()
    builder.sentence("政府性基金拨款支出预算为0。", "government_fund_spending", "0")
    assert states(builder, "C1") == {"C1-text": "not_testable"}


def changed(
    amount: str, base: str, change: str, percent: str, direction: str = "decrease", unit: str = "元"
) -> Builder:
    builder = Builder(2019)
    told = f"2019年{amount}，比2018年{base}{direction}{change}，{percent}%"
    builder.sentence(
        told, "total_revenue", amount, unit=unit, change=change, change_direction=direction,
        change_percent=Decimal(percent), base_year=2018, base_measure="budget",
    )  # fmt: skip
    if base:
        builder.sentence(told, "total_revenue", base, unit=unit, year=2018)
    return builder


def test_c3_change_and_percentage_follow_from_the_amounts() -> None:
    fine = states(changed("604434.77", "783210.21", "178775.44", "22.8"), "C3")
    assert fine == {"C3-s001-change": "pass", "C3-s001-percent": "pass"}
    wrong = states(changed("604434.77", "783210.21", "178775.94", "28.2"), "C3")
    assert wrong == {"C3-s001-change": "fail", "C3-s001-percent": "fail"}


def test_c3_the_base_may_follow_from_the_change() -> None:
    assert states(changed("90612.87", "", "3560.32", "3.78"), "C3") == {"C3-s001-percent": "pass"}
    assert states(changed("22066.59", "", "5834.37", "35.74", "increase", "万元"), "C3") == {"C3-s001-percent": "fail"}


def test_c3_a_percentage_cut_off_is_a_note_and_so_is_a_base_of_zero() -> None:
    assert states(changed("5763314.30", "8888487.06", "3125172.76", "35.15"), "C3")["C3-s001-percent"] == "note"
    assert states(changed("25.00", "0.00", "25.00", "100.00", "increase"), "C3")["C3-s001-percent"] == "note"


def test_c3_rounding_of_the_amounts_is_allowed_for() -> None:
    assert states(changed("0.31", "0.30", "0.01", "4.9", "increase", "万元"), "C3")["C3-s001-percent"] == "pass"


def test_c3_a_percentage_of_another_amount_of_the_paragraph_accuses_nobody() -> None:
    builder = changed("300.00", "", "20.00", "25.0", "increase", "万元")
    builder.sentence("收入100.00万元", "total_expenditure", "100.00")
    assert states(builder, "C3") == {"C3-s001-percent": "not_testable"}


def test_c3_the_amount_may_stand_in_the_sentence_before() -> None:
    def told(percent: str, **other: str) -> Builder:
        builder = Builder()
        builder.sentence("（1）0.19万元，主要用于党建。", "", "0.19", code="2013999")
        builder.sentence(
            f"比上年增加0.09万元，增长{percent}%。", "", change="0.09", change_direction="increase",
            change_percent=Decimal(percent), **({"code": "2013999"} | other),
        )  # fmt: skip
        return builder

    assert states(told("90.0"), "C3") == {"C3-s002-percent": "pass"}
    assert states(told("9.0"), "C3") == {"C3-s002-percent": "not_testable"}
    assert states(told("9.0", code="2013901"), "C3") == {"C3-change": "not_testable"}


def shared(*parts: tuple[str, str], whole: str = "") -> Builder:
    builder = Builder()
    told = "收入预算"
    parent = builder.sentence(told, "total_revenue", whole) if whole else ""
    for amount, share in parts:
        builder.sentence(told, "", amount, share_percent=Decimal(share), part_of=parent)
    return builder


def test_c3_shares_follow_from_the_amounts() -> None:
    rest = (("7.39", "7.4"), ("0.35", "0.4"))
    assert set(states(shared(("91.50", "92.2"), *rest, whole="99.23"), "C3").values()) == {"pass"}
    assert states(shared(("91.50", "29.2"), *rest, whole="99.23"), "C3")["C3-s002-share"] == "fail"
    assert states(shared(("91.50", "29.2"), whole="99.23"), "C3") == {"C3-change": "not_testable"}
    assert states(shared(("58.92", "59.0"), ("41.08", "41.1")), "C3") == {
        "C3-s001-share": "note",
        "C3-s002-share": "pass",
    }


def test_c3_shares_of_a_whole_that_is_not_stated_prove_nothing() -> None:
    assert states(shared(("91.50", "92.2"), ("1.00", "1.0")), "C3") == {"C3-change": "not_testable"}


def test_c3_without_changes_is_not_testable() -> None:
    assert states(parts(), "C3") == {"C3-change": "not_testable"}


def test_c4_direction_and_sign() -> None:
    assert states(changed("604434.77", "783210.21", "178775.44", "22.8"), "C4") == {"C4-s001": "pass"}
    assert states(changed("604434.77", "783210.21", "178775.44", "22.8", "increase"), "C4") == {"C4-s001": "fail"}
    assert states(parts(), "C4") == {"C4-direction": "not_testable"}


def test_c4_a_reason_of_the_opposite_direction_is_a_note() -> None:
    builder = Builder()
    told = "减少2.98%，主要原因：经费增加。"
    builder.sentence(told, "total_expenditure", "10.00", change_direction="decrease", change_percent=Decimal("2.98"))
    both = "减少2.98%，主要原因：人员减少，项目增加。"
    builder.sentence(both, "total_expenditure", "10.00", change_direction="decrease", change_percent=Decimal("2.98"))
    assert states(builder, "C4") == {"C4-s001-reason": "note"}
    apart = Builder()
    section = apart.paragraph("预算110.60万元，减少2.98%。主要原因是：经费增加。下一句。")
    told = "预算110.60万元，减少2.98%。"
    apart.sentence(
        told,
        "total_expenditure",
        "110.60",
        section=section,
        change_direction="decrease",
        change_percent=Decimal("2.98"),
    )
    assert states(apart, "C4") == {"C4-s001-reason": "note"}


NOTE = "注：本部门2024年无“三公”经费和机关运行经费预算，故本表为空表。"


def noted(rows: str, note: str = NOTE, line: int = 152) -> Builder:
    builder = Builder()
    builder.table("three_public", "item_name total", rows)
    builder.paragraph(note, "note", line=line)
    return builder


def test_c5_a_note_that_a_table_is_empty() -> None:
    assert states(noted("“三公”经费合计 47.91"), "C5") == {"C5-t01-p001": "fail"}
    assert states(noted("“三公”经费合计 0.00"), "C5") == {"C5-t01-p001": "pass"}
    assert states(noted("“三公”经费合计 x"), "C5") == {"C5-t01-p001": "not_testable"}
    assert states(noted("“三公”经费合计 47.91", "无政府性基金预算，故本表为空。"), "C5") == {"C5-notes": "not_testable"}
    assert states(noted("“三公”经费合计 47.91", "故本表为空。"), "C5") == {"C5-t01-p001": "fail"}
    assert states(noted("“三公”经费合计 47.91", "故本表为空。", line=900), "C5") == {"C5-notes": "not_testable"}


def test_c4_a_paragraph_that_explains_the_opposite_of_every_change_is_a_note() -> None:
    def told(after: str, direction: str = "increase") -> Builder:
        builder = Builder()
        builder.paragraph("2021年单位预算编制说明", heading="2021年单位预算编制说明")
        section = builder.paragraph("财政拨款收入17883万元，比2020年增加156万元。")
        builder.sentence("增加156万元。", "total_revenue", change="156", change_direction=direction, section=section)
        builder.paragraph(after)
        return builder

    because = "财政拨款收入支出减少的主要原因是跨年项目按计划减少。"
    assert states(told(because), "C4") == {"C4-p003-announced": "note"}
    assert states(told(because, "decrease"), "C4") == {"C4-direction": "not_testable"}
    assert states(told("项目支出3万元减少的主要原因是压减。"), "C4") == {"C4-direction": "not_testable"}


def test_c5_a_note_is_about_the_other_form_of_its_table_too() -> None:
    def noted_by_name(amount: str) -> Builder:
        builder = Builder()
        state, rows = "empty" if amount == "_" else "data", f"一、政府性基金拨款 {amount}"
        builder.table("government_fund_balance", "item_name amount", rows, state=state)
        builder.table("three_public", "item_name total", "合计 1.00")
        builder.paragraph("本部门无当年政府性基金预算收支，并已公开空表。", line=20)
        return builder

    assert states(noted_by_name("_"), "C5") == {"C5-t01-p001": "pass"}
    assert states(noted_by_name("3.00"), "C5") == {"C5-t01-p001": "fail"}


def test_c5_column_numbers_do_not_contradict_a_note() -> None:
    assert states(noted("“三公”经费合计 1\n公务接待费 2\n公务用车购置及运行维护费 3"), "C5") == {
        "C5-t01-p001": "not_testable"
    }


def ratio(field: str, percent: str, **more: str) -> Builder:
    builder = Builder(2021, "final")
    sentence = f"支出年初预算为50.00万元，支出决算为40.00万元，{percent}%。"
    builder.sentence(sentence, "total_expenditure", "50.00", measure="budget")
    builder.sentence(sentence, "total_expenditure", "40.00", **{field: Decimal(percent)}, **more)
    return builder


def test_c3_a_completion_is_the_final_figure_over_the_budget_of_the_sentence() -> None:
    assert states(ratio("completion_percent", "80.00"), "C3")["C3-s002-completion"] == "pass"
    assert states(ratio("completion_percent", "81.00"), "C3")["C3-s002-completion"] == "fail"


def test_c3_a_completion_without_a_budget_in_its_sentence_is_only_confirmed() -> None:
    def alone(percent: str) -> Builder:
        builder = Builder(2021, "final")
        fields = "item_name total@budget total@final"
        builder.table("three_public", fields, "公务接待费 5.80 0.90")
        builder.sentence(
            "公务接待费支出决算0.90万元，完成预算。", "reception", "0.90", completion_percent=Decimal(percent)
        )
        return builder

    assert states(alone("15.52"), "C3")["C3-s001-completion"] == "pass"
    assert "fail" not in states(alone("25.52"), "C3").values()


def shares(second: str) -> Builder:
    builder = Builder()
    whole = builder.sentence("支出合计100.00万元。", "total_expenditure", "100.00")
    for indicator, amount, share in (
        ("basic_expenditure", "60.00", "60.00"),
        ("project_expenditure", "30.00", "30.00"),
        ("reserve", "10.00", second),
    ):
        builder.sentence("其中。", indicator, amount, part_of=whole, share_percent=Decimal(share))
    return builder


def test_c3_a_share_is_tested_against_the_whole_that_other_shares_prove() -> None:
    assert states(shares("10.00"), "C3")["C3-s004-share"] == "pass"
    assert states(shares("11.00"), "C3")["C3-s004-share"] == "fail"
    alone = Builder()
    whole = alone.sentence("支出合计100.00万元。", "total_expenditure", "100.00")
    alone.sentence("其中。", "reserve", "10.00", part_of=whole, share_percent=Decimal("11.00"))
    assert set(states(alone, "C3").values()) == {"not_testable"}


def test_c3_a_change_may_stand_in_the_sentence_after_its_amount() -> None:
    def after(percent: str, *between: str) -> Builder:
        builder = Builder()
        builder.sentence("财政拨款支出110.00万元。", "appropriation_expenditure", "110.00")
        for sentence in between:
            builder.sentence(sentence, "personnel", "60.00")
        builder.sentence(
            "与上年相比增加10.00万元。", "appropriation_expenditure", change="10.00", change_direction="increase",
            change_percent=Decimal(percent), base_year=2020,
        )  # fmt: skip
        return builder

    assert states(after("10.00"), "C3")["C3-s002-percent"] == "pass"
    assert states(after("12.00"), "C3")["C3-s002-percent"] == "not_testable"
    apart = "人员经费60.00万元。"
    assert states(after("10.00", apart), "C3")["C3-s003-percent"] == "pass"
    assert states(after("12.00", apart), "C3")["C3-s003-percent"] == "not_testable"


def test_c4_a_reason_of_the_same_direction_passes() -> None:
    builder = Builder()
    sentence = "收入预算10.00万元，比上年减少2.00万元，主要原因是调出14人，收入相应减少。"
    section = builder.paragraph(sentence)
    builder.sentence(
        sentence, "total_revenue", "10.00", change="2.00", change_direction="decrease", section=section, base_year=2020
    )
    assert states(builder, "C4") == {"C4-s001-reason": "pass"}


def test_c4_more_or_less_than_the_budget() -> None:
    def said(word: str, final: str = "40.00") -> Builder:
        builder = Builder(2021, "final")
        first = f"年初预算为50.00万元，支出决算为{final}万元。"
        section = builder.paragraph(f"{first}决算数{word}预算数的主要原因是压减支出。")
        builder.sentence(first, "project_expenditure", "50.00", measure="budget", section=section)
        builder.sentence(first, "project_expenditure", final, section=section)
        return builder

    assert states(said("小于"), "C4") == {"C4-s002-budget": "pass"}
    assert states(said("大于"), "C4") == {"C4-s002-budget": "fail"}
    assert states(said("小于", "50.00"), "C4") == {"C4-s002-budget": "note"}


def test_c1_personnel_by_class_confirms_and_never_contradicts() -> None:
    def told(amount: str) -> Builder:
        builder = Builder()
        rows = "301 工资福利支出 80.00\n303 对个人和家庭的补助 10.00\n302 商品和服务支出 12.00"
        builder.table("basic_expenditure", "economic_code economic_name total", rows)
        builder.sentence(f"人员经费{amount}万元。", "personnel", amount)
        return builder

    assert states(told("90.00"), "C1")["C1-s001"] == "pass"
    assert "fail" not in states(told("91.00"), "C1").values()


def test_c1_and_c2_call_amounts_by_name() -> None:
    builder = Builder()
    rows = "2050803 培训支出 12.00\n2101101 行政单位医疗 3.00"
    builder.table("general_budget_expenditure", "function_code function_name total", rows)
    sentence = "政府采购预算总额15.00万元，其中：货物预算12.00万元、服务预算3.00万元。"
    whole = builder.sentence(sentence, "procurement", "15.00")
    builder.sentence(sentence, "", "12.00", part_of=whole)
    builder.sentence(sentence, "", "3.00", part_of=whole)
    builder.sentence("培训支出12.00万元。", "", "12.00", code="2050803")
    builder.sentence("金额是15.00万元。", "", "15.00")
    builder.sentence("其中1.00万元。", "", "1.00", part_of="s005")
    builder.sentence("其中14.00万元。", "", "14.00", part_of="s005", code="20607")

    def labels(rule: str, place: str) -> str:
        row = ledger(builder, rule)[f"{rule}-{place}"]
        return f"{row['left_label']} {row['right_label']}"

    assert "文字中的一笔金额" in labels("C2", "s005")
    assert "“科学技术普及”（20607）" in labels("C2", "s005")
    assert "“培训支出”（2050803）" in labels("C1", "s004")
    assert "（“货物预算”＋“服务预算”）" in labels("C2", "s001")


def test_c5_no_expenditure_of_a_fund_and_an_empty_table() -> None:
    def said(amount: str) -> Builder:
        builder = Builder()
        builder.table("government_fund_expenditure", "function_name total", f"合计 {amount}")
        builder.paragraph("本单位2021年度没有使用政府性基金预算拨款安排的支出。")
        return builder

    assert states(said("0.00"), "C5") == {"C5-t01-p001": "pass"}
    assert states(said("12.34"), "C5") == {"C5-t01-p001": "fail"}

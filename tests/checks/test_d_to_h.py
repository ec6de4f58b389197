"""D to H: between years, contents, codes, completeness, units, residue; and the registry itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.builder import Builder
from checks.ledgers import ledger, states

from gongkai.checks import CHECKS, across, assess, catalogue, run
from gongkai.knowledge.loading import load
from gongkai.model.finding import Finding, Level
from gongkai.model.package import Row
from gongkai.model.place import Place

HEADS = "function_code function_name total basic project"


def year(number: int, total: str, stage: str = "budget") -> Builder:
    builder = Builder(number, stage)
    builder.table("expenditure", HEADS, f"_ 合计 {total} {total} _", measure=stage)
    return builder


def prior(earlier: Builder, later: Builder) -> dict[str, Row]:
    return {str(row["check_id"]): row for row in across(earlier.build(), later.build(), load())}


def test_d1_a_stated_earlier_amount_is_the_one_published_then() -> None:
    later = year(2021, "120.00")
    later.sentence(
        "比2020年预算100.00万元增加20.00万元", "total_expenditure", "100.00", year=2020, measure="prior_budget"
    )
    row = prior(year(2020, "100.00"), later)["D1-2020-budget-s001"]
    assert row["state"] == "pass"
    assert row["right_source"] == "130300-mouju-2020-budget#t01r4c3"
    assert prior(year(2020, "101.00"), later)["D1-2020-budget-s001"]["state"] == "fail"


def test_d1_an_amount_worked_out_from_a_change_is_at_most_a_note() -> None:
    later = year(2021, "120.00")
    later.sentence(
        "120.00万元，较2020年预算增加20.00万元", "total_expenditure", "120.00", change="20.00",
        change_direction="increase", base_year=2020, base_measure="budget",
    )  # fmt: skip
    assert prior(year(2020, "100.00"), later)["D1-2020-budget-s001"]["state"] == "pass"
    assert prior(year(2020, "105.00"), later)["D1-2020-budget-s001"]["state"] == "note"


def test_d1_a_column_of_last_year_is_compared_too() -> None:
    later = Builder(2021)
    later.table("expenditure", "function_code function_name total@prior_budget total@budget", "_ 合计 100.00 120.00")
    assert [row["state"] for row in prior(year(2020, "100.00"), later).values()] == ["pass"]
    assert [row["state"] for row in prior(year(2020, "99.00"), later).values()] == ["fail"]


def test_d1_only_consecutive_years_of_the_same_stage_are_compared() -> None:
    assert prior(year(2019, "1.00"), year(2021, "1.00")) == {}
    assert prior(year(2020, "1.00", "final"), year(2021, "1.00")) == {}
    assert [row["state"] for row in prior(year(2020, "1.00"), year(2021, "1.00")).values()] == ["not_testable"]


CONTENTS = "一、2021年部门预算公开表\n- 1.部门预算收支总表…1\n- 2.部门预算收入总表…2\n- 3.部门预算支出总表…3"


def listed(*captions: tuple[str, str]) -> Builder:
    builder = Builder()
    for line in CONTENTS.splitlines():
        builder.paragraph(line, "contents")
    for resource, caption in captions:
        builder.table(resource, "item_name amount" if resource == "revenue_expenditure" else HEADS.replace("function_code ", ""),
                      "合计 1.00" if resource == "revenue_expenditure" else "合计 1.00 1.00 _", caption=caption)  # fmt: skip
    return builder


def test_d2_each_listed_table_is_in_the_body() -> None:
    both = listed(("revenue_expenditure", "部门预算收支总表"), ("expenditure", "部门预算支出总表"))
    found = ledger(both, "D2")
    assert {check_id: row["state"] for check_id, row in found.items()} == {
        "D2-1": "pass",
        "D2-2": "fail",
        "D2-3": "pass",
    }
    assert "收入总表" in str(found["D2-2"]["message_zh"])


def test_d2_another_name_of_the_same_form_is_the_same_table() -> None:
    other = listed(("revenue_expenditure", "收支总体情况表"), ("expenditure", "支出总体情况表"))
    assert states(other, "D2")["D2-1"] == "pass"
    assert states(other, "D2")["D2-3"] == "pass"


def test_d2_a_heading_without_a_table_we_could_read_accuses_nobody() -> None:
    builder = listed(("revenue_expenditure", "部门预算收支总表"), ("expenditure", "部门预算支出总表"))
    builder.paragraph("部门预算收入总表", "heading", "部门预算收入总表")
    assert states(builder, "D2")["D2-2"] == "not_testable"
    assert states(year(2021, "1.00"), "D2") == {"D2-contents": "not_testable"}


def listing(kind: str) -> Builder:
    """Three tables named in a table of tables or in a list, of which two are there."""
    names = ("2021年部门收支总表", "2021年部门收入总表", "2021年部门支出总表（按科目）")
    builder = Builder()
    if kind == "table":
        table_id = builder.table("", "", "", caption="报表目录")
        for number, name in enumerate(("报表名称", *names), 1):
            builder._cell(table_id, number, 2, name, "text", "")
    else:
        for number, name in enumerate(names, 1):
            builder.paragraph(f"表{number}.{name}")
    builder.table("revenue_expenditure", "item_name amount", "收入 1.00", caption="表1:2021年部门收支总表")
    builder.table("expenditure", HEADS, "_ 合计 1.00 1.00 _", caption="2021年部门支出总表(按科目)")
    return builder


@pytest.mark.parametrize("kind", ["table", "list"])
def test_d2_a_table_of_tables_and_a_list_of_tables_are_contents_too(kind: str) -> None:
    assert states(listing(kind), "D2") == {"D2-1": "pass", "D2-2": "fail", "D2-3": "pass"}


def test_d2_captions_above_their_tables_are_no_list_of_tables() -> None:
    builder = Builder()
    for number, name in enumerate(("收支总表", "收入总表", "支出总表"), 1):
        builder.paragraph(f"表{number}.{name}")
        builder.paragraph("单位：万元", "unit")
    assert states(builder, "D2") == {"D2-contents": "not_testable"}
    close = Builder()
    for number, name in enumerate(("收支总表", "收入总表", "支出总表"), 1):
        close.paragraph(f"{number}、{name}", line=number * 100 - 1)
        close.table("", "", "", caption=f"{number}、{name}")
    assert states(close, "D2") == {"D2-contents": "not_testable"}


def test_d2_contents_without_any_of_their_tables_is_one_line() -> None:
    builder = Builder()
    builder.paragraph("一、部门收支总表\n二、部门收入总表\n三、部门支出总表", "contents")
    row = ledger(builder, "D2")["D2-contents"]
    assert (row["state"], "3张表" in str(row["message_zh"])) == ("not_testable", True)


def named(*rows: str, number: int = 2021) -> Builder:
    builder = Builder(number)
    builder.table("general_budget_expenditure", HEADS, "\n".join(f"{row} 1.00 1.00 _" for row in rows))
    return builder


@pytest.mark.parametrize(
    ("row", "number", "state"),
    [
        ("206 科学技术支出", 2021, "pass"),
        ("210 卫生健康支出", 2021, "pass"),
        ("210 医疗卫生与计划生育支出", 2019, "note"),
        ("2060702 行政事业单位医疗", 2021, "fail"),
        ("2060702 科普活动经费", 2021, "pass"),
        ("2069998 某种支出", 2021, "not_testable"),
    ],
)
def test_e1_names_of_codes(row: str, number: int, state: str) -> None:
    assert list(states(named(row, number=number), "E1").values()) == [state]


def test_e1_says_of_a_name_of_other_years_what_it_is_called_in_this_one() -> None:
    (row,) = ledger(named("210 医疗卫生与计划生育支出", number=2019), "E1").values()
    assert row["message_zh"] == "210印的“医疗卫生与计划生育支出”是其他年份的科目名称，2019年为“卫生健康支出”。"
    assert str(row["message_en"]).endswith("which it bears in other years; in 2019 it is “卫生健康支出”.")
    (row,) = ledger(named("2080504 未归口管理的行政单位离退休", number=2021), "E1").values()
    assert row["message_zh"] == "2080504印的“未归口管理的行政单位离退休”是其他年份的科目名称。", (
        "no later name is known"
    )
    (row,) = ledger(named("210 医疗卫生支出", number=2021), "E1").values()
    assert "可能是" in str(row["message_zh"]), "nobody has seen that this was once its name"


def test_e1_without_codes_is_not_testable() -> None:
    builder = Builder()
    builder.sides("revenue_expenditure", "合计 1.00", "合计 1.00")
    builder.table("three_public", "item_name total", "合计 2.23")
    assert set(states(builder, "E1").values()) == {"not_disclosed"}


def test_e2_parents_and_zeros() -> None:
    fine = (
        "_ 合计 1.00 1.00 _\n206 科学技术支出 1.00 1.00 _\n20607 科学技术普及 1.00 1.00 _\n2060702 科普活动 1.00 1.00 _"
    )
    builder = Builder()
    builder.table("general_budget_expenditure", HEADS, fine)
    assert states(builder, "E2") == {"E2-t01-function_code": "pass"}
    gap = Builder()
    gap.table("general_budget_expenditure", HEADS, fine.replace("20607 科学技术普及", "20699 其他"))
    assert states(gap, "E2") == {"E2-t01r7-parent": "note"}


def test_e2_a_lost_zero_is_proved_by_the_name() -> None:
    builder = Builder()
    builder.table("basic_expenditure", "economic_code economic_name total", "3012 津贴补贴 5.00\n30101 基本工资 5.00")
    row = ledger(builder, "E2")["E2-t01r4-zero"]
    assert row["state"] == "fail"
    assert "30102" in str(row["message_zh"])
    other = Builder()
    other.table("basic_expenditure", "economic_code economic_name total", "3012 某种支出 5.00")
    assert states(other, "E2") == {"E2-codes": "not_testable"}


def completeness(builder: Builder) -> dict[str, str]:
    return {str(row["item"]): str(row["state"]) for row in assess(builder.build(), load())}


def disclosure(number: int = 2021) -> Builder:
    builder = Builder(number)
    builder.table("expenditure", HEADS, "_ 合计 1.00 1.00 _")
    builder.table("government_fund_expenditure", "function_code total", "", state="empty_with_note")
    builder.table("state_capital_expenditure", "function_code total", "", state="empty")
    builder.paragraph("一、部门职责", "heading", "部门职责")
    for text in ("负责科普工作。", "机关运行经费安排1.00万元。", "较上年增加0.10万元。"):
        builder.paragraph(text)
    return builder


def test_completeness_has_five_states_and_one_for_what_cannot_be_seen() -> None:
    found = completeness(disclosure())
    assert found["expenditure"] == "disclosed"
    assert found["government_fund_expenditure"] == "empty_with_note"
    assert found["state_capital_expenditure"] == "empty_without_note"
    assert found["revenue"] == "missing"
    assert found["three_public_numbers"] == "not_applicable"
    assert found["duties"] == found["agency_operation"] == found["changes"] == "disclosed"
    assert found["glossary"] == "missing"
    assert completeness(Builder())["revenue"] == "not_testable"


def test_completeness_takes_a_sentence_for_the_note_of_an_empty_table() -> None:
    builder = disclosure()
    builder.paragraph("本单位无国有资本经营预算支出。")
    assert completeness(builder)["state_capital_expenditure"] == "empty_with_note"
    zero = disclosure()
    zero.paragraph("国有资本经营预算拨款收入0万元。")
    assert completeness(zero)["state_capital_expenditure"] == "empty_with_note"
    some = disclosure()
    some.paragraph("国有资本经营预算拨款收入10.00万元，无结转。")
    assert completeness(some)["state_capital_expenditure"] == "empty_without_note"


def test_completeness_takes_no_explanation_of_a_word_for_a_disclosure() -> None:
    builder = disclosure()
    heading = builder.paragraph("三、名词解释", "heading", "三、名词解释")
    builder.paragraph("政府采购：指。", "list", "", parent=heading)
    found = completeness(builder)
    assert (found["glossary"], found["procurement"]) == ("disclosed", "missing")


def test_completeness_asks_only_for_what_the_year_asks_for() -> None:
    early = Builder(2019)
    early.table("expenditure", HEADS, "_ 合计 1.00 1.00 _")
    assert completeness(early)["state_capital_expenditure"] == "not_applicable"


def test_completeness_of_a_performance_document_is_judged_as_one() -> None:
    builder = Builder(2023, "performance")
    builder.paragraph("部门整体绩效目标", "heading", "部门整体绩效目标")
    found = completeness(builder)
    assert found.pop("performance_goals") == "disclosed"
    assert set(found.values()) == {"not_applicable"}
    assert {row["rule"] for row in run(builder.build(), load())} <= {"A2", "D2", "F2", "H1"}


def test_completeness_of_a_document_with_pages_without_text_accuses_nobody() -> None:
    builder = disclosure()
    builder.findings.append(Finding(Level.WARNING, "page-without-text", Place("a.pdf", page=3), "", "run OCR"))
    assert completeness(builder)["revenue"] == completeness(builder)["glossary"] == "not_testable"


def test_f_rows_follow_completeness() -> None:
    tables, texts = states(disclosure(), "F1"), states(disclosure(), "F2")
    assert tables["F1-expenditure"] == tables["F1-government_fund_expenditure"] == "pass"
    assert tables["F1-state_capital_expenditure"] == "note"
    assert tables["F1-revenue"] == "not_disclosed"
    assert texts["F2-duties"] == "pass"
    assert texts["F2-glossary"] == "not_disclosed"
    assert "F2-three_public_numbers" not in texts


def test_g1_units() -> None:
    assert states(year(2021, "1.00"), "G1") == {"G1-t01": "pass"}
    bare = Builder()
    bare.table("expenditure", HEADS, "_ 合计 1.00 1.00 _", unit="")
    assert states(bare, "G1") == {"G1-t01": "note"}


@pytest.mark.parametrize(
    ("text", "check", "state"),
    [
        ("较2023年度减少0.15万元，下降（增长）27.78%。", "H1-p001-choice", "fail"),
        ("2021年预算XXX万元。", "H1-p001-blank", "fail"),
        ("增加1193.20万元，增长13.95。", "H1-p001-percent", "note"),
        ("国内公务接待支出0.39万（含外宾接待支出）。", "H1-p001-yuan", "note"),
        ("其中公务用车购置费为0.00，公务用车运行费1.93万元。", "H1-p001-unit", "note"),
        ("支出增长13.95%，其中接待费0.39万元。", "H1-text", "pass"),
        ("受益人数达10万，科普资料5.6万份。", "H1-text", "pass"),
        ("编制部门：另一个县某某局", "H1-p001-agency", "note"),
        ("编制部门：某市某局", "H1-text", "pass"),
    ],
)
def test_h1_residue(text: str, check: str, state: str) -> None:
    builder = Builder()
    builder.paragraph(text)
    assert states(builder, "H1") == {check: state}


def test_h1_a_caption_of_another_year_is_a_note() -> None:
    builder = Builder(2021)
    builder.table("expenditure", HEADS, "_ 合计 1.00 1.00 _", caption="2020年支出总表")
    assert states(builder, "H1") == {"H1-t01-year": "note"}


def test_every_rule_is_documented_once() -> None:
    rows = catalogue()
    assert [row["rule"] for row in rows] == [rule.id for rule in CHECKS]
    assert len({rule.id for rule in CHECKS}) == len(CHECKS)
    assert all(row[name] for row in rows for name in ("title_zh", "title_en", "explanation_zh", "explanation_en"))
    assert all((rule.find is None) == rule.across for rule in CHECKS)


def test_rules_name_statutory_items_that_exist() -> None:
    known = {item.key for item in load().statutory_items}
    assert {item for rule in CHECKS for item in rule.items} <= known


def test_check_ids_are_unique_and_the_ledger_is_deterministic() -> None:
    package = disclosure().build()
    rows = run(package, load())
    assert len({row["check_id"] for row in rows}) == len(rows)
    assert run(package, load()) == rows
    again = replace(package, resources={**package.resources, "checks": rows})
    assert run(again, load()) == rows


def test_d2_tables_named_with_a_bracket_are_listed_too() -> None:
    builder = Builder()
    builder.table("expenditure", "function_name total", "合计 3.25", caption="支出总表")
    builder.table(
        "general_budget_expenditure",
        "function_name total",
        "合计 3.25",
        caption="一般公共预算支出情况表（按功能分类科目）",
    )
    builder.paragraph("一、支出总表\n二、一般公共预算支出情况表（按功能分类科目）……9", kind="contents")
    assert states(builder, "D2") == {"D2-1": "pass", "D2-2": "pass"}


def test_a_list_of_what_public_expenditure_holds_discloses_no_conference_expense() -> None:
    def assessed(text: str) -> str:
        builder = Builder()
        for words in ("职责。", "情况。", text):
            builder.paragraph(words)
        rows = assess(builder.build(), load())
        return next(str(row["state"]) for row in rows if row["item"] == "conference_training")

    assert assessed("公用经费118.20万元，主要包括：办公费、会议费、培训费、公务接待费。") == "not_applicable"
    assert assessed("2021年会议费预算3.25万元。") == "disclosed"

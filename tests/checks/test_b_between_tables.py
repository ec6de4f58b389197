"""B1–B7: the same number in two tables."""

from __future__ import annotations

from decimal import Decimal

from checks.builder import Builder
from checks.ledgers import ledger, states

SIDES = (
    "一、财政拨款收入 604.42\n本年收入合计 604.42\n合计 604.42",
    "一、科学技术支出 604.42\n本年支出合计 604.42\n合计 604.42",
)
HEADS = "function_code function_name total basic project"


def overview(total: str = "604.42", unit: str = "万元", rows_unit: str = "万元") -> Builder:
    builder = Builder()
    builder.sides("revenue_expenditure", *SIDES, unit=unit)
    builder.table("expenditure", HEADS, f"_ 合计 {total} 514.62 89.80", unit=rows_unit)
    return builder


def test_b1_equal_totals_pass_and_different_ones_fail() -> None:
    assert states(overview(), "B1")["B1-t02r4-total"] == "pass"
    row = ledger(overview("614.42"), "B1")["B1-t02r4-total"]
    assert row["state"] == "fail"
    assert (row["left_source"], row["right_source"]) == ("t02r4c3", "t01r6c4")


def test_b1_the_year_s_total_is_comparable_too() -> None:
    builder = Builder()
    builder.sides(
        "revenue_expenditure",
        "本年收入 0.00\n合计 612.00",
        "一、科学 604.42\n本年支出合计 604.42\n年末结转 7.58\n合计 612.00",
    )
    builder.table("expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    assert states(builder, "B1")["B1-t02r4-total"] == "pass"


def test_b1_a_table_without_unit_is_not_compared() -> None:
    assert states(overview(rows_unit=""), "B1")["B1-expenditure"] == "not_testable"


def test_b1_same_digits_in_another_unit_are_a_note_here_and_a_failure_of_units() -> None:
    builder = overview("604.42", rows_unit="元")
    assert states(builder, "B1")["B1-t02r4-total"] == "note"
    assert "fail" in states(builder, "G1").values()


def test_b1_years_are_no_totals() -> None:
    builder = Builder()
    builder.sides("revenue_expenditure", "合计 2021", "合计 2021")
    builder.table("expenditure", HEADS, "_ 合计 2021 2022 _")
    assert states(builder, "B1")["B1-t02r4-total"] == "not_testable"


def appropriation(spent: str = "604.42 604.42 0.00 0.00", tables: bool = True) -> Builder:
    builder = Builder()
    builder.sides(
        "appropriation", "一、一般公共预算财政拨款 604.42\n本年收入合计 604.42\n上年结转 5.00\n合计 609.42",
        f"一、科学 {spent}\n本年支出合计 {spent}\n合计 {spent}", "total general_budget government_fund state_capital",
    )  # fmt: skip
    if tables:
        builder.table("general_budget_expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    return builder


def test_b2_passes_fails_and_notes_carry_over() -> None:
    assert states(appropriation(), "B2")["B2-t02r4-total-t01"] == "pass"
    assert states(appropriation("614.42 614.42 0.00 0.00"), "B2")["B2-t02r4-total-t01"] == "fail"
    assert states(appropriation("609.42 609.42 0.00 0.00"), "B2")["B2-t02r4-total-t01"] == "note"


def test_b2_an_empty_table_with_a_note_means_nothing_was_spent() -> None:
    builder = appropriation("614.42 604.42 10.00 0.00")
    builder.table("government_fund_expenditure", "function_code total", "", state="empty_with_note")
    assert states(builder, "B2")["B2-t03-government_fund"] == "fail"
    fine = appropriation()
    fine.table("government_fund_expenditure", "function_code total", "", state="empty_with_note")
    assert states(fine, "B2")["B2-t03-government_fund"] == "pass"


def test_b2_without_the_other_table_is_not_testable() -> None:
    assert set(states(appropriation(tables=False), "B2").values()) == {"not_testable"}


def basic(total: str = "514.62", *more: str) -> Builder:
    builder = Builder()
    builder.table("general_budget_expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    rows = "\n".join((f"_ 合计 {total} 458.04 56.58", *more))
    builder.table("basic_expenditure", "economic_code economic_name total personnel public", rows)
    return builder


def test_b3_basic_expenditure_is_one_number() -> None:
    assert states(basic(), "B3") == {"B3-t01r4-basic": "pass"}
    assert states(basic("515.62"), "B3") == {"B3-t01r4-basic": "fail"}
    alone = Builder()
    alone.table("general_budget_expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    alone.table("three_public", "item_name total", "合计 2.23")
    assert states(alone, "B3") == {"B3-basic": "not_testable"}


def codes(reception: str, operation: str, item: str = "公务接待费 0.30", name: str = "公务接待费") -> Builder:
    builder = Builder()
    rows = f"302 商品和服务支出 56.37\n30217 {name} {reception}\n30231 公务用车运行维护费 {operation}"
    builder.table("basic_expenditure", "economic_code economic_name total", rows)
    builder.table(
        "three_public", "item_name total", f"合计 2.23\n公务用车购置及运行维护费 1.93\n公务用车运行维护费 1.93\n{item}"
    )
    return builder


def test_b4_more_in_the_economic_table_fails_and_less_is_noted() -> None:
    assert set(states(codes("0.30", "1.93"), "B4").values()) == {"pass"}
    assert states(codes("0.50", "1.93"), "B4")["B4-t01r5-reception"] == "fail"
    assert states(codes("0.20", "1.93"), "B4")["B4-t01r5-reception"] == "note"


def test_b4_less_fails_where_the_text_agrees_with_the_economic_table() -> None:
    builder = codes("0.20", "1.93")
    builder.sentence("公务接待费0.20万元。", "reception", "0.20")
    assert states(builder, "B4")["B4-t01r5-reception"] == "fail"


def test_b4_a_code_with_another_name_is_not_compared() -> None:
    assert "B4-t01r5-reception" not in states(codes("0.50", "1.93", name="专用材料费"), "B4")


def test_b4_takes_the_total_of_a_table_that_lists_units() -> None:
    def by_unit(total: str) -> Builder:
        builder = Builder()
        builder.table("basic_expenditure", "economic_code economic_name total", "30217 公务接待费 0.30")
        rows = f"合计 公务接待费 {total}\n某局 公务接待费 0.20\n某中心 公务接待费 0.10"
        builder.table("three_public", "unit_name item_name total", rows)
        return builder

    assert states(by_unit("0.30"), "B4") == {"B4-t01r4-reception": "pass"}
    assert states(by_unit("0.25"), "B4") == {"B4-t01r4-reception": "fail"}


def detail(amount: str = "39.80") -> Builder:
    builder = Builder()
    builder.table(
        "expenditure",
        HEADS,
        "_ 合计 604.42 514.62 89.80\n2060101 行政运行 514.62 514.62 _\n2060702 科普活动 89.80 _ 89.80",
    )
    rows = f"_ 总计 604.42\n2060101 行政运行 514.62\n2060702 科普活动 50.00\n2060702 科普活动 {amount}"
    builder.table("budget_detail", "function_code function_name amount", rows)
    return builder


def test_b5_the_detail_adds_up_by_code() -> None:
    assert set(states(detail(), "B5").values()) == {"pass"}
    found = states(detail("38.80"), "B5")
    assert found["B5-t01r6-detail-t02"] == "fail"
    assert list(found.values()).count("fail") == 1
    assert states(overview(), "B5") == {}
    alone = Builder()
    alone.table("budget_detail", "function_code function_name amount", "2060702 科普活动 38.80")
    assert states(alone, "B5") == {"B5-detail": "not_testable"}


def projects(unit_budget: str = "89.80", one: str = "39.80", basic_: str = "514.62") -> Builder:
    builder = Builder()
    builder.table("expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    builder.table(
        "projects", "scope project_name budget basic project_expenditure",
        f"unit _ _ {basic_} {unit_budget}\nproject 科普活动 50.00 _ _\nproject 其他 {one} _ _",
    )  # fmt: skip
    return builder


def test_b6_the_unit_s_form_must_agree_and_the_projects_are_at_most_noted() -> None:
    assert set(states(projects(), "B6").values()) == {"pass"}
    assert states(projects("507.97"), "B6")["B6-t02r4-project_expenditure"] == "fail"
    assert states(projects(basic_="0"), "B6")["B6-t02r4-basic"] == "note"
    assert states(projects(one="45.00"), "B6")["B6-projects"] == "note"
    assert states(overview(), "B6") == {"B6-projects": "not_testable"}


def test_b7_is_never_more_than_a_note() -> None:
    builder = basic()
    builder.sentence("机关运行经费安排56.37万元。", "agency_operation", "56.37")
    assert states(builder, "B7") == {"B7-s001": "note"}
    same = basic()
    same.sentence("机关运行经费安排56.58万元。", "agency_operation", "56.58")
    assert states(same, "B7") == {"B7-s001": "pass"}
    assert states(basic(), "B7") == {"B7-agency_operation": "not_testable"}


def test_rules_about_missing_tables_are_not_disclosed() -> None:
    builder = overview()
    builder.paragraph("职责")
    for rule in ("A5", "B3", "B4"):
        assert set(states(builder, rule).values()) == {"not_disclosed"}


def by_class(education: str = "89.80", line: str = "514.62") -> Builder:
    builder = Builder()
    health = str(Decimal("604.42") - Decimal(education))
    builder.sides(
        "revenue_expenditure", "一、财政拨款收入 604.42\n收入总计 604.42",
        f"五、教育支出 {education}\n九、卫生健康支出 {health}\n支出总计 604.42",
    )  # fmt: skip
    codes = {"五、教育支出": "205", "九、卫生健康支出": "210"}
    rows = builder.rows["revenue_expenditure"]
    builder.rows["revenue_expenditure"] = [{**row, "code": codes.get(str(row["item_name"]))} for row in rows]
    lines = f"_ 合计 604.42 {line} 89.80\n2050803 培训支出 89.80 0.00 89.80\n2101101 行政单位医疗 514.62 514.62 0.00"
    builder.table("expenditure", HEADS, lines)
    return builder


def test_b1_classes_agree_where_the_totals_do() -> None:
    found = states(by_class(), "B1")
    assert (found["B1-t01r4c3-amount-t02"], found["B1-t01r5c3-amount-t02"]) == ("pass", "pass")
    assert states(by_class("99.80"), "B1")["B1-t01r4c3-amount-t02"] == "fail"


def test_b1_classes_are_not_compared_where_they_do_not_add_up() -> None:
    builder = by_class()
    builder.table("expenditure", HEADS, "_ 合计 704.42 614.62 89.80\n2050803 培训支出 89.80 0.00 89.80")
    assert not [one for one in states(builder, "B1") if one.endswith("-t03")]


def test_b1_sources_and_kinds_that_both_tables_print() -> None:
    def both(other: str, carried: str = "0.00") -> Builder:
        builder = Builder()
        builder.sides(
            "revenue_expenditure", "一、一般公共预算拨款收入 589.42\n九、其他收入 15.00\n收入总计 604.42",
            "一、科学 604.42\n支出总计 604.42",
        )  # fmt: skip
        builder.table(
            "revenue", "unit_name total general_budget other carried_over", f"合计 604.42 589.42 {other} {carried}"
        )
        return builder

    assert states(both("15.00"), "B1")["B1-t02r4-other"] == "pass"
    assert states(both("16.00"), "B1")["B1-t02r4-other"] == "fail"
    assert states(both("16.00", "3.00"), "B1")["B1-t02r4-other"] == "note"


def whole(fund: str = "10.00", spent: str = "614.42") -> Builder:
    builder = Builder()
    builder.sides(
        "appropriation", "一、一般公共预算财政拨款 500.00\n本年收入合计 500.00\n上年结转 114.42\n合计 614.42",
        f"一、科学 {spent}\n本年支出合计 {spent}\n合计 614.42",
    )  # fmt: skip
    builder.table("general_budget_expenditure", HEADS, "_ 合计 604.42 514.62 89.80")
    builder.table("government_fund_expenditure", HEADS, f"_ 合计 {fund} 0.00 {fund}")
    return builder


def test_b2_an_appropriation_without_columns_is_the_sum_of_the_tables_of_its_funds() -> None:
    assert states(whole(), "B2") == {"B2-t01-whole": "pass"}
    assert states(whole("13.00"), "B2")["B2-t01-whole"] == "fail"
    assert states(whole("2021"), "B2")["B2-t01-whole"] != "pass"


def test_b3_final_accounts_print_personnel_and_public_totals() -> None:
    def final(public: str) -> Builder:
        builder = Builder(stage="final")
        builder.table("general_budget_expenditure", HEADS, "_ 合计 604.42 514.62 89.80", measure="final")
        rows = f"301 工资福利支出 458.04 _ _\n_ 人员经费合计 _ 458.04 _\n_ 公用经费合计 _ _ {public}"
        fields = "economic_code economic_name total personnel public"
        builder.table("basic_expenditure", fields, rows, measure="final")
        return builder

    assert states(final("56.58"), "B3") == {"B3-t01r4-final-basic": "pass"}
    assert states(final("57.58"), "B3") == {"B3-t01r4-final-basic": "fail"}


def test_b3_basic_expenditure_among_the_purposes_of_the_appropriation() -> None:
    def purposes(total: str) -> Builder:
        builder = Builder()
        builder.sides(
            "appropriation", "一、一般公共预算 604.42\n收入合计 604.42", "一、基本支出 514.62\n支出合计 604.42"
        )
        builder.table(
            "basic_expenditure", "economic_code economic_name total", f"_ 合计 {total}\n301 工资福利支出 {total}"
        )
        return builder

    assert states(purposes("514.62"), "B3") == {"B3-t02-basic": "pass"}
    assert states(purposes("515.62"), "B3") == {"B3-t02-basic": "note"}


def test_b4_a_code_printed_once_for_each_unit_is_added_up() -> None:
    def split(second: str) -> Builder:
        builder = Builder()
        rows = f"50208 30231 公务用车运行维护费 25.91\n50502 30231 公务用车运行维护费 {second}"
        builder.table("basic_expenditure", "government_economic_code economic_code economic_name total", rows)
        builder.table("three_public", "item_name total", "公务用车运行维护费 27.95")
        return builder

    assert states(split("2.04"), "B4") == {"B4-t01r4-vehicle_operation": "pass"}
    assert states(split("5.04"), "B4") == {"B4-t01r4-vehicle_operation": "not_testable"}


def test_b7_public_expenditure_by_class_is_only_ever_a_note() -> None:
    def agency(stated: str) -> Builder:
        builder = Builder()
        rows = "301 工资福利支出 80.00\n302 商品和服务支出 12.00\n310 资本性支出 2.00"
        builder.table("basic_expenditure", "economic_code economic_name total", rows)
        builder.sentence(f"机关运行经费{stated}万元。", "agency_operation", stated)
        return builder

    assert states(agency("14.00"), "B7") == {"B7-s001": "pass"}
    assert states(agency("15.00"), "B7") == {"B7-s001": "note"}


def test_b2_two_tables_of_one_budget_only_confirm_each_other() -> None:
    def two(second: str) -> Builder:
        builder = whole()
        rows = f"合计 {second}\n301 工资福利支出 {second}"
        builder.table("general_budget_expenditure", "economic_name total", rows.replace("301 ", ""), caption="经济分类")
        return builder

    assert states(two("604.42"), "B2")["B2-t02-t04"] == "pass"
    assert "B2-t02-t04" not in states(two("704.42"), "B2")

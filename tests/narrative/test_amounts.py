"""Amounts in sentences: what they speak of, their unit, year and measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from speaking import brief, rows, told


def test_whole_and_parts_with_indicators() -> None:
    found = rows(
        "2021年支出预算60.5万元，其中基本支出40.5万元，包括人员经费30万元和日常公用经费10.5万元；项目支出20万元。"
    )
    assert [(row["indicator"], row["amount"], row.get("part_of", "")) for row in found] == [
        ("total_expenditure", Decimal(605000), ""),
        ("basic_expenditure", Decimal(405000), "s001"),
        ("personnel", Decimal(300000), "s002"),
        ("public", Decimal(105000), "s002"),
        ("project_expenditure", Decimal(200000), "s001"),
    ]
    assert {(row["year"], row["measure"], row["unit"]) for row in found} == {(2021, "budget", "万元")}


def test_every_amount_is_a_row_even_without_indicator() -> None:
    assert brief("某中心维修屋顶花费3.5万元，另付押金200元。") == [("", "35000"), ("", "200")]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("收到1,234.50元。", ["1234.5"]),
        ("收到１，２３４．５０元。", ["1234.5"]),
        ("收到 12 . 5 万元。", [""]),
        ("收到1,23万元。", [""]),
        ("收到12，345元。", [""]),
        ("收到3千元、2亿元。", ["3000", "200000000"]),
        ("收到第3 1,234.50元。", [""]),
        ("收到1万5千元。", [""]),
        ("收到20余万元。", [""]),
        ("收到①5万元，②6万元。", ["50000", "60000"]),
        ("收到5万美元。", [""]),
        ("收支相抵为-2万元。", ["-20000"]),
        ("收到3万元-5万元。", ["30000", "50000"]),
    ],
)
def test_numbers_are_read_exactly_or_left_blank(text: str, amounts: list[str]) -> None:
    found = told(text)
    assert [str(row["amount"] if row["amount"] is not None else "") for row in found.statements] == amounts
    assert len(found.findings) == amounts.count("")


def test_what_is_no_money_is_no_statement() -> None:
    text = "2021年接待12批次、30人次，保有车辆3台，房屋1,200平方米，依据〔2020〕166号文，完成率95%，详见第12页，发放5万份。"
    assert rows(text) == []


def test_missing_unit_is_taken_only_from_the_same_sentence() -> None:
    found = told("公务用车购置及运维费1.93万元（其中：公务用车购置费为0.00，公务用车运行费1.93万元）。")
    assert [row["amount"] for row in found.statements] == [19300, 0, 19300]
    assert [row["unit"] for row in found.statements] == ["万元", None, "万元"]
    assert [one.code for one in found.findings] == ["unit-inherited"]
    alone = told("公务用车购置费为0.50，没有其他支出。")
    assert [(row["amount"], row["printed"]) for row in alone.statements] == [(None, "0.50")]
    assert [one.code for one in alone.findings] == ["unit-missing"]
    two = told("公务接待费为0.50，其他费用3元、办公费2万元。")
    assert two.statements[0]["amount"] is None


def test_ten_thousand_without_yuan() -> None:
    found = told("国内公务接待支出0.39万（含外宾接待支出0.00万元）。")
    assert [(row["amount"], row["unit"], row["indicator"]) for row in found.statements] == [
        (3900, "万", None),
        (0, "万元", None),
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2021年“三公”经费财政拨款预算安排2万元。", "three_public_total"),
        ("机关运行经费财政拨款预算2万元。", "agency_operation"),
        ("云溪市测绘局2021年收入预算2万元。", "total_revenue"),
        ("其他收入2万元。", "other_revenue"),
        ("财政专户管理资金收入2万元。", "fiscal_special_account"),
        ("事业收入2万元。", "business_revenue"),
        ("事业单位经营收入2万元。", "operating_revenue"),
        ("附属单位上缴收入2万元。", "subordinate_remittance"),
        ("上年结转结余2万元。", "carried_over_in"),
        ("年初结转和结余2万元。", "carried_over_in"),
        ("年末结转和结余2万元。", "carried_over_out"),
        ("上年结转财政拨款收入2万元。", ""),
        ("年初财政拨款结转和结余2万元。", ""),
        ("对附属单位补助支出2万元。", "subsidy_to_subordinate"),
        ("事业收入预算2万元。", ""),
        ("住房保障支出预算2万元。", "221"),
        ("一般公共预算财政拨款基本支出2万元。", "general_budget_basic"),
        ("委托业务费财政拨款预算2万元。", "30227"),
        ("绿化费用一般公共预算拨款2万元。", ""),
        ("一般公共预算拨款政府采购2万元。", ""),
        ("压减项目支出2万元。", ""),
        ("拟购置固定资产2万元。", ""),
        ("上年结转的一般公共预算拨款收入2万元。", ""),
        ("公务接待费、会议费2万元。", ""),
        ("单价2万元以上的设备0台。", ""),
        ("涉及一般公共预算拨款2万元。", ""),
        ("2021年财政拨款收、支总计2万元。", "fiscal_appropriation"),
        ("收支安排2万元。", "total_expenditure"),
    ],
)
def test_an_indicator_is_named_or_left_blank(text: str, key: str) -> None:
    assert brief(text) == [(key, "20000")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("“科学技术支出（类）科学技术普及（款）科普活动（项）”2万元。", "2060702"),
        ("科学技术支出(类）科学技术普及（款)科普活动（项)2万元。", "2060702"),
        ("科学技术支出（206类）科学技术普及（07款）科普活动（02项）2万元。", "2060702"),
        ("科学技术支出-科学技术普及-科普活动 科目2万元。", "2060702"),
        ("2060702-科普活动2万元。", "2060702"),
        ("科普活动（2060702）2万元。", "2060702"),
        ("“卫生健康支出”科目2万元。", "210"),
        ("办公费2万元。", "30201"),
        ("维修费2万元。", "30213"),
        ("行政运行2万元。", ""),
        ("住房公积金2万元。", ""),
        ("科学技术支出（类）从未有过（款）从未有过（项）2万元。", ""),
        ("12345热线经费2万元。", ""),
    ],
)
def test_code_phrases(text: str, code: str) -> None:
    assert brief(text) == [(code, "20000")]


def test_an_unknown_code_phrase_is_reported() -> None:
    assert [one.code for one in told("科学技术支出（类）从未有过（款）从未有过（项）2万元。").findings] == [
        "unknown-code-phrase"
    ]


def test_items_of_operating_funds_are_economic_items() -> None:
    found = brief("机关运行经费安排3万元。主要用于各项开支，包括办公费1万元、公务接待费0.5万元、会议费1.5万元。")
    assert found == [("agency_operation", "30000"), ("30201", "10000"), ("30217", "5000"), ("30215", "15000")]


def test_heading_names_the_subject_of_a_sentence_that_names_none() -> None:
    found = brief(
        "（一）“三公”经费情况", "1.公务接待费", "2021年财政拨款预算安排530.88元。", "（二）其他", "预算安排5元。"
    )
    assert found == [("reception", "530.88"), ("", "5")]


def test_run_in_heading_names_the_subject() -> None:
    text = "（二）科学技术支出（类）科学技术普及（款）科普活动（项）。年初预算为2万元，支出决算为1万元，完成年初预算的50.00%。"
    found = rows(text, stage="final")
    assert [(row["code"], row["measure"], row.get("completion_percent")) for row in found] == [
        ("2060702", "budget", None),
        ("2060702", "final", Decimal("50.00")),
    ]


def test_years_and_measures() -> None:
    found = rows(
        "1.科普活动（2060702）10万元，用于活动。2020年当年预算执行数为8万元，2021年预算安排10万元，比2020年预算执行数增加25%。"
    )
    assert [(row["code"], row["year"], row["measure"]) for row in found] == [
        ("2060702", 2021, "budget"),
        ("2060702", 2020, "execution"),
        ("2060702", 2021, "budget"),
    ]
    assert (found[2]["base_year"], found[2]["base_measure"], found[2]["change_percent"]) == (2020, "execution", 25)


def test_balances_have_no_measure_and_limits_neither_year_nor_measure() -> None:
    assets = rows("截至2020年12月31日固定资产总额5万元，没有单价50万元以上的设备。")
    assert assets[0]["year"] == 2020
    assert "measure" not in assets[0]
    assert not {"year", "measure", "indicator"} & set(assets[1])


def test_parts_in_paragraphs_below() -> None:
    found = rows(
        "2021年收入预算9万元。包括：",
        "1.一般公共预算拨款收入7万元。",
        "2.其他收入2万元。",
        "三、支出情况",
        "本年支出5万元。",
    )
    assert [row.get("part_of", "") for row in found] == ["", "s001", "s001", ""]


def test_parts_by_budget_and_final() -> None:
    found = rows(
        "一般公共预算财政拨款支出年初预算为9万元，支出决算为8万元。其中：",
        "1.科普活动（2060702）。年初预算为5万元，支出决算为4万元。",
        stage="final",
    )
    assert [row.get("part_of", "") for row in found] == ["", "", "s001", "s002"]


def test_shares_without_announcement_are_not_parts() -> None:
    found = rows(
        "“三公”经费中，公务接待费0.4万元，占40%；公务用车购置及运行费0.6万元，占60%。具体情况如下：",
        "1、公务接待费0.4万元。",
    )
    assert [row.get("part_of", "") for row in found] == ["", "", ""]
    assert [row.get("share_percent") for row in found] == [40, 60, None]

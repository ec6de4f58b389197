"""Changes in sentences, and the prior amounts that follow from them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from speaking import rows, told


def changes(*texts: str, year: int = 2021, stage: str = "budget") -> list[tuple[Any, ...]]:
    names = ("indicator", "change_direction", "change", "change_percent", "base_year", "base_measure")
    return [
        tuple(row.get(name) for name in names)
        for row in rows(*texts, year=year, stage=stage)
        if "change_direction" in row
    ]


def derived(*texts: str, year: int = 2021) -> list[tuple[str, Decimal]]:
    narrative = told(*texts, year=year)
    keys = {row["row_id"]: row["indicator"] or row["code"] for row in narrative.statements}
    return [
        (str(keys[row["row_id"]]), row["amount"])  # type: ignore[misc]
        for row in narrative.amounts
        if row["basis"] == "derived"
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("较2020年增长5万元", ("increase", 50000, None, 2020, None)),
        ("比2020年预算减少5万元，下降8.1%", ("decrease", 50000, Decimal("8.1"), 2020, "budget")),
        ("比上年执行数增加5万元，增长8.1%", ("increase", 50000, Decimal("8.1"), 2020, "execution")),
        ("与上年相比增加0万元，增长0.00%", ("flat", 0, 0, 2020, None)),
        ("与2020年预算持平", ("flat", 0, None, 2020, "budget")),
        ("与上年相比无增减变化", ("flat", 0, None, 2020, None)),
        ("与上年预算数相同", ("flat", 0, None, 2020, "budget")),
        ("与上年基本持平", ("flat", None, None, 2020, None)),
        ("同比压缩5万元", ("decrease", 50000, None, 2020, None)),
        ("较去年下降（增长）5万元，下降（增长）8.1%", ("decrease", 50000, Decimal("8.1"), 2020, None)),
        ("比2020年预算执行数减少8.1%", ("decrease", None, Decimal("8.1"), 2020, "execution")),
    ],
)
def test_directions_and_bases(words: str, expected: tuple[Any, ...]) -> None:
    assert changes(f"2021年“三公”经费预算60万元，{words}，原因是工作需要。") == [("three_public_total", *expected)]


def test_prior_amount_is_a_row_of_its_own() -> None:
    found = rows("2021年收入预算500.3元,比2020年收入预算800.06元减少299.76元,减少37.47%。")
    assert [(row["amount"], row["year"], row["measure"]) for row in found] == [
        (Decimal("500.3"), 2021, "budget"),
        (Decimal("800.06"), 2020, "budget"),
    ]
    assert found[0]["change"] == Decimal("299.76")
    assert derived("2021年收入预算500.3元,比2020年收入预算800.06元减少299.76元,减少37.47%。") == []


def test_changes_of_parts_and_of_the_whole() -> None:
    text = "2021年，部门预算收支安排60万元，较2020年增长9万元，其中：基本支出增长5万元，主要是增加人员经费；项目支出增长4万元。"
    assert changes(text) == [
        ("total_expenditure", "increase", 90000, None, 2020, None),
        ("basic_expenditure", "increase", 50000, None, 2020, None),
        ("project_expenditure", "increase", 40000, None, 2020, None),
    ]
    assert derived("2021年支出预算60万元，其中基本支出40万元；项目支出20万元。", text) == [
        ("total_expenditure", 510000),
        ("basic_expenditure", 350000),
        ("project_expenditure", 160000),
    ]


def test_change_in_a_sentence_of_its_own() -> None:
    text = (
        "2021年“三公”经费预算安排2.23万元，其中公务接待费0.30万元。与2020年相比增加0.10万元，其中公务接待增加0.10万元。"
    )
    assert changes(text) == [
        ("three_public_total", "increase", 1000, None, 2020, None),
        ("reception", "increase", 1000, None, 2020, None),
    ]
    assert derived(text) == [("three_public_total", 21300), ("reception", 2000)]


def test_precision_of_a_derived_amount_is_that_of_both_terms() -> None:
    found = told("2021年收入预算5.23万元，较2020年增加1.1万元。")
    assert [row["precision"] for row in found.amounts] == [100, 1000, 1100]
    assert found.amounts[-1]["measure"] == "prior_budget"


def test_nothing_is_derived_from_what_is_not_comparable() -> None:
    assert derived("2021年收入预算5万元，比上年执行数增加1万元。") == []
    assert derived("2021年收入预算5万元，与上年基本持平。") == []
    assert derived("2021年收入预算5万元，比2019年增加1万元。") == []
    assert derived("2021年收入预算5万元。", "2021年收入预算6万元。", "收入较上年增加1万元。") == []


def test_equal_for_all_named_before() -> None:
    text = "2021年“三公”经费预算3万元。其中：因公出国（境）费用1万元，公务接待费2万元，均与上年持平。"
    assert [one[0] for one in changes(text)] == ["overseas", "reception"]


def test_reasons_do_not_become_the_change_of_something_else() -> None:
    text = "2021年收入预算5万元，比上年增加1万元，主要原因是项目支出增加，较上年增加0.8万元，与上年持平的除外。"
    assert changes(text)[0] == ("total_revenue", "increase", 10000, None, 2020, None)
    assert all(one[0] is None for one in changes(text)[1:])


def test_direction_word_without_number_is_no_statement() -> None:
    assert rows("因人员增加，项目较上年减少。") == []


def test_a_change_after_a_list_of_parts_is_that_of_the_whole() -> None:
    """本年收入中，… lists parts as 其中 does: the paragraph that follows goes on about the whole, not about the last part."""
    found = changes(
        "2021年部门财政拨款收入80元，其中：本年收入80元，上年结转收入0元。"
        "本年收入中，一般公共预算财政拨款80元，政府性基金预算财政拨款0元，国有资本经营预算财政拨款0元。",
        "与上年对比增加5元，主要原因：人员增加。",
    )
    assert found == [("fiscal_appropriation", "increase", 5, None, 2020, None)]

"""Which value an indicator gets, what is kept beside it, and where its series breaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from catalog.published import amount, decimals, published, side, told, total
from sample_packages import UNIT

from gongkai.catalog.indicators import indicator_rows
from gongkai.catalog.sources import sources
from gongkai.knowledge import load
from gongkai.model.disclosure import FormerName, Unit
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

KNOWN = sources(load())


def rows(*packages: PublishedPackage, unit: Unit = UNIT) -> dict[tuple[str, int, str], list[Row]]:
    """The rows by indicator, year and stage."""
    found: dict[tuple[str, int, str], list[Row]] = {}
    for row in indicator_rows(unit, packages, KNOWN):
        found.setdefault((str(row["indicator"]), int(str(row["fiscal_year"])), str(row["stage"])), []).append(row)
    return found


def test_a_table_comes_before_a_sentence_and_a_contradiction_is_kept() -> None:
    package = published(
        {
            "three_public": [{"row_id": "t07r6", "measure": "budget", "item": "overseas", "total": Decimal(19300)}],
            "statements": [told("s025", "overseas", "0")],
        }
    )
    used, other = rows(package)["overseas", 2021, "budget"]
    assert (used["rank"], used["amount"], used["basis"], used["amount_id"]) == (1, 19300, "table", "t07r6-total")
    assert (other["rank"], other["amount"], other["basis"]) == (2, 0, "text")
    assert "0元" in str(used["note"])


def test_a_sentence_that_rounds_the_table_confirms_it() -> None:
    package = published(
        {
            "revenue_expenditure": [side("t01r9", "total_revenue", "6044216.80")],
            "statements": [told("s001", "total_revenue", "6044200")],
        }
    )
    (used,) = rows(package)["total_revenue", 2021, "budget"]
    assert used["amount"] == Decimal("6044216.80")
    assert not used["note"]


def test_without_a_table_a_sentence_and_without_it_a_stated_change() -> None:
    package = published(
        {
            "statements": [told("s012", "total_expenditure", "2284800", 2019, base_year=2018)],
            "amounts": [
                amount("s012-derived_prior", Decimal(1765500), resource="statements", row_id="s012",
                       measure="prior_budget", field="derived_prior", basis="derived", statement_id="s012")
            ],
        },
        2019,
    )  # fmt: skip
    found = rows(package)
    assert found["total_expenditure", 2019, "budget"][0]["basis"] == "text"
    assert found["total_expenditure", 2019, "budget"][0]["change_percent"] == Decimal("29.41")
    derived = found["total_expenditure", 2018, "budget"][0]
    assert (derived["basis"], derived["from_fiscal_year"], derived["fiscal_year"]) == ("derived", 2019, 2018)


def test_its_own_disclosure_comes_before_a_later_one() -> None:
    before = published({"statements": [told("s1", "reception", "3000", 2020)]}, 2020)
    table = {"row_id": "t7r1", "item": "reception"}
    after = published(
        {
            "three_public": [
                {**table, "measure": "budget", "total": Decimal(2000)},
                {**table, "measure": "prior_budget", "total": Decimal(4000)},
            ]
        }
    )
    used, other = rows(before, after)["reception", 2020, "budget"]
    assert (used["amount"], used["from_fiscal_year"]) == (3000, 2020)
    assert (other["amount"], other["from_fiscal_year"], other["from_stage"]) == (4000, 2021, "budget")


def test_budget_and_final_never_meet() -> None:
    budget = published({"revenue_expenditure": [side("t1r1", "total_revenue", "100")]}, 2020)
    final = published(
        {
            "revenue_expenditure": [
                side("t1r1", "total_revenue", "90", measure="final"),
                side("t1r2", "total_revenue", "100", measure="budget"),
                side("t1r3", "total_revenue", "95", measure="adjusted_budget"),
                side("t1r4", "total_revenue", "80", measure="prior_final"),
            ]
        },
        2020,
        "final",
    )
    found = rows(budget, final)
    assert {key[1:] for key in found} == {(2020, "budget"), (2020, "final"), (2019, "final")}
    (used,) = found["total_revenue", 2020, "final"]
    assert (used["amount"], used["previous"], used["change"], used["change_percent"]) == (90, 80, 10, Decimal("12.50"))
    assert [row["amount"] for row in found["total_revenue", 2020, "budget"]] == [100]


def test_no_percentage_of_a_base_that_is_zero_or_missing() -> None:
    before = published({"statements": [told("s1", "overseas", "0", 2020)]}, 2020)
    after = published({"statements": [told("s1", "overseas", "500"), told("s2", "reception", "7")]})
    found = rows(before, after)
    (used,) = found["overseas", 2021, "budget"]
    assert (used["comparable_with_previous"], used["change"], used["change_percent"]) == (True, 500, None)
    (alone,) = found["reception", 2021, "budget"]
    assert (alone["comparable_with_previous"], alone["change"], alone["change_percent"]) == (None, None, None)


def test_nothing_is_computed_over_a_rename() -> None:
    unit = replace(UNIT, former_names=(FormerName("秦皇岛市科协", "2020-06-30", "市编办〔2020〕1号"),))
    years = [published({"statements": [told("s1", "reception", str(100 + y), y)]}, y) for y in (2020, 2021, 2022)]
    found = rows(*years, unit=unit)
    (broken,) = found["reception", 2021, "budget"]
    assert (broken["comparable_with_previous"], broken["change"], broken["change_percent"]) == (False, None, None)
    assert "秦皇岛市科协" in str(broken["note"])
    assert "市编办" in str(broken["note"])
    assert found["reception", 2022, "budget"][0]["comparable_with_previous"] is True


def test_nothing_is_computed_over_another_scope() -> None:
    before = published(total("general_budget_expenditure", "t5r2", basic="100"), 2020)
    after = published(total("expenditure", "t3r2", basic="200"))
    (broken,) = rows(before, after)["basic_expenditure", 2021, "budget"]
    assert broken["comparable_with_previous"] is False
    assert "一般公共预算" in str(broken["note"])
    assert "all funds" in str(broken["note_en"])


def test_a_sentence_has_the_scope_of_the_table_it_repeats() -> None:
    """604434.77 is basic expenditure of the general budget, 674304.77 that of all funds: no contradiction, but the
    year before, told in the same sentence, is of the general budget too and cannot be compared with all funds."""
    sentence = {"sentence": "基本支出预算604434.77元，比2018年783210.21元减少", "printed": "604434.77"}
    package = published(
        {
            **total("expenditure", "t3r2", basic="674304.77"),
            **total("general_budget_expenditure", "t5r2", basic="604434.77"),
            "statements": [
                told("s006", "basic_expenditure", "604434.77", 2019, **sentence),
                told("s007", "basic_expenditure", "783210.21", 2018, **{**sentence, "printed": "783210.21"}),
            ],
        },
        2019,
    )
    found = rows(package)
    (used,) = found["basic_expenditure", 2019, "budget"]
    assert (used["amount"], used["scope"], used["change_percent"]) == (Decimal("674304.77"), "all", None)
    assert found["basic_expenditure", 2018, "budget"][0]["scope"] == "general_budget"


def test_tables_that_disagree_give_no_value() -> None:
    """A department and the agency itself, or columns misread: adding or choosing would be a guess."""
    row = {"measure": "budget", "item": "reception"}
    package = published(
        {
            "three_public": [
                {**row, "row_id": "t7r1", "total": Decimal(5000)},
                {**row, "row_id": "t8r1", "total": Decimal(9000)},
            ]
        }
    )
    assert rows(package) == {}


def test_the_total_of_all_units_is_taken_not_one_of_them() -> None:
    row = {"measure": "budget", "item": "reception"}
    units = (("t7r1", "合计", "30"), ("t7r2", "市局", "10"), ("t7r3", "下属中心", "20"))
    package = published(
        {"three_public": [{**row, "row_id": r, "unit_name": name, **decimals({"total": v})} for r, name, v in units]}
    )
    assert [one["amount"] for one in rows(package)["reception", 2021, "budget"]] == [30]


def test_what_is_carried_over_is_not_the_revenue_of_the_year() -> None:
    package = published(
        {"revenue_expenditure": [side("t1r2", "general_budget", "700"), side("t1r9", "general_budget", "3")]}
    )
    assert [one["amount"] for one in rows(package)["general_budget", 2021, "budget"]] == [700]


def test_a_total_with_conferences_is_not_the_three_public_expenses() -> None:
    row = {"measure": "budget"}
    table = [{**row, "row_id": "t7r1", "item": "total", "total": Decimal(30)}]
    assert "three_public_total" in {key[0] for key in rows(published({"three_public": table}))}
    table.append({**row, "row_id": "t7r2", "item": "conference", "total": Decimal(10)})
    assert rows(published({"three_public": table})) == {}


def test_sentences_about_a_part_of_the_unit_give_no_value() -> None:
    package = published(
        {
            "sections": [{"row_id": "p1", "heading": "机关运行经费情况"}],
            "statements": [
                told("s1", "fiscal_appropriation", "23762600", section_id="p1"),
                told("s2", "total_expenditure", "100", code="2060702"),
                told("s3", "project_expenditure", "100", sentence="主要用于项目支出100元", printed="100"),
            ],
        }
    )
    assert rows(package) == {}


def test_words_for_the_whole_are_not_words_for_a_part() -> None:
    whole = "2021年本部门（含下属单位）维持机关运行，用于一般公共预算安排的行政运行经费，合计90612.87元"
    part = "2021年下属单位用于维修的运行经费80000元"
    for sentence, printed in ((whole, "90612.87"), (part, "80000")):
        row = {**told("s1", "agency_operation", printed), "sentence": sentence, "printed": printed}
        found = rows(published({"statements": [row]}))
        assert bool(found) is (sentence == whole)


def test_sentences_that_contradict_each_other_are_kept_and_none_is_used() -> None:
    package = published({"statements": [told("s1", "reception", "100"), told("s2", "reception", "900")]})
    found = rows(package)["reception", 2021, "budget"]
    assert [(one["rank"], one["amount"]) for one in found] == [(2, 100), (3, 900)]


def test_assets_belong_to_the_year_of_their_date() -> None:
    asset = {"row_id": "t9r4", "item": "fixed_assets", "value": Decimal(126900)}
    assert rows(published({"fixed_assets": [asset]})) == {}
    found = rows(published({"fixed_assets": [{**asset, "as_of": "2020-12-31"}]}))
    assert list(found) == [("fixed_assets", 2020, "budget")]

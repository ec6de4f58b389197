"""Two printed amounts never fight for one field in silence: equal ones fill it, others leave it blank, with a finding."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from chain import convert_text  # type: ignore[import-not-found]

from gongkai.model.package import Package


def package(folder: Path, title: str, *lines: str, year: int = 2025) -> Package:
    path = folder / "x.txt"
    path.write_text("\n".join([title, "", "单位：万元", "", *lines, ""]), encoding="utf-8")
    made: Package = convert_text(path, year, "budget")
    return made


def conflicts(made: Package) -> list[str]:
    return [str(one) for one in made.findings if one.code == "two-values-for-one-field"]


@pytest.fixture
def wrong_year(tmp_path: Path) -> Package:
    """A table of 2024 that is read as one of 2023: both columns become the budget."""
    rows = ("合计\t8.00\t6.00", "1、公务接待费\t3.00\t3.00", "2、公务用车费\t5.00\t", "其中：公务用车购置费\t5.00\t0")
    return package(tmp_path, "“三公”经费情况表", "项目\t2023年预算数\t2024年预算数", *rows, year=2023)


def test_what_differs_stays_blank_and_is_reported_once(wrong_year: Package) -> None:
    total, reception, vehicles, purchase = wrong_year.rows("three_public")
    assert {row["measure"] for row in wrong_year.rows("three_public")} == {"budget"}
    assert total["total"] is None
    assert reception["total"] == Decimal(30_000), "both cells say the same"
    assert vehicles["total"] == Decimal(50_000), "a blank says nothing"
    assert purchase["total"] is None
    (found,) = conflicts(wrong_year)
    for part in ("x.txt:6", "t01", "column 2 '2023年预算数'", "column 3 '2024年预算数'", "8.00 and 6.00"):
        assert part in found, part
    assert "three_public.total (budget)" in found
    assert "check the fiscal year" in found


def test_both_amounts_stay_of_no_field(wrong_year: Package) -> None:
    amounts = {row["cell_id"]: row for row in wrong_year.rows("amounts")}
    assert len(amounts) == len(wrong_year.rows("amounts"))
    cells = {row["cell_id"]: row for row in wrong_year.rows("cells")}
    for cell_id, printed in (("t01r2c2", "8.00"), ("t01r2c3", "6.00")):
        amount, cell = amounts[cell_id], cells[cell_id]
        assert (amount["amount"], amount["resource"]) == (Decimal(printed) * 10_000, "")
        assert (cell["text"], cell["role"], cell["used_by"]) == (printed, "amount", "")
    assert cells["t01r3c3"]["used_by"] == cells["t01r3c2"]["used_by"] == "three_public.t01r3.total"
    assert not wrong_year.coverage.left_over


@pytest.mark.parametrize(
    ("title", "lines", "resource", "field"),
    [
        ("部门支出总表", ("科目编码\t科目名称\t合计\t合计", "2060702\t科普活动\t8\t6"), "expenditure", "total"),
        (
            "部门收支总表",
            ("收入项目\t预算数\t预算数\t支出项目\t预算数", "一、一般公共预算拨款收入\t8\t6\t科学技术支出\t9"),
            "revenue_expenditure",
            "amount",
        ),
        ("固定资产占用情况表", ("项目\t数量\t价值\t价值", "1、房屋（平方米）\t120\t8\t6"), "fixed_assets", "value"),
        ("“三公”经费情况表", ("项目\t预算数\t预算数", "公务接待费\t8\t6"), "three_public", "total"),
        (
            "“三公”经费情况表",
            ("单位名称\t公务接待费\t公务用车购置费\t公务接待费", "测试单位\t8\t5\t6"),
            "three_public",
            "total",
        ),
    ],
)
def test_every_shape_keeps_the_rule(
    tmp_path: Path, title: str, lines: tuple[str, ...], resource: str, field: str
) -> None:
    made = package(tmp_path, title, *lines)
    values = [row.get(field) for row in made.rows(resource)]
    assert None in values
    assert not {Decimal(80_000), Decimal(60_000)} & set(values)
    assert len(conflicts(made)) == 1


def test_a_dash_beside_a_number_is_another_statement(tmp_path: Path) -> None:
    made = package(tmp_path, "“三公”经费情况表", "项目\t预算数\t预算数", "公务接待费\t3.00\t—", "公务用车费\t1\t1")
    assert [row["total"] for row in made.rows("three_public")] == [None, Decimal(10_000)]
    assert len(conflicts(made)) == 1


def test_a_third_column_does_not_bring_a_value_back(tmp_path: Path) -> None:
    made = package(tmp_path, "“三公”经费情况表", "项目\t预算数\t预算数\t预算数", "公务接待费\t3\t4\t3", "其他\t1\t1\t1")
    assert [row["total"] for row in made.rows("three_public")] == [None, Decimal(10_000)]
    assert {row["resource"] for row in made.rows("amounts") if row["cell_id"] in {"t01r2c2", "t01r2c3", "t01r2c4"}} == {
        ""
    }

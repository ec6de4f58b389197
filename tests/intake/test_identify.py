from __future__ import annotations

import pytest

from gongkai.intake import Identity, identify
from gongkai.knowledge import load
from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place

PLACE = Place("a.txt", 1, 1)
FORMS = ("revenue_expenditure",)


def found(*texts: str, forms: tuple[str, ...] = FORMS, grid: tuple[str, ...] = ()) -> Identity:
    blocks: list[Block] = [Paragraph(text, PLACE) for text in texts]
    if grid:
        blocks.append(Grid(tuple(Cell(1, at, text, PLACE) for at, text in enumerate(grid, 1)), PLACE))
    return identify([Document("a.txt", tuple(blocks))], forms, load())


def test_a_title_in_one_line() -> None:
    one = found("平乡县教育局2023年部门预算公开")
    assert (one.agency, one.fiscal_year, one.stage, one.scope) == ("平乡县教育局", 2023, "budget", "department")
    assert [place.code for place in one.divisions] == ["130532"]
    assert (one.title, one.unsure) == ("平乡县教育局2023年部门预算公开", ())
    assert any("平乡县教育局" in reason for reason in one.reasons)


@pytest.mark.parametrize("lines", [("平乡县", "教育局", "2023年部门预算"), ("平乡县教育局", "2023 年", "部门预算")])
def test_a_title_broken_over_lines(lines: tuple[str, ...]) -> None:
    one = found(*lines)
    assert (one.agency, one.fiscal_year, one.stage, one.unsure) == ("平乡县教育局", 2023, "budget", ())


def test_label_lines_in_text_and_in_tables() -> None:
    assert found("2023年部门预算收支总表", "编制部门：平乡县教育局      单位：万元").agency == "平乡县教育局"
    assert found("2023年部门预算收支总表", grid=("编制单位：平乡县教育局", "单位：万元")).agency == "平乡县教育局"


def test_unit_or_department() -> None:
    assert found("平乡县教育局2023年单位预算公开").scope == "unit"
    assert found("平乡县教育局2023年部门预算公开").scope == "department"


def test_final_accounts() -> None:
    one = found("平乡县教育局2022年度部门决算", "收入支出决算总表", "2022年度部门决算情况说明", "比2022年预算增加")
    assert (one.stage, one.fiscal_year) == ("final", 2022)


def test_performance_text_without_statutory_tables() -> None:
    texts = ("平乡县教育局2023年部门预算绩效文本",)
    assert found(*texts, forms=("performance",)).stage == "performance"
    assert found(*texts).stage == "budget"


def test_two_years_alike_are_not_certain() -> None:
    one = found("平乡县教育局2023年部门预算公开", "2022年部门决算情况")
    assert "year" in one.unsure


def test_two_agencies_alike_are_not_certain() -> None:
    assert "unit" in found("平乡县教育局2023年部门预算", "廊坊市水务局2023年部门预算").unsure


def test_nothing_said() -> None:
    one = found("收入", "支出")
    assert (one.agency, one.divisions, one.fiscal_year, one.stage, one.title) == ("", (), 0, "", "")
    assert one.unsure == ("unit", "year", "stage")


def test_a_name_that_several_divisions_bear() -> None:
    one = found("鼓楼区教育局2023年部门预算")
    assert len(one.divisions) == 4 and one.unsure == ("unit",)


def test_titles_without_ordinals_and_labels() -> None:
    assert found("第二部分平乡县教育局2023年部门预算表").title == "平乡县教育局2023年部门预算表"
    assert found("2023年部门预算", "部门：平乡县教育局").title == ""


def test_credit_code_by_its_check_digit() -> None:
    assert found("平乡县教育局2023年部门预算", "91110000600037341L").credit_code == "91110000600037341L"
    assert found("平乡县教育局2023年部门预算", "91110000600037341K").credit_code == ""

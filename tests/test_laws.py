"""Laws that hold for every document: nothing is lost, every number is accounted for, every amount equals its cell."""

from __future__ import annotations

import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from chain import convert_text  # type: ignore[import-not-found]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import readers
from gongkai.model.document import Paragraph
from gongkai.model.money import Kind, read_number, split_unit
from gongkai.model.package import Package

SEEDS = sorted((Path(__file__).parent.parent / "disclosures").glob("*/*/*.txt"))
CASES = sorted((Path(__file__).parent / "cases").glob("*/document.txt"))
BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")

amounts = st.decimals(min_value=0, max_value=10**9, places=2).map(str) | st.sampled_from(
    ["", "-", "—", "无", "0", "0.00", "1,234.50", "１２．5", "1,23", "待定"]
)
names = st.sampled_from(
    ["科学技术支出", "科学技术普及", "科普活动", "行政运行", "合计", "其他 支出", "一<b>名</b>{{x}}"]
)
codes = st.sampled_from(["206", "20607", "2060702", "208", "", "99", "205 01"])
rows = st.lists(st.tuples(codes, names, amounts, amounts, amounts), max_size=8)
texts = st.lists(st.sampled_from(["一、收入说明", "2021年预算收入 1.5 万元。", "我部门无。", "（一）职责"]), max_size=4)


def dump(table: list[tuple[str, ...]]) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in table)


def tabbed(table: list[tuple[str, ...]]) -> str:
    return "\n".join("\t".join(row) for row in table)


HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")


@st.composite
def documents(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from([dump, tabbed]))
    parts = ["云溪市测绘局2021年部门预算", *draw(texts), "部门支出总表", "单位：万元"]
    table = style([HEADER, *draw(rows)])
    gap = "\n\n" if style is tabbed else "\n"
    return gap.join(parts) + gap + table + "\n\n\n" + gap.join(draw(texts)) + "\n"


def plain(text: str) -> str:
    return re.sub(r"\s+", "", BOOKMARK.sub("", text))


def check_laws(path: Path, package: Package) -> None:
    document = readers.read(path, path.name)
    source = path.read_text(encoding="utf-8-sig")
    blocks = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in document.blocks
    )
    assert plain(blocks) == plain(source), "the text of all blocks is the text of the source"

    cells = package.rows("cells")
    assert len({row["cell_id"] for row in cells}) == len(cells)
    printed = [cell.text for grid in document.grids for cell in grid.cells if not cell.blank]
    published = [str(row["text"]) for row in cells if str(row["text"]).strip()]
    assert sorted(printed) == sorted(published), "every printed cell is in cells exactly once"

    left = {name.split(" ")[0] for name in package.coverage.left_over}
    by_id = {row["cell_id"]: row for row in cells}
    for row in cells:
        if read_number(str(row["text"])).kind is Kind.NUMBER and row["role"] not in {"heading", "caption"}:
            placed = row["role"] in {"amount", "quantity", "code", "ordinal"} or row["used_by"]
            assert placed or row["cell_id"] in left, row
    for amount in package.rows("amounts"):
        cell = by_id[amount["cell_id"]]
        number = read_number(split_unit(str(cell["text"]))[0])
        assert number.value is not None
        if amount["amount"] is not None:
            assert amount["amount"] == number.value * Decimal(str(amount["factor"]))
        if amount["resource"]:
            found = [
                row
                for row in package.rows(str(amount["resource"]))
                if row["row_id"] == amount["row_id"] and row.get("measure", "") in {amount["measure"], ""}
            ]
            assert [row[str(amount["field"])] for row in found] == [amount["amount"]]
    for resource in package.resources.values():
        for one in resource:
            assert not any(isinstance(value, float) for value in one.values())


@pytest.mark.parametrize("path", [*SEEDS, *CASES], ids=lambda p: f"{p.parent.parent.name}-{p.parent.name}")
def test_laws_hold_for_real_documents_and_cases(path: Path) -> None:
    expected = path.parent / "expected.yml"
    if expected.exists():
        year = yaml.safe_load(expected.read_text(encoding="utf-8"))["fiscal_year"]
    else:
        year = int(path.parent.name[:4])
    check_laws(path, convert_text(path, year))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_laws_hold_for_generated_documents(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_text(text, encoding="utf-8")
        check_laws(path, convert_text(path, 2021))

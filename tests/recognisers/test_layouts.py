"""Every title and heading layout of the official tables that is printed anywhere is recognised, typed and covered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from chain import convert_document  # type: ignore[import-not-found]
from formats import Drawn, Made, dump, pdf_text

from gongkai.model.document import Document
from gongkai.model.table import Column
from gongkai.readers.dump import read_dump
from gongkai.readers.html import read_html
from gongkai.readers.limits import Limits
from gongkai.readers.pdf_text import read_pdf_text

YEAR = 2024
KNOWN = yaml.safe_load((Path(__file__).parent / "layouts.yml").read_text(encoding="utf-8"))
LAYOUTS = [(form, layout) for form, one in KNOWN.items() for layout in one["layouts"]]
IDS = [f"{form}-{at}" for at, (form, _) in enumerate(LAYOUTS)]
TITLES = [(form, title) for form, one in KNOWN.items() for title in one["titles"]]
ABOVE = [
    ["{title}", "单位：万元"],
    ["公开01表", "{title}", "部门：云溪市测绘局　　　　金额单位：万元"],
    ["{title}", "编制单位：云溪市测绘局　　单位:万元"],
    ["表1", "{title}（万元）"],
    ["附件3-1", "2024年度{title}", "（单位：万元）"],
    ["云溪市测绘局{title}", "填报单位：云溪市测绘局", "金额单位：人民币万元"],
    ["预算公开表3", "云溪市测绘局（本级）2024年", "{title}", "单位：万元（保留两位小数）"],
    ["（三）{title}（表三）", "单位：万元"],
]
"""Lines over a table: where its number, its year, the agency and the unit stand."""
_NO_MONEY = re.compile("编码|代码|名称|科目|[类款项]$|项目$|单位$|行次|序号|年$|^[收支] ?[入出]$")
CHANGES: dict[str, Callable[[str], str]] = {
    "with its unit": lambda text: f"{text}（万元）" if text and not _NO_MONEY.search(text) else text,
    "over two lines": lambda text: " ".join(text) if len(text) < 4 else f"{text[:3]}\n{text[3:]}",
    "with its year": lambda text: f"2024年{text}" if re.match("预算数|决算数|金额", text) else text,
    "without a year": lambda text: text.replace("2024年", "本年").replace("2023年", "上年"),
}
"""Ways to print a heading otherwise that do not change what it means."""
_NO_FIELD = {"_ignored", ""}
MEANT = {"_ignored": _NO_FIELD, "_words": _NO_FIELD, "_code_only": _NO_FIELD, "line_no": {"line_no", "_line_no"}}
_CODES = {
    "function": (("206", "科学技术支出"), ("20607", "科学技术普及"), ("2060702", "科普活动")),
    "economic": (("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴")),
    "government_economic": (("501", "机关工资福利支出"), ("50101", "工资奖金津补贴"), ("50102", "社会保障缴费")),
    "unit": (("731", "云溪市测绘局"), ("731001", "云溪市测绘局本级"), ("731002", "云溪市测绘院")),
}
_REVENUE = ("一、一般公共预算拨款收入", "二、政府性基金预算拨款收入", "三、其他收入")
_SPENDING = ("一、一般公共服务支出", "二、科学技术支出", "三、住房保障支出")
_THREE = (
    "合计",
    "1.因公出国（境）费",
    "2.公务接待费",
    "3.公务用车购置及运行费",
    "其中：公务用车购置费",
    "公务用车运行费",
)
_ASSETS = ("房屋", "车辆", "设备")
_PARTS = {"_code1": slice(0, 3), "_code2": slice(3, 5), "_code3": slice(5, 7)}


def body(form: str, fields: list[str]) -> list[list[str]]:
    """Three rows, or six of “三公” items, that the headings could stand over."""
    if (fields[0] == "item_name" and form == "three_public") or fields[:2] == ["_line_no", "item_name"]:
        return [[_item(_THREE, at, name) for name in fields] for at in range(len(_THREE))]
    rows = []
    for at in range(3):
        sides = cycle((_ASSETS,) if form == "fixed_assets" else (_REVENUE, _SPENDING, _SPENDING, _SPENDING))
        rows.append([_text(form, fields, name, at, column, sides) for column, name in enumerate(fields)])
    return rows


def _item(items: tuple[str, ...], at: int, name: str) -> str:
    known = {"item_name": items[at], "_line_no": str(at + 1), "_words": "说明"}
    return known.get(name, f"{at + 1}.50")


def _text(form: str, fields: list[str], name: str, at: int, column: int, sides: Any) -> str:
    kind, _, part = name.rpartition("_")
    if name == "_words":
        return "说明"
    if name == "item_name":
        return str(next(sides)[at])
    if name in {"line_no", "_line_no"}:
        return str(at + 1)
    if name in _PARTS:
        named = next(one for one in fields[column:] if one.endswith("_name"))
        code = _CODES[named.removesuffix("_name")][at][0]
        return code[_PARTS[name]]
    if kind in _CODES and part in {"code", "name"}:
        return _CODES[kind][at][part == "name"]
    if part == "name" and kind:
        return f"测绘项目{at + 1}"
    return {"measure_unit": "台", "_code_only": f"7310{at}", "quantity": str(at + 2)}.get(
        name, f"{(at + 1) * (column + 1)}.25"
    )


def drawn(form: str, layout: dict[str, Any]) -> Drawn:
    """The table as the makers of formats.py take it."""
    fields = [name.rpartition(":")[2] for name in layout["fields"].split()]
    heads = [[_made(text) for text in line.split("|")] if line else [] for line in layout["heads"]]
    rows = [[Made(text) for text in row] for row in body(form, fields)]
    return Drawn(KNOWN[form]["titles"][0], "单位：万元", [*heads, *rows])


def _made(text: str) -> Made:
    """`合计^2` covers two rows, `收入>12` twelve columns."""
    found = re.fullmatch(r"\s*(.*?)((?:[\^>]\d+)*)\s*", text)
    assert found is not None
    spans = {"^": "rows", ">": "columns"}
    return Made(found[1], **{spans[mark]: int(count) for mark, count in re.findall(r"([\^>])(\d+)", found[2])})


def page(above: list[str], table: Drawn) -> bytes:
    """A web page with one table below some lines."""
    rows = ("".join(map(_td, row)) for row in table.rows)
    cells = "".join(f"<tr>{row}</tr>" for row in rows)
    lines = "".join(f"<p>{escape(line)}</p>" for line in above)
    return f"<html><head><meta charset='utf-8'></head><body>{lines}<table>{cells}</table></body></html>".encode()


def _td(cell: Made) -> str:
    return f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.text)}</td>'


def meaning(column: Column, wanted: str) -> str:
    """The item or field of a column; a bare code or name is of the classification wanted."""
    name = column.item or column.field
    return f"{wanted.rpartition('_')[0]}{name}" if name in {"_code", "_name"} else name


def check(form: str, layout: dict[str, Any], document: Document) -> None:
    found, package = convert_document(document, YEAR, layout.get("stage", "budget"))
    (one,) = found
    assert one.form == layout.get("form", form), one.evidence
    assert one.unit is not None and one.unit.name == "万元"
    assert [str(finding) for finding in package.findings] == []
    assert package.coverage.left_over == ()
    for want, column in zip(layout["fields"].split(), one.columns, strict=True):
        measure, _, name = want.rpartition(":")
        assert meaning(column, name) in MEANT.get(name, {name}), (column.path, want)
        assert not measure or column.measure == measure, (column.path, want, column.measure)


@pytest.mark.parametrize(("form", "layout"), LAYOUTS, ids=IDS)
def test_layout(form: str, layout: dict[str, Any]) -> None:
    for above in (ABOVE[0], ABOVE[1]):
        lines = [line.format(title=KNOWN[form]["titles"][0]) for line in above]
        check(form, layout, read_html(page(lines, drawn(form, layout)), "a.html", Limits()))


@pytest.mark.parametrize(("form", "layout"), LAYOUTS, ids=IDS)
@pytest.mark.parametrize("change", list(CHANGES))
def test_headings_printed_otherwise(form: str, layout: dict[str, Any], change: str) -> None:
    table = drawn(form, layout)
    heads = len(layout["heads"])
    changed = [[replace(cell, text=CHANGES[change](cell.text)) for cell in row] for row in table.rows[:heads]]
    table = replace(table, rows=[*changed, *table.rows[heads:]])
    check(form, layout, read_html(page([table.caption, table.unit], table), "a.html", Limits()))


@pytest.mark.parametrize(("form", "layout"), LAYOUTS, ids=IDS)
def test_layout_as_text(form: str, layout: dict[str, Any]) -> None:
    """Without merged cells, a row a line: the headings of a form are enough."""
    check(form, layout, read_pdf_text(pdf_text((drawn(form, layout),), ()), "a.txt", Limits()))
    if layout.get("dump", True):
        check(form, layout, read_dump(dump((drawn(form, layout),), ()), "a.txt", Limits()))


@pytest.mark.parametrize(("form", "title"), TITLES, ids=[title for _, title in TITLES])
def test_title_and_lines_above(form: str, title: str) -> None:
    layout = KNOWN[form]["layouts"][0]
    for above in ABOVE:
        lines = [line.format(title=title) for line in above]
        check(form, layout, read_html(page(lines, drawn(form, layout)), "a.html", Limits()))

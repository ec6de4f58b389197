"""Every title and heading layout of the official tables that is printed anywhere is recognised, typed and covered."""

from __future__ import annotations

from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from chain import convert_document  # type: ignore[import-not-found]

from gongkai.model.package import Package
from gongkai.model.table import Column, RecognisedTable
from gongkai.readers.html import read_html
from gongkai.readers.limits import Limits

YEAR = 2024
KNOWN = yaml.safe_load((Path(__file__).parent / "layouts.yml").read_text(encoding="utf-8"))
LAYOUTS = [(form, layout) for form, one in KNOWN.items() for layout in one["layouts"]]
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


def page(above: list[str], heads: list[str], rows: list[list[str]]) -> bytes:
    """A web page with one table."""
    cells = "".join("<tr>" + "".join(map(_cell, line.split("|") if line else ())) + "</tr>" for line in heads)
    cells += "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    lines = "".join(f"<p>{escape(line)}</p>" for line in above)
    return f"<html><head><meta charset='utf-8'></head><body>{lines}<table>{cells}</table></body></html>".encode()


def _cell(text: str) -> str:
    spans = {"^": "rowspan", ">": "colspan"}
    given = ""
    while len(text := text.strip()) > 1 and text[-2] in spans and text[-1].isdigit():
        given += f' {spans[text[-2]]}="{text[-1]}"'
        text = text[:-2]
    if text[-3:-2] == ">":
        given, text = f'{given} colspan="{text[-2:]}"', text[:-3]
    return f"<td{given}>{escape(text)}</td>"


def read(form: str, layout: dict[str, Any], above: list[str]) -> tuple[RecognisedTable, Package]:
    fields = [name.rpartition(":")[2] for name in layout["fields"].split()]
    data = page(above, layout["heads"], body(form, fields))
    recognised, package = convert_document(read_html(data, "a.html", Limits()), YEAR, layout.get("stage", "budget"))
    assert len(recognised) == 1
    return recognised[0], package


def meaning(column: Column) -> str:
    name = column.item or column.field
    return name if name not in {"_code", "_name"} else f"?{name[1:]}"


def check(form: str, layout: dict[str, Any], above: list[str]) -> None:
    one, package = read(form, layout, above)
    assert one.form == layout.get("form", form), one.evidence
    assert one.unit is not None and one.unit.name == "万元"
    assert [str(finding) for finding in package.findings] == []
    assert package.coverage.left_over == ()
    for want, column in zip(layout["fields"].split(), one.columns, strict=True):
        measure, _, name = want.rpartition(":")
        found = meaning(column)
        if found in {"?code", "?name"}:
            found = f"{name.rpartition('_')[0]}_{found[1:]}"
        known = {
            **{key: {"_ignored", ""} for key in ("_ignored", "_words", "_code_only")},
            "line_no": {"line_no", "_line_no"},
        }.get(name, {name})
        assert found in known, (column.path, want)
        assert not measure or column.measure == measure, (column.path, want, column.measure)


@pytest.mark.parametrize(("form", "layout"), LAYOUTS, ids=[f"{form}-{at}" for at, (form, _) in enumerate(LAYOUTS)])
def test_layout(form: str, layout: dict[str, Any]) -> None:
    for above in (ABOVE[0], ABOVE[1]):
        check(form, layout, [line.format(title=KNOWN[form]["titles"][0]) for line in above])


@pytest.mark.parametrize(("form", "title"), TITLES, ids=[title for _, title in TITLES])
def test_title_and_lines_above(form: str, title: str) -> None:
    layout = KNOWN[form]["layouts"][0]
    for above in ABOVE:
        check(form, layout, [line.format(title=title) for line in above])

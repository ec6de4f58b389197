"""Chinese words for the closed lists of the data model."""

from __future__ import annotations

from gongkai.model.disclosure import Disclosure, Unit

STAGES = {"budget": "预算", "final": "决算", "performance": "绩效"}
STAGE_MARKS = {"budget": "预", "final": "决", "performance": "绩"}
LEVELS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
SCOPES = {"department": "部门", "unit": "单位"}
BASES = {"table": "表格", "text": "文字", "derived": "推算"}
TABLE_STATES = {"data": "有数据", "empty_with_note": "空表，有说明", "empty": "空表"}
CHECK_STATES = {
    "pass": "相符",
    "fail": "不符",
    "note": "需留意",
    "not_testable": "无法核对",
    "not_disclosed": "未公开",
}
CHECK_SIGNS = {"pass": "✓", "fail": "✗", "note": "!", "not_testable": "–", "not_disclosed": "∅"}


def region(unit: Unit) -> str:
    """`河北省 秦皇岛市`: where the unit is, as far as unit.yml says."""
    return " ".join(dict.fromkeys(part for part in (unit.province, unit.city, unit.county) if part))


def around(unit: Unit) -> str:
    """`河北省`: of the region, what the name of the unit does not say."""
    return " ".join(part for part in region(unit).split() if part not in unit.name)


def heading(disclosure: Disclosure) -> str:
    """`2021 年部门预算`: the year and stage of a disclosure as its page says it."""
    if disclosure.stage == "performance":
        return f"{disclosure.fiscal_year} 年绩效目标"
    return f"{disclosure.fiscal_year} 年{SCOPES[disclosure.unit.scope]}{STAGES[disclosure.stage]}"

"""Every column of the catalogue, defined once: datapackages/catalog/ is made from this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai.model.common_fields import (
    CHECK_STATES,
    MEASURE,
    STAGE,
    UNIT_ID,
    boolean,
    choice,
    integer,
    money,
    number,
    text,
)
from gongkai.model.field import Field, Link, Resource
from gongkai.model.fields import RESOURCES

INDICATOR_BASES = ("table", "text", "derived")
ITEM_STATES = ("disclosed", "empty_with_note", "empty_without_note", "missing", "not_applicable", "not_testable")

INDICATOR = text("indicator", "指标", "Indicator", "见 knowledge/indicators.yml", "Key of knowledge/indicators.yml")
AMOUNT = money("amount", "金额", "Amount")
CODE = text("code", "科目编码", "Code")
NOTE = text(
    "note", "说明", "Note (Chinese)", "不可比的原因，或与之不同的数字", "Why it is not comparable, or what differs"
)
NOTE_EN = text("note_en", "英文说明", "Note (English)")
BREAKS = text(
    "breaks", "不可比年度", "Breaks", "与上一年不可比的年度，以空格分隔", "Years not comparable with the year before"
)

_CODE_AMOUNTS = (
    text("resource", "资源", "Resource", "所在的表", "The table it stands in"),
    MEASURE,
    text("row_id", "行标识", "Row id", "原文中的表号与行号", "Table and row as printed"),
    replace(CODE, required=True),
    text("name", "科目名称（原文）", "Name as printed"),
    text("field", "字段", "Field", "表中的金额栏", "The column of the amount"),
    AMOUNT,
    text("amount_id", "金额标识", "Amount id", "见该公开的 amounts", "In `amounts` of the disclosure"),
    boolean("whole", "整科目", "Whole code", "该行为该科目的全部金额，用于跨年表", "The row is the whole of the code; used across years"),
)  # fmt: skip

_CODES = (
    replace(CODE, required=True),
    replace(text("name", "名称", "Name"), required=True),
    text("level", "层级", "Level", "类、款、项", "类 (class), 款 (group) or 项 (item)"),
    text("parent", "上级编码", "Parent"),
    integer("valid_from", "启用年度", "Valid from", "空白为不详或更早", "Blank: unknown or earlier"),
    integer("valid_to", "停用年度", "Valid to", "空白为仍在使用或不详", "Blank: in use or unknown"),
    text("evidence", "依据", "Evidence", "printed in a disclosure、secondary source 或 unverified",
         "printed in a disclosure, secondary source or unverified"),
)  # fmt: skip

UNITS = Resource(
    "units", "单位", "Units",
    (
        UNIT_ID, replace(text("name", "名称", "Name"), required=True),
        text("former_names", "曾用名", "Former names", "名称（截止；依据），以分号分隔", "Name (until; evidence), separated by semicolons"),
        text("division_code", "行政区划代码", "Division code", "GB/T 2260"), text("province", "省", "Province"),
        text("city", "市", "City"), text("county", "县", "County"), text("level", "级次", "Level"),
        text("scope", "范围", "Scope", "department 为部门，unit 为单位本级；两者不相加",
             "department (部门) or unit (单位本级): never to be added"),
        text("parent_unit_id", "上级单位", "Parent unit"), text("department_code", "部门编码", "Department code"),
        text("credit_code", "统一社会信用代码", "Unified social credit code"),
    ),
    key=("unit_id",), always=True, keyed=False,
)  # fmt: skip

DISCLOSURES = Resource(
    "disclosures", "公开", "Disclosures",
    (
        text("title", "标题", "Title"), text("publisher", "发布机构", "Publisher"),
        text("source_address", "来源网址", "Source address"),
        Field("retrieved", "获取日期", "Retrieved", type="date"), Field("published", "发布日期", "Published", type="date"),
        text("files", "文件", "Files", "以换行分隔", "One a line"), text("sha256", "文件 SHA-256", "SHA-256 of the files"),
        text("version", "版本", "Version"), text("address", "页面", "Page", "相对于网站根目录", "Relative to the root of the site"),
        integer("tables", "表格数", "Tables"), integer("recognised", "已识别表格数", "Tables recognised"),
        integer("amounts", "金额数", "Amounts"),
        *(integer(f"checks_{state}", f"核对：{zh}", f"Checks: {state.replace('_', ' ')}")
          for state, zh in zip(CHECK_STATES, ("相符", "不符", "提示", "无法核对", "未公开"), strict=True)),
    ),
    key=(), always=True,
)  # fmt: skip

INDICATORS = Resource(
    "indicators", "指标", "Indicators",
    (
        replace(INDICATOR, required=True),
        integer("rank", "次序", "Rank", "1 为采用的数值；其余为与之不同的数值", "1: the value used; others differ from it"),
        AMOUNT,
        choice("basis", "依据", "Basis", INDICATOR_BASES),
        text("scope", "口径范围", "Scope", "数字所含的资金范围", "Which funds the number covers"),
        integer("from_fiscal_year", "出自年度", "From fiscal year", "印出该数字的公开的年度", "The disclosure that states it"),
        choice("from_stage", "出自阶段", "From stage", STAGE.enum),
        text("amount_id", "金额标识", "Amount id", "见该公开的 amounts", "In `amounts` of that disclosure"),
        boolean("comparable_with_previous", "与上年可比", "Comparable with previous", "上年无数值时留空", "Blank without one"),
        money("previous", "上年数值", "Previous value"), money("change", "增减额", "Change", "不可比时留空", "Blank over a break"),
        number("change_percent", "增减百分比", "Percent change", "不可比或上年为零时留空", "Blank over a break or a zero base"),
        NOTE, NOTE_EN,
    ),
    key=("indicator", "rank"), always=True,
)  # fmt: skip

COMPLETENESS = Resource(
    "completeness", "公开完整性", "Completeness",
    (
        replace(text("item", "法定公开事项", "Statutory item", "见 knowledge/statutory_items.yml"), required=True),
        choice("state", "状态", "State", ITEM_STATES), text("evidence", "依据", "Evidence"),
    ),
    key=("item",), always=True,
)  # fmt: skip

FIELDS = Resource(
    "fields", "数据字典", "Data dictionary",
    (
        replace(text("package", "数据包", "Package", "disclosure 或 catalog", "disclosure or catalog"), required=True),
        replace(text("resource", "资源", "Resource"), required=True),
        text("resource_title_zh", "资源名称", "Title of the resource (Chinese)"),
        text("resource_title_en", "资源英文名称", "Title of the resource (English)"),
        integer("position", "序号", "Position"), replace(text("field", "字段", "Field"), required=True),
        text("title_zh", "名称", "Title (Chinese)"), text("title_en", "英文名称", "Title (English)"),
        text("description_zh", "说明", "Description (Chinese)"), text("description_en", "英文说明", "Description (English)"),
        text("type", "类型", "Type"), text("unit", "单位", "Unit"), text("values", "取值", "Values"),
        boolean("required", "必填", "Required"), boolean("key", "主键", "Part of the key"),
    ),
    key=("package", "resource", "field"), always=True, keyed=False,
)  # fmt: skip

FIXED: tuple[Resource, ...] = (
    UNITS,
    DISCLOSURES,
    INDICATORS,
    Resource("functions", "功能分类科目金额", "Amounts by functional code", _CODE_AMOUNTS,
             key=("resource", "measure", "row_id", "code", "field"), always=True),
    Resource("economics", "经济分类科目金额", "Amounts by economic code", _CODE_AMOUNTS,
             key=("resource", "measure", "row_id", "code", "field"), always=True),
    COMPLETENESS,
    replace(RESOURCES["checks"], title_zh="核对结果（全部）", title_en="All checks"),
    FIELDS,
    Resource("functional_codes", "支出功能分类科目", "Functional classification", _CODES, key=("code", "name"),
             always=True, keyed=False),
    Resource("economic_codes", "部门预算支出经济分类科目", "Economic classification", _CODES, key=("code", "name"),
             always=True, keyed=False),
    Resource("government_economic_codes", "政府预算支出经济分类科目", "Government economic classification", _CODES,
             key=("code", "name"), always=True, keyed=False),
)  # fmt: skip
"""The resources of the catalogue whose columns do not depend on the corpus."""

LINKS: tuple[Link, ...] = (
    Link("disclosures", ("unit_id",), "units", ("unit_id",)),
    Link("indicators", ("unit_id",), "units", ("unit_id",)),
    Link("indicators", ("unit_id", "from_fiscal_year", "from_stage"), "disclosures",
         ("unit_id", "fiscal_year", "stage")),
    *(Link(name, ("unit_id", "fiscal_year", "stage"), "disclosures", ("unit_id", "fiscal_year", "stage"))
      for name in ("functions", "economics", "completeness", "checks")),
    *(Link(name, ("unit_id",), "units", ("unit_id",))
      for name in ("cross_year", "cross_year_functions", "cross_year_economics")),
)  # fmt: skip
"""The foreign keys of the catalogue."""


def resources(years: Iterable[int]) -> dict[str, Resource]:
    """All resources of a catalogue in order; the cross-year tables have one column for each of `years` (`y2021`)."""
    columns = tuple(money(f"y{year}", f"{year}年", str(year)) for year in sorted(set(years)))
    coded = (UNIT_ID, text("resource", "资源", "Resource"), replace(CODE, required=True), STAGE)
    crossed = (
        Resource("cross_year", "跨年表：指标", "Across years: indicators",
                 (UNIT_ID, replace(INDICATOR, required=True), STAGE, *columns, BREAKS, NOTE, NOTE_EN),
                 key=("unit_id", "indicator", "stage"), always=True, keyed=False),
        *(Resource(f"cross_year_{name}", f"跨年表：{zh}", f"Across years: {en}",
                   (*coded, *columns, BREAKS, NOTE, NOTE_EN),
                   key=("unit_id", "resource", "code", "stage"), always=True, keyed=False)
          for name, zh, en in (("functions", "功能分类科目", "functional codes"),
                               ("economics", "经济分类科目", "economic codes"))),
    )  # fmt: skip
    return {one.name: one for one in (*FIXED[:3], *crossed, *FIXED[3:])}

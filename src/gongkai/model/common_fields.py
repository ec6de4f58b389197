"""The fields that many resources share, and short ways to define the others."""

from __future__ import annotations

from gongkai.model.field import Field, Resource

STAGES = ("budget", "final", "performance")
MEASURES = ("budget", "adjusted_budget", "final", "prior_budget", "prior_final", "change", "execution")
SIDES = ("revenue", "expenditure")
CLASSIFICATIONS = ("source", "function", "purpose", "economic", "government_economic")
STATES = ("data", "empty_with_note", "empty")
ROLES = ("caption", "heading", "label", "code", "amount", "quantity", "ordinal", "text", "empty")
BASES = ("printed", "corrected", "derived")
CHECK_STATES = ("pass", "fail", "note", "not_testable", "not_disclosed")
DIRECTIONS = ("increase", "decrease", "flat")

UNIT_ID = Field(
    "unit_id", "单位标识", "Unit id", "行政区划代码加机构缩写", "Division code and agency slug", required=True
)
FISCAL_YEAR = Field(
    "fiscal_year", "预算年度", "Fiscal year", "所公开收支的年度", "The year the money is for", "integer", required=True,
    column_type="date:fiscal-year",
)  # fmt: skip
STAGE = Field("stage", "阶段", "Stage", "预算、决算或绩效", "Budget, final account or performance", enum=STAGES,
              required=True, column_type="fiscal:phase")  # fmt: skip
KEYS = (UNIT_ID, FISCAL_YEAR, STAGE)


def columns(resource: Resource) -> tuple[Field, ...]:
    """All columns of a file in order: the three keys, where it has them, and the fields."""
    return (*KEYS, *resource.fields) if resource.keyed else resource.fields


ROW_ID = Field(
    "row_id", "行标识", "Row id", "原文中的表号与行号", "Table and row as printed, e.g. t05r12", required=True
)
MEASURE = Field(
    "measure", "口径", "Measure", "该组数字的口径", "What the column group holds", enum=MEASURES, required=True
)


def text(name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> Field:
    """A column of text."""
    return Field(name, zh, en, about_zh, about_en)


def money(name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> Field:
    """A column of amounts in 元."""
    return Field(name, zh, en, about_zh or "单位：元", about_en or "In yuan (CNY)", "number", True, column_type="value")


def number(name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> Field:
    """A column of exact numbers that are not money."""
    return Field(name, zh, en, about_zh, about_en, "number")


def integer(name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> Field:
    """A column of whole numbers."""
    return Field(name, zh, en, about_zh, about_en, "integer")


def boolean(name: str, zh: str, en: str, about_zh: str = "", about_en: str = "") -> Field:
    """A column of true and false."""
    return Field(name, zh, en, about_zh, about_en, "boolean")


def choice(name: str, zh: str, en: str, values: tuple[str, ...]) -> Field:
    """A column with a closed list of values."""
    return Field(name, zh, en, "取值固定", "Closed list of values", enum=values)


FUNCTION_CODE = Field("function_code", "功能分类科目编码", "Functional classification code",
                      column_type="functional-classification:generic:code")  # fmt: skip
FUNCTION_NAME = Field("function_name", "功能分类科目名称", "Functional classification name",
                      column_type="functional-classification:generic:label")  # fmt: skip
ECONOMIC_CODE = Field("economic_code", "部门预算支出经济分类科目编码", "Economic classification code",
                      column_type="economic-classification:generic:code")  # fmt: skip
ECONOMIC_NAME = Field("economic_name", "部门预算支出经济分类科目名称", "Economic classification name",
                      column_type="economic-classification:generic:label")  # fmt: skip
PROJECT_NAME = Field("project_name", "项目名称", "Project name", column_type="activity:generic:project:label")
ITEM = text("item", "规范项目", "Canonical item", "见 knowledge/indicators.yml；无对应时留空", "Key; blank if none")
ITEM_NAME = text("item_name", "项目（原文）", "Item as printed")

DIMENSIONS = (
    text("unit_code", "单位编码", "Budget unit code"),
    text("unit_name", "单位名称", "Budget unit name"),
    FUNCTION_CODE,
    FUNCTION_NAME,
    ECONOMIC_CODE,
    ECONOMIC_NAME,
    text("government_economic_code", "政府预算支出经济分类科目编码", "Government economic classification code"),
    text("government_economic_name", "政府预算支出经济分类科目名称", "Government economic classification name"),
    PROJECT_NAME,
)

TOTAL = money("total", "合计", "Total")
BASIC = money("basic", "基本支出", "Basic expenditure")
PERSONNEL = money("personnel", "人员经费", "Personnel")
PUBLIC = money("public", "公用经费", "Operating (public) expenditure")
PROJECT = money("project", "项目支出", "Project expenditure")
GENERAL_BUDGET = money("general_budget", "一般公共预算", "General public budget")
GOVERNMENT_FUND = money("government_fund", "政府性基金预算", "Government fund budget")
STATE_CAPITAL = money("state_capital", "国有资本经营预算", "State capital operations budget")
FISCAL_ACCOUNT = money("fiscal_special_account", "财政专户管理资金", "Fiscal special account")
OPERATING = money("operating", "经营收支", "Operating revenue or expenditure of institutions")

SOURCE_FILE = text("source_file", "来源文件", "Source file")
LINE_START = integer("line_start", "起始行", "First line")
LINE_END = integer("line_end", "终止行", "Last line")
PAGE = integer("page", "页", "Page")

"""Every published column, defined once. Schemas, CSV headers, the data dictionary and the pages are made from this.

The names are a contract: people's scripts and citations hang on them. Add, never rename.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.model.common_fields import (
    BASES,
    BASIC,
    CHECK_STATES,
    CLASSIFICATIONS,
    DIMENSIONS,
    DIRECTIONS,
    ECONOMIC_CODE,
    ECONOMIC_NAME,
    FISCAL_ACCOUNT,
    FUNCTION_CODE,
    FUNCTION_NAME,
    GENERAL_BUDGET,
    GOVERNMENT_FUND,
    ITEM,
    ITEM_NAME,
    KEYS,
    LINE_END,
    LINE_START,
    MEASURE,
    MEASURES,
    PAGE,
    PROJECT,
    PROJECT_NAME,
    ROLES,
    ROW_ID,
    SIDES,
    SOURCE_FILE,
    STAGES,
    STATE_CAPITAL,
    STATES,
    TOTAL,
    boolean,
    choice,
    integer,
    money,
    number,
    text,
)
from gongkai.model.field import Field, Resource
from gongkai.model.statutory_fields import STATUTORY

__all__ = [
    "BASES",
    "CHECK_STATES",
    "CLASSIFICATIONS",
    "DIRECTIONS",
    "KEYS",
    "MEASURES",
    "RESOURCES",
    "ROLES",
    "SIDES",
    "STAGES",
    "STATES",
]

_VERBATIM = (
    Resource(
        "sections", "文字段落", "Paragraphs",
        (
            ROW_ID,
            text("parent_id", "所属标题", "Heading above"),
            integer("level", "标题层级", "Heading level", "正文为 0", "0 for running text"),
            text("number", "编号", "Printed number"),
            text("heading", "标题", "Heading"),
            text("kind", "类别", "Kind", "heading、text、list、caption、unit、note、contents、furniture",
                 "heading, text, list, caption, unit, note, contents or furniture"),
            text("text", "原文", "Text as printed"),
            SOURCE_FILE, LINE_START, LINE_END, PAGE,
        ),
        always=True,
    ),
    Resource(
        "tables", "表格目录", "Tables",
        (
            replace(ROW_ID, name="table_id", title_zh="表标识", title_en="Table id"),
            text("caption", "表名（原文）", "Caption as printed"),
            text("form", "规范表", "Official form"),
            text("form_evidence", "识别依据", "Why it was recognised"),
            choice("state", "状态", "State", STATES),
            integer("rows", "行数", "Rows"),
            integer("columns", "列数", "Columns"),
            text("unit", "金额单位（原文）", "Unit of money as printed"),
            text("unit_evidence", "单位出处", "Where the unit is stated"),
            number("unit_factor", "折合元的倍数", "Factor to yuan"),
            SOURCE_FILE, LINE_START, LINE_END, PAGE,
            boolean("recognised", "已识别", "Recognised"),
        ),
        key=("table_id",), always=True,
    ),
    Resource(
        "cells", "单元格", "Cells",
        (
            replace(ROW_ID, name="cell_id", title_zh="单元格标识", title_en="Cell id"),
            text("table_id", "表标识", "Table id"),
            integer("row", "行", "Row"),
            integer("column", "列", "Column"),
            integer("rowspan", "跨行", "Rows covered"),
            integer("colspan", "跨列", "Columns covered"),
            text("text", "原文", "Text as printed"),
            choice("role", "作用", "Role", ROLES),
            SOURCE_FILE,
            integer("line", "行号", "Line"),
            PAGE,
            text("used_by", "用于", "Used by", "资源.行.字段，多处以空格分隔", "resource.row_id.field, several separated by blanks"),
        ),
        key=("cell_id",), always=True,
    ),
)  # fmt: skip

_OTHER = (
    Resource(
        "budget_detail", "明细预算表", "Budget detail",
        (
            ROW_ID, MEASURE, FUNCTION_CODE, FUNCTION_NAME, ECONOMIC_CODE, ECONOMIC_NAME, PROJECT_NAME,
            money("amount", "预算金额", "Amount"),
            text("is_procurement", "是否政府采购", "Government procurement"),
            money("service_purchase", "政府购买服务", "Purchase of services"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "transfers", "转移支付表", "Transfers",
        (
            ROW_ID, MEASURE, FUNCTION_CODE, FUNCTION_NAME, ECONOMIC_CODE, ECONOMIC_NAME, PROJECT_NAME,
            money("amount", "指标金额", "Amount"),
            text("document_number", "文号", "Document number"),
            text("is_procurement", "是否政府采购", "Government procurement"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "procurement", "政府采购表", "Government procurement",
        (
            ROW_ID, MEASURE,
            text("unit_code", "单位编码", "Budget unit code"), text("unit_name", "单位名称", "Budget unit name"),
            PROJECT_NAME,
            money("project_amount", "项目预算资金", "Project budget"),
            text("goods_name", "采购物品名称", "Goods"),
            text("catalogue_code", "政府采购目录序号", "Procurement catalogue code"),
            text("measure_unit", "计量单位", "Unit of measure"),
            number("quantity", "数量", "Quantity"),
            money("unit_price", "单价", "Unit price"),
            TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
            money("unit_funds", "单位资金", "Own funds of the unit"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "project_expenditure", "项目支出表", "Project expenditure",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
            money("unit_funds", "单位资金", "Own funds of the unit"),
            money("carried_over", "上年结转", "Carried over from last year"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "basic_expenditure_sources", "基本支出表（按资金来源）", "Basic expenditure by source of funds",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
            money("unit_funds", "单位资金", "Own funds of the unit"),
            money("carried_over", "上年结转", "Carried over from last year"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "special_account_expenditure", "财政专户管理资金支出表", "Expenditure of the fiscal special account",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL, BASIC, PROJECT,
            money("carried_over_in", "年初结转和结余", "Carried over at the start of the year"),
            money("revenue", "本年收入", "Revenue of the year"),
            money("carried_over_out", "年末结转和结余", "Carried over at the end of the year"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "economic_expenditure", "支出表（按经济分类）", "Expenditure by economic classification",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL, BASIC, PROJECT, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL,
            FISCAL_ACCOUNT,
            money("unit_funds", "单位资金", "Own funds of the unit"),
            money("carried_over", "上年结转", "Carried over from last year"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "asset_purchases", "新增资产配置表", "New assets",
        (
            ROW_ID, MEASURE,
            text("unit_code", "单位编码", "Budget unit code"), text("unit_name", "单位名称", "Budget unit name"),
            PROJECT_NAME, text("goods_name", "资产名称", "Assets"),
            text("measure_unit", "计量单位", "Unit of measure"), number("quantity", "数量", "Quantity"),
            money("unit_price", "单价", "Unit price"),
            TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
            money("unit_funds", "单位资金", "Own funds of the unit"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "agency_operation", "机关运行经费支出表", "Agency operation",
        (ROW_ID, MEASURE, ECONOMIC_CODE, ECONOMIC_NAME, TOTAL),
        key=("row_id", "measure"),
    ),
    Resource(
        "service_purchase", "政府购买服务表", "Purchase of services",
        (
            ROW_ID, MEASURE, PROJECT_NAME,
            text("level1", "一级目录", "Level 1 of the catalogue"),
            text("level2", "二级目录", "Level 2 of the catalogue"),
            text("level3", "三级目录", "Level 3 of the catalogue"),
            TOTAL,
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "fixed_assets", "固定资产占用表", "Fixed assets",
        (
            ROW_ID, ITEM, ITEM_NAME,
            text("parent_item", "上级项目", "Parent item"),
            number("quantity", "数量", "Quantity"),
            text("quantity_unit", "数量单位", "Unit of quantity"),
            money("value", "价值", "Value"),
            Field("as_of", "截止日期", "As of", "表上印出的截止时间", "Date printed on the table", "date"),
        ),
    ),
    Resource(
        "organisations", "机构设置", "Organisation",
        (
            ROW_ID, text("name", "单位名称", "Name"), text("nature", "单位性质", "Nature"),
            text("rank", "单位规格", "Rank"), text("funding", "经费保障形式", "Form of funding"),
        ),
    ),
    Resource(
        "projects", "绩效目标表（项目）", "Performance forms: heads",
        (
            ROW_ID, choice("scope", "范围", "Scope", ("project", "unit")),
            text("project_code", "项目编码", "Project code"), PROJECT_NAME,
            text("unit_code", "单位编码", "Budget unit code"),
            text("unit_name", "单位名称", "Budget unit name"),
            money("budget", "预算数", "Budget"), BASIC,
            money("project_expenditure", "项目支出", "Project expenditure"),
            money("fiscal_funds", "财政资金", "Fiscal funds"), money("other_funds", "其他资金", "Other funds"),
            text("purpose", "资金用途", "Purpose"),
            *(number(f"schedule_{month}", f"{zh}支出计划", f"Spending plan, end of {month.title()}", "百分比", "Percent")
              for month, zh in (("march", "3月底"), ("june", "6月底"), ("october", "10月底"), ("december", "12月底"))),
        ),
    ),
    Resource(
        "performance_goals", "绩效目标", "Performance goals",
        (ROW_ID, text("subject_id", "对象", "Subject", "项目或活动的行标识；空白为整体", "Project or activity; blank: the whole unit"),
         text("goal_no", "序号", "Number"), text("text", "目标", "Goal")),
    ),
    Resource(
        "performance_indicators", "绩效指标", "Performance indicators",
        (
            ROW_ID, text("subject_id", "对象", "Subject"),
            text("level1", "一级指标", "Level 1"), text("level2", "二级指标", "Level 2"), text("level3", "三级指标", "Level 3"),
            text("description", "指标描述", "Description"),
            text("operator", "符号", "Operator"), number("value", "指标值", "Value"),
            text("value_text", "指标值（原文）", "Value as printed"), text("value_unit", "单位", "Unit"),
            text("basis", "确定依据", "Basis"), text("scoring", "评分标准", "Scoring"),
            number("weight", "分值", "Weight"), text("actual", "实际完成值", "Value reached"),
            number("score", "得分", "Score"), text("remark", "备注", "Remark"),
            *(text(n, zh, en) for n, zh, en in (("excellent", "优", "Excellent"), ("good", "良", "Good"),
                                                ("fair", "中", "Fair"), ("poor", "差", "Poor"))),
        ),
    ),
    Resource(
        "activities", "职责—工作活动", "Duties and activities",
        (ROW_ID, text("parent_id", "上级", "Parent"), text("name", "职责或活动", "Duty or activity"),
         money("budget", "年度预算数", "Budget"), text("content", "内容描述", "Content"), text("goal", "绩效目标", "Goal")),
    ),
    Resource(
        "staffing", "人员构成", "Staffing",
        (ROW_ID, text("kind", "人员类别", "Kind"), integer("count", "人数", "Count"),
         SOURCE_FILE, integer("line", "行号", "Line"), PAGE),
    ),
)  # fmt: skip

_NARRATIVE = (
    Resource(
        "statements", "文字中的数字", "Numbers in sentences",
        (
            ROW_ID, text("section_id", "段落", "Section"), text("sentence", "原句", "Sentence"),
            text("indicator", "指标", "Indicator", "见 knowledge/indicators.yml；无对应时留空", "Blank if none"),
            integer("year", "年度", "Year"), choice("measure", "口径", "Measure", MEASURES),
            money("amount", "金额", "Amount"), money("change", "变动额", "Change"),
            choice("change_direction", "变动方向", "Direction", DIRECTIONS),
            number("change_percent", "变动百分比", "Percent change"),
            integer("base_year", "比较基年", "Base year"),
            replace(choice("base_measure", "比较口径", "Base measure", MEASURES),
                    description_zh="取值固定；原文未写明时留空", description_en="Closed list; blank where the sentence does not say"),
            text("printed", "数字（原文）", "As printed"), text("unit", "单位（原文）", "Unit as printed"),
            SOURCE_FILE, integer("line", "行号", "Line"), PAGE,
            text("code", "科目编码", "Code", "句中科目名称对应的编码", "Code of the classification named in the sentence"),
            text("part_of", "其中", "Part of", "所属金额的行标识", "Row id of the amount this is a part of"),
            number("share_percent", "占比", "Share", "“占…的”百分比", "Percent of the whole that the sentence names"),
            number("completion_percent", "完成预算的百分比", "Percent of the budget carried out"),
        ),
    ),
    Resource(
        "amounts", "金额与出处", "Amounts and their cells",
        (
            replace(ROW_ID, name="amount_id", title_zh="金额标识", title_en="Amount id"),
            text("resource", "资源", "Resource"), replace(ROW_ID, required=False),
            replace(MEASURE, required=False), text("field", "字段", "Field"),
            money("amount", "金额", "Amount"), text("printed", "原文", "As printed"), text("unit", "单位", "Unit"),
            number("factor", "倍数", "Factor"), number("precision", "精度（元）", "Precision in yuan"),
            choice("basis", "依据", "Basis", BASES), text("cell_id", "单元格", "Cell"),
            text("statement_id", "语句", "Statement"),
        ),
        key=("amount_id",),
    ),
    Resource(
        "checks", "核对结果", "Checks",
        (
            replace(ROW_ID, name="check_id", title_zh="核对标识", title_en="Check id"),
            text("rule", "规则", "Rule"), text("subject", "对象", "Subject"),
            choice("state", "结果", "State", CHECK_STATES),
            text("left_label", "左侧", "Left side"), number("left", "左值", "Left"), text("left_source", "左侧出处", "Left source"),
            text("right_label", "右侧", "Right side"), number("right", "右值", "Right"),
            text("right_source", "右侧出处", "Right source"),
            number("difference", "差额", "Difference"), number("tolerance", "容差", "Tolerance"),
            text("message_zh", "说明", "Message (Chinese)"), text("message_en", "英文说明", "Message (English)"),
        ),
        key=("check_id",), always=True,
    ),
)  # fmt: skip

RESOURCES: dict[str, Resource] = {r.name: r for r in (*_VERBATIM, *STATUTORY, *_OTHER, *_NARRATIVE)}
"""Every resource of a disclosure's package, in the order in which packages list them."""

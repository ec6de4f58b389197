"""The columns of the nine statutory forms (财预〔2016〕143号; 国有资本经营 since 2021)."""

from __future__ import annotations

from gongkai.model.common_fields import (
    BASIC,
    CLASSIFICATIONS,
    DIMENSIONS,
    FISCAL_ACCOUNT,
    GENERAL_BUDGET,
    GOVERNMENT_FUND,
    ITEM,
    ITEM_NAME,
    MEASURE,
    OPERATING,
    PERSONNEL,
    PROJECT,
    PUBLIC,
    ROW_ID,
    SIDES,
    STATE_CAPITAL,
    TOTAL,
    choice,
    money,
    text,
)
from gongkai.model.field import Resource

STATUTORY = (
    Resource(
        "revenue_expenditure", "收支总表", "Revenue and expenditure",
        (
            ROW_ID, MEASURE,
            choice("side", "收入或支出", "Side", SIDES),
            choice("classification", "分类方式", "Classification", CLASSIFICATIONS),
            text("line_no", "序号", "Printed line number"),
            ITEM_NAME, ITEM,
            text("code", "科目编码", "Code"),
            money("amount", "金额", "Amount"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "revenue", "收入总表", "Revenue",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL,
            money("current_year", "本年收入小计", "Revenue of the year"),
            money("carried_over", "上年结转", "Carried over from last year"),
            money("fiscal_appropriation", "财政拨款收入", "Fiscal appropriation",
                  "仅当表中不分预算类别时", "Only where the table does not tell its funds apart"),
            GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
            money("superior_subsidy", "上级补助收入", "Subsidy from superior unit"),
            money("business", "事业收入", "Institutional service revenue"),
            OPERATING,
            money("subordinate_remittance", "附属单位上缴收入", "Remittance from subordinate units"),
            money("other", "其他收入", "Other revenue"),
            money("balance_used", "使用非财政拨款结余", "Use of non-fiscal balances"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "expenditure", "支出总表", "Expenditure",
        (
            ROW_ID, MEASURE, *DIMENSIONS, TOTAL, BASIC, PERSONNEL, PUBLIC, PROJECT,
            money("remitted_to_superior", "上缴上级支出", "Remitted to superior unit"),
            OPERATING,
            money("subsidy_to_subordinate", "对附属单位补助支出", "Subsidy to subordinate units"),
            money("reserve", "预留机动经费", "Reserve"),
            money("carried_forward", "结转下年", "Carried forward"),
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "appropriation", "财政拨款收支总表", "Fiscal appropriation",
        (
            ROW_ID, MEASURE,
            choice("side", "收入或支出", "Side", SIDES),
            choice("classification", "分类方式", "Classification", CLASSIFICATIONS),
            text("line_no", "序号", "Printed line number"),
            ITEM_NAME, ITEM,
            text("code", "科目编码", "Code"),
            TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL,
        ),
        key=("row_id", "measure"),
    ),
    Resource(
        "general_budget_expenditure", "一般公共预算支出表", "General public budget expenditure",
        (ROW_ID, MEASURE, *DIMENSIONS, TOTAL, BASIC, PERSONNEL, PUBLIC, PROJECT),
        key=("row_id", "measure"),
    ),
    Resource(
        "basic_expenditure", "一般公共预算基本支出表", "Basic expenditure of the general public budget",
        (ROW_ID, MEASURE, *DIMENSIONS, TOTAL, PERSONNEL, PUBLIC),
        key=("row_id", "measure"),
    ),
    *(
        Resource(
            name, zh, en,
            (
                ROW_ID, MEASURE, *DIMENSIONS, TOTAL, BASIC, PROJECT,
                money("carried_over_in", "年初结转和结余", "Carried over at the start of the year"),
                money("revenue", "本年收入", "Revenue of the year"),
                money("carried_over_out", "年末结转和结余", "Carried over at the end of the year"),
            ),
            key=("row_id", "measure"),
        )
        for name, zh, en in (
            ("government_fund_expenditure", "政府性基金预算支出表", "Government fund expenditure"),
            ("state_capital_expenditure", "国有资本经营预算支出表", "State capital operations expenditure"),
        )
    ),
    *(
        Resource(
            name, zh, en,
            (
                ROW_ID, MEASURE,
                choice("side", "收入或支出", "Side", SIDES),
                choice("classification", "分类方式", "Classification", CLASSIFICATIONS),
                text("line_no", "序号", "Printed line number"),
                ITEM_NAME, ITEM,
                text("code", "科目编码", "Code"),
                money("amount", "金额", "Amount"),
            ),
            key=("row_id", "measure"),
        )
        for name, zh, en in (
            ("government_fund_balance", "政府性基金收支表", "Government fund revenue and expenditure"),
            ("state_capital_balance", "国有资本经营预算收支表", "State capital operations revenue and expenditure"),
        )
    ),
    Resource(
        "three_public", "“三公”经费表", "“Three public” expenses",
        (ROW_ID, MEASURE, ITEM, ITEM_NAME, TOTAL, GENERAL_BUDGET, GOVERNMENT_FUND, STATE_CAPITAL, FISCAL_ACCOUNT,
         text("unit_code", "单位编码", "Budget unit code"), text("unit_name", "单位名称", "Budget unit name")),
        key=("row_id", "measure"),
    ),
)  # fmt: skip

"""B6: the projects' budgets against project expenditure; equal, less, or explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.checks.figure import Side
from gongkai.checks.headlines import Headline, headlines
from gongkai.checks.judging import best, compare, equal, untestable
from gongkai.checks.ledger import Ledger, Line, table_of, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place, side, total_line
from gongkai.knowledge.text import fold

Known = Mapping[str, tuple[Headline, ...]]

LESS = ("绩效目标表可以不包括全部项目", "Performance forms need not cover every project")
MORE = (
    "项目预算可能含跨年度资金、其他资金或重复列示",
    "Project budgets may hold several years, other funds or the same project twice",
)
SAME_NAME = ("同名项目可能只是其中一部分", "Rows of the same name may be parts of different projects")
ZERO = ("该表可能只填列项目支出", "The form may cover projects only")


def find(ledger: Ledger) -> Iterator[Result]:
    """The form of the whole unit, and the sum of the forms of the projects."""
    known = ledger.once(headlines)
    lines = list(ledger.lines("projects"))
    found = [result for line in lines if text(line.row, "scope") == "unit" for result in _unit(ledger, line, known)]
    found += _sum(ledger, [line for line in lines if text(line.row, "scope") != "unit"], known)
    found += [*_table(ledger, known), *_named(ledger, lines)]
    if not found:
        yield untestable(
            "projects",
            "projects",
            "没有同时公开项目预算和项目支出合计",
            "project budgets or project expenditure are not printed",
        )
    yield from found


def _values(known: Known, indicator: str) -> list[Side]:
    return [one.side for one in known.get(indicator, ()) if one.measure in {"budget", ""}]


def _unit(ledger: Ledger, line: Line, known: Known) -> Iterator[Result]:
    """The unit's own form names project and basic expenditure: they are those of the tables, in some scope."""
    for name, indicator in (("project_expenditure", "project_expenditure"), ("basic", "basic_expenditure")):
        left, rights = side(ledger, line, name), _values(known, indicator)
        if left is not None and rights:
            softer = ZERO if not left.amount else None
            yield compare(ledger, place(line, name), line.row_id, left, best(left, rights), between=True, softer=softer)


def _table(ledger: Ledger, known: Known) -> Iterator[Result]:
    """The total of the table of projects, where there is one; one of another name may cover some projects only."""
    for block in ledger.blocks("project_expenditure"):
        line, rights = total_line(block), _values(known, "project_expenditure")
        left = side(ledger, line, "total") if line else None
        if line and left and rights and block.measure == "budget":
            right = best(left, rights)
            if not equal(left, right) and "项目" not in ledger.caption(block.table_id):
                continue
            softer = LESS if left.amount < right.amount else MORE
            yield compare(ledger, place(line, "total"), line.row_id, left, right, between=True, softer=softer)


def _named(ledger: Ledger, lines: list[Line]) -> Iterator[Result]:
    """Each project's form against the rows of the same name: their sum in detail tables, each in procurement tables."""
    projects = {fold(text(line.row, "project_name")): line for line in lines if line.get("budget")}
    for name, line in projects.items():
        left = side(ledger, line, "budget")
        for resource, field in (("budget_detail", "amount"), ("project_expenditure", "total")):
            same = [one for one in ledger.lines(resource) if fold(text(one.row, "project_name")) == name]
            figures = tuple(figure for one in same if one.measure == "budget" and (figure := one.get(field)))
            if left and figures:
                zh = f"《{ledger.caption(same[0].table_id)}》同名项目"
                zh += f"{len(figures)}行之和" if len(figures) > 1 else ""
                right = Side(zh, f"the project of that name in table {same[0].table_id}", figures)
                place_ = f"{line.row_id}-{table_of(same[0].row_id)}"
                yield compare(ledger, place_, line.row_id, left, right, between=True, softer=SAME_NAME)
        for one in ledger.lines("procurement"):
            named = side(ledger, one, "project_amount")
            if left and named and fold(text(one.row, "project_name")) == name:
                yield compare(
                    ledger, place(one, "project_amount"), one.row_id, named, left, between=True, softer=SAME_NAME
                )


def _sum(ledger: Ledger, lines: list[Line], known: Known) -> list[Result]:
    figures = tuple(figure for line in lines if (figure := line.get("budget")))
    rights = _values(known, "project_expenditure")
    if not figures or not rights:
        return []
    left = Side(f"{len(figures)}个项目绩效目标表的预算之和", f"the budgets of {len(figures)} project forms", figures)
    right = best(left, rights)
    softer = LESS if left.amount < right.amount else MORE
    return [compare(ledger, "projects", "projects", left, right, between=True, softer=softer)]


RULE = Rule(
    "B6",
    "项目预算与项目支出相符",
    "Project budgets agree with project expenditure",
    "整体绩效目标表所列项目支出，应等于支出表的项目支出；各项目预算之和通常不大于项目支出，不等时注明。",
    "Project expenditure in the performance form of the whole unit is that of the expenditure table; the project forms "
    "together are usually not more.",
    find,
    ("performance_goals",),
)

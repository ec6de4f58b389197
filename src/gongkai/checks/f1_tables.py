"""F1: the statutory tables are disclosed, or printed empty with a note."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.completeness import Assessment, assessments
from gongkai.checks.ledger import Ledger
from gongkai.checks.rule import Result, Rule

FROM = {
    "disclosed": ("pass", "已公开", "is disclosed"),
    "empty_with_note": ("pass", "以空表公开并有说明", "is printed empty with a note"),
    "empty_without_note": ("note", "为空表，没有说明", "is printed empty without a note"),
    "missing": ("not_disclosed", "没有公开", "is not in the files we hold"),
    "not_testable": ("not_testable", "无法判断", "cannot be judged"),
}
"""The state of a check and the words for each state of completeness."""


_INNER = str.maketrans("“”", "‘’")


def results(ledger: Ledger, kind: str) -> Iterator[Result]:
    """One result for each item of a kind that is asked of this disclosure."""
    for one in ledger.once(assessments):
        if one.item.kind == kind and one.state in FROM:
            yield _result(one)


def _result(one: Assessment) -> Result:
    state, zh, en = FROM[one.state]
    if state == "not_disclosed" and not one.item.verified:
        state, zh = "note", "没有公开；是否必须公开的规定有待核实"
    title = one.item.title_zh.translate(_INNER)
    detail = f"（{one.evidence}）" if state in {"not_disclosed", "not_testable"} else ""
    return Result(
        one.item.key,
        one.item.key,
        state,
        f"“{title}”{zh}{detail}。",
        f"“{one.item.title_en}” {en}.",
        "应公开",
        None,
        "",
        "已公开",
        None,
        one.evidence.split()[0] if state in {"pass", "note"} else "",
    )


def find(ledger: Ledger) -> Iterator[Result]:
    """The tables of knowledge/statutory_items.yml."""
    yield from results(ledger, "table")


RULE = Rule(
    "F1",
    "应公开的表格齐全",
    "The statutory tables are there",
    "按财预〔2016〕143号等规定逐张检查：已公开、空表有说明、空表无说明或没有公开。只说明所收文件中有没有。",
    "Each table of the rules (财预〔2016〕143号 and others): disclosed, empty with or without a note, or "
    "missing from the files we hold.",
    find,
)

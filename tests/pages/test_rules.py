"""Pages of rules: what is found is said once, what fails first, and every place leads to its check."""

from __future__ import annotations

import re
from dataclasses import replace

from pages.sample import UNIT, inputs, one

from gongkai.pages import render, rules
from gongkai.pages.inputs import PageInputs
from gongkai.pages.ledger import CheckView, SideView
from gongkai.pages.overview import Overview, overview
from gongkai.pages.shares import Gathered

NOWHERE = SideView("", ())


def check(number: int, state: str, message: str) -> CheckView:
    return CheckView(f"check-{number}", "E1", "", "", state, state, "!", message, NOWHERE, NOWHERE)


def brief(slug: str, *checks: CheckView) -> Overview:
    found = overview(one(UNIT, 2021), inputs().knowledge, {})
    unit = replace(UNIT, unit_id=f"130300-{slug}", name=f"单位{slug}")
    counts = tuple(("E1", state, 1) for state in sorted({one.state for one in checks}))
    return replace(found, disclosure=replace(found.disclosure, unit=unit), findings=checks, rules=counts)


def page(*briefs: Overview) -> str:
    gathered = Gathered()
    for found in briefs:
        gathered.add(rules.shares([found]))
    what = PageInputs((), inputs().knowledge, "公开")
    made = {page.address: page for sheaf in rules.sheaves(gathered, what) for page in sheaf.pages()}
    return render.fragment(made["checks/E1/"])["body"]


def test_said_once_with_every_place() -> None:
    html = page(
        brief("a", check(1, "note", "简称"), check(2, "note", "简称"), check(3, "note", "另一处")),
        brief("b", check(4, "fail", "不等<1>"), check(5, "note", "简称")),
    )
    assert html.count("简称") == 1
    assert html.index("不等&lt;1&gt;") < html.index("简称") < html.index("另一处"), "what fails comes first"
    links = re.findall(r'href="\.\./\.\./(units/[^"]+)"', html)
    assert [link.rpartition("#")[2] for link in links] == ["check-4", "check-1", "check-5", "check-3"]
    assert "另有 1 处" in html

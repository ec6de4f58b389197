"""The ledger of checks: every rule, what it means, how often it fails, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.pages import labels, paging
from gongkai.pages.inputs import PageInputs
from gongkai.pages.ledger import ORDER, CheckView
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging
from gongkai.pages.rows import text

TEMPLATE = "rule.html"
INDEX_TEMPLATE = "rules.html"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule with its results; `counts` are in the order of `RulesContext.states`."""

    rule: str
    title: str
    description: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class RulesContext:
    """All rules."""

    states: tuple[tuple[str, str], ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class RuleContext:
    """One rule, and everything that did not simply pass."""

    line: RuleLine
    states: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str, CheckView], ...]
    """(address, unit and heading, check)."""
    paging: Paging


STATES = tuple((state, labels.CHECK_STATES[state]) for state in ORDER)


def pages(overviews: Sequence[Overview], inputs: PageInputs) -> Iterator[Page]:
    """The index of rules, and one page per rule that was applied or is described."""
    known = {text(row, "rule"): (text(row, "title_zh"), text(row, "explanation_zh")) for row in inputs.rules}
    counts: dict[str, dict[str, int]] = {rule: {} for rule in known}
    for one in overviews:
        for rule, state, count in one.rules:
            counted = counts.setdefault(rule, {})
            counted[state] = counted.get(state, 0) + count
    lines = tuple(
        RuleLine(rule, *known.get(rule, (rule, "")), tuple(found.get(state, 0) for state, _ in STATES))
        for rule, found in sorted(counts.items())
    )
    yield Page(
        address="checks/",
        title="核对",
        template=INDEX_TEMPLATE,
        context=RulesContext(STATES, lines),
        lead="把原文的两处说法放在一起比：表与表、表与文字、合计与各项。只指出对不上的地方，不改动任何数字。",
        crumbs=(("", "首页"),),
    )
    for line in lines:
        yield from _rule_pages(line, overviews)


def _rule_pages(line: RuleLine, overviews: Sequence[Overview]) -> Iterator[Page]:
    findings = tuple(
        (f"{one.disclosure.address}index.html", f"{one.unit.name} {labels.heading(one.disclosure)}", check)
        for one in overviews
        for check in one.findings
        if check.rule == line.rule
    )
    address, title = (
        f"checks/{line.rule}/",
        f"核对规则 {line.rule} {line.title if line.title != line.rule else ''}".strip(),
    )
    pages_needed = paging.count(len(findings))
    for number in range(1, pages_needed + 1):
        place = Paging(address, number, pages_needed)
        yield paging.numbered(_rule_page(line, title, paging.part(findings, number), place), place, title)


def _rule_page(line: RuleLine, title: str, findings: tuple[tuple[str, str, CheckView], ...], place: Paging) -> Page:
    return Page(
        address=place.address,
        title=title,
        template=TEMPLATE,
        context=RuleContext(line, STATES, findings, place),
        lead=line.description,
        contents=(Contents("results", "结果"), Contents("findings", "不符与需留意")) if findings else (),
        tags=(line.rule,),
        crumbs=(("", "首页"), ("checks/", "核对")),
    )

"""The ledger of checks: every rule, what it means, how often it fails, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from gongkai.pages import labels, listed, paging
from gongkai.pages.inputs import PageInputs
from gongkai.pages.ledger import ORDER, CheckView
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging
from gongkai.pages.rows import text
from gongkai.pages.shares import Sheaf, Source, added

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


class Finding(NamedTuple):
    """What a check that did not simply pass says, and the link to the place, with how many more of the same disclosure
    say the same."""

    state: str
    message: str
    place: str

    @property
    def sign(self) -> str:
        """The state in one character."""
        return labels.CHECK_SIGNS[self.state]

    @property
    def title(self) -> str:
        """The state in words."""
        return labels.CHECK_STATES[self.state]


@dataclass(frozen=True)
class RuleContext:
    """One rule, and everything that did not simply pass."""

    line: RuleLine
    states: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    paging: Paging

    @property
    def groups(self) -> tuple[tuple[Finding, tuple[str, ...]], ...]:
        """What is found, each said once, with the places."""
        grouped = groupby(self.findings, key=lambda one: (one.state, one.message))
        found = (tuple(ones) for _, ones in grouped)
        return tuple((ones[0], tuple(one.place for one in ones)) for ones in found)

    def places(self, links: Sequence[str], root: str) -> Markup:
        """Links, on a page from which `root` leads to the root of the site."""
        return listed.placed(links, root, "、\n")


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit adds to the page of a rule."""

    counts: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]


STATES = tuple((state, labels.CHECK_STATES[state]) for state in ORDER)


def shares(overviews: Sequence[Overview]) -> dict[str, Share]:
    """The shares of one unit, by the address of the page."""
    counts: dict[str, Counter[str]] = {}
    findings: dict[str, list[Finding]] = {}
    for one in overviews:
        for rule, state, count in one.rules:
            counts.setdefault(rule, Counter())[state] += count
        for rule, line in _findings(one):
            findings.setdefault(rule, []).append(line)
    return {
        f"checks/{rule}/": Share(tuple(counts[rule].items()), tuple(findings.get(rule, ()))) for rule in sorted(counts)
    }


def _findings(one: Overview) -> Iterator[tuple[str, Finding]]:
    """By rule; those that say the same words once."""
    alike: dict[tuple[str, str, str], list[CheckView]] = {}
    for check in one.findings:
        alike.setdefault((check.rule, check.state, check.message or check.anchor), []).append(check)
    for (rule, _, _), checks in alike.items():
        yield rule, _line(one, checks)


def _line(one: Overview, alike: Sequence[CheckView]) -> Finding:
    """Of checks that say the same words of one disclosure."""
    first = alike[0]
    link = escape(f"{one.disclosure.address}index.html#{first.anchor}")
    name = escape(f"{one.unit.name} {labels.heading(one.disclosure)}")
    more = f" <small>另有 {len(alike) - 1} 处</small>" if len(alike) > 1 else ""
    return Finding(first.state, first.message, f'<a href="{listed.ROOT}{link}">{name}</a>{more}')


def sheaves(source: Source, inputs: PageInputs) -> Iterator[Sheaf]:
    """The index of rules, and one sheaf per rule that was applied or is described."""
    known = {text(row, "rule"): (text(row, "title_zh"), text(row, "explanation_zh")) for row in inputs.rules}
    there = {address.split("/")[1] for address, _ in source.keys("checks/")}
    rules = sorted(known.keys() | there)

    def line(rule: str, shares: Iterable[Share]) -> RuleLine:
        counts = added(dict(one.counts) for one in shares)
        return RuleLine(rule, *known.get(rule, (rule, "")), tuple(counts[state] for state, _ in STATES))

    def index() -> list[Page]:
        return [_index(tuple(line(rule, source.of(f"checks/{rule}/")) for rule in rules))]

    yield Sheaf("checks/", index, tuple(f"checks/{rule}/" for rule in rules), repr(rules))
    for rule in rules:
        address = f"checks/{rule}/"
        yield Sheaf(address, partial(_rule_pages, source, address, partial(line, rule)), (address,))


def _index(lines: tuple[RuleLine, ...]) -> Page:
    return Page(
        address="checks/",
        title="核对",
        template=INDEX_TEMPLATE,
        context=RulesContext(STATES, lines),
        lead="把原文的两处说法放在一起比：表与表、表与文字、合计与各项。只指出对不上的地方，不改动任何数字。",
        crumbs=(("", "首页"),),
    )


def _rule_pages(source: Source, address: str, counted: Callable[[Iterable[Share]], RuleLine]) -> Iterator[Page]:
    shares = list(source.of(address))
    line = counted(shares)
    lines = _together(finding for one in shares for finding in one.findings)
    title = f"核对规则 {line.rule} {line.title if line.title != line.rule else ''}".strip()
    total = paging.count(len(lines))
    for number in range(1, total + 1):
        place = Paging(address, number, total)
        yield paging.numbered(_rule_page(line, title, paging.part(lines, number), place), place, title)


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first, those that say the same together."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.state, one.message), []).append(one)
    ordered = sorted(groups, key=lambda key: ORDER.index(key[0]))
    return [one for key in ordered for one in groups[key]]


def _rule_page(line: RuleLine, title: str, findings: tuple[Finding, ...], place: Paging) -> Page:
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

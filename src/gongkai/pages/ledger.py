"""Rows of `checks` → what a reader sees: both sides, both places, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.model.package import Row
from gongkai.pages import labels, places
from gongkai.pages.rows import text

COUNTED = frozenset({"pass", "not_testable"})
"""States that are counted by rule, not listed one by one."""

ORDER = ("fail", "not_disclosed", "note", "not_testable", "pass")


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a check: what it is, and where it stands. The values are in the message, with their units."""

    label: str
    places: tuple[tuple[str, str], ...]
    """(anchor, what a reader calls the place)."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors alone."""
        return tuple(anchor for anchor, _ in self.places)


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check of one disclosure."""

    anchor: str
    rule: str
    rule_title: str
    subject: str
    state: str
    state_title: str
    sign: str
    message: str
    left: SideView
    right: SideView


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Failed checks that touch the same rows or sentences, or that rest on none and are of one rule.

    They often have one cause; which, the source does not say. `table` is the id of the table most of them touch.
    """

    checks: tuple[CheckView, ...]
    table: str


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule passed, and how often it could not be tested."""

    rule: str
    title: str
    passed: int
    untested: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many checks passed, of how many that could be tested, and how many came out otherwise."""

    passed: int
    tested: int
    states: tuple[tuple[str, str, int], ...]
    """(state, title, count), the worst first, without states that did not occur."""

    @property
    def failed(self) -> int:
        """Checks that did not pass although both sides are there."""
        return next((count for state, _, count in self.states if state == "fail"), 0)


def tally(rows: Sequence[Row]) -> Tally:
    """Count the checks by state. Tested are those that passed or failed: a note is neither."""
    counts = Counter([text(row, "state") for row in rows])
    states = tuple((state, labels.CHECK_STATES[state], counts[state]) for state in ORDER if counts[state])
    return Tally(counts["pass"], counts["pass"] + counts["fail"], states)


def checks(rows: Sequence[Row], titles: Mapping[str, str]) -> tuple[CheckView, ...]:
    """All checks a reader should look at, what fails first. `titles` are the names of the rules."""
    shown = [row for row in rows if text(row, "state") not in COUNTED]
    ranked = sorted(shown, key=lambda row: ORDER.index(text(row, "state")))
    return tuple(_check(row, titles) for row in ranked)


def alike(checks: Sequence[CheckView]) -> tuple[tuple[CheckView, ...], ...]:
    """The checks, those together that say the same words of several places by the same rule."""
    found: dict[tuple[str, str, str], list[CheckView]] = {}
    for check in checks:
        words = check.message if check.left.places or check.right.places else ""
        found.setdefault((check.state, check.rule, words or check.anchor), []).append(check)
    return tuple(map(tuple, found.values()))


def groups(failed: Sequence[CheckView]) -> tuple[FaultGroup, ...]:
    """The failed checks, those together that share a row or a sentence; in the order of the first of each group."""
    found: list[tuple[set[str], list[CheckView]]] = []
    for check in failed:
        keys = {places.row_of(one) or one for side in (check.left, check.right) for one in side.anchors}
        joined, members = keys or {check.rule}, [check]
        for group in [group for group in found if group[0] & joined]:
            joined, members = group[0] | joined, [*group[1], *members]
            found.remove(group)
        found.append((joined, members))
    order = {check.anchor: number for number, check in enumerate(failed)}
    sorted_groups = (sorted(members, key=lambda one: order[one.anchor]) for _, members in found)
    return tuple(
        FaultGroup(tuple(members), _table(members))
        for members in sorted(sorted_groups, key=lambda members: order[members[0].anchor])
    )


def _table(members: Sequence[CheckView]) -> str:
    """The id of the table most of the checks touch, the first of equals; empty where they touch none."""
    touched = [
        {table for side in (one.left, one.right) for anchor in side.anchors if (table := places.table_of(anchor))}
        for one in members
    ]
    tables = sorted(set().union(*touched))
    return max(tables, key=lambda table: sum(table in one for one in touched), default="")


def counts(found: Iterable[tuple[str, str, int]], titles: Mapping[str, str]) -> tuple[RuleCount, ...]:
    """The rules that passed or could not be tested, in order of rule. `found` says (rule, state, how often)."""
    counted = {(rule, state): count for rule, state, count in found if state in COUNTED}
    return tuple(
        RuleCount(rule, titles.get(rule, ""), counted.get((rule, "pass"), 0), counted.get((rule, "not_testable"), 0))
        for rule in sorted({rule for rule, _ in counted})
    )


def faults(rows: Iterable[Row]) -> Mapping[str, str]:
    """For each cell or statement in a failed check, the anchor of that check."""
    return {
        source: f"check-{text(row, 'check_id')}"
        for row in rows
        if text(row, "state") == "fail"
        for side in ("left_source", "right_source")
        for source in text(row, side).split()
    }


def _check(row: Row, titles: Mapping[str, str]) -> CheckView:
    state = text(row, "state")
    return CheckView(
        anchor=f"check-{text(row, 'check_id')}",
        rule=text(row, "rule"),
        rule_title=titles.get(text(row, "rule"), ""),
        subject=text(row, "subject"),
        state=state,
        state_title=labels.CHECK_STATES[state],
        sign=labels.CHECK_SIGNS[state],
        message=text(row, "message_zh"),
        left=_side(row, "left"),
        right=_side(row, "right"),
    )


def _side(row: Row, side: str) -> SideView:
    anchors = dict.fromkeys(found for source in text(row, f"{side}_source").split() if (found := places.anchor(source)))
    return SideView(text(row, f"{side}_label"), tuple((anchor, places.spoken(anchor)) for anchor in anchors))

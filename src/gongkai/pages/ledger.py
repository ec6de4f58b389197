"""Rows of `checks` → what a reader sees: both sides, both places, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model.package import Row
from gongkai.pages import labels, money, places
from gongkai.pages.rows import amount, text

ORDER = ("fail", "not_disclosed", "note", "not_testable", "pass")


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a check: what it is, its value, and where it stands."""

    label: str
    value: str
    exact: str
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
    difference: str


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
    counts = {state: sum(text(row, "state") == state for row in rows) for state in ORDER}
    states = tuple((state, labels.CHECK_STATES[state], count) for state, count in counts.items() if count)
    return Tally(counts["pass"], counts["pass"] + counts["fail"], states)


def checks(rows: Sequence[Row], titles: Mapping[str, str]) -> tuple[CheckView, ...]:
    """All checks, what fails first. `titles` are the names of the rules."""
    ranked = sorted(rows, key=lambda row: ORDER.index(text(row, "state")))
    return tuple(_check(row, titles) for row in ranked)


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
    difference = amount(row, "difference")
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
        difference=_value(abs(difference))[0] if difference else "",
    )


def _side(row: Row, side: str) -> SideView:
    value, exact = _value(amount(row, side))
    sources = text(row, f"{side}_source").split()
    anchors = tuple(dict.fromkeys(found for source in sources if (found := places.anchor(source))))
    return SideView(
        text(row, f"{side}_label"), value, exact, tuple((anchor, places.spoken(anchor)) for anchor in anchors)
    )


def _value(number: Decimal | None) -> tuple[str, str]:
    return ("", "") if number is None else (money.spoken(number), money.exact(number))

"""A8: a printed column of changes is this year's column less last year's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare
from gongkai.checks.ledger import MONEY, Ledger, Line, printed_row, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import cell_zh, field_en, place
from gongkai.model.fields import RESOURCES

PRIOR = ("prior_budget", "prior_final")

Key = tuple[str, str, str]


def find(ledger: Ledger) -> Iterator[Result]:
    """Each cell of a column of changes whose row also prints both years; tables without such a column promise none."""
    for resource, names in MONEY.items():
        if not names or "measure" not in RESOURCES[resource].by_name or resource in {"statements", "amounts", "checks"}:
            continue
        if all(block.measure != "change" for block in ledger.blocks(resource)):
            continue
        rows: dict[Key, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
        for line in ledger.lines(resource):
            rows[_key(line)][line.measure].append(line)
        for by_measure in rows.values():
            yield from _row(ledger, by_measure)


def _key(line: Line) -> Key:
    return (
        printed_row(line.row_id),
        line.item or line.shown,
        text(line.row, "unit_code") or text(line.row, "unit_name"),
    )


def _row(ledger: Ledger, by_measure: dict[str, list[Line]]) -> Iterator[Result]:
    """Nothing where the row prints several columns for one of the years: it is not certain which is compared."""
    changes, now = by_measure.get("change", []), by_measure.get(ledger.stage, [])
    prior = [line for name in PRIOR for line in by_measure.get(name, [])]
    if not len(changes) == len(now) == len(prior) == 1:
        return
    change, this, last = changes[0], now[0], prior[0]
    for name in change.figures:
        left, new, old = change.get(name), this.get(name), last.get(name)
        if left is None or (new is None and old is None):
            continue
        zh = f"《{ledger.caption(change.table_id)}》{cell_zh(change, name)}"
        right = Side("当年数减上年数", "this year less last year", (new,) if new else (), (old,) if old else ())
        en = f"{field_en(change.resource, name)} of the change in row {change.row_id}"
        unsure = None
        if ledger.unread_beside(change):
            unsure = ("该行还有未能识别的数字", "the row holds numbers whose column we do not know")
        elif new is None or old is None:
            unsure = ("有一年没有印出金额", "one of the years prints no amount")
        yield compare(ledger, place(change, name), change.row_id, Side(zh, en, (left,)), right, unsure=unsure)


RULE = Rule(
    "A8",
    "表内增减数等于两年之差",
    "A printed change is the difference of the two years",
    "表中同时列出上年数、当年数和增减数的，增减数应等于当年数减上年数；空白按没有金额计算。",
    "Where a table prints last year, this year and the change, the change is the difference; a blank adds nothing.",
    find,
)

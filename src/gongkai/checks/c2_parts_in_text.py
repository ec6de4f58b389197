"""C2: the parts named after 其中 in a sentence add up to the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gongkai.checks.c3_change import sign
from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.stating import Sentences, label
from gongkai.model.package import Row

BOTH = ("basic_expenditure", "project_expenditure")
OTHERS = ("文字可能没有列出其他支出（如结转、经营支出、预留经费）", "The text may leave out other kinds of expenditure")


def find(ledger: Ledger) -> Iterator[Result]:
    """Each stated whole whose parts are stated too, for the year of the disclosure."""
    sentences = Sentences(ledger)
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in ledger.package.rows("statements"):
        parent = sentences.by_id.get(text(row, "part_of"))
        if parent is not None and row.get("amount") is not None and row.get("year") == parent.get("year"):
            parts[text(row, "part_of")].append(row)
    found = [
        result
        for parent_id, rows in parts.items()
        if (result := _whole(ledger, sentences.by_id[parent_id], rows)) is not None
    ]
    found += list(_changes(ledger))
    if not found:
        yield untestable(
            "parts", "text", "文字中没有同时写出合计与各部分", "no sentence states a whole together with its parts"
        )
    yield from found


def _changes(ledger: Ledger) -> Iterator[Result]:
    """Stated changes of one sentence: that of the whole is the sum of those of all its parts, with their signs."""
    told: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in ledger.package.rows("statements"):
        if row.get("change") is not None and row.get("change_direction"):
            told[text(row, "section_id"), text(row, "sentence")].append(row)
    for rows in told.values():
        for parent in rows:
            wanted = _parts_of(ledger, text(parent, "indicator"))
            parts = [row for row in rows if text(row, "indicator") in wanted]
            if not wanted or sorted(text(row, "indicator") for row in parts) != sorted(wanted):
                continue
            left = _signed(ledger, [parent], "文字中的变动额", "the change stated")
            right = _signed(ledger, parts, "其中各项变动额之和", "the sum of the changes of its parts")
            if left.every and len(right.every) == len(wanted):
                place = text(parent, "row_id")
                yield compare(ledger, f"{place}-change", place, left, right)


def _signed(ledger: Ledger, rows: Sequence[Row], zh: str, en: str) -> Side:
    ups, downs = (
        tuple(f for row in rows if (sign(row) < 0) == down and (f := ledger.stated(row, "change")))
        for down in (False, True)
    )
    return Side(zh, en, ups, downs)


def _whole(ledger: Ledger, parent: Row, rows: Sequence[Row]) -> Result | None:
    whole = ledger.stated(parent)
    if whole is None:
        return None
    left = Side(
        f"文字中的合计（{label(ledger, parent)[0]}）",
        f"the whole in the text ({label(ledger, parent)[1].lower()})",
        (whole,),
    )
    every = _side(ledger, rows)
    wanted = _parts_of(ledger, text(parent, "indicator"))
    chosen = [row for row in rows if text(row, "indicator") in wanted]
    complete = bool(wanted) and {text(row, "indicator") for row in chosen} == set(wanted)
    place = text(parent, "row_id")
    if not complete:
        return compare(ledger, place, place, left, every) if equal(left, every) else None
    known = _side(ledger, chosen)
    right = known if equal(left, known) or not equal(left, every) else every
    softer = OTHERS if wanted == BOTH and left.amount > right.amount else None
    twice = len(chosen) > len(wanted)
    return compare(ledger, place, place, left, right, softer=softer, weak=twice)


def _parts_of(ledger: Ledger, indicator: str) -> tuple[str, ...]:
    if indicator == "total_expenditure":
        return BOTH
    known = ledger.knowledge.indicators.get(indicator)
    return known.parts if known else ()


def _side(ledger: Ledger, rows: Sequence[Row]) -> Side:
    figures: tuple[Figure, ...] = tuple(figure for row in rows if (figure := ledger.stated(row)))
    zh = "＋".join(label(ledger, row)[0] for row in rows)
    return Side(f"其中各项之和（{zh}）", f"the sum of the {len(figures)} parts named", figures)


RULE = Rule(
    "C2",
    "文字中“其中”各项之和等于合计",
    "The parts named in a sentence add up",
    "同一句中，基本支出与项目支出、人员经费与公用经费、“三公”经费三项等列全时，应等于其合计。",
    "Where a sentence names all parts (basic and project, personnel and public, the three public expenses), they add "
    "up to its whole.",
    find,
    ("changes",),
)

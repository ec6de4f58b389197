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
_MOST_NAMES = 5
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
    """Stated changes: that of the whole is the sum of those of its parts, with their signs.

    Parts stand in the sentence of the whole or are named as its parts, and are compared with the same year.
    """
    rows = [r for r in ledger.package.rows("statements") if r.get("change") is not None and r.get("change_direction")]
    beside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    below: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        beside[text(row, "section_id"), text(row, "sentence")].append(row)
        below[text(row, "part_of")].append(row)
    for parent in rows:
        near = beside[text(parent, "section_id"), text(parent, "sentence")]
        named = [row for row in below[text(parent, "row_id")] if row not in near]
        wanted = _parts_of(ledger, text(parent, "indicator"))
        base = (parent.get("base_year"), parent.get("base_measure"))
        parts = [
            row
            for row in (*near, *named)
            if text(row, "indicator") in wanted and (row.get("base_year"), row.get("base_measure")) == base
        ]
        if (result := _change(ledger, parent, parts, wanted)) is not None:
            yield result


def _change(ledger: Ledger, parent: Row, parts: Sequence[Row], wanted: Sequence[str]) -> Result | None:
    """The sum where every part is named; where some are not, only a sum that agrees says something."""
    left = _signed(ledger, [parent], "文字中的变动额", "the change stated")
    right = _signed(ledger, parts, "其中各项变动额之和", "the sum of the changes of its parts")
    moved = [row for row in parts if sign(row)]
    if not left.every or not right.every or len(parts) < 2 or len(right.every) != len(moved):
        return None
    complete = sorted(text(row, "indicator") for row in parts) == sorted(wanted)
    place = text(parent, "row_id")
    if complete or equal(left, right):
        return compare(ledger, f"{place}-change", place, left, right)
    return None


def _signed(ledger: Ledger, rows: Sequence[Row], zh: str, en: str) -> Side:
    ups, downs = (
        tuple(f for row in rows if sign(row) == way and (f := ledger.stated(row, "change"))) for way in (1, -1)
    )
    return Side(zh, en, ups, downs)


def _whole(ledger: Ledger, parent: Row, rows: Sequence[Row]) -> Result | None:
    whole = ledger.stated(parent)
    if whole is None:
        return None
    zh, en = label(ledger, parent)
    left = Side(f"文字中的{zh}", f"{en} in the text", (whole,))
    every = _side(ledger, rows)
    wanted = _parts_of(ledger, text(parent, "indicator"))
    chosen = [row for row in rows if text(row, "indicator") in wanted]
    complete = bool(wanted) and {text(row, "indicator") for row in chosen} == set(wanted)
    place = text(parent, "row_id")
    if not complete and len(every.figures) < 2:
        return None
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
    names = [label(ledger, row)[0] for row in rows]
    zh = f"（{'＋'.join(names)}）" if len(names) <= _MOST_NAMES else ""
    return Side(f"其中{len(figures)}项之和{zh}", f"the sum of the {len(figures)} parts named", figures)


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

"""Notes that say that a table is empty, and the table each is about."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.knowledge.text import fold
from gongkai.model.package import Row

TOPICS = {
    "three_public": ("three_public",),
    "government_fund_topic": ("government_fund_expenditure", "government_fund_balance"),
    "state_capital_topic": ("state_capital_expenditure",),
}
"""The words (lookups/checks.yml) that name a table in a note, and the forms they mean."""

Note = tuple[str, str, Row]


def empty_notes(ledger: Ledger) -> tuple[tuple[str, str, Row], ...]:
    """Each note with the table it is about: id of the paragraph or cell, folded text, row of `tables`."""
    return tuple(
        (source, note, table) for source, note, place in _notes(ledger) for table in _tables(ledger, note, place)
    )


def _notes(ledger: Ledger) -> Iterator[Note]:
    """The paragraphs and cells that say that a table is empty: id, folded text, row."""
    empty = ledger.words["empty_table"]
    for row in ledger.package.rows("sections"):
        note = fold(text(row, "text"))
        if text(row, "kind") != "contents" and _holds_one(note, empty):
            yield text(row, "row_id"), note, row
    cells = [(fold(text(row, "text")), row) for row in ledger.package.rows("cells")]
    if _holds_one("\n".join(note for note, _ in cells), empty):  # most disclosures have no such cell
        for note, row in cells:
            if _holds_one(note, empty):
                yield text(row, "cell_id"), note, row


def _holds_one(note: str, words: tuple[str, ...]) -> bool:
    return any(word in note for word in words)


def _tables(ledger: Ledger, note: str, place: Row) -> list[Row]:
    """The one table a note is about: that of the form it names, else the nearest one above it."""
    inside = text(place, "table_id")
    if inside:
        return [ledger.tables[inside]] if inside in ledger.tables else []
    topics = [forms for topic, forms in TOPICS.items() if any(word in note for word in ledger.words[topic])]
    forms = {form for one in topics for form in one}
    named = [row for row in ledger.tables.values() if text(row, "form") in forms]
    above = [row for row in ledger.tables.values() if _above(row, place)]
    if len(topics) == 1:
        return named if len(named) == 1 else [row for row in above[-1:] if row in named]
    return above[-1:] if not forms and above and _near(above[-1], place) else []


def _above(table: Row, place: Row) -> bool:
    return text(table, "source_file") == text(place, "source_file") and _place(table, "line_end") <= _place(
        place, "line_start"
    )


def _place(row: Row, line: str) -> tuple[int, int]:
    return int(decimal(row.get("page")) or 0), int(decimal(row.get(line)) or 0)


def _near(table: Row, place: Row) -> bool:
    page, line = _place(table, "line_end")
    other, start = _place(place, "line_start")
    return other == page and (not line or start - line <= 5)

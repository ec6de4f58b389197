"""The tables that a disclosure says it holds: in its contents, in a table of tables, in a list before the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.ledger import Ledger, text
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.package import Row

_TAIL = re.compile(r"[.…·\s\t]*\d{0,3}$")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_NUMBER = re.compile(
    r"^(第[一二三四五六七八九十]+部分|表[一二三四五六七八九十\d]+(-\d+)?[:：、.]?|附表\d*[:：]?|\d{1,2}[.、](?=\d{4}年)|\d{4}年(度)?)+"
)
_LISTED = re.compile(r"^(?:附?表)?\d{1,2}[.、:][^。;]{4,60}表(?:\([^()]*\))?$")
_FEWEST_LISTED = 3
_HEAD_ROWS = 2
_NEAR = 6


@dataclass(frozen=True)
class Listed:
    """Names of tables without numbers and years, and where they are listed: ids of paragraphs and of tables."""

    names: tuple[str, ...]
    places: frozenset[str]


def listed(ledger: Ledger) -> Listed:
    """Every table that some list names, each once, in printed order."""
    found = [*_contents(ledger), *_tables(ledger), *_lists(ledger)]
    names = [name for name, _ in found if any(word in name for word in ledger.words["table_words"])]
    return Listed(tuple(dict.fromkeys(names)), frozenset(place for _, place in found))


def plain(name: str) -> str:
    """The name of a table without number and year."""
    folded = fold(name).lstrip("-•·")
    return _NUMBER.sub("", fold_item(_NUMBER.sub("", fold_item(folded))))


def _named(line: str, place: str) -> Iterator[tuple[str, str]]:
    name = plain(_TAIL.sub("", fold(line)))
    if _BRACKET.sub("", name).endswith("表") and len(name) > 3:
        yield name, place


def _contents(ledger: Ledger) -> Iterator[tuple[str, str]]:
    for row in ledger.package.rows("sections"):
        if text(row, "kind") == "contents":
            for line in text(row, "text").splitlines():
                yield from _named(line, text(row, "row_id"))


def _tables(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """A table with a column of names of tables."""
    columns: dict[str, str] = {}
    without_form = {table_id for table_id, row in ledger.tables.items() if not text(row, "form")}
    for cell in ledger.cells.values() if without_form else ():
        table_id, column = text(cell, "table_id"), text(cell, "column")
        if table_id not in without_form:
            continue
        if int(text(cell, "row")) <= _HEAD_ROWS and fold(text(cell, "text")) in ledger.words["contents_heads"]:
            columns[table_id] = column
        elif columns.get(table_id) == column:
            yield from _named(text(cell, "text"), table_id)


def _lists(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Names of tables in paragraphs that follow one another, none of them the caption above its table."""
    run: list[Row] = []
    rows = [row for row in ledger.package.rows("sections") if text(row, "kind") not in {"furniture", "contents"}]
    for row in (*rows, None):
        if row is not None and _LISTED.match(fold(text(row, "text"))) and not _caption(ledger, row):
            run.append(row)
            continue
        if len(run) >= _FEWEST_LISTED:
            for one in run:
                yield from _named(text(one, "text"), text(one, "row_id"))
        run = []


def _caption(ledger: Ledger, row: Row) -> bool:
    """True where a table of that name begins on the same page, within a few lines where these are counted."""
    name = plain(text(row, "text"))
    for table in ledger.tables.values():
        if plain(text(table, "caption")) != name or text(table, "page") != text(row, "page"):
            continue
        starts = [int(text(one, "line_start")) for one in (row, table) if text(one, "line_start")]
        if abs(starts[0] - starts[1]) <= _NEAR if len(starts) > 1 else bool(text(row, "page")):
            return True
    return False

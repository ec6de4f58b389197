"""D2: the contents list and the body hold the same tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from gongkai.checks.judging import untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.listed import listed, plain
from gongkai.checks.rule import Result, Rule
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge

_FEWEST = 2


def find(ledger: Ledger) -> Iterator[Result]:
    """Each table that the contents page, a table of tables or a list before the tables names."""
    known = listed(ledger)
    captions = {i: plain(text(row, "caption")) for i, row in ledger.tables.items() if i not in known.places}
    places = {name: _table(name, captions) or _by_form(ledger, name) for name in known.names}
    placed = sum(bool(one) for one in places.values())
    if not known.names:
        zh, en = "没有目录，或目录没有列出表格", "there is no contents page that lists tables"
        yield untestable("contents", "contents", zh, en)
    elif not placed:
        zh = f"目录列有{len(places)}张表，所收文件中没有读到这些表，可能另有附件"
        en = f"the contents list {len(places)} tables; none was read in the files we hold: perhaps there are others"
        yield untestable("contents", "contents", zh, en)
    else:
        body = [] if all(places.values()) else _body(ledger, known.places)
        for number, (name, table_id) in enumerate(places.items(), 1):
            yield _result(name, number, table_id, placed, any(name in one for one in body))


def _body(ledger: Ledger, lists: frozenset[str]) -> list[str]:
    """The folded texts of paragraphs and cells outside the lists of tables."""
    rows = [row for row in ledger.package.rows("sections") if text(row, "row_id") not in lists]
    cells = [cell for cell in ledger.cells.values() if text(cell, "table_id") not in lists]
    shown = [row for row in rows if text(row, "kind") not in {"contents", "furniture"}]
    return [fold(text(row, "text")) for row in (*shown, *cells)]


def _table(name: str, captions: dict[str, str]) -> str:
    """The table with that caption, also where one of the two names is longer; blank where there is none."""
    exact = [table_id for table_id, caption in captions.items() if caption == name]
    loose = [table_id for table_id, caption in captions.items() if caption and (name in caption or caption in name)]
    return next(iter(exact or loose), "")


def _by_form(ledger: Ledger, name: str) -> str:
    """The table of the official form that a name means; blank where the name means none, or the form is not there."""
    forms = {key for key, patterns in _titles(ledger.knowledge).items() if any(one.search(name) for one in patterns)}
    return next((table_id for table_id, row in ledger.tables.items() if text(row, "form") in forms), "")


@lru_cache(maxsize=4)
def _titles(knowledge: Knowledge) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The phrases of the statutory tables and their other forms, and the titles of all other forms."""
    titles = {key: form.titles for key, form in knowledge.forms.items() if not form.statutory}
    for item in knowledge.statutory_items:
        for form in (item.form, *item.also):
            if item.kind == "table" and form:
                titles[form] = item.phrases
    return {key: tuple(re.compile(one) for one in patterns) for key, patterns in titles.items()}


def _result(name: str, number: int, table_id: str, placed: int, mentioned: bool) -> Result:
    place, subject = f"{number}", table_id or "contents"
    if table_id:
        return Result(
            place,
            subject,
            "pass",
            f"目录所列《{name}》在正文中。",
            f"The table “{name}” of the contents page is in the body.",
            "目录",
            None,
            "",
            "正文",
            None,
            table_id,
        )
    if mentioned:
        zh, en = (
            f"目录所列《{name}》在正文中提到，但没有读到表格",
            f"“{name}” is named in the body, but no table was read",
        )
        return untestable(place, subject, zh, en)
    if placed < _FEWEST:
        zh, en = f"目录所列《{name}》没有读到，可能另有附件", f"“{name}” was not read: perhaps there are other files"
        return untestable(place, subject, zh, en)
    return Result(
        place,
        subject,
        "fail",
        f"目录列有《{name}》，所收文件的正文中没有找到这张表。",
        f"The contents page lists “{name}”; the body of the files we hold has no such table.",
        "目录",
        Decimal(1),
        "",
        "正文",
        Decimal(0),
        "",
        Decimal(1),
        Decimal(0),
    )


RULE = Rule(
    "D2",
    "目录与正文的表格一致",
    "The contents page and the body hold the same tables",
    "目录列出的每张表，在正文中都应能找到。",
    "Each table listed in the contents is found in the body.",
    find,
    stages=("budget", "final", "performance"),
)

"""Which form a title names: regular expressions from knowledge on the folded title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from gongkai.knowledge.performance import performance_words
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.money import find_unit
from gongkai.model.table import Table

_PREFIX = re.compile(
    r"^(\[bookmark:[^\]]*\]|附?(件|表)?\d{1,2}(?![\d年])([-—]\d{1,2})?[、.:：]?|[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.:：]|公开\d+表)+"
)

_TITLE = re.compile(r"表([(（].{1,20}[)）])?$")
_SHORTEST_TITLE = 6


def title_key(text: str) -> str:
    """A folded title without its number: `表1：2019年部门预算收支总表` → `2019年部门预算收支总表`."""
    return _PREFIX.sub("", fold(text)).strip("。;；:：")


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


@lru_cache(maxsize=4096)
def match_title(title: str, knowledge: Knowledge) -> tuple[tuple[Form, str], ...]:
    """The forms that a title names, with the words that name them, the one that covers most of the title first."""
    found: list[tuple[Form, str]] = []
    key = title_key(title)
    for form in knowledge.forms.values() if key else ():
        if any(_pattern(one).search(key) for one in form.not_titles):
            continue
        hits = [hit.group() for one in form.titles if (hit := _pattern(one).search(key))]
        if hits:
            found.append((form, max(hits, key=len)))
    return tuple(sorted(found, key=lambda one: -len(one[1])))


def is_title(text: str) -> bool:
    """True for the title of some table, known or not; not for its number alone (表3, 公开01表)."""
    key = title_key(text)
    return len(key) >= _SHORTEST_TITLE and bool(_TITLE.search(key)) and not any(one.isdigit() for one in key[-4:-1])


def joined_title(lines: Sequence[str]) -> list[str]:
    """The title that two lines make, the lower one first; none where one of them is whole or no title."""
    if len(lines) < 2 or any(":" in fold(line) for line in lines):
        return []
    lower, upper = lines[0].strip(), lines[1].strip()
    whole = not _TITLE.search(fold(lower)) or _TITLE.search(fold(upper)) or title_key(upper) == ""
    return [] if whole else [upper + lower]


def candidates(table: Table) -> list[str]:
    """The texts that may be a table's title, the most likely first: head rows from below, then paragraphs upwards."""
    inside = [
        cell.text
        for number in reversed(table.head_rows)
        for cell in table.grid.by_row.get(number, ())
        if not cell.blank
    ]
    outside = [paragraph.text for paragraph in reversed(table.above)]
    return [text for text in (*inside, *outside) if fold(text)]


def project_line(table: Table, knowledge: Knowledge) -> str:
    """The title of a performance form that names only the project: the lowest line above that is no unit line."""
    unit_line = performance_words(knowledge).unit_line
    for paragraph in reversed(table.above):
        plain = unicodedata.normalize("NFKC", paragraph.text).strip()
        if find_unit(plain) is None and not unit_line.match(plain):
            return paragraph.text.strip()
    return ""

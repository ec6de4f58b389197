"""Which statutory items a disclosure holds: disclosed, empty with note, empty without note, missing, not applicable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.checks.ledger import Ledger, text
from gongkai.checks.notes import empty_notes
from gongkai.errors import KnowledgeError
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge, StatutoryItem
from gongkai.model.package import Package, Row

STATES = ("disclosed", "empty_with_note", "empty_without_note", "missing", "not_applicable", "not_testable")
"""`not_testable`: what we hold does not show it (a page without text, tables in a file we do not hold)."""

_FROM_TABLE = {"data": "disclosed", "empty_with_note": "empty_with_note", "empty": "empty_without_note"}
_UNREAD = ("page-without-text", "scanned", "image", "no-text")
_SHOWN = 24
GLOSSARY = "glossary"
_FEWEST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Assessment:
    """The state of one statutory item in one disclosure, and what shows it: ids of tables or paragraphs, and words."""

    item: StatutoryItem
    state: str
    evidence: str


def assess(package: Package, knowledge: Knowledge) -> tuple[Row, ...]:
    """The rows of the catalogue's `completeness`: item, state, evidence. One row for each item of every stage."""
    return assessment_rows(Ledger(package, knowledge))


def assessment_rows(ledger: Ledger) -> tuple[Row, ...]:
    """The same of a ledger that is made."""
    return tuple(
        {"item": one.item.key, "state": one.state, "evidence": one.evidence} for one in ledger.once(assessments)
    )


def assessments(ledger: Ledger) -> tuple[Assessment, ...]:
    """Every item of knowledge/statutory_items.yml, in its order."""
    return tuple(Assessment(item, *_state(ledger, item)) for item in ledger.knowledge.statutory_items)


def _state(ledger: Ledger, item: StatutoryItem) -> tuple[str, str]:
    if why := _exempt(ledger, item):
        found = _found(ledger, item)
        return found if found and found[0] == "disclosed" and "阶段" not in why else ("not_applicable", why)
    found = _found(ledger, item)
    if found:
        return found
    if item.kind == "table":
        return _absent_table(ledger, item)
    if unread := _unread_pages(ledger):
        return "not_testable", f"有的页没有文字：{unread}"
    if not _has_narrative(ledger):
        return "not_testable", "所收文件以表格为主，没有成篇的文字说明"
    return ("missing", "全文没有找到") if item.mandatory else ("not_applicable", "逐步公开或地方要求的内容，本次未公开")


def _exempt(ledger: Ledger, item: StatutoryItem) -> str:
    """Why an item is not asked of this disclosure; blank where it is."""
    if item.stages and ledger.stage not in item.stages:
        return "该阶段不要求公开"
    since = item.since_final if ledger.stage == "final" and item.since_final else item.since
    if since and ledger.year < since:
        return f"{since}年起要求公开"
    if item.until and ledger.year > item.until:
        return f"{item.until}年后不再要求公开"
    return ""


def _found(ledger: Ledger, item: StatutoryItem) -> tuple[str, str] | None:
    """The best state that a table or a paragraph shows."""
    forms = {item.form, *item.also} - {""}
    tables = [row for row in ledger.tables.values() if text(row, "form") in forms]
    noted = {text(table, "table_id") for _, _, table in ledger.once(empty_notes)}
    states = [(_state_of(row, noted), text(row, "table_id")) for row in tables]
    shown = {state: " ".join(i for one, i in states if one == state) for state in STATES}
    told = next(_paragraphs(ledger, item), None) if item.kind == "text" and not shown["disclosed"] else None
    if told:
        return told
    if shown["empty_without_note"] and not shown["empty_with_note"] and (where := _said_none(ledger, item)):
        shown["empty_with_note"] = f"{shown['empty_without_note']} {where}"
    for state in ("disclosed", "empty_with_note", "empty_without_note"):
        if shown[state]:
            return state, shown[state]
    if item.kind == "text":
        return None
    statutory = {one.form for one in ledger.knowledge.statutory_items if one.kind == "table"} - {""}
    others = [row for row in ledger.tables.values() if text(row, "form") not in statutory]
    if not item.mandatory:
        others = [row for row in others if not text(row, "form")]
    near = next((row for row in others if _matches(item, text(row, "caption"), ledger)), None)
    return ("not_testable", f"{text(near, 'table_id')} 表名相近，没有识别为此表") if near else None


def _state_of(table: Row, noted: set[str]) -> str:
    """The state of one table; a note that we can place under it counts as its note."""
    state = _FROM_TABLE.get(text(table, "state"), "missing")
    return "empty_with_note" if state == "empty_without_note" and text(table, "table_id") in noted else state


def _paragraphs(ledger: Ledger, item: StatutoryItem) -> Iterator[tuple[str, str]]:
    explained = ledger.once(_explained) if item.key != GLOSSARY else frozenset()
    for row_id, words in ledger.once(_headings_first):
        if row_id in explained:
            continue
        found = _search(item, words, ledger.knowledge)
        if found is not None:
            yield "disclosed", f"{row_id} {words[max(found - 4, 0) : found + _SHOWN]}"


def _headings_first(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Id and folded words of every heading, then of every other paragraph of the body."""
    rows = [row for row in ledger.package.rows("sections") if text(row, "kind") not in {"contents", "furniture"}]
    headings = ((text(row, "row_id"), fold(text(row, "heading"))) for row in rows if text(row, "heading"))
    others = ((text(row, "row_id"), fold(text(row, "text"))) for row in rows if not text(row, "heading"))
    return (*headings, *others)


def _explained(ledger: Ledger) -> frozenset[str]:
    """The paragraphs of the glossary: they say what words mean, not what the agency does."""
    item = next((one for one in ledger.knowledge.statutory_items if one.key == GLOSSARY), None)
    inside: set[str] = set()
    for row in ledger.package.rows("sections") if item else ():
        heading = text(row, "heading")
        if text(row, "parent_id") in inside or (item and heading and _matches(item, heading, ledger)):
            inside.add(text(row, "row_id"))
    return frozenset(inside)


def _absent_table(ledger: Ledger, item: StatutoryItem) -> tuple[str, str]:
    """Missing only where other tables are there, every page has text, and the body does not name the table."""
    if not item.mandatory:
        return "not_applicable", "地方要求的表，本次未公开"
    statutory = {one.form for one in ledger.knowledge.statutory_items if one.form and one.kind == "table"}
    if not any(text(row, "form") in statutory for row in ledger.tables.values()):
        return "not_testable", "所收文件中没有预决算表，可能另有附件"
    if unread := _unread_pages(ledger):
        return "not_testable", f"有的页没有文字：{unread}"
    for row in ledger.package.rows("sections"):
        if text(row, "kind") in {"heading", "caption"} and _matches(item, text(row, "text"), ledger):
            return "not_testable", f"{text(row, 'row_id')} 有标题，没有读到表格"
    for row in ledger.package.rows("sections"):
        if text(row, "kind") == "contents" and _matches(item, text(row, "text"), ledger):
            return "missing", f"{text(row, 'row_id')} 目录列有此表，正文中没有找到"
    if where := _said_none(ledger, item):
        return "missing", f"{where} 文字写明没有此项，没有列出空表"
    return "missing", "所收文件中没有找到此表"


def _said_none(ledger: Ledger, item: StatutoryItem) -> str:
    """The paragraph that says that there is nothing of the kind; blank where none does."""
    patterns = _nones(ledger.knowledge).get(item.key, ())
    for row in ledger.package.rows("sections"):
        words = fold(text(row, "text"))
        if text(row, "kind") not in {"contents", "furniture"} and any(one.search(words) for one in patterns):
            return text(row, "row_id")
    return ""


def _has_narrative(ledger: Ledger) -> bool:
    """True where the files hold running text: some sentences, not only captions and notes."""
    rows = [
        row for row in ledger.package.rows("sections") if text(row, "kind") not in {"contents", "furniture", "note"}
    ]
    return sum("。" in text(row, "text") for row in rows) >= _FEWEST_SENTENCES


def _unread_pages(ledger: Ledger) -> str:
    findings = [one for one in ledger.package.findings if any(word in one.code for word in _UNREAD)]
    return str(findings[0].place) if findings else ""


def _matches(item: StatutoryItem, printed: str, ledger: Ledger) -> bool:
    return _search(item, fold(printed), ledger.knowledge) is not None


def _search(item: StatutoryItem, words: str, knowledge: Knowledge) -> int | None:
    """Where a phrase of the item begins in folded words; None where none does."""
    for pattern in _compiled(knowledge)[item.key]:
        if found := pattern.search(words):
            return found.start()
    return None


@lru_cache(maxsize=4)
def _nones(knowledge: Knowledge) -> dict[str, tuple[re.Pattern[str], ...]]:
    try:
        return {
            item.key: tuple(re.compile(one) for one in item.none) for item in knowledge.statutory_items if item.none
        }
    except re.error as error:
        raise KnowledgeError("statutory_items.yml", f"a phrase is no pattern ({error})", "mend it") from error


@lru_cache(maxsize=4)
def _compiled(knowledge: Knowledge) -> dict[str, tuple[re.Pattern[str], ...]]:
    try:
        return {item.key: tuple(re.compile(phrase) for phrase in item.phrases) for item in knowledge.statutory_items}
    except re.error as error:
        raise KnowledgeError("statutory_items.yml", f"a phrase is no pattern ({error})", "mend it") from error

"""H1: residue: template choices left in, a missing % or 元, a wrong year, another agency's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.judging import untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.errors import KnowledgeError
from gongkai.knowledge.text import fold
from gongkai.model.disclosure import Disclosure
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row

_AROUND = 12
_YEARS_AROUND = 5


def find(ledger: Ledger) -> Iterator[Result]:
    """Each paragraph and each caption."""
    patterns = _patterns(ledger.knowledge)
    sections = [row for row in ledger.package.rows("sections") if text(row, "kind") not in {"contents", "furniture"}]
    found = False
    for row in sections:
        for result in (*_residue(row, patterns), *_agency(ledger, text(row, "row_id"), text(row, "text"))):
            found = True
            yield result
    for table_id, table in ledger.tables.items():
        for result in _year(ledger, table_id, text(table, "caption")):
            found = True
            yield result
    for cell_id, cell in ledger.cells_of("caption", "label", "text"):
        for result in _agency(ledger, cell_id, text(cell, "text")):
            found = True
            yield result
    if sections and not found:
        yield Result(
            "text",
            "text",
            "pass",
            "文字中没有发现模板残留、漏写单位等情况。",
            "The text shows no residue of a template.",
        )
    if not sections and not found:
        yield untestable("text", "text", "没有文字说明", "there is no text")


Patterns = tuple[tuple[str, re.Pattern[str], str, str, str], ...]


@lru_cache(maxsize=4)
def _patterns(knowledge: Knowledge) -> Patterns:
    """lookups/residue.yml, compiled: key, pattern, state, zh, en."""
    entries = knowledge.lookups.get("residue")
    try:
        assert isinstance(entries, list)
        return tuple((e["key"], re.compile(e["pattern"]), e["state"], e["zh"], e["en"]) for e in entries)
    except (AssertionError, KeyError, TypeError, re.error) as error:
        raise KnowledgeError("lookups/residue.yml", f"missing or malformed entry ({error})", "mend it") from error


def _residue(row: Row, patterns: Patterns) -> Iterator[Result]:
    words = fold(text(row, "text"))
    for key, pattern, state, zh, en in patterns:
        for number, match in enumerate(pattern.finditer(words), 1):
            shown = words[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
            suffix = f"-{number}" if number > 1 else ""
            place = text(row, "row_id")
            yield Result(
                f"{place}-{key}{suffix}",
                place,
                state,
                f"{zh}：“…{shown}…”。",
                f"{en}: “…{shown}…”.",
                "原文",
                None,
                place,
            )


_CAPTION_YEAR = re.compile(r"(20\d\d)年")


def _year(ledger: Ledger, table_id: str, caption: str) -> Iterator[Result]:
    years = {int(year) for year in _CAPTION_YEAR.findall(fold(caption))}
    if years and ledger.year not in years and all(abs(year - ledger.year) <= _YEARS_AROUND for year in years):
        shown = "、".join(map(str, sorted(years)))
        yield Result(
            f"{table_id}-year",
            table_id,
            "note",
            f"表名“{fold(caption)}”写的是{shown}年，本公开为{ledger.year}年。",
            f"The caption of table {table_id} names {shown}; this disclosure is for {ledger.year}.",
            "表名",
            None,
            table_id,
        )


_FILLED_BY = re.compile(r"^(?:编制部门|编制单位|填报部门|填报单位|部门编码及名称|预算部门)[:：](?:\[?\d*\]?)(.{4,40})$")


def _agency(ledger: Ledger, place: str, printed: str) -> Iterator[Result]:
    """A table filled in by another agency than the one that discloses."""
    words = fold(printed)
    if "部门" not in words and "单位" not in words:  # one of them is in every word of the pattern
        return
    unit = ledger.package.disclosure.unit
    for line in printed.splitlines():
        match = _FILLED_BY.match(fold(line))
        if match and "单位:" not in match[1] and not _is_own(match[1], ledger.package.disclosure):
            yield Result(
                f"{place}-agency",
                place,
                "note",
                f"此处写的单位是“{match[1]}”，公开单位为“{fold(unit.name)}”。",
                f"This place names “{match[1]}”; the disclosing unit is “{fold(unit.name)}”.",
                "原文",
                None,
                place,
            )


def _is_own(printed: str, disclosure: Disclosure) -> bool:
    """True for a name of the unit or its publisher, of today or before, also where one of the two is longer."""
    unit = disclosure.unit
    names = (unit.name, *unit.aliases, *(former.name for former in unit.former_names), disclosure.publisher)
    return any(printed in name or name in printed for name in map(fold, filter(None, names)))


RULE = Rule(
    "H1",
    "文字没有模板残留和漏字",
    "The text shows no residue of a template",
    "检查“增长（下降）”等模板选项未删、百分号或“元”漏写、表名年份或编制单位与公开不符等。",
    "Looks for template choices left in, missing percent signs or units, a year or an agency that is not that of the "
    "disclosure.",
    find,
    stages=("budget", "final", "performance"),
)

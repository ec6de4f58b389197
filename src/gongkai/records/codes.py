"""Classification codes as printed: in one column, in three, with the name in the same cell, or with a lost zero."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.knowledge.text import fold, fold_item
from gongkai.model.knowledge import Code, Knowledge

_CODE_AND_NAME = re.compile(r"^[\[(【]?(\d{3,7})[\])】]?[-—_.、:]?(\D.*)?$")
_PREFIXES = {"2": "function", "3": "economic", "5": "government_economic"}
_WIDTHS = {"function": (3, 2, 2), "economic": (3, 2), "government_economic": (3, 2)}


@dataclass(frozen=True, slots=True)
class CodeName:
    """A code and the name printed with it; blank where there is none."""

    code: str = ""
    name: str = ""


@lru_cache(maxsize=16384)
def split_code(text: str) -> CodeName:
    """`2010506统计管理`, `2010801-行政运行`, `2060702` or a bare name."""
    folded = fold(text)
    found = _CODE_AND_NAME.match(folded)
    if found is None:
        return CodeName("", text.strip())
    return CodeName(found.group(1), found.group(2) or "")


def kind_of(codes: Sequence[str], default: str) -> str:
    """Which classification a column of codes is from: the first digit of most of them; the form's own otherwise."""
    votes: dict[str, int] = {}
    for code in codes:
        kind = _PREFIXES.get(code[:1], "")
        if kind:
            votes[kind] = votes.get(kind, 0) + 1
    if not votes:
        return default
    return max(sorted(votes), key=lambda kind: votes[kind])


def table_of(kind: str, knowledge: Knowledge) -> Mapping[str, tuple[Code, ...]]:
    """The list of a classification."""
    if kind == "economic":
        return knowledge.economic
    return knowledge.government_economic if kind == "government_economic" else knowledge.functional


def complete_code(parts: Sequence[str], above: Sequence[str], name: str, kind: str, knowledge: Knowledge) -> str | None:
    """The code of a row printed as 类 | 款 | 项 (`above` are the parts of the row before).

    A blank part on the left is that of the row above, as printed tables leave it out. A part that lost its leading
    zero is completed only where the completed code is known by the printed name; None otherwise (ambiguous).
    """
    filled = list(parts)
    last = max((index for index, part in enumerate(filled) if part), default=-1)
    if last < 0:
        return ""
    for index in range(last):
        if not filled[index]:
            filled[index] = above[index] if index < len(above) else ""
    filled = filled[: last + 1]
    if "".join(filled[:1]) and len(filled[0]) > 3:
        return filled[0] if last == 0 else filled[last] if len(filled[last]) > 3 else None
    widths = _WIDTHS[kind]
    padded = [part.zfill(widths[index]) if index < len(widths) else part for index, part in enumerate(filled)]
    code = "".join(padded)
    if not all(part.isdigit() for part in filled if part) or not filled[0]:
        return None
    if padded == filled:
        return code
    names = {fold_item(entry.name) for entry in table_of(kind, knowledge).get(code, ())}
    return code if fold_item(name) in names else None


def code_by_name(name: str, kind: str, level: str, knowledge: Knowledge) -> str:
    """The code of a name where exactly one entry of that level bears it; blank otherwise."""
    return _by_name(kind, level, knowledge).get(fold_item(name), "")


@lru_cache(maxsize=32)
def _by_name(kind: str, level: str, knowledge: Knowledge) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for code, entries in table_of(kind, knowledge).items():
        for entry in entries:
            if entry.level == level:
                found.setdefault(fold_item(entry.name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}

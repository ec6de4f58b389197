"""The codes of tables that print names only, as some provinces do: read from the official names and their order.

They serve the arithmetic of the ledger and are never published. A name that no list knows gets a place below the
name above it, marked with a letter, so that a sum over it can be confirmed but never held against anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from gongkai.knowledge.text import fold_item
from gongkai.model.knowledge import Code, Knowledge

CLASS, GROUP, ITEM = 3, 5, 7
Names = Mapping[str, tuple[str, ...]]


def functional(names: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """A code for each name of a table by function, top level first; empty where the first is no 类."""
    known, found = _by_name(knowledge, "function"), list[str]()
    above = group = ""
    for name in names:
        codes = known.get(name, ())
        item = next((c for c in codes if len(c) == ITEM and group and c.startswith(group) and c not in found), "")
        below = next((c for c in codes if len(c) == GROUP and above and c.startswith(above) and c not in found), "")
        top = next((c for c in codes if len(c) == CLASS and c not in found), "")
        if item:
            found.append(item)
        elif below:
            group = below
            found.append(below)
        elif top:
            above, group = top, ""
            found.append(top)
        elif not above:
            return ()
        elif not group:
            group = f"{above}{_mark(found)}"
            found.append(group)
        else:
            found.append(f"{group}{_mark(found)}")
    return tuple(found)


def economic(names: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """A code for each name of a table by economic nature: 类 and 款; empty where the first is no 类."""
    known, found = _by_name(knowledge, "economic"), list[str]()
    above = ""
    for name in names:
        codes = known.get(name, ())
        below = next((c for c in codes if len(c) == GROUP and above and c.startswith(above) and c not in found), "")
        top = next((c for c in codes if len(c) == CLASS and c not in found), "")
        if below or not top:
            if not above:
                return ()
            found.append(below or f"{above}{_mark(found)}")
        else:
            above = top
            found.append(top)
    return tuple(found)


def _mark(found: Sequence[str]) -> str:
    """Two characters that make an unknown place unique and no official code."""
    return f"{chr(ord('a') + len(found) // 26 % 26)}{chr(ord('a') + len(found) % 26)}"


@lru_cache(maxsize=8)
def _by_name(knowledge: Knowledge, kind: str) -> Names:
    """The codes that bear a name in any edition, shortest first."""
    entries: Mapping[str, tuple[Code, ...]] = knowledge.functional if kind == "function" else knowledge.economic
    found: dict[str, set[str]] = defaultdict(set)
    for code, editions in entries.items():
        for one in editions:
            found[fold_item(one.name)].add(code)
    return {name: tuple(sorted(codes, key=lambda code: (len(code), code))) for name, codes in found.items()}

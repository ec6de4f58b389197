"""Canonical items by printed name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai.knowledge.headings import headings
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.knowledge import Knowledge

_YEAR = re.compile(r"^\d{4}年(度)?")
_UNIT = re.compile(r"\((单位:)?[十百千万亿]*元\)$")
_TOTALS = frozenset({"合计", "总计", "小计", "总额"})


@lru_cache(maxsize=4)
def item_names(knowledge: Knowledge) -> dict[str, str]:
    """Canonical key by folded printed name."""
    return {fold_item(name): one.key for one in knowledge.indicators.values() for name in (*one.names, one.title_zh)}


def item_of(text: str, knowledge: Knowledge) -> str:
    """The canonical key of a printed item, blank if it has none; a bare 合计 is `total`."""
    name = _YEAR.sub("", fold_item(text))
    if name in _TOTALS:
        return "total"
    return item_names(knowledge).get(name, "") or item_names(knowledge).get(_without_remark(name), "")


def is_total_word(text: str) -> bool:
    """True for a bare 合计, 总计, 小计."""
    return fold_item(text) in _TOTALS


def is_total_label(text: str) -> bool:
    """True for 合计, 总计, 收入总计 and their like, however they are spaced."""
    return fold_item(text).endswith(("合计", "总计", "小计"))


def column_item(path: Sequence[str], knowledge: Knowledge) -> str:
    """The item that a heading path names: its leaf, or for a bare 小计 or a year the heading above."""
    for text in reversed([_UNIT.sub("", _YEAR.sub("", fold(one))) or fold(one) for one in path]):
        found = item_of(text, knowledge)
        if found and found != "total":
            return found
        if found != "total" and text not in headings(knowledge).neutral and not headings(knowledge).is_generic(text):
            return ""
    return "total" if path else ""


def is_class_name(text: str, knowledge: Knowledge) -> bool:
    """True for the name of an economic class (工资福利支出, 办公费), as tables cut across print over their columns."""
    return fold_item(text) in _class_names(knowledge)


@lru_cache(maxsize=4)
def _class_names(knowledge: Knowledge) -> frozenset[str]:
    lists = (knowledge.economic, knowledge.government_economic)
    names = {fold_item(entry.name) for codes in lists for entries in codes.values() for entry in entries}
    return frozenset(names | {_without_remark(name) for name in names})


@lru_cache(maxsize=8192)
def _without_remark(name: str) -> str:
    """A name without a remark in brackets at its end, unless the brackets are part of the name (出国（境）费)."""
    if name.endswith(")") and "(" in name:
        return name[: name.rindex("(")]
    return name

"""The field that the headings over a column name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.knowledge.headings import headings
from gongkai.knowledge.items import is_class_name
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Form, Knowledge

_REMARK = re.compile(r"[(（](按?.{1,14})[)）]$")
_YEAR = re.compile(r"\d{4}年(度)?")
_MARKS = re.compile(r"^(其中:|其中|一、|二、|三、|四、|五、|六、|\d+[、.])+")
IGNORED = "_ignored"
"""The field of a column whose heading is known but is published without a field of its own."""
_OWN = re.compile(r"^(本年|当年|年初|其中:)+")
_CODE_WORD = re.compile(r"编码|代码|编号")
_IN_SIDES = re.compile(r"_name|_code$|(function|economic|government_economic)_(code|name)")
_CLASSIFIED = frozenset({"function_code", "economic_code", "government_economic_code"})
PARTS = frozenset({"_code1", "_code2", "_code3"})
"""The fields of codes printed as 类 | 款 | 项."""


@dataclass(frozen=True)
class Context:
    """What column recognition needs besides the table."""

    form: Form
    knowledge: Knowledge
    year: int
    stage: str


def field_of(path: Sequence[str], context: Context) -> str:
    """The field of a heading path, as printed or without years, remarks and ordinals; blank where unknown.

    The form's own headings go first, longest path first; then the common ones. A 合计 or 预算数 means what the heading
    over it means; under a heading that nobody knows it means nothing, rather than the total of the row.
    """
    if not path:
        return ""
    plain = tuple(text for text in (_plain(one) for one in path) if text)
    printed = tuple(path)
    for find in (_exact, _lookup):
        for texts in (printed, plain):
            if texts and (found := find(texts, context)):
                return found
    if "total" in context.form.headings and names_form(path[-1], context.form):
        return "total"
    return IGNORED if _is_extra(path, context) else ""


def names_form(text: str, form: Form) -> bool:
    """True where a heading is the name of the form itself (本年一般公共预算支出): what stands under it is its own."""
    name = _OWN.sub("", _plain(text)) + "表"
    return any(
        (hit := _pattern(one).search(name)) is not None and hit.group() == name for one in form.titles
    ) and not any(_pattern(one).search(name) for one in form.not_titles)


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def classification_of(path: Sequence[str], context: Context) -> str:
    """Which classification a 类, 款 or 项 belongs to, by the heading over it; blank where that does not say."""
    for text in reversed(path[:-1] or path):
        name = headings(context.knowledge).dimension(text) or headings(context.knowledge).dimension(_plain(text))
        if name is not None and name.endswith("_code") and name in _CLASSIFIED:
            return name.removesuffix("_code")
    return ""


def rank(path: Sequence[str], name: str, form: Form) -> int:
    """How early knowledge names the headings of a column for a field: 0 is the first choice."""
    printed = form.headings.get(name, ())
    tails = {">".join(path[start:]) for start in range(len(path))} | {_plain(path[-1])}
    return next((at for at, text in enumerate(printed) if text in tails), len(printed))


def _exact(path: tuple[str, ...], context: Context) -> str:
    """What knowledge says of the heading together with those over it."""
    known = _known(context.form)
    for start in range(len(path) - 1):
        tail = ">".join(path[start:])
        if (found := known.get(tail)) is not None:
            return found
        if tail in context.form.ignored:
            return IGNORED
    return ""


def _lookup(path: tuple[str, ...], context: Context) -> str:
    """What knowledge says of the lowest heading, where that says something by itself."""
    known = _known(context.form)
    leaf = path[-1]
    if any(f"{parent}>*" in context.form.ignored for parent in path[:-1]):
        return IGNORED
    generic = headings(context.knowledge).is_generic(leaf)
    if generic and len(path) > 1:
        return _generic(path, known, context)
    if (found := known.get(leaf)) is not None:
        return found
    if (found := _dimension(leaf, context)) is not None:
        return found
    if leaf in context.form.ignored:
        return IGNORED
    return _whole(known) if generic else ""


def _whole(known: dict[str, str]) -> str:
    """The field of a bare 合计 or 预算数: every form that has one names it."""
    return known.get("合计", "")


@lru_cache(maxsize=256)
def _known(form: Form) -> dict[str, str]:
    """The field of each heading of a form."""
    return {name: key for key, names in form.headings.items() for name in names}


def _generic(path: tuple[str, ...], known: dict[str, str], context: Context) -> str:
    """What a 合计, 小计 or 预算数 means: the nearest heading above it that says something."""
    words = headings(context.knowledge)
    for end in range(len(path) - 1, 0, -1):
        parent = path[end - 1]
        if parent in words.neutral or words.is_generic(parent) or parent in words.line_no:
            continue
        found = known.get(">".join(path[:end])) or known.get(parent, "")
        if found and found != "item_name":
            return found
        if found or parent in words.containers or (context.form.shape == "sides" and words.names_side(parent)):
            continue
        if parent in context.form.ignored or ">".join(path[:end]) in context.form.ignored:
            return IGNORED
        if (dimension := words.dimension(parent)) is not None:
            return dimension
        if not (words.is_container(parent) or names_form(parent, context.form)):
            return ""
    return known.get(path[-1]) or _whole(known)


def _dimension(leaf: str, context: Context) -> str | None:
    name = headings(context.knowledge).dimension(leaf)
    if name is not None:
        fields = RESOURCES[context.form.resource].by_name if context.form.resource else {}
        if context.form.shape == "sides":
            return ("code" if _CODE_WORD.search(leaf) else "item_name") if _IN_SIDES.match(name) else IGNORED
        return name if name.startswith("_") or name in fields else IGNORED
    return "_line_no" if leaf in headings(context.knowledge).line_no else None


def _is_extra(path: Sequence[str], context: Context) -> bool:
    """A heading of no form that is known all the same: a remark, a number of people, the name of an economic class."""
    words = headings(context.knowledge)
    if words.counted(path[-1:]) == "quantity":
        return True
    *over, leaf = [_plain(text) for text in path]
    if words.is_generic(leaf) and any(is_class_name(text, context.knowledge) for text in over):
        return True
    return any(words.is_extra(text) or is_class_name(text, context.knowledge) for text in {path[-1], _plain(path[-1])})


def _plain(text: str) -> str:
    """A heading without year, remark in brackets and ordinal."""
    return _MARKS.sub("", _REMARK.sub("", _YEAR.sub("", text))).strip("()（）:：")

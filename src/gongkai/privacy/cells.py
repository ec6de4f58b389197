"""Personal data in a cell whose label stands in another cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.privacy import numbers
from gongkai.privacy.folding import bare
from gongkai.privacy.names import LATIN, RUN, is_surname_name, name_at
from gongkai.privacy.rules import Label, Rules
from gongkai.privacy.spans import Span

_DIGITS = re.compile(r"[+(]?\d(?:[ ()-]?\d){4,24}(?:[ ]?(?:转|-)[ ]?\d{1,6})?")
_PIECE = re.compile(r"\d{3,}(?:[ -]\d+)*")
_WHOLE = re.compile(r"[\d\s()+/、,;转-]*")
_COUNTED = re.compile(r"\s{0,2}(?:元|万|%|人|次|部|台|个)|[.]\d|,\d{3}")
_ID = re.compile(r"\d[\d \n]{13,20}[\dXx]")
_BANK = re.compile(r"\d(?:[ -]?\d){7,30}")
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Announced:
    """What labels say about the value of a cell; `any_name` is False where a name must begin with a known surname."""

    label: Label
    any_name: bool
    where: str
    piece: bool = False
    """True where the cell holds one piece of a number that goes over several cells."""


@dataclass(frozen=True, slots=True)
class LabelCell:
    """A cell that is nothing but one or two labels."""

    labels: tuple[Label, ...]
    exact: bool
    colon: bool


@lru_cache(maxsize=20000)
def label_cell(text: str, rules: Rules) -> LabelCell | None:
    """The labels that a cell holds and nothing else, None for all other cells."""
    return _label_cell(bare(text), rules) if len(text) <= _LONGEST_LABEL else None


def _label_cell(word: str, rules: Rules) -> LabelCell | None:
    match = rules.cell_pattern.fullmatch(word) if word else None
    if match is None or "已隐去" in word:
        return None
    if match["first"] in rules.words["titles"] and is_surname_name(match["before"].rstrip("("), rules):
        return None
    labels = [rules.labels[match["first"]]] + ([rules.labels[match["second"]]] if match["second"] else [])
    return LabelCell(tuple(labels), _is_prefix(match["before"], rules), bool(match["colon"]))


def _is_prefix(before: str, rules: Rules) -> bool:
    """True where what stands before the label does not change what it means: 部门（单位）负责人."""
    rest = before
    while rest:
        known = next((word for word in sorted(rules.words["prefixes"], key=len) if rest.startswith(word)), "")
        step = known or (rest[0] if rest[0] in "()/、和及与" else "")
        if not step:
            return False
        rest = rest[len(step) :]
    return True


def value_spans(text: str, announced: Announced, rules: Rules) -> list[Span]:
    """The personal data of a folded cell text that `announced` says to be there."""
    kind = announced.label.kind
    if announced.piece:
        return [Span(len(text) - len(text.lstrip()), len(text.rstrip()), kind, announced.where)]
    if kind == "name":
        return list(_names(text, announced, rules))
    if kind == "phone":
        return list(_phones(text, announced.where))
    if kind == "email":
        return list(numbers.hidden_emails(text))
    pattern = _ID if kind == "id" else _BANK
    found = pattern.finditer(text)
    return [
        Span(*match.span(), kind, announced.where)
        for match in found
        if kind == "bank" or len(re.sub(r"\s", "", match.group())) in (15, 18)
    ]


def _names(text: str, announced: Announced, rules: Rules) -> Iterator[Span]:
    """Every word of the cell that is a name; long texts are no values of a name label."""
    if len(text) > 120:
        return
    position = 0
    while position < len(text):
        dotted = RUN.match(text, position)
        any_name = announced.any_name or (dotted is not None and "·" in dotted.group())
        found = name_at(text, position, rules, any_value=any_name)
        if found:
            yield Span(found[0], found[1], "name", announced.where, found[2])
            position = found[1]
            continue
        run = RUN.match(text, position) or LATIN.match(text, position)
        position = run.end() if run else position + 1


def _phones(text: str, where: str) -> Iterator[Span]:
    """Every run of five digits or more that is not counted or paid; in a cell of digits alone the short pieces, too."""
    pattern = _PIECE if _WHOLE.fullmatch(text) and sum(char.isdigit() for char in text) >= 6 else _DIGITS
    for match in pattern.finditer(text):
        if not _COUNTED.match(text, match.end()) and text[match.start() - 1 : match.start()] not in (".", "¥"):
            yield Span(*match.span(), "phone", where)

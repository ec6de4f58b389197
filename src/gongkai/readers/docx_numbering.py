"""The numbers that Word prints before list paragraphs and headings, which are not part of their text."""

from __future__ import annotations

import re
from typing import Any

from gongkai.readers.docx_xml import attribute, child, children

_DIGITS = "〇一二三四五六七八九"
_LEVEL = re.compile(r"%(\d)")


class Numbering:
    """The list definitions of one document, and how far each list has been counted."""

    def __init__(self, root: Any) -> None:  # lxml is untyped
        """`root` is the root of numbering.xml, or None where the document has no lists."""
        self._abstract = (
            {} if root is None else {attribute(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        )
        self._lists: dict[str, tuple[str, Any]] = {}
        for number in [] if root is None else children(root, "num"):
            target = child(number, "abstractNumId")
            self._lists[attribute(number, "numId")] = (attribute(target, "val"), number)
        self._counts: dict[str, list[int]] = {}

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth from 0; blank for bullets and unknown lists."""
        if list_id not in self._lists:
            return ""
        abstract_id, number = self._lists[list_id]
        levels = {attribute(level, "ilvl"): level for level in children(self._abstract.get(abstract_id), "lvl")}
        for override in children(number, "lvlOverride"):
            replaced = child(override, "lvl")
            if replaced is not None:
                levels[attribute(override, "ilvl")] = replaced
        level = levels.get(str(depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract_id, [])
        while len(counts) <= depth:
            counts.append(_start(levels.get(str(len(counts)))) - 1)
        counts[depth] += 1
        for deeper in range(depth + 1, len(counts)):
            counts[deeper] = _start(levels.get(str(deeper))) - 1
        pattern = attribute(child(level, "lvlText"), "val")
        if _form(level) in {"bullet", "none"}:
            return ""

        def number_at(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            form = _form(levels.get(str(index)))
            value = counts[index] if index < len(counts) else 1
            return numeral(max(value, _start(levels.get(str(index)))), form)

        return _LEVEL.sub(number_at, pattern)


def _start(level: Any) -> int:
    value = attribute(child(level, "start"), "val")
    return int(value) if value.isdigit() else 1


def _form(level: Any) -> str:
    return attribute(child(level, "numFmt"), "val") or "decimal"


def numeral(value: int, form: str) -> str:
    """A number in one of Word's number formats; decimal for those that budget documents do not use."""
    if form in {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"}:
        return _chinese(value)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in {"upperLetter", "lowerLetter"} and 1 <= value <= 26:
        return chr((65 if form == "upperLetter" else 97) + value - 1)
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{value:02d}"
    return str(value)


def _chinese(value: int) -> str:
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(value: int) -> str:
    text = ""
    for number, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= number:
            text += letters
            value -= number
    return text

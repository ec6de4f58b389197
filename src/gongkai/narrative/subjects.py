"""What the words before a number speak of: an indicator, a code of a classification, or nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Code, Knowledge
from gongkai.narrative.language import Language, language

_LIGHT_TAIL = re.compile(r"(?:为|是|约|共计|合计|总计|共|计|达到|达|数|总?额|:)+$")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[、.]|[①-⑳⑴-⒇⒈-⒛])+"
)
_LEVEL = re.compile(r"(?P<name>[^()]*(?:\([^()]*\)[^()]*)*?)\((?P<digits>[0-9]{0,3})(?P<level>[类款项])\)")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_CODE = re.compile(r"(?<![0-9.,])(?P<code>2[0-9]{6}|[235][0-9]{4}|[235][0-9]{2})(?![0-9.,年类款项])")
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINED_TO = re.compile(r"(?<=.)[、和及与]$")
_LONGEST = 100
_ECONOMIC, _FUNCTIONAL, _GOVERNMENT = "economic", "functional", "government_economic"


@dataclass(frozen=True, slots=True)
class Subject:
    """What some words name. `codes` are (classification, code) pairs, several where a name stands in several.

    `generic` is True for words that name nothing of their own (`2019年预算安排`); `unresolved` holds a code phrase
    whose names are not in the classification.
    """

    indicator: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    generic: bool = False
    unresolved: str = ""

    @property
    def known(self) -> bool:
        """True where an indicator or a code was found."""
        return bool(self.indicator or self.codes)

    def code(self, classification: str = "") -> str:
        """The one code, in the classification where that is known; blank where it is not certain."""
        hits = [code for kind, code in self.codes if not classification or kind == classification] or [
            code for _, code in self.codes
        ]
        return hits[0] if len(hits) == 1 else ""


class Subjects:
    """Reads labels with the indicators and classifications of one edition; remembers what it has read."""

    def __init__(self, knowledge: Knowledge, speech: Language, fiscal_year: int) -> None:
        """Take the classifications as they hold in `fiscal_year` where a name is in doubt."""
        self._speech = speech
        self._year = fiscal_year
        self._phrases = _phrases(knowledge)
        self._codes = {
            _FUNCTIONAL: knowledge.functional,
            _ECONOMIC: knowledge.economic,
            _GOVERNMENT: knowledge.government_economic,
        }
        self._indicators = knowledge.indicators
        self._names = {kind: _names(knowledge, kind) for kind in self._codes}

    def as_economic_item(self, subject: Subject) -> Subject:
        """The subject as a line of the economic classification: 公务接待费 is 30217 there."""
        indicator = self._indicators.get(subject.indicator)
        codes = {
            code for name in (indicator.names if indicator else ()) for code in self._lookup(_ECONOMIC, fold(name))
        }
        code = subject.code(_ECONOMIC) or self._one(_ECONOMIC, codes)
        return replace(subject, indicator="", codes=((_ECONOMIC, code),) if code else ())

    def core(self, words: str) -> str:
        """Words without numbering and introduction, and without 各 or 均 at their end."""
        words = _NUMBERING.sub("", words)
        start = self._speech.before.match(words)
        return (words[start.end() :] if start else words).rstrip("各均共")

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def read(self, label: str) -> Subject:
        """The subject of the words directly before a number."""
        words = _NUMBERING.sub("", label)[-_LONGEST:]
        indicator = self._indicator(words)
        codes, unresolved = self._phrase_codes(words)
        if not codes and not unresolved:
            codes = self._name_codes(words)
        generic = not (indicator or codes or unresolved) and bool(self._speech.generic.fullmatch(words))
        return Subject(indicator, codes, generic, unresolved)

    def _indicator(self, words: str) -> str:
        """The indicator named last, if only fillers stand between its name and the number.

        An item goes before the fund that pays it: 机关运行经费财政拨款预算 speaks of 机关运行经费.
        """
        light = _LIGHT_TAIL.sub("", words)
        best: tuple[bool, int, int, str] = (False, -1, 0, "")
        for key, pattern, at_end in self._phrases:
            item = key in self._speech.heading_subjects
            for found in pattern.finditer(light if at_end else words):
                if self._speech.between.fullmatch(words, found.end()):
                    best = max(best, (item, found.end(), found.end() - found.start(), key), key=lambda one: one[:3])
        _, end, length, key = best
        if end < 0 or _JOINED_TO.search(words[: end - length]):
            return ""
        for pattern in self._speech.none:
            if any((found.end() > end - length and found.end() >= end) or found.start() < end - length < found.end()
                   for found in pattern.finditer(words)):  # fmt: skip
                return ""
        return key

    def _phrase_codes(self, words: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """The code that is printed, or spelt out as 类, 款, 项 or with dashes; else the phrase that cannot be resolved."""
        printed = [found["code"] for found in _CODE.finditer(words)]
        for code in reversed(printed):
            for kind, codes in self._codes.items():
                if code in codes or (kind == _FUNCTIONAL and len(code) == 7 and code[:3] in codes):
                    return ((kind, code),), ""
        found_levels = list(_LEVEL.finditer(words))
        levels = [(found["name"], found["digits"], found["level"]) for found in found_levels]
        if found_levels and not self._speech.between.fullmatch(words, found_levels[-1].end()):
            return (), words
        if not levels and words.count("-") >= 2:
            names = [self._bare(one) for one in words.split("-")]
            levels = [(name, "", level) for name, level in zip(names, "类款项", strict=False)]
        if not levels:
            return (), ""
        code = self._spelt(levels)
        return (((_FUNCTIONAL, code),), "") if code else ((), words)

    def _spelt(self, levels: list[tuple[str, str, str]]) -> str:
        """The functional code of names by level, each below the one before; blank where not exactly one fits."""
        digits = "".join(one[1] for one in levels)
        if all(one[1] for one in levels) and len(digits) == _DIGITS[levels[-1][2]]:
            return digits
        within: set[str] | None = None
        for name, _, level in levels:
            length = _DIGITS[level]
            codes = {code for code in self._lookup(_FUNCTIONAL, self._bare(name)) if len(code) == length}
            below = codes if within is None else {c for c in codes if any(c.startswith(up) for up in within)}
            if not below and level == levels[-1][2]:
                return ""
            within = below or within
        return self._one(_FUNCTIONAL, within or set())

    def _name_codes(self, words: str) -> tuple[tuple[str, str], ...]:
        """The codes of a name that stands alone before its number."""
        name = self._bare(words)
        if not name:
            return ()
        hits = {kind: self._lookup(kind, name) for kind in (_FUNCTIONAL, _ECONOMIC)}
        if not any(hits.values()):
            hits = {_GOVERNMENT: self._lookup(_GOVERNMENT, name)}
        found = {kind: self._one(kind, codes) for kind, codes in hits.items() if codes}
        return tuple(found.items()) if all(found.values()) else ()

    def _bare(self, words: str) -> str:
        """A name without numbering, introduction and fillers around it."""
        words = _NUMBERING.sub("", words)
        start = self._speech.before.match(words)
        words = words[start.end() :] if start else words
        if any(words in names for names in self._names.values()):
            return words
        for at in range(1, len(words) + 1):
            if self._speech.between.fullmatch(words, at) and any(words[:at] in n for n in self._names.values()):
                return words[:at]
        return words

    def _lookup(self, kind: str, name: str) -> frozenset[str]:
        """The codes of a name as printed, else without brackets and without 支出 at its end."""
        names = self._names[kind]
        return names.get(name) or names.get(_short(name)) or frozenset()

    def _one(self, kind: str, codes: Iterable[str]) -> str:
        """The one code, or the one that is valid in the fiscal year."""
        hits = sorted(set(codes))
        if len(hits) > 1:
            hits = [code for code in hits if any(self._valid(entry) for entry in self._codes[kind][code])]
        return hits[0] if len(hits) == 1 else ""

    def _valid(self, entry: Code) -> bool:
        """True where an entry holds in the fiscal year, or its years are open."""
        return (entry.valid_from or 0) <= self._year <= (entry.valid_to or 9999)


@lru_cache(maxsize=16)
def subjects(knowledge: Knowledge, fiscal_year: int) -> Subjects:
    """The reader of labels for one fiscal year, made once."""
    return Subjects(knowledge, language(knowledge), fiscal_year)


@lru_cache(maxsize=4)
def _phrases(knowledge: Knowledge) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """The phrases of all indicators: key, pattern, and whether the phrase must stand at the end."""
    return tuple(
        (one.key, re.compile(phrase), phrase.endswith("$"))
        for one in knowledge.indicators.values()
        for phrase in one.phrases
    )


@lru_cache(maxsize=16)
def _names(knowledge: Knowledge, kind: str) -> dict[str, frozenset[str]]:
    """Codes by folded name, and by the short form where no full name is the same."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    classifications = {
        _FUNCTIONAL: knowledge.functional,
        _ECONOMIC: knowledge.economic,
        _GOVERNMENT: knowledge.government_economic,
    }
    for code, entries in classifications[kind].items():
        for entry in entries:
            full.setdefault(fold(entry.name), set()).add(code)
            short.setdefault(_short(fold(entry.name)), set()).add(code)
    return {name: frozenset(found) for name, found in {**short, **full}.items()}


def _short(name: str) -> str:
    """A name without brackets and without 支出 at its end: 维修(护)费 is printed 维修费."""
    bare = _BRACKETS.sub("", name)
    return bare if bare == "其他支出" else bare.removesuffix("支出")

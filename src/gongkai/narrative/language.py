"""lookups/phrases.yml, compiled: how sentences speak of money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.errors import KnowledgeError
from gongkai.model.knowledge import Knowledge


@dataclass(frozen=True)
class Language:
    """Compiled patterns over folded text. Each is explained beside its entry in the file."""

    between: re.Pattern[str]
    before: re.Pattern[str]
    generic: re.Pattern[str]
    measures: tuple[tuple[re.Pattern[str], str], ...]
    not_measures: re.Pattern[str]
    stages: Mapping[str, str]
    execution_in_final: str
    balances: re.Pattern[str]
    not_balances: re.Pattern[str]
    years: Mapping[str, int]
    year: re.Pattern[str]
    comparison: re.Pattern[str]
    same_period: str
    direction: re.Pattern[str]
    mover: re.Pattern[str]
    increase: frozenset[str]
    same: re.Pattern[str]
    reason: re.Pattern[str]
    parts: re.Pattern[str]
    sums: re.Pattern[str]
    never_parts: frozenset[str]
    spending: frozenset[str]
    aside: re.Pattern[str]
    change_subjects: Mapping[str, str]
    heading_subjects: frozenset[str]
    economic_wholes: frozenset[str]
    scoped: Mapping[str, Mapping[str, str]]
    none: tuple[re.Pattern[str], ...]
    rates: re.Pattern[str]


@lru_cache(maxsize=4)
def language(knowledge: Knowledge) -> Language:
    """The compiled language; KnowledgeError where the file lacks an entry."""
    data: Any = knowledge.lookups.get("phrases")
    try:
        return _compile(data)
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError("lookups/phrases.yml", f"missing or malformed entry ({error})", "mend it") from error


def _compile(data: Any) -> Language:
    between, before = _any_of(data["between"]), _any_of(data["before"])
    words = "|".join(sorted((*data["increase"], *data["decrease"]), key=len, reverse=True))
    return Language(
        between=re.compile(rf"(?:{between})*+"),
        before=re.compile(rf"(?:{before})*+"),
        generic=re.compile(rf"(?:{_any_of([*data['between'], *data['before'], '[,、]'])})*+"),
        measures=tuple((re.compile(one["pattern"]), one["measure"]) for one in data["measures"]),
        not_measures=re.compile(data["not_measures"]),
        stages=data["stages"],
        execution_in_final=data["execution_in_final"],
        balances=re.compile(data["balances"]),
        not_balances=re.compile(data["not_balances"]),
        years=data["years"],
        year=re.compile(rf"(?P<year>(?:19|20)[0-9]{{2}})年|(?P<word>{'|'.join(data['years'])})(?!{data['not_years']})"),
        comparison=re.compile(_joined(data["comparison"])),
        same_period=data["same_period"],
        direction=re.compile(rf"(?P<word>{words})(?:\((?:{words})\))?(?:了|额|为|率)*(?:约|近)?$"),
        mover=re.compile("|".join((*data["movers"], *data["increase"], *data["decrease"]))),
        increase=frozenset(data["increase"]),
        same=re.compile(_joined(data["same"])),
        reason=re.compile(data["reason"]),
        parts=re.compile(data["parts"]),
        sums=re.compile(data["sums"]),
        never_parts=frozenset(data["never_parts"]),
        spending=frozenset(data["spending"]),
        aside=re.compile(data["aside"]),
        change_subjects=data["change_subjects"],
        heading_subjects=frozenset(data["heading_subjects"]),
        economic_wholes=frozenset(data["economic_wholes"]),
        scoped=data["scoped"],
        none=tuple(re.compile(one) for one in data["none"]),
        rates=re.compile(data["rates"]),
    )


def _any_of(words: list[str]) -> str:
    """One of the words, the longest first: repeated without going back, so that no text makes it slow."""
    return "|".join(sorted(words, key=len, reverse=True))


def _joined(pattern: str) -> str:
    """A pattern that is written over several lines."""
    return re.sub(r"\s+", "", pattern)

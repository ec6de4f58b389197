"""Where the values of indicators are found: knowledge/lookups/indicator_sources.yml, validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.errors import KnowledgeError
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Knowledge

LOOKUP = "indicator_sources"
FUNDS = ("government_fund", "state_capital", "general_budget", "appropriation")
"""The scopes that words of a sentence can name; the last one only where none of the others is named."""

_WHERE = f"knowledge/lookups/{LOOKUP}.yml"


@dataclass(frozen=True, slots=True)
class Source:
    """One place in which an indicator's value may be printed."""

    resource: str
    field: str
    scope: str
    total: bool = False
    item: str = ""
    side: str = ""
    unless: tuple[str, ...] = ()
    stock: bool = False


@dataclass(frozen=True)
class Sources:
    """The places of each indicator, the best first, and the titles of the scopes.

    `totals` are the names of total rows, `narrow` words before an amount that make it a part of the unit's money,
    `funds` the words that name a fund, by scope, `others` what a sentence about the `general` indicators is never
    about, `phrases` those in which a narrow word does not count; all folded.
    """

    indicators: Mapping[str, tuple[Source, ...]]
    scopes: Mapping[str, Mapping[str, str]]
    totals: frozenset[str]
    narrow: tuple[str, ...]
    funds: Mapping[str, tuple[str, ...]]
    general: frozenset[str]
    others: tuple[str, ...]
    phrases: tuple[str, ...]

    def first_scope(self, indicator: str) -> str:
        """The scope of the best place of an indicator."""
        return self.indicators[indicator][0].scope

    def is_stock(self, indicator: str) -> bool:
        """True for amounts at a date."""
        return self.indicators[indicator][0].stock


@lru_cache(maxsize=4)
def sources(knowledge: Knowledge) -> Sources:
    """The sources. Raises KnowledgeError where an entry names something that does not exist."""
    content = _mapping(knowledge.lookups.get(LOOKUP), _WHERE)
    scopes = _mapping(content.get("scopes"), f"{_WHERE} scopes")
    indicators = {
        key: tuple(_source(key, number, one, scopes) for number, one in enumerate(places, 1))
        for key, places in _mapping(content.get("indicators"), f"{_WHERE} indicators").items()
    }
    core = {one.key for one in knowledge.indicators.values() if one.core}
    if wrong := sorted(core ^ set(indicators)):
        raise KnowledgeError(_WHERE, f"not the core indicators: {wrong}", "list every core indicator and no other")
    checks = _mapping(knowledge.lookups.get("checks"), "knowledge/lookups/checks.yml")
    words = _mapping(checks.get("words"), "knowledge/lookups/checks.yml words")
    subjects = _mapping(content.get("other_subjects"), f"{_WHERE} other_subjects")
    return Sources(
        indicators,
        scopes,
        frozenset(fold_item(str(word)) for word in words["totals"]),
        tuple(fold(str(word)) for word in words["narrow"]),
        {scope: tuple(fold(str(word)) for word in words[scope]) for scope in FUNDS},
        frozenset(subjects["indicators"]),
        tuple(fold(str(word)) for word in subjects["words"]),
        tuple(fold(str(phrase)) for phrase in content["whole_phrases"]),
    )


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    """The value if it is a mapping."""
    if not isinstance(value, Mapping):
        raise KnowledgeError(where, "not a mapping", "mend the file")
    return value


def _source(key: str, number: int, entry: Any, scopes: Mapping[str, Any]) -> Source:
    """One place, checked against the published fields."""
    where = f"{_WHERE} {key} {number}"
    known = set(Source.__dataclass_fields__)
    if not isinstance(entry, Mapping) or set(entry) - known:
        raise KnowledgeError(where, f"unknown keys in {entry!r}", f"use only {sorted(known)}")
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in entry.items()}
    source = Source(**values)
    resource = RESOURCES.get(source.resource)
    if resource is None or source.field not in resource.by_name or not resource.by_name[source.field].money:
        raise KnowledgeError(where, f"no amounts {source.resource}.{source.field}", "use names of model/fields.py")
    if source.scope not in scopes:
        raise KnowledgeError(where, f"unknown scope {source.scope!r}", "add it to scopes")
    if source.total == bool(source.item):
        raise KnowledgeError(where, "neither or both of total and item", "give one of them")
    return source

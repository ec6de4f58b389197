"""What gongkai knows about disclosures in general: loaded from knowledge/, never about one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Indicator:
    """A canonical item or headline number, from indicators.yml.

    `names` are the printed names of table items, compared after `knowledge.text.fold()`; `phrases` are regular
    expressions for sentences; `core` marks the indicators of the corpus tables; `parts` are keys that add up to it.
    """

    key: str
    title_zh: str
    title_en: str
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    core: bool = False
    side: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a classification: its name in an edition, and how far the entry can be trusted.

    `valid_from` and `valid_to` are years, None where open or unknown; `evidence` is `printed in a disclosure`,
    `secondary source` or `unverified`.
    """

    code: str
    name: str
    level: str
    parent: str
    valid_from: int | None
    valid_to: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class StatutoryItem:
    """Something an agency must publish, from statutory_items.yml.

    `since` and `until` are fiscal years of budgets, `since_final` that of final accounts where it differs. `phrases`
    are regular expressions on folded text: for a text the words of its heading or of the facts it must state, for a
    table its names in contents pages. `mandatory` is False where the rule is local or asks for it step by step.
    `verified` is False where the rule is known from the field and its text was not seen.
    """

    key: str
    title_zh: str
    title_en: str
    kind: str
    """`table` or `text`."""
    form: str = ""
    also: tuple[str, ...] = ()
    """Other forms that disclose the same."""
    phrases: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    """Patterns of sentences that say that there is nothing of the kind."""
    stages: tuple[str, ...] = ()
    since: int | None = None
    since_final: int | None = None
    until: int | None = None
    mandatory: bool = True
    source: str = ""
    verified: bool = True


@dataclass(frozen=True, eq=False)
class Form:
    """An official table: how its title, headings and items are printed, from forms/*.yml.

    `shape` says how it is read: `rows` (dimensions and amount columns), `sides` (item and amount groups side by
    side), `items` (named items down or across), `records` (one record a row), `performance`, `activities`.
    `titles` are regular expressions for the folded title; `headings` maps a field to the folded headings it is
    printed as, `parent>leaf` where the heading above decides; `ignored` are known headings without a field.
    """

    key: str
    title_zh: str
    title_en: str
    resource: str
    shape: str
    titles: tuple[str, ...]
    not_titles: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    statutory: bool = False
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    requires: tuple[tuple[str, ...], ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything below knowledge/, loaded and validated once. Compared by identity, so that it can key caches."""

    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]
    functional: Mapping[str, tuple[Code, ...]]
    economic: Mapping[str, tuple[Code, ...]]
    government_economic: Mapping[str, tuple[Code, ...]]
    statutory_items: tuple[StatutoryItem, ...] = ()
    lookups: Mapping[str, object] = field(default_factory=dict)

"""What holds for a whole disclosure, and what earlier sentences and headings have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.narrative.claims import Claim
from gongkai.narrative.language import Language
from gongkai.narrative.subjects import Subject, Subjects
from gongkai.narrative.words import Words


@dataclass(frozen=True)
class Announced:
    """The wholes whose parts a paragraph may hold.

    `numbered` items are one part each, by measure; without numbers all amounts of the first sentence are parts.
    `strict` where only the known parts of the indicator are meant.
    """

    wholes: tuple[Claim, ...] = ()
    numbered: bool = False
    strict: bool = False


@dataclass
class Context:
    """What earlier sentences and headings have said, for the sentences that rely on it."""

    heading: Subject = field(default_factory=Subject)
    topic: Subject = field(default_factory=Subject)
    top: Claim | None = None
    announced: Announced = field(default_factory=Announced)
    tops: tuple[Claim, ...] = ()
    divided: Claim | None = None
    numbered: bool = False


@dataclass(frozen=True)
class Setting:
    """What holds for a whole disclosure: the language, the reader of labels, the parts of indicators, year, stage."""

    speech: Language
    words: Words
    subjects: Subjects
    parts: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, str]
    fiscal_year: int
    stage: str

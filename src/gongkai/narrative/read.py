"""The narrative of a disclosure: its paragraphs as sections, its numbers as statements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.knowledge.text import fold
from gongkai.model.document import Paragraph
from gongkai.model.finding import Finding
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row
from gongkai.narrative.claims import Claim
from gongkai.narrative.derive import prior_amounts
from gongkai.narrative.language import Language, language
from gongkai.narrative.patterns import Patterns, patterns
from gongkai.narrative.reading import Reading, groups, reading, sentences
from gongkai.narrative.sections import Section, section_rows, sections
from gongkai.narrative.sentence import Announced, Context, Sentence, Setting
from gongkai.narrative.statements import amount_rows, statement_rows, trouble
from gongkai.narrative.subjects import Subject, Subjects
from gongkai.narrative.tokens import tokens

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Narrative:
    """The rows of `sections` and `statements`, the rows of `amounts` for the statements, and what was noticed."""

    sections: tuple[Row, ...]
    statements: tuple[Row, ...]
    amounts: tuple[Row, ...]
    findings: tuple[Finding, ...] = field(default=())


def read(
    paragraphs: Sequence[Paragraph],
    fiscal_year: int,
    stage: str,
    knowledge: Knowledge,
    kinds: Mapping[int, str] | None = None,
) -> Narrative:
    """Read all paragraphs of a disclosure, in order, of one or several files.

    `kinds` gives the kind of a paragraph by its index where it is known from elsewhere: `caption`, `unit`, `note`,
    `contents`, `furniture`. Every paragraph becomes one section; every amount of money outside page furniture one
    statement. KnowledgeError where lookups/headings.yml or lookups/phrases.yml is not as it must be.
    """
    known = patterns(knowledge)
    found, parents = sections(paragraphs, kinds or {}, known)
    claims = _claims(found, known, _setting(knowledge, fiscal_year, stage))
    places = [section.paragraph.place for section in found]
    ids = {id(claim): f"s{number:03d}" for number, claim in enumerate(claims, 1)}
    return Narrative(
        section_rows(found, parents),
        statement_rows(claims, ids, places),
        (*amount_rows(claims, ids), *prior_amounts(claims, ids)),
        trouble(claims, places),
    )


def _setting(knowledge: Knowledge, fiscal_year: int, stage: str) -> Setting:
    """What holds for the whole disclosure."""
    speech = language(knowledge)
    parts = {key: one.parts for key, one in knowledge.indicators.items()}
    return Setting(speech, Subjects(knowledge, speech, fiscal_year), parts, fiscal_year, stage)


def _claims(found: Sequence[Section], known: Patterns, setting: Setting) -> list[Claim]:
    """All claims in order of print."""
    context, outline, claims = Context(), _Lists(known), []
    for group in groups(found, known):
        first = found[group[0]]
        outline.enter(first, context)
        if first.kind == "heading":
            context.top = None
            context.heading = setting.subjects.read(fold(first.paragraph.text[first.body :]).rstrip(":。"))
        texts = [(index, found[index].paragraph.text) for index in group]
        speaks = any(_may_claim(text, setting.speech) for _, text in texts)
        new = _paragraph(reading(texts), first, context, setting) if speaks else []
        outline.leave(first, found[group[-1]], new, context)
        claims += new
    return claims


def _may_claim(text: str, speech: Language) -> bool:
    """False for the many paragraphs without a digit or a word of sameness."""
    return bool(_DIGIT.search(text) or speech.same.search(fold(text)))


def _paragraph(read_as: Reading, first: Section, context: Context, setting: Setting) -> list[Claim]:
    """The claims of one paragraph."""
    text = read_as.text
    body = len(fold(first.paragraph.text[: first.body]))
    context.topic, context.numbered = Subject(), first.style >= 0
    if not setting.speech.parts.match(text) and not setting.speech.comparison.match(text):
        context.top = None
    claims: list[Claim] = []
    for start, end in sentences(text):
        found = tokens(read_as, start, end, setting.speech.same)
        if start <= body < end and not context.topic.known:
            context.topic = _run_in(text[body:end], setting.subjects)
        if found:
            claims += Sentence(setting, context, read_as, (start, end)).claims(found)
    return claims


def _run_in(text: str, subjects: Subjects) -> Subject:
    """The subject of a heading that is printed in front of its paragraph: 公务接待费。2026年预算数…"""
    for at, char in enumerate(text[:80]):
        if char in ",;":
            break
        if char in ":。":
            return subjects.read(text[:at])
    return Subject()


class _Lists:
    """Which amount the paragraphs below 其中： or 具体如下： are parts of."""

    def __init__(self, known: Patterns) -> None:
        self._known = known
        self._lists: list[tuple[int, tuple[Claim, ...]]] = []
        self._pending: tuple[Claim, ...] = ()
        self._level = 0
        self._over = False

    def enter(self, section: Section, context: Context) -> None:
        """Set `context.announced` for the paragraph that begins."""
        if section.style < 0:
            if section.kind == "heading" and section.level == self._known.title_level:
                self._lists, self._pending, context.announced = [], (), Announced()
            elif self._pending:
                context.announced = Announced(self._pending, self._over)
            return
        level = self._known.styles[section.style].level
        self._lists = [one for one in self._lists if self._known.styles[one[0]].level <= level]
        if self._pending and level > self._level:
            self._lists = [one for one in self._lists if self._known.styles[one[0]].level < level]
            self._lists.append((section.style, self._pending))
        self._pending = ()
        here = bool(self._lists) and self._lists[-1][0] == section.style
        context.announced = Announced(self._lists[-1][1]) if here else Announced()

    def leave(self, section: Section, last: Section, claims: Sequence[Claim], context: Context) -> None:
        """Remember what the end of a paragraph announces."""
        end = last.paragraph.text.rstrip()[-1:]
        if claims:
            context.announced = Announced()
            self._over = self._over or end not in ";；"
        if claims and end in ":：" and context.tops and len({one.key for one in context.tops}) == 1:
            self._announce(context.tops, section)
        elif claims and end in ";；" and context.divided is not None and not self._pending:
            self._announce((context.divided,), section)

    def _announce(self, wholes: tuple[Claim, ...], section: Section) -> None:
        self._pending, self._over = wholes, False
        self._level = self._known.styles[section.style].level if section.style >= 0 else 0

"""The narrative of a disclosure: its paragraphs as sections, its numbers as statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.knowledge.text import fold
from gongkai.model.document import Paragraph
from gongkai.model.finding import Finding
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row
from gongkai.narrative.claims import Claim
from gongkai.narrative.context import Context, Setting
from gongkai.narrative.derive import prior_amounts
from gongkai.narrative.language import Language, language
from gongkai.narrative.lists import Lists
from gongkai.narrative.patterns import Patterns, patterns
from gongkai.narrative.reading import Reading, groups, reading, sentences
from gongkai.narrative.sections import Section, section_rows, sections
from gongkai.narrative.sentence import Sentence
from gongkai.narrative.statements import amount_rows, statement_rows, trouble
from gongkai.narrative.subjects import Subject, Subjects, subjects
from gongkai.narrative.tokens import tokens
from gongkai.narrative.words import Words


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
    sides = {key: one.side for key, one in knowledge.indicators.items()}
    return Setting(
        speech, Words(speech, fiscal_year), subjects(knowledge, fiscal_year), parts, sides, fiscal_year, stage
    )


def _claims(found: Sequence[Section], known: Patterns, setting: Setting) -> list[Claim]:
    """All claims in order of print."""
    context, outline, claims = Context(), Lists(known), []
    for group in groups(found, known):
        first = found[group[0]]
        outline.enter(first, context)
        if first.kind == "heading":
            context.top = None
            context.heading = setting.subjects.read(fold(first.paragraph.text[first.body :]).rstrip(":。"))
        texts = [(index, found[index].paragraph.text) for index in group]
        speaks = any(_may_claim(found[index].paragraph.text[found[index].body :], setting.speech) for index in group)
        new = _paragraph(reading(texts), first, context, setting) if speaks else []
        outline.leave(found[group[-1]], new, context)
        claims += new
    return claims


def _may_claim(text: str, speech: Language) -> bool:
    """False for the many paragraphs without a digit or a word of sameness."""
    return any(char.isdecimal() for char in text) or bool(speech.same.search(fold(text)))


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

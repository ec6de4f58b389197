"""Reads one sentence: what each number in it is, and what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.narrative.claims import Claim, Comparison, Span
from gongkai.narrative.language import Language
from gongkai.narrative.layers import Layers
from gongkai.narrative.reading import Reading
from gongkai.narrative.subjects import Subject, Subjects
from gongkai.narrative.tokens import Money, Percent, Same, Token

_SHARE = re.compile(r"占[^,;。]*$")
_DONE = re.compile(r"(?:完成[^,;。]*|执行率为?)$")
_ONLY_FILLERS = re.compile(r"[,、;:。或和即及()各共约又还更同比分别]*+")
_COMPARED = re.compile(r"^(?:相比较|相比|对比|比较|相较|比|,|:)+")


@dataclass(frozen=True)
class Announced:
    """The wholes whose parts a paragraph may hold; `strict` where only the known parts of the indicator are meant."""

    wholes: tuple[Claim, ...] = ()
    strict: bool = False


@dataclass
class Context:
    """What earlier sentences and headings have said, for the sentences that rely on it."""

    heading: Subject = field(default_factory=Subject)
    topic: Subject = field(default_factory=Subject)
    top: Claim | None = None
    announced: Announced = field(default_factory=lambda: Announced())
    tops: tuple[Claim, ...] = ()
    divided: Claim | None = None
    numbered: bool = False


@dataclass(frozen=True)
class Setting:
    """What holds for a whole disclosure: the language, the reader of labels, the parts of indicators, year, stage."""

    speech: Language
    subjects: Subjects
    parts: Mapping[str, tuple[str, ...]]
    fiscal_year: int
    stage: str


class Sentence:
    """One sentence while it is read, from its first token to its last."""

    def __init__(self, setting: Setting, context: Context, read: Reading, span: tuple[int, int]) -> None:
        """`span` is the sentence in the folded text of `read`."""
        self._setting = setting
        self._speech = setting.speech
        self._context = context
        self._read = read
        self._start, self._end = span
        self._layers = Layers(setting.speech, read.text, self._start, context.top)
        self._claims: list[Claim] = []
        self._changed: Claim | None = None
        self._against: Comparison | None = None

    def claims(self, found: Sequence[Token]) -> list[Claim]:
        """The claims of the sentence in order; the context is left as the next sentence needs it."""
        cursor, amount_before = self._start, False
        for token in found:
            self._layers.pass_over(cursor, token.start, amount_before)
            span = self._span(token, cursor)
            if isinstance(token, Money):
                self._money(token, span)
            elif isinstance(token, Percent):
                self._percent(token, span)
            else:
                self._same(token, span)
            cursor, amount_before = token.end, isinstance(token, Money)
        if self._layers.top is not None:
            self._context.top = self._layers.top
            self._context.tops = tuple(one for one in self._claims if one.holds and one.whole is None)
        self._context.divided = self._layers.open[1].whole if self._layers.listed else None
        return self._claims

    # amounts

    def _money(self, token: Money, span: Span) -> None:
        """An amount of money: a change, the prior amount of a comparison, or an amount."""
        against = self._comparison(span)
        moved = self._speech.direction.search(span.region)
        if moved and token.value is not None:
            self._change(token, span, moved["word"], against)
        elif against and not moved and self._is_prior(against):
            self._prior(token, against)
        else:
            self._amount(token, span)

    def _amount(self, token: Money, span: Span) -> None:
        """An amount that stands for itself."""
        rate = token.threshold or bool(self._speech.rates.search(span.label))
        token = replace(token, threshold=rate)
        subject = Subject() if rate or self._speech.mover.search(span.label) else self._subject(span)
        self._layers.leave(subject.indicator)
        claim = self._claim(token.start, subject)
        claim.amount = token
        if not rate:
            self._belongs(claim, subject)
            claim.year = self._year(span, claim)
            claim.measure = self._measure(span.label, claim)
            self._listed(claim)
            self._layers.note(claim)
            if self._context.numbered and len(self._claims) == 1 and not self._context.topic.known:
                self._context.topic = claim.subject
        self._changed = None

    def _subject(self, span: Span) -> Subject:
        """What an amount speaks of: its own words, or what was said before where its own words say nothing."""
        own = self._setting.subjects.read(span.label)
        if own.known or own.unresolved or not (own.generic or not span.label) or self._layers.reason:
            return own
        last = self._layers.last
        if last and last.amount and span.label and self._differs(span, last):
            return last.subject
        clauses = [one for one in re.split(r"[,;:]", span.region[: len(span.region) - len(span.label)]) if one]
        if clauses and (before := self._setting.subjects.read(clauses[-1])).known:
            return before
        if self._layers.listed:
            return own
        if self._context.topic.known or self._context.numbered and self._context.topic.unresolved:
            return self._context.topic
        return self._context.heading if self._context.top is None and not self._claims else own

    def _differs(self, span: Span, last: Claim) -> bool:
        """True where the words before a number name another year or another measure than those of the last amount."""
        measure = self._measure_word(span.label)
        years = self._years(span.label)
        return bool(measure and measure != last.measure) or bool(years and years[-1] != last.year)

    def _listed(self, claim: Claim) -> None:
        """Make the claim a part of what the paragraphs above announced: 其中：, 具体如下：."""
        announced = self._context.announced
        if self._layers.listed or claim.indicator in self._speech.never_parts:
            return
        for whole in announced.wholes:
            parts = self._setting.parts.get(whole.indicator, ())
            fits = (
                claim.indicator in parts
                if announced.strict
                else not (claim.indicator and parts) or claim.indicator in parts
            )
            if fits and (whole.year, whole.measure) == (claim.year, claim.measure) and whole.key != claim.key:
                claim.whole = whole
                self._context.announced = replace(
                    announced, wholes=tuple(one for one in announced.wholes if one is not whole)
                )
                return

    def _belongs(self, claim: Claim, subject: Subject) -> None:
        """Make the claim a part of the whole that is being divided, and read its words as such."""
        layer = self._layers.open[-1]
        whole = layer.whole if self._layers.listed else None
        if layer.tentative and whole and subject.indicator not in self._setting.parts.get(whole.indicator, ()):
            whole = None
        if subject.indicator in self._speech.never_parts:
            whole = None
        if self._layers.reason and not (claim.amount and subject.indicator):
            whole = None
        claim.whole = whole
        kinds = {kind for kind, _ in subject.codes}
        last = self._layers.last
        claim.classification = kinds.pop() if len(kinds) == 1 else (last.classification if last else "")
        above: Claim | None = whole
        while above is not None:
            scoped = self._speech.scoped.get(above.indicator, {})
            if claim.indicator in scoped:
                claim.subject = replace(claim.subject, indicator=scoped[claim.indicator])
            if above.indicator in self._speech.economic_wholes:
                claim.subject, claim.classification = self._setting.subjects.as_economic_item(subject), "economic"
            above = above.whole

    # changes

    def _change(self, token: Money | None, span: Span, word: str, against: Comparison | None) -> Claim:
        """A change in money or in per cent."""
        against = against or self._against
        moved = self._speech.direction.search(span.region)
        words = span.label if not moved else span.label[: -len(moved[0])] if moved[0] else span.label
        claim = self._target(self._moving(words, against), token, span)
        claim.change = token or claim.change
        zero = token is not None and token.value == 0
        claim.direction = "flat" if zero else "increase" if word in self._speech.increase else "decrease"
        self._compare(claim, against, span)
        self._changed, self._against = claim, None
        return claim

    def _moving(self, words: str, against: Comparison | None) -> Subject:
        """What changed: the words after the comparison (与上年相比，支出…) or before it (支出较上年…)."""
        parts = [words.removeprefix(self._speech.same_period)]
        if against:
            parts = [_COMPARED.sub("", against.rest), against.before] if against.before or against.rest else parts
        best = Subject(generic=True)
        for one in parts:
            one = one.strip(",、:()").replace(self._speech.same_period, "")
            moved = self._speech.direction.search(one)
            one = one[: moved.start()] if moved else one
            named = self._speech.change_subjects.get(self._setting.subjects.core(one), "")
            subject = Subject(named) if named else self._setting.subjects.read(one)
            if subject.known:
                return subject
            if one and not subject.generic:
                best = Subject()
        return best

    def _target(self, subject: Subject, token: Money | None, span: Span) -> Claim:
        """The claim that a change belongs to: the amount it speaks of, where that stands in the same sentence."""
        if subject.known:
            for claim in reversed(self._claims):
                if (
                    claim.key == (subject.indicator or subject.code(claim.classification))
                    and claim.amount
                    and claim.holds
                    and not claim.changed
                ):
                    return claim
            self._layers.leave(subject.indicator)
        elif subject.generic and not self._layers.reason:
            last = self._layers.last
            if last is not None and not last.changed:
                return last
            earlier = last or (None if self._layers.listed else self._context.top)
            subject = earlier.subject if earlier else self._context.topic
            subject = replace(subject, unresolved="")
        claim = self._claim(token.start if token else span.token.start, subject)
        self._belongs(claim, subject)
        claim.year = self._year(span, claim)
        claim.measure = self._measure(span.label, claim)
        if self._layers.last is None:
            self._layers.note(claim)
        return claim

    def _compare(self, claim: Claim, against: Comparison | None, span: Span) -> None:
        """Year and measure with which the change compares."""
        if against is None and self._speech.same_period in span.region:
            against = Comparison((claim.year or self._setting.fiscal_year) - 1, "", "", "")
        if against is None:
            if claim.whole and claim.whole.changed:
                claim.base_year, claim.base_measure = claim.whole.base_year, claim.whole.base_measure
            return
        claim.base_year = against.year if against.year is not None else claim.year
        claim.base_measure = against.measure

    def _prior(self, token: Money, against: Comparison) -> None:
        """The prior amount of a comparison: a claim of its own, of another year."""
        own = self._setting.subjects.read(against.before) if against.before else Subject(generic=True)
        named = self._setting.subjects.read(against.rest)
        last = self._layers.last or (None if self._layers.listed else self._context.top)
        subject = named if named.known else own if own.known else Subject()
        if not subject.known and own.generic and last:
            subject = last.subject
        claim = self._claim(token.start, subject)
        claim.amount, claim.base = token, True
        claim.year = against.year
        claim.measure = against.measure or self._measure("", claim)
        claim.classification = last.classification if last else ""
        self._against = replace(against, rest="", before=against.before)
        self._changed = None

    # percentages and sameness

    def _percent(self, token: Percent, span: Span) -> None:
        """A percentage: of a change, a share, or how much of the budget was carried out."""
        moved = self._speech.direction.search(span.region)
        last = self._claims[-1] if self._claims else None
        if moved:
            lead = span.region[: moved.start()]
            if self._changed and self._changed.percent is None and _ONLY_FILLERS.fullmatch(lead):
                self._changed.percent = token.value
            elif token.value is not None and (self._comparison(span) or not self._layers.reason):
                self._change(None, span, moved["word"], self._comparison(span)).percent = token.value
        elif last and last.amount and _SHARE.search(span.region) and last.share is None:
            last.share = token.value
        elif last and last.amount and _DONE.search(span.region) and last.completion is None:
            last.completion = token.value

    def _same(self, token: Same, span: Span) -> None:
        """持平 and its like."""
        against = self._comparison(span)
        subject = self._moving(span.label, against)
        if self._layers.reason or (self._changed and not subject.known) or not (against or subject.known):
            return
        every = against is not None and "均" in span.region
        targets = [one for one in self._claims if one.amount and one.holds and not one.changed] if every else []
        targets = [one for one in targets if one.whole is self._layers.whole] or [self._target(subject, None, span)]
        for claim in targets:
            claim.flat, claim.same_exactly, claim.direction = True, token.exact, "flat"
            self._compare(claim, against, span)
        self._changed = targets[-1]

    # words

    def _span(self, token: Token, cursor: int) -> Span:
        """The words before a token: since the last token, and since the last break outside brackets."""
        region = self._read.text[cursor : token.start]
        return Span(token, last_clause(region), region)

    def _comparison(self, span: Span) -> Comparison | None:
        """The last comparison in the words before a token."""
        found = None
        for found in self._speech.comparison.finditer(span.region):
            pass
        if found is None:
            return None
        year = int(found["year"]) if found["year"] else None
        if found["last"]:
            year = self._setting.fiscal_year - 1
        before = last_clause(span.region[: found.start()])
        rest = span.region[found.end() :]
        measure = self._measure_word(found[0] + rest)
        return Comparison(year, measure, before, rest)

    def _is_prior(self, against: Comparison) -> bool:
        """True where the number stands right behind the comparison: 比2018年收入预算8888487.06元减少…"""
        return not re.search(r"[,;:。()]|相比|对比|相较", against.rest)

    def _claim(self, start: int, subject: Subject) -> Claim:
        """A new claim of this sentence."""
        sentence = self._read.sentence(self._start, self._end)
        claim = Claim(start, self._read.paragraph(start), sentence, subject=subject)
        self._claims.append(claim)
        return claim

    def _years(self, text: str) -> list[int]:
        """The years a text names outside comparisons."""
        found = list(self._speech.year.finditer(self._speech.comparison.sub("", text)))
        printed = [int(one["year"]) for one in found if one["year"]]
        return printed or [self._setting.fiscal_year + self._speech.years[one["word"]] for one in found]

    def _year(self, span: Span, claim: Claim) -> int:
        """The year of an amount: its own words, its whole, the list it stands in, the sentence, the disclosure."""
        if years := self._years(span.label):
            return years[-1]
        if claim.whole is not None and claim.whole.year is not None:
            return claim.whole.year
        listed = self._layers.last is not None and not self._layers.reason and not self._years(span.region)
        if listed and self._layers.last is not None and self._layers.last.year is not None:
            return self._layers.last.year
        years = self._years(self._read.text[self._start : claim.start])
        return years[-1] if years else self._setting.fiscal_year

    def _measure_word(self, text: str) -> str:
        """The measure that a text names last, blank if none."""
        plain = self._speech.not_measures.sub("", text)
        best: tuple[int, int, str] = (-1, 0, "")
        for pattern, measure in self._speech.measures:
            for found in pattern.finditer(plain):
                best = max(best, (found.end(), found.end() - found.start(), measure))
        return best[2]

    def _measure(self, label: str, claim: Claim) -> str:
        """The measure of an amount: its own words, its whole, the stage of the disclosure."""
        if self._speech.balances.search(label) and not self._speech.not_balances.search(label):
            return ""
        default = claim.whole.measure if claim.whole else self._speech.stages.get(self._setting.stage, "")
        measure = self._measure_word(self._speech.comparison.sub("", label)) or default
        if measure == "execution" and self._setting.stage == "final" and claim.year == self._setting.fiscal_year:
            return self._speech.execution_in_final
        return measure


def last_clause(text: str) -> str:
    """The words since the last comma, colon or full stop outside brackets, or since the bracket that is open."""
    nested, at = 0, len(text)
    while at > 0:
        char = text[at - 1]
        if char == ")":
            nested += 1
        elif char == "(":
            if nested == 0:
                break
            nested -= 1
        elif char in ",;:。!?" and nested == 0:
            break
        at -= 1
    return text[at:].lstrip(")、")

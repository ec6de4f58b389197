"""Reads one sentence: what each number in it is, and what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.narrative.claims import Claim, Comparison, Span
from gongkai.narrative.context import Announced, Context, Setting
from gongkai.narrative.layers import Layers
from gongkai.narrative.reading import Reading
from gongkai.narrative.subjects import Subject
from gongkai.narrative.tokens import Money, Percent, Same, Token
from gongkai.narrative.words import is_prior, last_clause

_SHARE = re.compile(r"占[^,;。]*$")
_DONE = re.compile(r"(?:完成[^,;。]*|执行率为?)$")
_ONLY_FILLERS = re.compile(r"[,、;:。或和即及()各共约又还更同比分别]*+")
_COMPARED = re.compile(r"^(?:相比较|相比|对比|比较|相较|比|,|:)+")


class Sentence:
    """One sentence while it is read, from its first token to its last."""

    def __init__(self, setting: Setting, context: Context, read: Reading, span: tuple[int, int]) -> None:
        """`span` is the sentence in the folded text of `read`."""
        self._setting = setting
        self._speech = setting.speech
        self._words = setting.words
        self._context = context
        self._read = read
        self._start, self._end = span
        self._layers = Layers(setting.speech, read.text, self._start, context.top, self._announced())
        self._claims: list[Claim] = []
        self._changed: Claim | None = None
        self._base: tuple[int | None, str] | None = None
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
            self._context.tops = tuple(self._layers.tops)
        self._context.divided = self._layers.open[1].whole if self._layers.listed else None
        return self._claims

    # amounts

    def _money(self, token: Money, span: Span) -> None:
        """An amount of money: a change, the prior amount of a comparison, or an amount."""
        against = self._words.comparison(span.region)
        moved = self._speech.direction.search(span.region)
        if moved and token.value is not None:
            self._change(token, span, moved["word"], against)
        elif against and not moved and is_prior(against):
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
            self._belongs(claim, subject, bool(self._speech.sums.fullmatch(span.label)))
            claim.year = self._year(span, claim)
            claim.measure = self._measure(span.label, claim)
            self._listed(claim, span)
            self._layers.note(claim)
            if self._context.numbered and len(self._claims) == 1 and not self._context.topic.known:
                self._context.topic = claim.subject
        self._changed = None

    def _subject(self, span: Span) -> Subject:
        """What an amount speaks of: its own words, or what was said before where its own words say nothing."""
        own = self._setting.subjects.read(span.label)
        if self._aside(span) and own.indicator not in self._speech.heading_subjects:
            return replace(own, indicator="")
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
        if self._context.topic.known or (self._context.numbered and self._context.topic.unresolved):
            return self._context.topic
        by_heading = self._context.heading.indicator in self._speech.heading_subjects
        return self._context.heading if by_heading and self._context.top is None and not self._claims else own

    def _aside(self, span: Span) -> bool:
        """True where the amounts are those that projects cover, not what the unit has."""
        words = self._read.text[self._start : span.token.start]
        return bool(self._speech.aside.search(words[words.rfind(";") + 1 :]))

    def _differs(self, span: Span, last: Claim) -> bool:
        """True where the words before a number name another year or another measure than those of the last amount."""
        measure = self._words.measure(span.label)
        years = self._words.years(span.label)
        return bool(measure and measure != last.measure) or bool(years and years[-1] != last.year)

    def _announced(self) -> Claim | None:
        """The whole that the paragraph before has begun to divide, if this paragraph goes on with its parts."""
        announced = self._context.announced
        if announced.numbered or announced.strict or not announced.wholes:
            return None
        self._context.announced = Announced()
        return announced.wholes[-1]

    def _listed(self, claim: Claim, span: Span) -> None:
        """Make the claim a part of what the paragraphs above announced: 其中：, 具体如下：."""
        announced = self._context.announced
        if self._layers.listed or claim.indicator in self._speech.never_parts:
            return
        for whole in announced.wholes:
            if claim.key and claim.key in whole.parts:
                continue
            parts = self._setting.parts.get(whole.indicator, ())
            named = self._speech.scoped.get(whole.indicator, {}).get(claim.indicator, claim.indicator)
            fits = named in parts or not (announced.strict or (named and parts))
            if announced.strict and (self._claims[0] is not claim or self._start != claim.start - len(span.region)):
                continue
            if fits and (whole.year, whole.measure) == (claim.year, claim.measure) and whole.key != claim.key:
                self._join(claim, whole, claim.subject)
                self._context.announced = replace(
                    announced, wholes=tuple(one for one in announced.wholes if one is not whole)
                )
                return

    def _belongs(self, claim: Claim, subject: Subject, total: bool = False) -> None:
        """Make the claim a part of the whole that is being divided, and read its words as such."""
        layer = self._layers.open[-1]
        whole = layer.whole if self._layers.listed else None
        if layer.tentative and whole and subject.indicator not in self._setting.parts.get(whole.indicator, ()):
            whole = None
        if subject.indicator in self._speech.never_parts or (total and not subject.known):
            whole = None
        if self._layers.reason and not (claim.amount and subject.indicator):
            whole = None
        kinds = {kind for kind, _ in subject.codes}
        last = self._layers.last
        claim.classification = kinds.pop() if len(kinds) == 1 else (last.classification if last else "")
        self._join(claim, whole, subject)

    def _join(self, claim: Claim, whole: Claim | None, subject: Subject) -> None:
        """Make the claim a part: 基本支出 of 一般公共预算支出 is that of this fund alone."""
        claim.whole = whole
        above = whole
        while above is not None:
            scoped = self._speech.scoped.get(above.indicator, {})
            if claim.indicator in scoped:
                claim.subject = replace(claim.subject, indicator=scoped[claim.indicator])
            if above.indicator in self._speech.economic_wholes:
                claim.subject, claim.classification = self._setting.subjects.as_economic_item(subject), "economic"
            above = above.whole
        if whole is not None:
            whole.parts.add(claim.key)

    # changes

    def _change(self, token: Money | None, span: Span, word: str, against: Comparison | None) -> Claim:
        """A change in money or in per cent."""
        against = against or self._against
        moved = self._speech.direction.search(span.region)
        words = span.label if not moved else span.label[: -len(moved[0])] if moved[0] else span.label
        claim = self._target(self._moving(words, against), token, span, against)
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
            parts = [_COMPARED.sub("", against.rest), against.before]
        best = Subject(generic=True)
        for one in parts:
            one = one.strip(",、:").replace(self._speech.same_period, "")
            moved = self._speech.direction.search(one)
            one = one[: moved.start()] if moved else one
            named = self._speech.change_subjects.get(self._setting.subjects.core(one), "")
            subject = Subject(named) if named else self._setting.subjects.read(one)
            if subject.known:
                return subject
            if one and not subject.generic:
                best = Subject()
        return best

    def _target(self, subject: Subject, token: Money | None, span: Span, against: Comparison | None) -> Claim:
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
            last = self._layers.last or self._layers.whole
            if last is not None and not last.changed and last in self._claims:
                return last
            earlier = last or (None if self._layers.listed else self._context.top)
            subject = earlier.subject if earlier else self._context.topic
            subject = replace(subject, unresolved="")
        claim = self._claim(token.start if token else span.token.start, subject)
        self._belongs(claim, subject)
        claim.year = self._year(span, claim)
        claim.measure = self._measure(against.before if against else span.label, claim)
        if self._layers.last is None:
            self._layers.note(claim)
        return claim

    def _compare(self, claim: Claim, against: Comparison | None, span: Span) -> None:
        """Year and measure with which the change compares."""
        if against is None and self._speech.same_period in span.region:
            against = Comparison((claim.year or self._setting.fiscal_year) - 1, "", "", "")
        if against is None:
            if claim.whole and claim.whole.changed:
                self._base = claim.whole.base_year, claim.whole.base_measure
            if self._base is not None:
                claim.base_year, claim.base_measure = self._base
            return
        claim.base_year = against.year if against.year is not None else claim.year
        claim.base_measure = against.measure
        self._base = claim.base_year, claim.base_measure

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
            elif token.value is not None:
                self._percent_alone(token, span, moved["word"])
        elif last and last.amount and _SHARE.search(span.region) and last.share is None:
            last.share = token.value
        elif last and last.amount and _DONE.search(span.region) and last.completion is None:
            last.completion = token.value

    def _percent_alone(self, token: Percent, span: Span, word: str) -> None:
        """A change that is printed in per cent only. Without anything known that changed it is not about money."""
        against = self._words.comparison(span.region)
        subject = self._moving(span.label.removesuffix(word), against)
        if subject.known or (subject.generic and against and (self._layers.last or self._context.top)):
            self._change(None, span, word, against).percent = token.value

    def _same(self, token: Same, span: Span) -> None:
        """持平 and its like."""
        against = self._words.comparison(span.region)
        subject = self._moving(span.label, against)
        if self._layers.reason or (self._changed and not subject.known) or not (against or subject.known):
            return
        if not subject.known and not (self._layers.last or self._context.top or self._context.topic.known):
            return
        every = against is not None and "均" in span.region
        targets = [one for one in self._claims if one.amount and one.holds and not one.changed] if every else []
        targets = [one for one in targets if one.whole is self._layers.whole] or [
            self._target(subject, None, span, against)
        ]
        for claim in targets:
            claim.flat, claim.same_exactly, claim.direction = True, token.exact, "flat"
            self._compare(claim, against, span)
        self._changed = targets[-1]

    # words

    def _span(self, token: Token, cursor: int) -> Span:
        """The words before a token: since the last token, and since the last break outside brackets."""
        region = self._read.text[cursor : token.start]
        return Span(token, self._speech.parts.split(last_clause(region))[-1], region)

    def _claim(self, start: int, subject: Subject) -> Claim:
        """A new claim of this sentence."""
        sentence = self._read.sentence(self._start, self._end)
        side = self._setting.sides.get(subject.indicator, "")
        claim = Claim(start, self._read.paragraph(start), sentence, subject=subject, side=side)
        self._claims.append(claim)
        return claim

    def _year(self, span: Span, claim: Claim) -> int:
        """The year of an amount: its own words, its whole, the list it stands in, the sentence, the disclosure."""
        if years := self._words.years(span.label):
            return years[-1]
        if claim.whole is not None and claim.whole.year is not None:
            return claim.whole.year
        listed = self._layers.last is not None and not self._layers.reason and not self._words.years(span.region)
        if listed and self._layers.last is not None and self._layers.last.year is not None:
            return self._layers.last.year
        years = self._words.years(self._read.text[self._start : claim.start])
        return years[-1] if years else self._setting.fiscal_year

    def _measure(self, label: str, claim: Claim) -> str:
        """The measure of an amount: its own words, its whole, the stage of the disclosure."""
        if self._speech.balances.search(label) and not self._speech.not_balances.search(label):
            return ""
        default = claim.whole.measure if claim.whole else self._speech.stages.get(self._setting.stage, "")
        measure = self._words.measure(self._words.without_comparison(label)) or default
        if measure == "execution" and self._setting.stage == "final" and claim.year == self._setting.fiscal_year:
            return self._speech.execution_in_final
        return measure

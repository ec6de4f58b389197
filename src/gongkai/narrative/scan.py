"""Reads one sentence after the other and says what each number in it is: amount, prior amount, change, share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gongkai.narrative.claims import Claim, Comparison, Layer, Span
from gongkai.narrative.language import Language
from gongkai.narrative.reading import Reading, sentences
from gongkai.narrative.subjects import Subject, Subjects
from gongkai.narrative.tokens import Money, Percent, Same, Token, tokens

_BREAK = re.compile(r"[,;:。!?]")
_RUN_IN = re.compile(r"[^。:,;]{2,60}[。:]")
_NOTHING = re.compile(r"[,、;:。或和即及()各共约又还更]*")
_SHARE = re.compile(r"占[^,;。]*$")
_DONE = re.compile(r"(?:完成[^,;。]*|执行率为?)$")


@dataclass
class Context:
    """What earlier sentences and headings have said, for the sentences that rely on it."""

    heading: Subject = field(default_factory=Subject)
    topic: Subject = field(default_factory=Subject)
    top: Claim | None = None
    open_whole: Claim | None = None


class Scanner:
    """Turns folded paragraphs into claims. Holds the context from one paragraph to the next."""

    def __init__(self, speech: Language, subjects: Subjects, fiscal_year: int, stage: str) -> None:
        """Read with this language; amounts without a year are of `fiscal_year`, without a measure of `stage`."""
        self._speech = speech
        self._subjects = subjects
        self._fiscal_year = fiscal_year
        self._stage = stage
        self.context = Context()

    def paragraph(self, read: Reading, body: int) -> list[Claim]:
        """The claims of one paragraph; `body` is where its text begins after a printed number."""
        context = self.context
        context.topic, context.top = Subject(), None
        claims: list[Claim] = []
        for start, end in sentences(read.text):
            found = tokens(read, start, end, self._speech.same)
            if start <= body and (run_in := _RUN_IN.match(read.text, body)):
                first = next((one.start for one in found if isinstance(one, Money)), end)
                if run_in.end() <= first:
                    context.topic = self._subjects.read(run_in[0][:-1])
            if found:
                claims += _Sentence(self, read, start, end, found).claims()
        return claims

    @property
    def speech(self) -> Language:
        """The language in which sentences are read."""
        return self._speech

    @property
    def subjects(self) -> Subjects:
        """The reader of labels."""
        return self._subjects

    @property
    def fiscal_year(self) -> int:
        """The year the disclosure is for."""
        return self._fiscal_year

    @property
    def stage(self) -> str:
        """Budget, final or performance."""
        return self._stage

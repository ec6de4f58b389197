"""Wholes and parts: which amount the amounts after 其中, 包括 or a bracket belong to."""

from __future__ import annotations

from gongkai.narrative.claims import Claim, Layer
from gongkai.narrative.language import Language


class Layers:
    """The wholes that are open at a point of a sentence, the outermost first."""

    def __init__(
        self, speech: Language, text: str, start: int, before: Claim | None, announced: Claim | None = None
    ) -> None:
        """`before` is the amount that a 其中 at the beginning of the sentence divides.

        `announced` is the amount that the paragraph before has begun to divide.
        """
        self._speech = speech
        self._text = text
        self._start = start
        self._before = before
        self._depth = 0
        self.reason = False
        self.tops: list[Claim] = []
        self.open = [Layer(None, 0)]
        if announced is not None:
            self.open.append(Layer(announced, 0))

    @property
    def top(self) -> Claim | None:
        """The last amount that is no part."""
        return self.open[0].last

    @property
    def last(self) -> Claim | None:
        """The last amount in the list that is open."""
        return self.open[-1].last

    @property
    def whole(self) -> Claim | None:
        """The amount that is being divided."""
        return self.open[-1].whole

    @property
    def listed(self) -> bool:
        """True inside a list of parts."""
        return len(self.open) > 1

    def note(self, claim: Claim) -> None:
        """Remember the claim as the last of its list."""
        self.open[-1].last = claim
        if not self.listed:
            self.tops.append(claim)

    def leave(self, claim_indicator: str) -> None:
        """Close the lists to which an amount with this indicator cannot belong."""
        if not claim_indicator or self._depth:
            return
        spent = claim_indicator in self._speech.spending and self.whole is not None and self.whole.side == "revenue"
        if spent or claim_indicator in self._speech.never_parts:
            del self.open[1:]
        for at in range(len(self.open) - 1, 0, -1):
            whole = self.open[at].whole
            if whole and whole.indicator == claim_indicator:
                del self.open[at:]
                return

    def pass_over(self, start: int, end: int, after_amount: bool) -> None:
        """Read the punctuation and the words between two tokens."""
        at = start
        while at < end:
            char = self._text[at]
            marker = self._speech.parts.match(self._text, at, end)
            if self._speech.reason.match(self._text, at, end):
                self.reason = True
            if marker:
                self._begin(at, marker[0])
            elif char == "(":
                self._depth += 1
                if at == start and after_amount:
                    self.open.append(Layer(self.last, self._depth, tentative=True))
            elif char == ")":
                self._depth = max(0, self._depth - 1)
                while len(self.open) > 1 and self.open[-1].depth > self._depth:
                    self.open.pop()
            elif char == ":" and at == start and after_amount and self.last:
                self.open.append(Layer(self.last, self._depth))
            elif char == ";":
                self._semicolon()
            at = marker.end() if marker else at + 1

    def _semicolon(self) -> None:
        """A semicolon ends the inner one of two lists, and a reason."""
        self.reason = False
        inner = len(self.open) > 2 and self.open[-1].depth == self.open[-2].depth == self._depth
        empty = self.listed and self.last is None and self.open[-1].depth == self._depth
        if inner or empty:
            self.open.pop()

    def _begin(self, at: int, marker: str) -> None:
        """其中 and its like: the last amount is a whole. After a semicolon it is the whole that was divided before.

        Among reasons only 其中 divides; 包括 tells more of the reason.
        """
        if self.reason and marker != "其中":
            return
        self.reason = False
        current = self.open[-1]
        previous = self._text[self._start : at].rstrip(",和及")[-1:]
        if previous == ";" and len(self.open) > 1 and current.depth == self._depth:
            current.last = None
            return
        if current.last is None and len(self.open) > 1:
            current.tentative = False
            return
        whole = current.last or self._before
        if whole is not None:
            self.open.append(Layer(whole, self._depth))

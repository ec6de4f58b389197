"""Paragraphs that list the parts of an amount in the paragraph above them."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.narrative.claims import Claim
from gongkai.narrative.context import Announced, Context
from gongkai.narrative.patterns import Patterns
from gongkai.narrative.sections import Section


class Lists:
    """Which amount the paragraphs below 其中： or 具体如下： are parts of."""

    def __init__(self, known: Patterns) -> None:
        """No list is open at the beginning."""
        self._known = known
        self._lists: list[tuple[int, tuple[Claim, ...]]] = []
        self._pending: tuple[Claim, ...] = ()
        self._level = 0
        self._here = 0
        self._over = False

    def enter(self, section: Section, context: Context) -> None:
        """Set `context.announced` for the paragraph that begins."""
        if section.style < 0:
            if section.kind == "heading":
                self._pending, context.announced = (), Announced()
                self._lists = [] if section.level == self._known.title_level else self._lists
            elif self._pending:
                context.announced = Announced(self._pending, strict=self._over)
            return
        level = self._here = self._known.styles[section.style].level
        self._lists = [one for one in self._lists if self._known.styles[one[0]].level <= level]
        if self._pending and level > self._level:
            self._lists = [one for one in self._lists if self._known.styles[one[0]].level < level]
            self._lists.append((section.style, self._pending))
        self._pending = ()
        here = bool(self._lists) and self._lists[-1][0] == section.style
        context.announced = Announced(self._lists[-1][1], numbered=True) if here else Announced()

    def leave(self, last: Section, claims: Sequence[Claim], context: Context) -> None:
        """Remember what the end of a paragraph announces."""
        end = last.paragraph.text.rstrip()[-1:]
        if claims:
            context.announced = Announced()
            self._over = self._over or end not in ";；"
        if claims and end in ":：" and context.tops and len({one.key for one in context.tops}) == 1:
            self._pending, self._level, self._over = context.tops, self._here, False
        elif claims and end in ";；" and context.divided is not None and not self._pending:
            self._pending, self._level, self._over = (context.divided,), self._here, False

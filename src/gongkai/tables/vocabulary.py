"""Which printed words are column headings, from knowledge."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai.knowledge.headings import headings
from gongkai.knowledge.items import is_class_name
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge

_AFFIXES = re.compile(
    r"^(其中:|\d{4}年(度)?|本年(度)?|当年|上年|一、|二、|三、|四、)+|[(（](按.{1,12}|%|人|元|万元|单位:.{1,3})[)）]$"
)

_YEAR = re.compile(r"\d{4}年(度)?(预算|决算|执行)?(数)?")


class Vocabulary:
    """The headings of all forms and the common ones."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._headings = headings(knowledge)
        self._knowledge = knowledge
        self.line_no = self._headings.line_no

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def knows(self, text: str) -> bool:
        """True where the text is a known heading or a year, also behind a year or before a remark in brackets."""
        return bool(_YEAR.fullmatch(fold(text))) or any(
            one in self._headings.words
            or self._headings.is_generic(one)
            or self._headings.dimension(one) is not None
            or self._headings.is_extra(one)
            or is_class_name(one, self._knowledge)
            for one in {fold(text), _AFFIXES.sub("", fold(text))}
            if one
        )

    def names_dimension(self, text: str) -> bool:
        """True where the heading names a code, a name or a project, not an amount."""
        return self._headings.dimension(fold(text)) is not None


@lru_cache(maxsize=4)
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """The headings of one knowledge, made once."""
    return Vocabulary(knowledge)

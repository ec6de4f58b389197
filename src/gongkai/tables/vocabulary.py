"""Which printed words are column headings, from knowledge."""

from __future__ import annotations

import re

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge

_AFFIXES = re.compile(r"^(其中:|\d{4}年(度)?|本年(度)?|当年|上年|一、|二、|三、|四、)+|[(（](按.{1,12}|%|人|元|万元|单位:.{1,3})[)）]$")




class Vocabulary:
    """The headings of all forms and the common ones, folded."""

    def __init__(self, knowledge: Knowledge) -> None:
        columns = knowledge.lookups["columns"]
        assert isinstance(columns, dict)
        words = {fold(name) for names in columns["dimensions"].values() for name in names}
        words |= {fold(name) for name in columns["line_no"]} | {fold(name) for name in columns["generic"]}
        for form in knowledge.forms.values():
            for names in form.headings.values():
                words |= {part for name in names for part in name.split(">")}
            words |= {part for name in form.ignored for part in name.split(">")}
        self.words = frozenset(words)
        self.dimensions = frozenset(fold(name) for names in columns["dimensions"].values() for name in names)
        self.line_no = frozenset(fold(name) for name in columns["line_no"])
        self.generic = frozenset(fold(name) for name in columns["generic"])

    def knows(self, text: str) -> bool:
        """True where the text is a known heading, also behind a year or before a remark in brackets."""
        folded = fold(text)
        return folded in self.words or _AFFIXES.sub("", folded) in self.words

    def names_dimension(self, text: str) -> bool:
        """True where the heading names a code, a name or a project, not an amount."""
        return fold(text) in self.dimensions

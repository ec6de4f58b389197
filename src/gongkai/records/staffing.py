"""人员构成 told in sentences: `行政编制9人，事业编制3人；实际11人`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gongkai.model.document import Paragraph
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Row

_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|\d{1,2}[、.．](?!\d))"
)
_COUNT = re.compile(r"(?P<before>[^，。；、：:,;()（）\d]*?)\s*(?P<count>\d{1,6})\s*(?:人|名)(?!次|民|均|以)")
_LONGEST_HEADING = 40
_LONGEST_KIND = 20


def read_staffing(paragraphs: Sequence[Paragraph], knowledge: Knowledge) -> tuple[Row, ...]:
    """The rows of `staffing`, in printed order: numbers of people below a heading about staff, up to the next heading.

    `kind` is what is counted as printed, without the agency's name before it where the words are known.
    """
    words = _words(knowledge)
    rows: list[Row] = []
    for paragraph in _below_heading(paragraphs, words.heading):
        for kind, count in words.counts(paragraph.text):
            place = paragraph.place
            rows.append(
                {
                    "row_id": f"staff{len(rows) + 1:02d}",
                    "kind": kind,
                    "count": count,
                    "source_file": place.file,
                    "line": place.line,
                    "page": place.page,
                }
            )
    return tuple(rows)


def _below_heading(paragraphs: Iterable[Paragraph], wanted: re.Pattern[str]) -> Iterable[Paragraph]:
    inside = False
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            continue
        text = unicodedata.normalize("NFKC", paragraph.text).strip()
        if len(text) <= _LONGEST_HEADING and _HEADING.match(text) and not text.endswith(("。", ";")):
            inside = wanted.search(text) is not None
        elif inside:
            yield paragraph


class _Words:
    """The phrases of lookups/staffing.yml."""

    def __init__(self, lookups: Mapping[str, object]) -> None:
        kinds = lookups["kinds"]
        assert isinstance(kinds, list)
        self.heading = re.compile(str(lookups["headings"]))
        self._kinds = re.compile("(?:" + "|".join(f"(?:{kind})" for kind in kinds) + ")$")
        self._fillers = re.compile(str(lookups["fillers"]))

    def counts(self, text: str) -> Iterable[tuple[str, int]]:
        """What is counted, and how many, in one paragraph."""
        for found in _COUNT.finditer(unicodedata.normalize("NFKC", text)):
            before = "".join(found["before"].split()).removeprefix("其中")
            before = self._fillers.sub("", before) or before
            known = self._kinds.search(before)
            kind = known.group() if known is not None and known.group() else before[-_LONGEST_KIND:]
            if kind:
                yield kind, int(found["count"])


@lru_cache(maxsize=4)
def _words(knowledge: Knowledge) -> _Words:
    lookups = knowledge.lookups["staffing"]
    assert isinstance(lookups, Mapping)
    return _Words(lookups)

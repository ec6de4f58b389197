"""Places of personal data within one text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

MASKS = {
    "phone": "[已隐去：联系电话]",
    "name": "[已隐去：姓名]",
    "id": "[已隐去：身份证号]",
    "bank": "[已隐去：银行账号]",
    "email": "[已隐去：电子邮箱]",
}
"""What is printed instead, by kind."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) hold personal data of `kind`, found by `rule`.

    `sure` is False where only the label speaks for the value: it is then masked here, but not looked for elsewhere.
    """

    start: int
    end: int
    kind: str
    rule: str
    sure: bool = True

    def moved(self, place: tuple[int, int]) -> Span:
        """The same finding at another start and end."""
        return replace(self, start=place[0], end=place[1])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps: those that overlap become one, of the kind and rule of the longest."""
    chosen: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, s.kind, s.rule, not s.sure)):
        if chosen and span.start < chosen[-1].end:
            last = chosen[-1]
            longest = span if span.end - span.start > last.end - last.start else last
            chosen[-1] = replace(longest, start=last.start, end=max(last.end, span.end), sure=last.sure or span.sure)
        else:
            chosen.append(span)
    return chosen


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with masks; `spans` must be ordered and free of overlaps."""
    parts, position = [], 0
    for span in spans:
        parts += [text[position : span.start], MASKS[span.kind]]
        position = span.end
    return "".join([*parts, text[position:]])

"""Goals numbered within one cell become one record each."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?:(?<=^)|(?<=[\s；;。：:]))(?:目标\s*)?([(（]?(\d{1,2})\s*[)）]?\s*[.．、:：)）])(?!\d)\s*")


def split_goals(text: str) -> tuple[tuple[str, str], ...]:
    """Number and text of each goal, in order: only where the numbers run 1, 2, 3 …; else the whole text, no number.

    Words before the first number are a goal without number, so that nothing is lost.
    """
    marks: list[re.Match[str]] = []
    for found in _NUMBERED.finditer(text):
        if int(found.group(2)) == len(marks) + 1:
            marks.append(found)
    if not marks:
        return (("", text.strip()),) if text.strip() else ()
    before = text[: marks[0].start()].strip()
    if len(marks) == 1 and before:
        return (("", text.strip()),)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    goals = [(mark.group(2), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    return ((("", before),) if before else ()) + tuple(goals)

"""Page numbers and running heads: kept, but marked so that they do not stand within sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.readers.pdf_page import PageText, TextLine

_MARGIN = 0.12
"""Share of the page's height at the top and bottom where page numbers and running heads stand."""
_WIDE_MARGIN = 0.25
"""The same for numbers set between dashes or with 第…页, which are page numbers and nothing else."""
_LEAST_PAGES = 3
_LEAST_SHARE = 0.3
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVXⅠ-Ⅻⅰ-ⅻ]{1,6})(?:\s*页)?(?:\s*[,，/共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－·~\s]*"
)
_MARKED = re.compile(r"[-—–－·~第]")
_DIGITS = re.compile(r"\d+")
_CAPTION = re.compile(r"表|单位\s*[:：]|附件")


def furniture(pages: Sequence[PageText]) -> set[TextLine]:
    """The lines of all pages that are page numbers or running heads, as objects."""
    numbers: set[TextLine] = set()
    heads: Counter[tuple[bool, str]] = Counter()
    candidates: list[tuple[tuple[bool, str], TextLine]] = []
    for page in pages:
        for line, at_top in _outer(page, numbers):
            if _CAPTION.search(line.text) is None:
                key = (at_top, _DIGITS.sub("#", "".join(line.text.split())))
                heads[key] += 1
                candidates.append((key, line))
    least = max(_LEAST_PAGES, round(_LEAST_SHARE * len(pages)))
    return numbers | {line for key, line in candidates if heads[key] >= least}


def _outer(page: PageText, numbers: set[TextLine]) -> list[tuple[TextLine, bool]]:
    """The outermost line at the top and at the bottom besides page numbers, which go into `numbers`."""
    found = []
    for at_top in (True, False):
        for line in page.lines if at_top else reversed(page.lines):
            low, high = line.box[1], line.box[3]
            number = _PAGE_NUMBER.fullmatch(line.text)
            margin = _WIDE_MARGIN if number and _MARKED.match(line.text.strip()) else _MARGIN
            near = high < margin * page.height if at_top else low > (1 - margin) * page.height
            if not near or any(_beyond(grid_box, line, at_top) for grid_box in page.grid_boxes):
                break
            if number:
                numbers.add(line)
                continue
            found.append((line, at_top))
            break
    return found


def _beyond(grid_box: tuple[float, float, float, float], line: TextLine, at_top: bool) -> bool:
    return grid_box[1] < line.box[1] if at_top else grid_box[3] > line.box[3]

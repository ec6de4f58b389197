"""Which paragraphs around a grid belong to it: caption, agency and unit lines above, notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.knowledge.text import fold
from gongkai.model.document import Block, Paragraph

_NOTE = re.compile(r"^[\(（]?(注|备注|说明|附注|※)\d?[:：、.]?|此表为空|空表|本表为空|本表无|无数据|表无")
_CAPTION = re.compile(r"表$|表[\(（].{1,12}[\)）]$|^(附?表|预算)\d+|公开\d+表")
_MOST_ABOVE = 6
_MOST_BELOW = 3
_LONG = 60


def above(blocks: Sequence[Block], index: int) -> tuple[Paragraph, ...]:
    """The short paragraphs just above a block, in printed order, up to the previous table or running text."""
    found: list[Paragraph] = []
    for block in reversed(blocks[:index]):
        if not isinstance(block, Paragraph):
            break
        folded = fold(block.text)
        if not folded or block.kind == "furniture":
            continue
        if len(folded) > _LONG or folded.endswith(("。", "；", ";")) or is_note(folded):
            break
        found.append(block)
        if len(found) == _MOST_ABOVE:
            break
    return tuple(reversed(found))


def below(blocks: Sequence[Block], index: int) -> tuple[Paragraph, ...]:
    """The notes just below a block."""
    found: list[Paragraph] = []
    seen = 0
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph) or seen == _MOST_BELOW:
            break
        folded = fold(block.text)
        if not folded or block.kind == "furniture":
            continue
        seen += 1
        if is_note(folded):
            found.append(block)
        elif not found:
            continue
        else:
            break
    return tuple(found)


def is_note(folded: str) -> bool:
    """True for 注：… and for sentences that say why a table is empty."""
    return bool(_NOTE.search(folded))


def is_caption(folded: str) -> bool:
    """True for the name or the number of a table: 收支总表, 收支总表（万元）, 公开01表."""
    return bool(_CAPTION.search(folded))

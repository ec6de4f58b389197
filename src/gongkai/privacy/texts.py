"""Mask running text: a sentence, a title, a file name, or paragraphs that follow each other."""

from __future__ import annotations

import re

from gongkai.privacy import numbers
from gongkai.privacy.folding import folded
from gongkai.privacy.names import name_at
from gongkai.privacy.rules import Rules
from gongkai.privacy.sentences import spans_in
from gongkai.privacy.spans import Span, merged, replaced

_MASK = re.compile(r"\[已隐去：[^\]]{1,8}\]")
_TOKEN_BEFORE = re.compile(r"(\S+)\s*$")
_TOKEN_AFTER = re.compile(r"\s*(\S+)")


def text_spans(text: str, rules: Rules) -> list[Span]:
    """The personal data of a text, by position in the print; free of overlaps."""
    plain = folded(text)
    spans = [span for span in spans_in(plain.text, rules) if not is_amount_in_text(plain.text, span, rules)]
    return merged(span.moved(plain.span(span.start, span.end)) for span in spans)


def mask_text(text: str, rules: Rules) -> str:
    """The text with personal data masked."""
    return replaced(text, text_spans(text, rules))


def mask_file_name(name: str, rules: Rules) -> str:
    """A file name without personal data; the masks hold no character that a file system refuses.

    `联系人张三13800138000.pdf` becomes `联系人已隐去姓名已隐去联系电话.pdf`.
    """
    stem, dot, suffix = name.rpartition(".")
    masked = mask_text(stem if dot else name, rules)
    if masked == (stem if dot else name):
        return name
    plain = _MASK.sub(lambda match: match.group().strip("[]").replace("：", ""), masked)
    return f"{plain}{dot}{suffix}" if dot else plain


def is_amount_in_text(text: str, span: Span, rules: Rules) -> bool:
    """Eleven digits alone between amounts are one more amount: `合计 15234567890 200.00`, but not 张三 13800138000."""
    if span.rule != "mobile-bare":
        return False
    before = _TOKEN_BEFORE.search(text, max(0, span.start - 30), span.start)
    after = _TOKEN_AFTER.match(text, span.end)
    beside = [match.group(1) for match in (before, after) if match]
    if before and any(word.end() == len(before.group(1)) for word in rules.amount_pattern.finditer(before.group(1))):
        return True
    if any(found and found[2] for found in (name_at(word, 0, rules, any_value=False) for word in beside)):
        return False
    return any(numbers.is_amount(word) for word in beside)

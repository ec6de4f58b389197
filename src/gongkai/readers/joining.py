"""Rules for undoing line breaks that a page layout forced."""

from __future__ import annotations

import re

_SENTENCE_END = frozenset("。！？；：.!?;:")
_OPENING = re.compile(
    r"^\s*(?:[-•●■◆★☆※▪]\s|[（(【〔]?[一二三四五六七八九十百]{1,4}[)）】〕、．.是]|[（(]\d{1,3}[)）]|\d{1,3}\s*[、．.)）](?!\d)"
    r"|\d{1,2}\s*[．.](?=\d{4}年)"
    r"|[①-⑳]|第[一二三四五六七八九十\d]{1,3}[部章节条款]|附[件表录]|表[一二三四五六七八九十\d]|注\s*\d*[：:]|其中[：:])"
)
_HEADING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十百]{1,4}[)）、．.]|第[一二三四五六七八九十\d]{1,3}[部章节])")
_LABEL = re.compile(r"^\s*[^，。；：:（(]{2,8}\s*\d*\s*[：:]")
_OPEN = "（(〔《“【"
_CLOSE = "）)〕》”】"


def opens(text: str) -> bool:
    """True if the text starts as a list item, heading, caption or note: nothing before it goes on into it."""
    return _OPENING.match(text) is not None


def unfinished(text: str) -> bool:
    """True if the text cannot be a whole paragraph: a bracket left open, or clauses without an end mark."""
    end = text.rstrip()
    if not end or end[-1] in _SENTENCE_END:
        return False
    left_open = sum(end.count(mark) for mark in _OPEN) > sum(end.count(mark) for mark in _CLOSE)
    if left_open or end[-1] in "，、,":
        return True
    if end[-1] in _CLOSE:
        return False
    marks = "。；" if _HEADING.match(end) else "，。；,"
    return any(mark in end for mark in marks)


def continues(previous: str, following: str) -> bool:
    """True if `following` goes on with the sentence that `previous` breaks off (a page ended between them)."""
    starts_anew = opens(following) or _LABEL.match(following) is not None
    return bool(following.strip()) and unfinished(previous) and not starts_anew


def join(left: str, right: str) -> str:
    """Two pieces of one line of text: a blank only between two Latin words, none beside Chinese or within numbers."""
    head, tail = left.rstrip(), right.lstrip()
    if head and tail and _wordlike(head[-1]) and _wordlike(tail[0]) and (head[-1].isalpha() or tail[0].isalpha()):
        return f"{head} {tail}"
    return head + tail


def _wordlike(char: str) -> bool:
    return char.isascii() and char.isalnum()

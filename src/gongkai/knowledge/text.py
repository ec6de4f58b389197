"""Folding of printed Chinese text, so that names compare as a reader would compare them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\u3000\u200b\ufeff]+")
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』")
_LEADING_ORDINAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.,，]|\d{1,3}[、．.,，](?!\d)|[①-⑳])+"
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """NFKC, without white space and quotes: `一般公共预 算财政拨款` and `“三公”经费` compare as readers read them."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


@lru_cache(maxsize=65536)
def fold_item(text: str) -> str:
    """A folded item name without its ordinal and without 其中: printed ordinals are not keys."""
    folded = _LEADING_ORDINAL.sub("", fold(text))
    for prefix in ("其中:", "其中;", "其中,", "其中"):
        folded = folded.removeprefix(prefix)
    return _LEADING_ORDINAL.sub("", folded).strip(":;,。.")

"""Bytes of a text or HTML file → text, by byte order mark, declared encoding, or what the bytes allow."""

from __future__ import annotations

import codecs

from gongkai.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON_SHARE = 0.95
"""Share of characters of GB 2312 in real Chinese text; UTF-8 misread as GBK stays far below it."""


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data`. `declared` is tried after the byte order mark and UTF-8.

    Raises SourceError where no encoding fits: nothing is replaced by question marks.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    candidates = ["utf-8", "gb18030", *_wide(data)]
    if declared is not None and _known(declared):
        candidates.insert(1, _wider(declared))
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == declared or encoding == "utf-8" or _plausible(text):
            return text
    raise SourceError(name, "is not text in UTF-8, GB 18030 or UTF-16", "save it again as UTF-8, or file the original")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"starts as {encoding} but byte {error.start} does not fit"
        raise SourceError(name, found, "fetch the file again, it seems damaged") from error


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a byte order mark shows as zero bytes beside ASCII characters."""
    head = data[:4096]
    if not head.count(0):
        return []
    return ["utf-16-le", "utf-16-be"] if head[1::2].count(0) >= head[::2].count(0) else ["utf-16-be", "utf-16-le"]


def _wider(encoding: str) -> str:
    """GB 18030 contains GBK and GB 2312, which pages declare but do not keep to."""
    return "gb18030" if encoding.lower().replace("-", "").replace("_", "") in {"gb2312", "gbk", "gb18030"} else encoding


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _plausible(text: str) -> bool:
    if any(char < " " and char not in "\t\n\r\f\v" for char in text):
        return False
    sample = [char for char in text[:20_000] if char > "\x7f"]
    if not sample:
        return True
    return sum(_common(char) for char in sample) >= _COMMON_SHARE * len(sample)


def _common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return char in "—·•…–“”‘’〔〕\xa0㎡\ufeff\u200b①②③④⑤⑥⑦⑧⑨⑩"
    return True

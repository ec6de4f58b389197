"""Anchors of a page, written compactly: `t01-12 t05r1-33 s001-041 L1-535`.

A token is a prefix and one number or a range; the width of the first number is that of the shortest one, so that
`s001-041` are s001 to s041 and `t05r9-10` are t05r9 and t05r10. The contract covers tables, rows, statements,
paragraphs and source lines; cells are found through their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ANCHOR = re.compile(r"(t|t\d+r|s|(?:f\d+-)?[pL])(\d+)", re.ASCII)
_TOKEN = re.compile(r"(t|t\d+r|s|(?:f\d+-)?[pL])(\d+)(?:-(\d+))?", re.ASCII)
_ID = re.compile(r'id=(?<!\wid=)"?((?:t|t[0-9]+r|s|(?:f[0-9]+-)?[pL])[0-9]+)(?![A-Za-z0-9-])')
"""An anchor as an id; patterns that begin with a text are looked for many times faster."""
MAX_RANGE = 1_000_000
"""A longer range is a slip of the pen."""


def of_page(html: str) -> frozenset[str]:
    """The anchors of a page that the contract covers."""
    return frozenset(_ID.findall(html))


def pack(anchors: Iterable[str]) -> str:
    """Tokens in order of prefix and number. ValueError for an id that is no anchor of the contract."""
    groups: dict[tuple[str, int], list[int]] = {}
    for one in anchors:
        found = _ANCHOR.fullmatch(one)
        if found is None:
            raise ValueError(one)
        prefix, digits = found.groups()
        groups.setdefault((prefix, len(digits) if digits.startswith("0") else 0), []).append(int(digits))
    for prefix, width in [key for key in groups if key[1]]:
        plain = groups.get((prefix, 0), [])
        grown = [number for number in plain if len(str(number)) >= width]
        groups[prefix, width] += grown
        groups[prefix, 0] = [number for number in plain if len(str(number)) < width]
    tokens = ((key[0], token) for key, numbers in groups.items() for token in _runs(*key, sorted(set(numbers))))
    return " ".join(token for _, token in sorted(tokens, key=lambda one: (one[0], _order(one[1]))))


def check(packed: str) -> None:
    """ValueError with the first token of a packed text that is none; nothing is unpacked."""
    for token in packed.split():
        _parts(token)


def unpack(packed: str) -> frozenset[str]:
    """The anchors of a packed text. ValueError with the token that is none."""
    return frozenset(anchor for token in packed.split() for anchor in _anchors(token))


def _order(token: str) -> tuple[int, str]:
    found = _TOKEN.fullmatch(token)
    return (int(found.group(2)) if found else 0), token


def _runs(prefix: str, width: int, numbers: list[int]) -> Iterator[str]:
    start = end = -1
    for number in [*numbers, -1]:
        if start >= 0 and number == end + 1:
            end = number
            continue
        if start >= 0:
            first, last = f"{start:0{width or 1}d}", f"{end:0{width or 1}d}"
            yield prefix + (first if start == end else f"{first}-{last}")
        start = end = number


def _anchors(token: str) -> Iterator[str]:
    prefix, first, last = _parts(token)
    width = len(first) if first.startswith("0") else 1
    yield from (f"{prefix}{number:0{width}d}" for number in range(int(first), int(last or first) + 1))


def _parts(token: str) -> tuple[str, str, str]:
    """Prefix, first and last number of a token; the last is blank where it is one number. ValueError if it is none."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise ValueError(token)
    prefix, first, last = found[1], found[2], found[3] or ""
    if last and (not int(first) < int(last) <= int(first) + MAX_RANGE or len(last) < len(first)):
        raise ValueError(token)
    return prefix, first, last

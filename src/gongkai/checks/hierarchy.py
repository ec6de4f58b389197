"""Which lines of a table lie under which: by the codes printed in them, never by guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.checks.ledger import Block, Line, text
from gongkai.checks.tables import total_field

LEVELS = {"function_code": (3, 5, 7), "economic_code": (3, 5), "government_economic_code": (3, 5)}
"""The lengths of codes: 类 3, 款 5, 项 7 for functions; 3 and 5 for economic codes."""

DIMENSIONS = ("unit_code", "unit_name", "function_code", "economic_code", "government_economic_code", "project_name")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A line and the lines directly below it.

    `sure` is False where the same code is printed several times or lines without a code stand in between, so that a
    difference proves nothing.
    """

    parent: Line
    children: tuple[Line, ...]
    sure: bool


def above(upper: Key, lower: Key) -> bool:
    """True where `upper` is the same as `lower` or more general in every dimension, and more general in one.

    The upper one comes first in the order of keys.
    """
    if upper == lower:
        return False
    for up, low in zip(upper, lower, strict=True):  # noqa: SIM110 - asked of very many pairs
        if up and not low.startswith(up):
            return False
    return True


def code_field(block: Block) -> str:
    """The one classification that the codes of a table follow; blank where there is none or several are crossed.

    A second classification that merely stands beside the first, each code of which is printed once, crosses nothing.
    """
    used = [name for name in LEVELS if any(text(line.row, name) for line in block.body)]
    if len(used) < 2:
        return used[0] if used else ""
    whole = [
        name for name in used if regular(block, name) and len({len(text(line.row, name)) for line in block.body}) > 1
    ]
    return whole[0] if len(whole) == 1 else ""


def regular(block: Block, field: str) -> bool:
    """True where each line has a code of an official length, and no code is printed twice."""
    codes = [text(line.row, field) for line in block.body]
    lengths = LEVELS[field]
    return (
        all(code.isdecimal() and len(code) in lengths for code in codes)
        and max(Counter(codes).values(), default=0) <= 1
    )


def families(block: Block, field: str) -> tuple[Family, ...]:
    """Each coded line with its direct children.

    Where codes are unique, children are found by prefix anywhere in the table; where a code is printed several times
    (once per subordinate unit), only among the lines that follow until the branch ends.
    """
    sure = regular(block, field)
    lines = [line for line in block.body if text(line.row, field)]
    codes = {text(line.row, field) for line in lines}
    if len(codes) < len(lines):
        branches = (_direct(_branch(lines, at, field), field) for at in range(len(lines)))
        return tuple(Family(one, children, sure) for one, children in zip(lines, branches, strict=True) if children)
    below: dict[str, list[Line]] = {code: [] for code in codes}
    for line in lines:
        code = text(line.row, field)
        above = next((code[:at] for at in range(len(code) - 1, 0, -1) if code[:at] in codes), None)
        if above is not None:
            below[above].append(line)
    return tuple(Family(line, tuple(children), sure) for line in lines if (children := below[text(line.row, field)]))


def _branch(lines: Sequence[Line], at: int, field: str) -> list[Line]:
    """The lines that follow a line until the first that does not lie under it."""
    code = text(lines[at].row, field)
    branch = []
    for line in lines[at + 1 :]:
        if not _under(text(line.row, field), code):
            break
        branch.append(line)
    return branch


def _under(code: str, parent: str) -> bool:
    return len(code) > len(parent) and code.startswith(parent)


def _direct(lines: Sequence[Line], field: str) -> tuple[Line, ...]:
    """The lines that lie under no other of the lines: 款 under 类, or 项 where the table leaves the 款 out."""
    codes = {text(line.row, field) for line in lines}
    return tuple(line for line in lines if not any(_under(text(line.row, field), code) for code in codes))


@dataclass(frozen=True)
class Top:
    """A way to read which lines make up the 合计, and whether it is certain."""

    lines: tuple[Line, ...]
    sure: bool


def tops(block: Block) -> Iterator[Top]:
    """The ways in which the lines of a table can add up to its 合计, the likeliest first, each made when asked for."""
    seen: list[tuple[Line, ...]] = []
    for way in _ways(block):
        if way.lines and way.lines not in seen:
            seen.append(way.lines)
            yield way


def _ways(block: Block) -> Iterator[Top]:
    body = block.body
    keys = [line.key for line in body]
    distinct = sorted(set(keys))
    without = {k for at, k in enumerate(distinct) if any(above(up, k) for up in reversed(distinct[:at]) if any(up))}
    main = tuple(line for line, k in zip(body, keys, strict=True) if any(k) and k not in without)
    nameless = any(not any(k) for k in keys)
    repeated = len(distinct) < len(keys)
    mixed = len({tuple(bool(part) for part in line.key) for line in main}) > 1
    odd = any(not _official(line) for line in body)
    yield Top(main, not (nameless or repeated or mixed or odd))
    for part in _parts(body, main):
        yield Top(part, False)
    yield Top(nested(block), False)
    yield Top(body, False)


def nested(block: Block) -> tuple[Line, ...]:
    """The top lines of a table without codes, read from its sums: a line is above those after it that add up to it.

    Lines at the head that repeat the 合计 (the unit, its parent) are left out. A reading that only a sum of at least
    two lines can confirm.
    """
    field = total_field(block.resource)
    figures = [(line, figure) for line in block.body if (figure := line.get(field)) and figure.amount]
    whole = block.total.get(field) if block.total is not None else None
    while whole is not None and len(figures) > 1 and figures[0][1].amount == whole.amount:
        figures = figures[1:]
    ends: dict[int, int] = {}
    for at in range(len(figures) - 1, -1, -1):
        figure = figures[at][1]
        ends[at], then, left = at + 1, at + 1, figure.amount
        while then < len(figures) and left > figure.slack:
            left -= figures[then][1].amount
            then = ends[then]
            if then > at + 2 and abs(left) <= figure.slack:
                ends[at] = then
    found, at = list[Line](), 0
    while at < len(figures):
        found.append(figures[at][0])
        at = ends[at]
    return tuple(found) if len(found) > 1 else ()


def _official(line: Line) -> bool:
    codes = zip(line.key[1:4], LEVELS.values(), strict=True)
    return all(not code or (code.isdecimal() and len(code) in lengths) for code, lengths in codes)


def _parts(body: Sequence[Line], main: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Units alone, and functions alone, where a table prints both as lines of their own."""
    units = tuple(line for line in main if line.key[0] and not any(line.key[1:]))
    others = tuple(line for line in main if not (line.key[0] and not any(line.key[1:])))
    named = tuple(line for line in body if not any(line.key))
    return [part for part in (units, others, named) if part]

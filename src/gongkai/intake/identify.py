"""Whose document it is: agency, division, fiscal year, stage and scope, each with the words that say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.intake.divisions import Division, divisions_of
from gongkai.knowledge.text import fold
from gongkai.model.document import Document, Paragraph
from gongkai.model.knowledge import Knowledge

_HEAD_PARAGRAPHS = 60
_HEAD_ROWS = 3
_LONGEST = 80
_LABEL = re.compile(r"^(?:第[一二三四五六七八]部分|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\))")
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")


@dataclass(frozen=True)
class Identity:
    """What a document says of itself. Blank or 0 where it does not say; `unsure` names what is not certain."""

    agency: str = ""
    divisions: tuple[Division, ...] = ()
    fiscal_year: int = 0
    stage: str = ""
    scope: str = ""
    title: str = ""
    credit_code: str = ""
    reasons: tuple[str, ...] = ()
    unsure: tuple[str, ...] = field(default=())


def identify(documents: Sequence[Document], forms: Sequence[str], knowledge: Knowledge) -> Identity:
    """The identity of one disclosure from all its files; `forms` are the official forms recognised in it."""
    texts = list(_texts(documents))
    data = knowledge.lookups["intake"]
    assert isinstance(data, dict)
    year, stage, scope, why_year, split = _year(texts, str(data["year"]))
    agency, why_agency, close = _agency(texts, year or 2020, knowledge)
    title = next((_LABEL.sub("", text) for text in texts if agency and _is_title(text, agency)), "")
    statutory = [form for form in forms if form and form not in {"performance", "activities"}]
    if not statutory and any(re.search(str(data["performance"]), text) for text in texts[:10]):
        stage = "performance"
    divisions = divisions_of(agency, year or 2020) if agency else ()
    unsure = [
        name
        for name, doubtful in (
            ("unit", not agency or close or len(divisions) != 1),
            ("year", not year or split),
            ("stage", not stage),
        )
        if doubtful
    ]
    return Identity(
        agency, divisions, year, stage, scope or "department", title, _credit_code(texts),
        tuple(reason for reason in (why_agency, why_year) if reason), tuple(unsure),
    )  # fmt: skip


def _is_title(text: str, agency: str) -> bool:
    """True for a short line without a label that names agency, year and 预算 or 决算."""
    short = len(text) < len(agency) + 24 and not text.endswith(("。", ";"))
    return short and agency in text and "年" in text and "算" in text and ":" not in text


def _texts(documents: Sequence[Document]) -> Iterator[str]:
    """Folded texts that may say whose the document is: the first paragraphs, also joined, and the heads of grids."""
    for document in documents:
        head = [fold(one.text) for one in document.paragraphs if one.kind != "furniture"][:_HEAD_PARAGRAPHS]
        head = [text for text in head if text]
        yield from head
        for size in (2, 3, 4):
            for start in range(min(6, len(head))):
                joined = "".join(head[start : start + size])
                if len(joined) < _LONGEST:
                    yield joined
        for block in document.blocks:
            if isinstance(block, Paragraph):
                if block.kind != "furniture" and len(block.text) < _LONGEST:
                    yield from fold_pieces(block.text)
                continue
            for row in list(block.by_row)[:_HEAD_ROWS]:
                for cell in block.by_row[row]:
                    yield from fold_pieces(cell.text)


def fold_pieces(text: str) -> Iterator[str]:
    """A line such as `编制部门：某局      单位：元` in its folded pieces."""
    for piece in re.split(r"\s{2,}|\t", text.strip()):
        if piece:
            yield fold(piece)


@lru_cache(maxsize=4)
def _patterns(knowledge: Knowledge) -> tuple[tuple[int, re.Pattern[str]], ...]:
    data = knowledge.lookups["intake"]
    assert isinstance(data, dict)
    return tuple(
        (int(weight), re.compile(str(pattern).replace("{agency}", str(data["agency"]))))
        for weight, pattern in data["patterns"]
    )


def _agency(texts: Sequence[str], year: int, knowledge: Knowledge) -> tuple[str, str, bool]:
    """The agency that most words name, why, and whether another one comes close.

    Where that name has no place in front, as when a title is broken before it, the longer name that has one is meant.
    """
    votes: Counter[str] = Counter()
    reasons: dict[str, str] = {}
    seen: Counter[tuple[str, int]] = Counter()
    for text in texts:
        for weight, pattern in _patterns(knowledge):
            found = pattern.search(text)
            if found is None:
                continue
            name = found.group(1).strip("、")
            seen[(name, weight)] += 1
            if seen[(name, weight)] <= 3:
                votes[name] += weight
            reasons.setdefault(name, text[:60])
            break
    ranked = votes.most_common(2)
    if not ranked:
        return "", "", True
    name, count = ranked[0]
    if not divisions_of(name, year):
        longer = (one for one, _ in votes.most_common() if one.endswith(name) and divisions_of(one, year))
        name = next(longer, name)
    close = len(ranked) > 1 and ranked[1][1] * 3 > count * 2 and ranked[1][0] not in name and name not in ranked[1][0]
    return name, f"agency {name}: {reasons[name]!r}", close


def _year(texts: Sequence[str], pattern: str) -> tuple[int, str, str, str, bool]:
    """Fiscal year, stage and scope that the titles name most, why, and whether the years are split."""
    years: Counter[int] = Counter()
    stages: Counter[str] = Counter()
    scopes: Counter[str] = Counter()
    reason = ""
    for text in texts:
        if len(text) > _LONGEST:
            continue
        for year, scope, stage in re.findall(pattern, text):
            years[int(year)] += 1
            stages[stage] += 1
            scopes[scope] += bool(scope)
            reason = reason or f"year {year}: {text[:60]!r}"
    if not years:
        return 0, "", "", "", True
    ranked = years.most_common(2)
    split = len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]
    stage = "final" if stages["决算"] > stages["预算"] else "budget"
    scope = "unit" if scopes["单位"] > scopes["部门"] else "department"
    return ranked[0][0], stage, scope, reason, split


def _credit_code(texts: Sequence[str]) -> str:
    """A unified social credit code printed in the first lines, if its check digit (GB 32100) is right."""
    from stdnum.cn import uscc

    for text in texts[:20]:
        for code in _CREDIT_CODE.findall(text.upper()):
            if uscc.is_valid(code):
                return str(code)
    return ""

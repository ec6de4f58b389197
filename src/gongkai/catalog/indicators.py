"""The core indicators of one unit over its years: one value each, with what disagrees and where the series breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.catalog.candidate import BASES, Candidate
from gongkai.catalog.candidates import candidates
from gongkai.catalog.comparability import Break, compared, renamed, rescoped
from gongkai.catalog.sources import Sources
from gongkai.model.disclosure import Unit
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage


@dataclass(frozen=True)
class Choice:
    """The value used for an indicator in a year and stage, None where sentences contradict each other and no table
    decides; and the values that differ from it."""

    used: Candidate | None
    others: tuple[Candidate, ...]


def indicator_rows(unit: Unit, packages: Iterable[PublishedPackage], known: Sources) -> list[Row]:
    """The rows of `indicators` of one unit, with their three keys, by year, stage, indicator and rank."""
    found: dict[tuple[int, str, str], list[Candidate]] = defaultdict(list)
    for package in packages:
        for one in candidates(package, known):
            found[one.year, one.stage, one.indicator].append(one)
    choices = {key: choose(values) for key, values in found.items()}
    order = {indicator: number for number, indicator in enumerate(known.indicators)}
    rows: list[Row] = []
    for key in sorted(choices, key=lambda key: (key[0], key[1], order[key[2]])):
        year, stage, indicator = key
        before = choices.get((year - 1, stage, indicator))
        rows += _rows(unit, choices[key], before.used if before else None, known)
    return rows


def choose(values: Sequence[Candidate]) -> Choice:
    """The value to use: what a disclosure says of its own year first, a table before a sentence before arithmetic.

    Values that differ from it by no more than rounding confirm it and are not repeated. A value of another scope is
    no contradiction; where it is the same amount, the wider scope holds for both.
    """
    ordered = sorted(values, key=lambda one: (one.distance, BASES.index(one.basis)))
    used = ordered[0]
    rivals = [one for one in ordered[1:] if _rank(one) == _rank(used) and not one.agrees(used)]
    for one in ordered[1:]:
        if one.scope != used.scope and one.agrees(used) and one.distance == used.distance:
            used = replace(used, scope=one.scope)
            break
    others: list[Candidate] = [] if not rivals else [used]
    for one in ordered[1:]:
        if one.scope == used.scope and not any(one.agrees(kept) for kept in (used, *others)):
            others.append(one)
    return Choice(None if rivals else used, tuple(others))


def _rank(one: Candidate) -> tuple[int, str]:
    """How far a value is trusted."""
    return one.distance, one.basis


def _rows(unit: Unit, choice: Choice, before: Candidate | None, known: Sources) -> list[Row]:
    """The row of the value used and those of the values that differ."""
    rows: list[Row] = []
    if choice.used is not None:
        rows.append(_used(unit, choice.used, choice.others, before, known))
    for rank, other in enumerate(choice.others, 2):
        note = "与采用的数值不一致" if choice.used else "同一份公开中有互相矛盾的数字，未采用"
        note_en = "differs from the value used" if choice.used else "the disclosure contradicts itself; none is used"
        rows.append({**_row(unit, other, rank), "note": note, "note_en": note_en})
    return rows


def _used(unit: Unit, used: Candidate, others: Sequence[Candidate], before: Candidate | None, known: Sources) -> Row:
    """The row of the value used: compared with the year before, and what contradicts it named."""
    breaks: list[Break] = []
    if before is not None:
        breaks = [*renamed(unit, used.year), *rescoped(before.scope, used.scope, known)]
    if before is not None and others:
        breaks.append(Break("数字有矛盾，不计算增减", "the numbers contradict each other, no change is computed"))
    change = compared(used.amount, before.amount if before else None, bool(breaks))
    disagreements = [_disagreement(one) for one in others]
    return {
        **_row(unit, used, 1),
        "comparable_with_previous": change.comparable,
        "previous": change.previous,
        "change": change.change,
        "change_percent": change.percent,
        "note": "；".join(one.zh for one in (*breaks, *disagreements)),
        "note_en": "; ".join(one.en for one in (*breaks, *disagreements)),
    }


def _disagreement(one: Candidate) -> Break:
    """A value that contradicts the one used, in words."""
    where = {"table": ("表格", "table"), "text": ("文字", "text"), "derived": ("由增减额推算", "derived from a change")}
    zh, en = where[one.basis]
    source = f"{one.from_year}年{ {'budget': '预算', 'final': '决算', 'performance': '绩效'}[one.from_stage] }公开"
    return Break(
        f"{source}的{zh}为{_plain(one.amount)}元",
        f"{_plain(one.amount)} yuan by the {one.from_year} {one.from_stage} ({en})",
    )


def _plain(amount: Decimal) -> str:
    """An amount in digits without zeros at the end of its fraction."""
    digits = format(amount, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _row(unit: Unit, one: Candidate, rank: int) -> dict[str, str | int | Decimal | bool | None]:
    """What every row of `indicators` says."""
    return {
        "unit_id": unit.unit_id,
        "fiscal_year": one.year,
        "stage": one.stage,
        "indicator": one.indicator,
        "rank": rank,
        "amount": one.amount,
        "basis": one.basis,
        "scope": one.scope,
        "from_fiscal_year": one.from_year,
        "from_stage": one.from_stage,
        "amount_id": one.amount_id,
    }

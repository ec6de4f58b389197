"""Claims as rows of `statements` and `amounts`, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from gongkai.model.finding import Finding, Level
from gongkai.model.money import precision, to_yuan
from gongkai.model.package import Row
from gongkai.model.place import Place
from gongkai.narrative.claims import Claim
from gongkai.narrative.sections import section_id
from gongkai.narrative.tokens import Money

_ADVICE = {
    "number-unreadable": "amount left blank; look at the source, or add a correction",
    "unit-missing": "amount left blank: the sentence states no unit, or several",
    "unit-inherited": "printed without 元; read with the only unit its sentence states",
    "approximate-amount": "amount left blank: the sentence says it is not exact",
    "foreign-currency": "amount left blank: not in 元",
    "unknown-code-phrase": "code left blank; add the name to knowledge/codes/functional.csv",
}


def statement_rows(claims: Sequence[Claim], ids: Mapping[int, str], places: Sequence[Place]) -> tuple[Row, ...]:
    """The rows of `statements`; `places` are those of the sections by index."""
    return tuple(_row(claim, ids, places[claim.paragraph]) for claim in claims)


def _row(claim: Claim, ids: Mapping[int, str], place: Place) -> Row:
    shown = claim.amount or claim.change
    limit = claim.amount is not None and claim.amount.threshold
    return {
        "row_id": ids[id(claim)],
        "section_id": section_id(claim.paragraph),
        "sentence": claim.sentence,
        "indicator": claim.indicator or None,
        "year": None if limit else claim.year,
        "measure": claim.measure or None,
        "amount": in_yuan(claim.amount),
        "change": in_yuan(claim.change) if claim.change else _no_change(claim),
        "change_direction": claim.direction or None,
        "change_percent": claim.percent,
        "base_year": claim.base_year,
        "base_measure": claim.base_measure or None,
        "printed": shown.printed if shown else None,
        "unit": (shown.unit or None) if shown else None,
        "source_file": place.file,
        "line": place.line,
        "page": place.page,
        "code": claim.code or None,
        "part_of": ids[id(claim.whole)] if claim.whole else None,
        "share_percent": claim.share,
        "completion_percent": claim.completion,
    }


def _no_change(claim: Claim) -> Decimal | None:
    """0 where the sentence says that nothing changed, in words and without 基本."""
    return Decimal(0) if claim.flat and claim.same_exactly else None


def in_yuan(money: Money | None) -> Decimal | None:
    """The amount in 元, None where the print does not say it exactly."""
    if money is None or money.value is None or money.factor is None:
        return None
    return to_yuan(money.value, money.factor)


def amount_rows(claims: Iterable[Claim], ids: Mapping[int, str]) -> tuple[Row, ...]:
    """One row of `amounts` for each printed amount that could be read."""
    rows = []
    for claim in claims:
        for name, money in (("amount", claim.amount), ("change", claim.change)):
            amount = in_yuan(money)
            if money is None or amount is None or money.factor is None:
                continue
            row_id = ids[id(claim)]
            rows.append(
                {
                    "amount_id": f"{row_id}-{name}",
                    "resource": "statements",
                    "row_id": row_id,
                    "measure": claim.measure or None,
                    "field": name,
                    "amount": amount,
                    "printed": money.printed,
                    "unit": money.unit or None,
                    "factor": money.factor,
                    "precision": precision(money.decimals, money.factor),
                    "basis": "printed",
                    "statement_id": row_id,
                }
            )
    return tuple(rows)


def trouble(claims: Iterable[Claim], places: Sequence[Place]) -> tuple[Finding, ...]:
    """What was left blank or read with help, with its place."""
    found = []
    for claim in claims:
        place = places[claim.paragraph]
        for money in (claim.amount, claim.change):
            if money is not None and money.problem:
                level = Level.NOTE if money.problem == "unit-inherited" else Level.WARNING
                found.append(_finding(level, money.problem, place, f"{money.printed}{money.unit}"))
        if claim.subject.unresolved:
            found.append(_finding(Level.NOTE, "unknown-code-phrase", place, claim.subject.unresolved))
    return tuple(dict.fromkeys(found))


def _finding(level: Level, code: str, place: Place, printed: str) -> Finding:
    return Finding(level, code, place, printed, _ADVICE[code])

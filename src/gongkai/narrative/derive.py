"""Prior-year amounts that follow from stated changes: 228.48万元, 较2018年增长51.93万元 gives 176.55万元 for 2018."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.model.money import precision, to_yuan
from gongkai.model.package import Row
from gongkai.narrative.claims import Claim
from gongkai.narrative.statements import in_yuan
from gongkai.narrative.tokens import Money

_PRIOR = {"budget": "prior_budget", "final": "prior_final"}


def prior_amounts(claims: Sequence[Claim], ids: Mapping[int, str]) -> tuple[Row, ...]:
    """Rows of `amounts` with basis `derived`, of the statement with the change.

    Only where amount and change are exact, compare like with like (budget with budget), and no sentence prints the
    prior amount itself. The precision is the sum of those of both terms.
    """
    stated = {(one.key, one.year) for one in claims if one.base}
    rows: list[Row] = []
    for claim in claims:
        measure = _PRIOR.get(claim.measure, "")
        if not measure or claim.base_measure not in ("", claim.measure) or not claim.key:
            continue
        if claim.base_year is None or claim.year is None or claim.base_year != claim.year - 1:
            continue
        if (claim.key, claim.base_year) in stated:
            continue
        now = claim.amount or _amount_of(claim, claims)
        change = _signed(claim)
        amount = in_yuan(now)
        if now is None or now.factor is None or amount is None or change is None:
            continue
        steps = precision(now.decimals, now.factor)
        if claim.change is not None and claim.change.factor is not None:
            steps = to_yuan(steps + precision(claim.change.decimals, claim.change.factor), Decimal(1))
        row_id = ids[id(claim)]
        rows.append(
            {
                "amount_id": f"{row_id}-derived_prior",
                "resource": "statements",
                "row_id": row_id,
                "measure": measure,
                "field": "derived_prior",
                "amount": to_yuan(amount - change, Decimal(1)),
                "printed": None,
                "unit": now.unit or None,
                "factor": now.factor,
                "precision": steps,
                "basis": "derived",
                "statement_id": row_id,
            }
        )
    return tuple(rows)


def _signed(claim: Claim) -> Decimal | None:
    """The change with its sign, None where it is not exact."""
    if claim.flat and claim.change is None:
        return Decimal(0) if claim.same_exactly else None
    change = in_yuan(claim.change)
    if change is None or change < 0:
        return None
    return -change if claim.direction == "decrease" else change


def _amount_of(claim: Claim, claims: Sequence[Claim]) -> Money | None:
    """The amount of which another sentence states the change; None unless all print the same."""
    found = [
        one.amount
        for one in claims
        if one.amount and one.holds and (one.key, one.year, one.measure) == (claim.key, claim.year, claim.measure)
    ]
    return found[0] if found and len({in_yuan(one) for one in found}) == 1 else None

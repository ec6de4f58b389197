"""One value that a disclosure states for an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

BASES = ("table", "text", "derived")
"""From the most to the least trusted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of an indicator: of which year and stage, from which disclosure, how far rounding can have moved it."""

    indicator: str
    year: int
    stage: str
    amount: Decimal
    basis: str
    scope: str
    from_year: int
    from_stage: str
    amount_id: str
    slack: Decimal

    @property
    def distance(self) -> int:
        """0 for what a disclosure says of its own year and stage, more the further off."""
        return 2 * abs(self.from_year - self.year) + (self.from_stage != self.stage)

    def agrees(self, other: Candidate) -> bool:
        """True where the two differ by no more than rounding."""
        return abs(self.amount - other.amount) <= self.slack + other.slack

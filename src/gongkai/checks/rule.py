"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.checks.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Result:
    """One finding of a rule, before it becomes a row of `checks`.

    `place` is the part of `check_id` after the rule's id: the row, table or statement, and the field.
    """

    place: str
    subject: str
    state: str
    message_zh: str
    message_en: str
    left_label: str = ""
    left: Decimal | None = None
    left_source: str = ""
    right_label: str = ""
    right: Decimal | None = None
    right_source: str = ""
    difference: Decimal | None = None
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the ledger: what it is called, what it means, and the function that applies it to one disclosure.

    `items` are keys of statutory_items.yml: where the rule finds nothing to test and all of them are missing, its
    state is `not_disclosed` instead of `not_testable`. `stages` are those it applies to. Rules between disclosures
    have `across=True` and no `find`.
    """

    id: str
    title_zh: str
    title_en: str
    explanation_zh: str
    explanation_en: str
    find: Callable[[Ledger], Iterable[Result]] | None = None
    items: tuple[str, ...] = ()
    stages: tuple[str, ...] = ("budget", "final")
    across: bool = False

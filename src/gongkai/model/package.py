"""The typed content of one disclosure, as it goes into its data package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.model.disclosure import Disclosure
from gongkai.model.finding import Finding

Value = str | Decimal | int | bool | None
"""A published value. None is blank (nothing printed); money is Decimal in 元, never float."""

Row = Mapping[str, Value]
"""One row of a resource by field name, without the three key columns; fields that are left out are blank."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was understood.

    `numbers` are cells that hold a number; `placed` of them became an amount, a quantity, a code or an ordinal;
    `left_over` names the rest, with places.
    """

    cells: int
    numbers: int
    placed: int
    tables: int
    recognised: int
    paragraphs: int
    statements: int
    left_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """All resources of one disclosure. `resources` maps names of `model.fields.RESOURCES` to rows in printed order."""

    disclosure: Disclosure
    resources: Mapping[str, tuple[Row, ...]]
    coverage: Coverage
    findings: tuple[Finding, ...] = field(default=())

    def rows(self, resource: str) -> tuple[Row, ...]:
        """The rows of a resource, none where the disclosure has no such table."""
        return self.resources.get(resource, ())

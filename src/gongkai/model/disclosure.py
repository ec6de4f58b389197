"""Who disclosed what, and in which files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormerName:
    """An earlier name of a unit, until when it was used, and what proves it."""

    name: str
    until: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit, from unit.yml. 部门 and the agency itself (本级单位) are different units."""

    unit_id: str
    name: str
    division_code: str
    level: str
    """`central`, `province`, `city`, `county` or `township`."""
    province: str = ""
    city: str = ""
    county: str = ""
    scope: str = "department"
    """`department` (部门, with its subordinate units) or `unit` (单位本级)."""
    former_names: tuple[FormerName, ...] = ()
    parent_unit_id: str = ""
    department_code: str = ""
    credit_code: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One original file of a disclosure: its name beside disclosure.yml and its declared SHA-256 (hex)."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Disclosure:
    """One disclosure, from disclosure.yml: a unit, a fiscal year, a stage and the files published for it."""

    unit: Unit
    fiscal_year: int
    stage: str
    """`budget`, `final` or `performance`."""
    title: str
    publisher: str
    folder: Path
    files: tuple[SourceFile, ...]
    source_address: str = ""
    retrieved: date | None = None
    published: date | None = None
    approved: date | None = None
    notes: tuple[str, ...] = field(default=())
    edition: str = ""
    """`v1/` for an earlier version that is kept beside the newest one, blank for the newest."""

    @property
    def key(self) -> str:
        """`2021-budget`: the folder name, and the last part of the page's address."""
        return f"{self.fiscal_year}-{self.stage}"

    @property
    def name(self) -> str:
        """`130300-kexie-2021-budget`: the name of the package."""
        return f"{self.unit.unit_id}-{self.key}"

    @property
    def address(self) -> str:
        """`units/130300-kexie/2021-budget/`: the page, relative to the root of the site."""
        return f"units/{self.unit.unit_id}/{self.key}/{self.edition}"

"""A package read back from its folder: what catalogue, downloads and pages work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.model.package import Row


@dataclass(frozen=True)
class PublishedPackage:
    """One folder of datapackages/: its descriptor and the rows of its resources, typed, without the three keys.

    Every row has every field of its resource; None is blank.
    """

    folder: Path
    descriptor: Mapping[str, Any]
    resources: Mapping[str, tuple[Row, ...]]

    @property
    def name(self) -> str:
        """`130300-kexie-2021-budget`."""
        return str(self.descriptor["name"])

    @property
    def unit_id(self) -> str:
        """`130300-kexie`."""
        return str(self.descriptor["unitId"])

    @property
    def fiscal_year(self) -> int:
        """The year the money is for."""
        return int(self.descriptor["fiscalYear"])

    @property
    def stage(self) -> str:
        """`budget`, `final` or `performance`."""
        return str(self.descriptor["stage"])

    @property
    def keys(self) -> dict[str, str | int]:
        """The three key columns of every row."""
        return {"unit_id": self.unit_id, "fiscal_year": self.fiscal_year, "stage": self.stage}

    @property
    def address(self) -> str:
        """`units/130300-kexie/2021-budget/`: the page, relative to the root of the site."""
        return f"units/{self.unit_id}/{self.fiscal_year}-{self.stage}/"

    def rows(self, resource: str) -> tuple[Row, ...]:
        """The rows of a resource, none where the disclosure has no such table."""
        return self.resources.get(resource, ())

"""Shares on disk: the same pages as from memory, and only those made again in which a share changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pages.sample import UNIT, inputs, one
from sample_site import written_to

from gongkai import gathering, pages
from gongkai.model.disclosure import Unit
from gongkai.pages.inputs import PageInputs
from gongkai.pages.overview import Overview, overview
from gongkai.pages.shares import Gathered

WHAT = inputs()


def units(*slugs: str) -> dict[str, Unit]:
    return {f"130300-{slug}": replace(UNIT, unit_id=f"130300-{slug}", name=f"秦皇岛市{slug}") for slug in slugs}


def brief(unit: Unit) -> Overview:
    found = overview(one(UNIT, 2021), WHAT.knowledge, {})
    return replace(found, disclosure=replace(found.disclosure, unit=unit))


def shares_of(found: Mapping[str, Unit]) -> dict[str, pages.Shares]:
    return {unit_id: pages.shares([brief(unit)], WHAT.knowledge) for unit_id, unit in found.items()}


class Project:
    """Pages about many in a folder, built again and again."""

    def __init__(self, root: Path, basis: str = "b") -> None:
        self.root, self.basis = root, basis
        self.contents: Mapping[str, str] = {}

    def build(self, found: Mapping[str, Unit], what: PageInputs = WHAT, fails: bool = False) -> set[str]:
        """The names of the sheaves that were made."""
        shares = shares_of(found)
        made: list[str] = []
        with gathering.opened(self.root / "shares.sqlite", self.basis) as source:
            source.update({unit_id: repr(unit) for unit_id, unit in found.items()}, shares.__getitem__)
            note = source.made
            source.made = lambda sheaf, addresses: (made.append(sheaf.name), note(sheaf, addresses))  # type: ignore[method-assign]
            written = pages.write_overall(source, what, written_to(self.root), self.contents)
            if fails:
                raise KeyboardInterrupt
        self.contents = written.contents
        return set(made)

    def files(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """The fragments of pages."""
        return {one: (self.root / f"fragments/{one}index.html").read_bytes() for one in addresses}


def fresh(root: Path, found: Mapping[str, Unit]) -> dict[str, bytes]:
    """The pages of these units, made from memory."""
    gathered = Gathered()
    for _, shares in sorted(shares_of(found).items()):
        gathered.add(shares)
    written = pages.write_overall(gathered, WHAT, written_to(root))
    return {one: (root / f"fragments/{one}index.html").read_bytes() for one in written.addresses}


@pytest.mark.parametrize("after", [("a", "b", "c"), ("a",), ("b", "c"), ("0", "a", "b")])
def test_after_any_change_as_from_memory(tmp_path: Path, after: tuple[str, ...]) -> None:
    project = Project(tmp_path / "x")
    project.build(units("a", "b"))
    project.build(units(*after))
    assert project.files(project.contents) == fresh(tmp_path / "y", units(*after))


def test_only_pages_with_a_changed_share_are_made_again(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert len(project.build(units("a", "b"))) > 5
    assert project.build(units("a", "b")) == set()
    what = replace(WHAT, changes=(("2026-01-05", "units/130300-a/", "新公开"),))
    assert project.build(units("a", "b"), what) == {"changes/"}
    named = units("a", "b") | {"130300-a": replace(UNIT, unit_id="130300-a", credit_code="1")}
    made = project.build(named | {"130300-a": replace(named["130300-a"], name="秦皇岛市a")}, what)
    assert made == set(), "what no page about many shows changes none"


def test_what_was_not_finished_is_made_again(tmp_path: Path) -> None:
    project = Project(tmp_path / "x")
    project.build(units("a", "b"))
    with pytest.raises(KeyboardInterrupt):
        project.build(units("a", "c"), fails=True)
    project.build(units("a", "c"))
    assert project.files(project.contents) == fresh(tmp_path / "y", units("a", "c"))


def test_another_basis_or_a_damaged_file_forgets_all(tmp_path: Path) -> None:
    project = Project(tmp_path)
    first = project.build(units("a"))
    project.basis = "other"
    assert project.build(units("a")) == first
    (tmp_path / "shares.sqlite").write_bytes(b"x" * 5_000)
    assert project.build(units("a")) == first

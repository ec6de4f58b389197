"""List what lies in disclosures/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gongkai.documents.disclosure_file import read_disclosure
from gongkai.documents.memory import Memory
from gongkai.documents.unit_file import read_unit
from gongkai.errors import GongkaiError, SettingsError, SourceError
from gongkai.model.disclosure import Disclosure
from gongkai.paths import Paths

IGNORED = ("README.md", "Thumbs.db", "desktop.ini")
"""Files that may lie anywhere; so may those whose name starts with a dot."""


def discover(paths: Paths, memory: Memory | None = None) -> tuple[tuple[Disclosure, ...], tuple[GongkaiError, ...]]:
    """All disclosures whose files are in order, by unit id and folder name, and every problem of the others.

    A disclosure with a problem is left out; a unit with a problem is left out with all its disclosures. The places in
    the messages are relative to the root. Folders that the `memory` knows, untouched, are not read again.
    """
    if not paths.disclosures.is_dir():
        advice = "make it, with a folder for each unit, or run gongkai from the root of a project"
        return (), (SourceError(paths.disclosures.name, "no such folder", advice),)
    memory = memory or Memory()
    found: list[Disclosure] = []
    problems: list[GongkaiError] = []
    for folder in _folders(paths.disclosures, paths.root, problems, allowed=()):
        listed = memory.of(folder, partial(_unit, folder, paths.root))
        found += listed.disclosures
        problems += listed.problems
    return tuple(found), tuple(problems)


def _unit(folder: Path, root: Path) -> tuple[tuple[Disclosure, ...], tuple[GongkaiError, ...]]:
    """The disclosures of one unit that are in order, and the problems of the others."""
    found: list[Disclosure] = []
    problems: list[GongkaiError] = []
    years = list(_folders(folder, root, problems, allowed=("unit.yml",)))
    unit, unit_problems = read_unit(folder, _place(folder, root))
    if unit is None:
        return (), (*problems, *_naming(unit_problems, years))
    for year in years:
        disclosure, errors = read_disclosure(unit, year, _place(year, root))
        problems += errors
        if disclosure is not None:
            found.append(disclosure)
    return tuple(found), tuple(problems)


def _folders(folder: Path, root: Path, problems: list[GongkaiError], allowed: tuple[str, ...]) -> Iterator[Path]:
    """The folders in a folder, by name; whatever else lies there becomes a problem."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(".") or path.name in (*IGNORED, *allowed):
            continue
        if path.is_symlink():
            problems.append(SourceError(_place(path, root), "a symbolic link", "put the real folder or file there"))
        elif path.is_dir():
            yield path
        else:
            advice = "move it to disclosures/<unit-id>/<year>-<stage>/ and list it in the disclosure.yml there"
            problems.append(SourceError(_place(path, root), "a file that belongs to no disclosure", advice))


def _naming(problems: tuple[SettingsError, ...], years: list[Path]) -> Iterator[SettingsError]:
    """The problems of a unit; the first names the disclosures that are left out for them."""
    for number, problem in enumerate(problems):
        left_out = f" (left out with it: {', '.join(year.name for year in years)})" if years and number == 0 else ""
        yield SettingsError(problem.where, problem.found + left_out, problem.advice)


def _place(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()

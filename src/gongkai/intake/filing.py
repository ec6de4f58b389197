"""Put the files of a disclosure where they belong, with unit.yml and disclosure.yml."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from gongkai.errors import SettingsError, SourceError
from gongkai.intake.divisions import Division, level_of
from gongkai.model.disclosure import Disclosure
from gongkai.paths import Paths

_NOT_NAME = re.compile(r"[^A-Za-z0-9.]+")
SUFFIXES = {
    "pdf": ".pdf", "html": ".html", "docx": ".docx", "doc": ".doc", "xlsx": ".xlsx", "xls": ".xls",
    "dump": ".txt", "pdf-text": ".txt",
}  # fmt: skip
"""The file name ending for each kind of content."""


@dataclass(frozen=True)
class Entry:
    """What is to be filed: the identity, decided."""

    unit_id: str
    agency: str
    division: Division
    fiscal_year: int
    stage: str
    scope: str
    title: str
    credit_code: str = ""
    source_address: str = ""
    retrieved: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a disclosure lies now, and what was new: `new`, `added` (a further file), `replaced` or `unchanged`."""

    folder: Path
    state: str


def file_disclosure(
    paths: Paths,
    entry: Entry,
    files: Sequence[tuple[Path, str]],
    existing: Sequence[Disclosure],
    *,
    further: bool = False,
    replace: bool = False,
) -> Filed:
    """Copy `files` (path and kind) below disclosures/ and describe them.

    A file that is already filed anywhere is told with its place. Where the same unit, year and stage has other files,
    `further` adds to them and `replace` puts a newer version in their place; without either, SettingsError asks.
    """
    hashes = {path: _sha256(path) for path, _ in files}
    known = {file.sha256: one for one in existing for file in one.files}
    folder = paths.disclosures / entry.unit_id / f"{entry.fiscal_year}-{entry.stage}"
    if all(digest in known for digest in hashes.values()):
        return Filed(known[next(iter(hashes.values()))].folder, "unchanged")
    for path, digest in hashes.items():
        if digest in known and known[digest].folder != folder:
            place = known[digest].folder.relative_to(paths.root).as_posix()
            raise SourceError(str(path), f"is already filed in {place}", "leave it out")
    present = next((one for one in existing if one.folder == folder), None)
    if present is None and (folder / "disclosure.yml").exists():
        place = folder.relative_to(paths.root).as_posix()
        raise SettingsError(place, "is there already, but is not in order", "run gongkai build and mend what it names")
    if present is not None and not (further or replace):
        raise SettingsError(
            folder.relative_to(paths.root).as_posix(),
            f"already holds {', '.join(file.name for file in present.files)}, and these files are others",
            "say --replace if this is a newer version, or --further if it is a further file of the same disclosure",
        )
    folder.mkdir(parents=True, exist_ok=True)
    kept = {file.name: file.sha256 for file in present.files} if present is not None and further else {}
    listed = dict(kept)
    for path, kind in files:
        if hashes[path] in listed.values():
            continue
        name = _name(entry, kind, listed)
        shutil.copyfile(path, folder / name)
        listed[name] = hashes[path]
    for file in present.files if present is not None else ():
        if file.name not in listed:
            (folder / file.name).unlink()
    _write_unit(paths, entry)
    _write_disclosure(folder, entry, listed)
    return Filed(folder, "new" if present is None else "added" if further else "replaced")


def _name(entry: Entry, kind: str, taken: Mapping[str, str]) -> str:
    """`kexie-2021-budget.pdf`, with a number where it is taken."""
    stem = _NOT_NAME.sub("-", f"{entry.unit_id.partition('-')[2]}-{entry.fiscal_year}-{entry.stage}")
    name = stem + SUFFIXES[kind]
    number = 2
    while name in taken:
        name = f"{stem}-{number}{SUFFIXES[kind]}"
        number += 1
    return name


def _write_unit(paths: Paths, entry: Entry) -> None:
    """unit.yml, where there is none yet."""
    path = paths.disclosures / entry.unit_id / "unit.yml"
    if path.exists():
        return
    division = entry.division
    content = {
        "unit_id": entry.unit_id,
        "name": entry.agency,
        "division_code": division.code,
        "level": level_of(entry.agency, division),
        "province": division.province,
        "city": division.city if division.level != "city" else division.name,
        "county": division.county,
        "scope": entry.scope,
        "credit_code": entry.credit_code,
    }
    _dump(path, {key: value for key, value in content.items() if value})


def _write_disclosure(folder: Path, entry: Entry, files: Mapping[str, str]) -> None:
    """disclosure.yml; of one that is there only the files, and the address where one is given, are written anew."""
    path = folder / "disclosure.yml"
    listed = [{"name": name, "sha256": digest} for name, digest in files.items()]
    if path.exists():
        known = yaml.safe_load(path.read_text(encoding="utf-8"))
        address = {"source_address": entry.source_address} if entry.source_address else {}
        _dump(path, {**known, **address, "files": listed})
        return
    content = {
        "title": entry.title,
        "publisher": entry.agency,
        "source_address": entry.source_address,
        "retrieved": entry.retrieved.isoformat() if entry.retrieved else "",
        "files": listed,
        "notes": list(entry.notes),
    }
    _dump(path, {key: value for key, value in content.items() if value})


def _dump(path: Path, content: Mapping[str, object]) -> None:
    text = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""disclosure.yml: what was disclosed, when, and in which files."""

from __future__ import annotations

from pathlib import Path

from gongkai.documents.files import undeclared, verify
from gongkai.errors import GongkaiError, SettingsError, SourceError
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.model.fields import STAGES
from gongkai.strict_yaml import Keys, read

NAME = "disclosure.yml"


def read_disclosure(unit: Unit, folder: Path, place: str) -> tuple[Disclosure | None, tuple[GongkaiError, ...]]:
    """The disclosure of a folder, its files verified, or None and the reasons. `place` names the folder in messages."""
    where = f"{place}/{NAME}"
    key = _year_and_stage(folder.name)
    if key is None:
        advice = f"name it <year>-<stage>, the stage one of {', '.join(STAGES)}: 2021-budget"
        return None, (SourceError(place, "not the folder of a disclosure", advice),)
    if not (folder / NAME).is_file():
        return None, (SettingsError(where, "missing", "write it: title, publisher, files with name and sha256"),)
    try:
        keys = Keys(read(folder / NAME, where), where)
    except SettingsError as error:
        return None, (error,)
    disclosure, files = _take(keys, unit, folder, key)
    problems: list[GongkaiError] = [*keys.close(), *(problem for one in files for problem in one.close())]
    if not problems:
        problems += [error for file in disclosure.files for error in verify(file, folder, place)]
        problems += undeclared(disclosure.files, folder, place)
    return (None, tuple(problems)) if problems else (disclosure, ())


def _take(keys: Keys, unit: Unit, folder: Path, key: tuple[int, str]) -> tuple[Disclosure, tuple[Keys, ...]]:
    """The disclosure as written, and its files, to be closed."""
    files = keys.mappings("files", required=True)
    disclosure = Disclosure(
        unit=unit,
        fiscal_year=key[0],
        stage=key[1],
        title=keys.name("title"),
        publisher=keys.name("publisher"),
        folder=folder,
        files=_files(files),
        source_address=_address(keys),
        retrieved=keys.day("retrieved"),
        published=keys.day("published"),
        approved=keys.day("approved"),
        notes=keys.texts("notes"),
    )
    return disclosure, files


def _files(entries: tuple[Keys, ...]) -> tuple[SourceFile, ...]:
    """The files as declared; a problem where a hash is malformed or a file is listed twice (in any case of letters)."""
    files, seen = [], set()
    for entry in entries:
        name, digest = entry.text("name", required=True), entry.text("sha256", required=True).lower()
        if digest and not (len(digest) == 64 and all(char in "0123456789abcdef" for char in digest)):
            entry.problem(f"sha256 is {digest!r}", "write the 64 hexadecimal digits of the SHA-256 of the file")
        if name and name.casefold() in seen:
            entry.problem(f"{name} is listed twice", "remove one of the two")
        seen.add(name.casefold())
        files.append(SourceFile(name, digest))
    return tuple(files)


def _address(keys: Keys) -> str:
    """The web address the files came from, blank where it is not known."""
    address = keys.text("source_address")
    if address and not (address.startswith(("http://", "https://")) and " " not in address):
        keys.problem(f"source_address is {address!r}", "write an address that starts with http:// or https://")
    return address


def _year_and_stage(name: str) -> tuple[int, str] | None:
    """Fiscal year and stage of a folder name, None if it is not one."""
    year, _, stage = name.partition("-")
    if len(year) == 4 and year.isascii() and year.isdigit() and year[:2] in ("19", "20") and stage in STAGES:
        return int(year), stage
    return None

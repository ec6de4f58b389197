"""The last gate: nothing leaves the build that holds personal data, whatever the stages before it did.

A package is looked into with the values that were masked in its own disclosure, before it is staged. The finished site,
which is made of packages, unit.yml, disclosure.yml and hand-written pages, is looked into before it takes the place of
the published one: every file that is new or changed, containers from within. Where a file cannot be looked into, it is
not published.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from gongkai import privacy
from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure

_BATCH, _HEAVY = 50, 1 << 20
"""So many files are looked into by one process after each other, and one with more bytes than that alone."""
_PIECE = 4_000_000
"""Bytes of a CSV that are looked at together."""
_NAMED = 5
"""So many files are named in a message."""

_LINES = frozenset({".json", ".jsonld", ".js", ".txt", ".xml"})
"""Lists of the whole site, one thing a line."""

Work = Sequence[tuple[Path, str, Path | None, Path | None]]
"""Files, their names in the site, the folder of the checked package they belong to, and what is published there now."""
Look = Callable[[Work], tuple[privacy.Hit, ...]]
Checked = Mapping[str, Path]
"""Folders of packages that `check_package` has passed, by the address of their page: `units/130300-kexie/2021-budget`."""
Map = Callable[[Look, Iterable[Work]], Iterable[Any]]


class Read(Protocol):
    """A disclosure that was read, and what was masked in it."""

    @property
    def disclosure(self) -> Disclosure:
        """The disclosure."""

    @property
    def masked(self) -> Iterable[privacy.LogEntry]:
        """One entry for each masked value."""


def check_disclosure(disclosure: Disclosure) -> None:
    """Raises PublishError where what people wrote in disclosure.yml, or the name of a file, holds personal data."""
    rules = privacy.load_rules(load())
    written = [("title", disclosure.title), ("publisher", disclosure.publisher)]
    written += [("notes", note) for note in disclosure.notes] + [("files", file.name) for file in disclosure.files]
    for key, words in written:
        if privacy.mask_text(words, rules) != words:
            where = f"disclosures/{disclosure.unit.unit_id}/{disclosure.key}/disclosure.yml"
            advice = "rename the file and its entry" if key == "files" else "write it without"
            raise PublishError(where, f"{key} holds personal data", advice)


def check_package(name: str, files: Mapping[str, bytes], values: privacy.Values) -> None:
    """Raises PublishError where a file of the package `name` holds personal data or a value masked in its disclosure."""
    rules = privacy.load_rules(load())
    hits = [
        hit for file, data in files.items() for hit in privacy.scan_bytes(data, f"{name}/{file}", values, rules.allowed)
    ]
    _refuse(hits, rules, "the package is not published; mask the place in the document or report the rule")


def is_clean(name: str, html: str) -> bool:
    """True where a page of the site holds no personal data. `check_site` says of one that does where it stands."""
    allowed = privacy.load_rules(load()).allowed
    return not privacy.scan(PurePosixPath(name).name, name, None, allowed) and not privacy.scan(
        html, name, None, allowed
    )


def check_site(
    new: Path,
    published: Path,
    names: Sequence[str] | None = None,
    standing: Collection[str] = (),
    run: Map = map,
    checked: Checked | None = None,
) -> None:
    """Raises PublishError where a file of the folder `new` holds personal data; its name and the rule, not the value.

    A file that is the very same one as in the `published` folder (a hard link) was looked into when it was new. `names`
    are the files that are not, if the caller knows them; `standing` are those published files that nobody has touched
    since: of a list, lines that it has stand, of a zip, members that it has. `run` maps the work over batches of files, here
    or in other processes. What equals a file of a `checked` package, beside its page or in its zip, was looked into with
    the package. Members of zips are told by name, size and CRC-32, which whoever unpacks them verifies.
    """
    if names is None:
        names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    changed = [(new / name, name) for name in names if not _same(new / name, published / name)]
    heavy = {name for path, name in changed if path.stat().st_size > _HEAVY}
    light = [one for one in changed if one[1] not in heavy]
    batches = [[one] for one in changed if one[1] in heavy]
    batches += [light[start : start + _BATCH] for start in range(0, len(light), _BATCH)]
    rules = privacy.load_rules(load())
    look = partial(_look, allowed=rules.allowed)
    before = frozenset(standing)
    work = [
        [
            (path, name, (checked or {}).get(name.rpartition("/")[0]), published / name if name in before else None)
            for path, name in batch
        ]
        for batch in batches
    ]
    hits: list[privacy.Hit] = []
    for batch, found in zip(batches, run(look, work), strict=True):
        if not isinstance(found, tuple):
            raise PublishError(batch[0][1], "it and others could not be looked into", "build again")
        hits += found
    _refuse(hits, rules, "the site is not published, the one before stays; mask or correct the source of the page")


def write_log(read: Iterable[Read], path: Path) -> None:
    """build/reports/privacy.csv: where something was masked, in which file of which disclosure, by which rule."""
    privacy.write_log(_entries(read), path)


def _entries(read: Iterable[Read]) -> Iterator[privacy.LogEntry]:
    for one in read:
        for entry in one.masked:
            yield replace(entry, file=f"{one.disclosure.unit.unit_id}/{one.disclosure.key}/{entry.file}")


def _look(files: Work, allowed: frozenset[str]) -> tuple[privacy.Hit, ...]:
    found: list[privacy.Hit] = []
    for path, name, package, published in files:
        if _is_clean_list(path, name, published, allowed):
            continue
        members = _members(published) if published is not None and path.suffix == ".zip" else frozenset()
        passed = partial(_passed, package, members)
        for data in _pieces(path):
            found += privacy.scan_bytes(data, name, None, allowed, passed)
    return tuple(found)


def _is_clean_list(path: Path, name: str, published: Path | None, allowed: frozenset[str]) -> bool:
    """True for a list whose new lines hold no personal data; where they do, the whole is looked into for their numbers."""
    if published is None or path.suffix not in _LINES:
        return False
    return not privacy.scan_bytes(_new_lines(path, published), name, None, allowed)


def _passed(package: Path | None, members: frozenset[tuple[str, int, int]], name: str, size: int, crc: int) -> bool:
    """True for what a package that was looked into has under this name, and for members of the published zip."""
    file = PurePosixPath(name).name
    if (file, size, crc) in members:
        return True
    own = package / file if package is not None else None
    return own is not None and own.is_file() and own.stat().st_size == size and zlib.crc32(own.read_bytes()) == crc


def _members(path: Path) -> frozenset[tuple[str, int, int]]:
    with zipfile.ZipFile(path) as archive:
        return frozenset((PurePosixPath(one.filename).name, one.file_size, one.CRC) for one in archive.infolist())


def _new_lines(new: Path, published: Path) -> bytes:
    """The lines of a list that do not follow the same line in the published one, each behind the one before it."""
    seen = {hash(pair) for pair in _pairs(published)}
    return b"".join(line for pair in _pairs(new) if hash(pair) not in seen for line in pair)


def _pairs(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Every line that is not blank, with the one before it."""
    before = b""
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield before, line
                before = line


def _pieces(path: Path) -> Iterator[bytes]:
    """A file whole, a long CSV in pieces of whole lines, so that memory stays flat; a table has no text over two lines
    that only together were personal data."""
    if path.suffix != ".csv" or path.stat().st_size <= _PIECE:
        yield path.read_bytes()
        return
    with path.open("rb") as file:
        while lines := file.readlines(_PIECE):
            yield b"".join(lines)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.samefile(other)


def _refuse(hits: Sequence[privacy.Hit], rules: privacy.Rules, advice: str) -> None:
    if not hits:
        return
    files = sorted({hit.file for hit in hits})
    named = {file: "/".join(privacy.mask_file_name(part, rules) for part in file.split("/")) for file in files}
    told = [
        f"{named[file]} (line {', '.join(f'{hit.line}: {hit.kind} by {hit.rule}' for hit in hits if hit.file == file)})"[
            :300
        ]
        for file in files[:_NAMED]
    ]
    more = f" and {len(files) - _NAMED} more files" if len(files) > _NAMED else ""
    raise PublishError(named[files[0]], f"holds personal data: {'; '.join(told)}{more}", advice)

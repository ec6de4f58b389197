"""site_src/permalinks.csv: every address that was ever published, and what it promised.

| column | meaning |
|---|---|
| address | from the root of the site, `/units/130300-kexie/2021-budget/` |
| first | the version that first had it |
| since | the day it was first released, blank before that |
| version | the version that is promised here |
| released | the day of that version's release, blank while it may still change |
| sha256 | the content hash of the package of that version; blank for pages without one |
| anchors | the anchors of the page, see `anchors` |

A line without a day in `released` is a proposal of the last build and is written anew by the next one; an address may
have one such line beside its released one. `gongkai release` makes proposals into promises.
"""

from __future__ import annotations

import csv
import io
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai.errors import SettingsError
from gongkai.permalinks.anchors import check, pack, unpack
from gongkai.permalinks.memory import Anchors

NAME = "site_src/permalinks.csv"
COLUMNS = ("address", "first", "since", "version", "released", "sha256", "anchors")
_SAFE = frozenset(string.ascii_letters + string.digits + "-_./")
_HEX = frozenset("0123456789abcdef")
_MEND = "restore the line from version control, or delete it if it was never released"


@dataclass(frozen=True, slots=True)
class State:
    """The version of a package and its content hash (hex)."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; `address` without the leading `/`, `anchors` packed."""

    address: str
    first: int
    since: date | None
    version: int
    released: date | None
    sha256: str
    anchors: str


@dataclass(frozen=True)
class Ledger:
    """The ledger: released entries and proposals, each by address."""

    released: Mapping[str, Entry]
    proposed: Mapping[str, Entry]

    def state(self, address: str) -> State | None:
        """The released version of the package of a page, None where nothing is released there."""
        entry = self.released.get(address)
        return State(entry.version, entry.sha256) if entry and entry.sha256 else None

    def encode(self) -> bytes:
        """The file, sorted by address, the released line first."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in sorted((*self.released.values(), *self.proposed.values()), key=_order):
            days = [day.isoformat() if day else "" for day in (entry.since, entry.released)]
            writer.writerow(
                ["/" + entry.address, entry.first, days[0], entry.version, days[1], entry.sha256, entry.anchors]
            )
        return buffer.getvalue().encode("utf-8")


EMPTY = Ledger({}, {})


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file, empty where there is none. SettingsError with the line where it is not as written."""
    if not path.is_file():
        return EMPTY
    try:
        lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(NAME, f"cannot be read ({error})", "restore it from version control") from error
    if not lines or tuple(lines[0]) != COLUMNS:
        raise SettingsError(f"{NAME}:1", "not the header of the ledger", f"write {','.join(COLUMNS)}")
    released: dict[str, Entry] = {}
    proposed: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        entry = _entry(line, f"{NAME}:{number}")
        group = released if entry.released else proposed
        if entry.address in group:
            raise SettingsError(f"{NAME}:{number}", f"/{entry.address} is there twice", "delete one of the two lines")
        group[entry.address] = entry
    return Ledger(released, proposed)


def propose(ledger: Ledger, found: Mapping[str, Anchors], states: Mapping[str, State]) -> Ledger:
    """The ledger with a proposal for each page that says more than its released entry; old proposals are dropped.

    `found` are the anchors of all pages by address, `states` the packages by the address of their page.
    """
    proposed = {}
    for address, anchors in found.items():
        before = ledger.released.get(address)
        state = states.get(address) or State(before.version if before else 1, "")
        packed = anchors.packed
        if before and before.anchors != packed:
            promised = unpack(before.anchors)
            packed = before.anchors if anchors.all <= promised else pack(anchors.all | promised)
        if before and (before.version, before.sha256, before.anchors) == (state.version, state.sha256, packed):
            continue
        first, since = (before.first, before.since) if before else (state.version, None)
        proposed[address] = Entry(address, first, since, state.version, None, state.sha256, packed)
    return Ledger(ledger.released, proposed)


def release(ledger: Ledger, day: date) -> Ledger:
    """The ledger with every proposal made a promise of this day."""
    promised = {
        address: replace(entry, since=entry.since or day, released=day) for address, entry in ledger.proposed.items()
    }
    return Ledger({**ledger.released, **promised}, {})


def _order(entry: Entry) -> tuple[str, bool]:
    return entry.address, entry.released is None


def _entry(line: list[str], where: str) -> Entry:
    if len(line) != len(COLUMNS):
        raise SettingsError(where, f"{len(line)} values instead of {len(COLUMNS)}", _MEND)
    address, first, since, version, released, sha256, anchors = line
    if not is_address(address):
        raise SettingsError(where, f"address is {address!r}, not as /units/130300-kexie/2021-budget/", _MEND)
    if sha256 and not (len(sha256) == 64 and set(sha256) <= _HEX):
        raise SettingsError(where, f"sha256 is {sha256!r}, not 64 hexadecimal digits", _MEND)
    try:
        check(anchors)
    except ValueError as error:
        raise SettingsError(where, f"anchors hold {error}, which is none", _MEND) from error
    numbers, days = _numbers((first, version), where), _days((since, released), where)
    return Entry(address[1:], numbers[0], days[0], numbers[1], days[1], sha256, anchors)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page from the root of the site: ASCII letters, digits, `-_.`, a `/` at both ends."""
    return text.startswith("/") and text.endswith("/") and "//" not in text and ".." not in text and set(text) <= _SAFE


def _numbers(texts: Iterable[str], where: str) -> list[int]:
    found = []
    for text in texts:
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
            raise SettingsError(where, f"version is {text!r}, not a whole number from 1", _MEND)
        found.append(int(text))
    return found


def _days(texts: Iterable[str], where: str) -> list[date | None]:
    found: list[date | None] = []
    for text in texts:
        try:
            found.append(date.fromisoformat(text) if text else None)
        except ValueError as error:
            raise SettingsError(where, f"{text!r} is not a day", _MEND) from error
    return found

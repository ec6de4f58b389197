"""The shares of all units in the pages about many, in one file of build/cache: what `pages.write_overall` reads.

A page that some unit's share changed in has a new version; a sheaf stands while the versions of its pages and its frame
are those it was made from. Everything is forgotten with the `basis`, the digest of what every result depends on.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gongkai.pages import Sheaf

_TABLES = """
CREATE TABLE basis (basis TEXT NOT NULL);
CREATE TABLE units (unit TEXT PRIMARY KEY, key TEXT NOT NULL, pages TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (page TEXT PRIMARY KEY, version INTEGER NOT NULL, units INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE shares (page TEXT, unit TEXT, share BLOB NOT NULL, PRIMARY KEY (page, unit)) WITHOUT ROWID;
CREATE TABLE sheaves (name TEXT PRIMARY KEY, made_from TEXT NOT NULL, addresses TEXT NOT NULL) WITHOUT ROWID;
"""
Changed = Callable[[str], Mapping[str, Any]]


class Shares:
    """`pages.Source` on disk."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Use `opened`, which makes the file."""
        self._database = database

    def update(self, units: Mapping[str, str], shares: Changed) -> None:
        """Bring the shares to those of these units, by id with the digest of what each was made from.

        `shares` is asked for those of a unit whose digest is another than before.
        """
        known = dict(self._database.execute("SELECT unit, key FROM units"))
        with self._database:
            for unit in sorted(known.keys() - units.keys()):
                self._put(unit, {})
                self._database.execute("DELETE FROM units WHERE unit = ?", (unit,))
            for unit, key in units.items():
                if known.get(unit) != key:
                    now = {page: _packed(share) for page, share in shares(unit).items()}
                    self._put(unit, now)
                    self._database.execute("REPLACE INTO units VALUES (?, ?, ?)", (unit, key, json.dumps(list(now))))

    def _put(self, unit: str, now: Mapping[str, bytes]) -> None:
        """The shares of one unit; pages in which they changed get a new version, those without shares are forgotten."""
        before = self._before(unit)
        gone = before.keys() - now.keys()
        changed = [page for page, share in now.items() if before.get(page) != share]
        run = self._database.executemany
        run("DELETE FROM shares WHERE page = ? AND unit = ?", [(page, unit) for page in gone])
        run("REPLACE INTO shares VALUES (?, ?, ?)", [(page, unit, now[page]) for page in changed])
        more = [(page, int(page not in before)) for page in changed] + [(page, -1) for page in gone]
        run(
            "INSERT INTO pages VALUES (?1, 1, ?2)"
            " ON CONFLICT (page) DO UPDATE SET version = version + 1, units = units + ?2",
            more,
        )

    def _before(self, unit: str) -> dict[str, bytes]:
        """The shares of one unit by page."""
        row = self._database.execute("SELECT pages FROM units WHERE unit = ?", (unit,)).fetchone()
        select = "SELECT share FROM shares WHERE page = ? AND unit = ?"
        found = json.loads(row[0]) if row is not None else []
        return {page: self._database.execute(select, (page, unit)).fetchone()[0] for page in found}

    def keys(self, start: str) -> list[tuple[str, int]]:
        """As `pages.Source` says."""
        found = self._database.execute(
            "SELECT page, units FROM pages WHERE substr(page, 1, ?) = ? AND units > 0 ORDER BY page",
            (len(start), start),
        )
        return found.fetchall()

    def of(self, key: str) -> Iterator[Any]:
        """As `pages.Source` says."""
        found = self._database.execute("SELECT share FROM shares WHERE page = ? ORDER BY unit", (key,))
        for (share,) in found:
            yield pickle.loads(share)  # noqa: S301 - a file of our own in build/cache

    def standing(self, sheaf: Sheaf) -> tuple[str, ...] | None:
        """As `pages.Source` says."""
        row = self._database.execute(
            "SELECT made_from, addresses FROM sheaves WHERE name = ?", (sheaf.name,)
        ).fetchone()
        return tuple(json.loads(row[1])) if row is not None and row[0] == self._made_from(sheaf) else None

    def made(self, sheaf: Sheaf, addresses: Sequence[str]) -> None:
        """As `pages.Source` says. It is kept when the file is closed after everything went well."""
        row = (sheaf.name, self._made_from(sheaf), json.dumps(addresses))
        self._database.execute("REPLACE INTO sheaves VALUES (?, ?, ?)", row)

    def _made_from(self, sheaf: Sheaf) -> str:
        """The frame and the versions of the pages whose shares a sheaf is made from."""
        select = "SELECT version FROM pages WHERE page = ?"
        versions = [self._database.execute(select, (key,)).fetchone() for key in sheaf.keys]
        return json.dumps([sheaf.digest, versions])


@contextmanager
def opened(path: Path, basis: str) -> Iterator[Shares]:
    """The shares in a file that was made from `basis`; from any other, or damaged, it is made anew.

    What was `made` is kept where the block ends without an error.
    """
    if not _stands(path, basis):
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as new, new:
            new.executescript(_TABLES)
            new.execute("INSERT INTO basis VALUES (?)", (basis,))
    with closing(sqlite3.connect(path)) as database:
        yield Shares(database)
        database.commit()


def _stands(path: Path, basis: str) -> bool:
    """True for a sound file of this basis."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path)) as database:
            rows: Iterable[tuple[str]] = database.execute("SELECT basis FROM basis")
            return [one for (one,) in rows] == [basis]
    except sqlite3.DatabaseError:
        return False


def _packed(share: Any) -> bytes:
    """A share as bytes that are the same for equal shares."""
    return pickle.dumps(share, protocol=5)

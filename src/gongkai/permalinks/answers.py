"""knowledge/redirects.yml: what answers at addresses whose page is gone.

    redirects:
      - from: units/130300-kexie/
        to: units/130300-kexue/
        because: 单位更名
    withdrawn:
      - address: units/130532-kexie/2019-budget/
        date: 2027-01-05
        because: 公开单位撤回了文件
        title: 平乡县科学技术协会2019年部门预算

Both hold for the address and everything below it; the longest one that fits counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.errors import GongkaiError, SettingsError
from gongkai.permalinks.ledger import is_address
from gongkai.strict_yaml import Keys, read

NAME = "knowledge/redirects.yml"


@dataclass(frozen=True, slots=True)
class Redirect:
    """A move; addresses without the leading `/`."""

    source: str
    target: str
    because: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was withdrawn, when, and why."""

    address: str
    day: date
    because: str
    title: str = ""


@dataclass(frozen=True)
class Answers:
    """Redirects and withdrawals by address."""

    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)

    def at(self, address: str) -> Redirect | Withdrawal | None:
        """What answers at an address: a redirect to the same place below its target, a withdrawal, or nothing."""
        start, answer = address, None
        for _ in range(len(self.redirects) + 1):
            step = self._step(address)
            if not isinstance(step, Redirect):
                return step or answer
            address = step.target
            answer = Redirect(start, address, step.because)
        raise SettingsError(NAME, f"/{start} is redirected in a circle", "remove one redirect of the circle")

    def withdrawn(self, address: str) -> Withdrawal | None:
        """The withdrawal that covers an address itself, whatever redirects say."""
        found = [one for start, one in self.withdrawals.items() if address.startswith(start)]
        return max(found, key=lambda one: len(one.address), default=None)

    def _step(self, address: str) -> Redirect | Withdrawal | None:
        moves = [one for start, one in self.redirects.items() if address.startswith(start)]
        move = max(moves, key=lambda one: len(one.source), default=None)
        gone = self.withdrawn(address)
        if gone and (move is None or len(gone.address) >= len(move.source)):
            return gone
        return Redirect(address, move.target + address[len(move.source) :], move.because) if move else None


def read_answers(path: Path, live: Collection[str]) -> Answers:
    """The file, none where there is none. `live` are the addresses of pages that exist.

    SettingsError for a wrong entry, two for one address, one for a page that exists, a circle.
    """
    if not path.is_file():
        return Answers()
    keys = Keys(read(path, NAME), NAME)
    moves, stones = keys.mappings("redirects"), keys.mappings("withdrawn")
    redirects: dict[str, Redirect] = {}
    withdrawals: dict[str, Withdrawal] = {}
    for one in moves:
        source, target = _address(one, "from"), _address(one, "to")
        _claim(one, source, {*redirects, *withdrawals}, live)
        redirects[source] = Redirect(source, target, one.text("because"))
    for one in stones:
        address = _address(one, "address")
        _claim(one, address, {*redirects, *withdrawals}, live)
        day = one.day("date")
        if day is None:
            one.problem("date is missing", "write the day of the withdrawal, YYYY-MM-DD")
        withdrawals[address] = Withdrawal(address, day or date.min, one.name("because"), one.text("title"))
    problems: list[GongkaiError] = [*keys.close(), *(problem for one in (*moves, *stones) for problem in one.close())]
    if problems:
        raise problems[0]
    answers = Answers(redirects, withdrawals)
    for source in redirects:
        answers.at(source)
    return answers


def _address(keys: Keys, key: str) -> str:
    text = keys.text(key, required=True).strip("/")
    if text and not is_address(f"/{text}/"):
        keys.problem(f"{key} is {text!r}", "write the address from the root of the site: units/130300-kexie/")
    return f"{text}/"


def _claim(keys: Keys, address: str, claimed: Collection[str], live: Collection[str]) -> None:
    if address in claimed:
        keys.problem(f"/{address} has an entry already", "keep one of the two")
    if address in live:
        keys.problem(f"/{address} is claimed by a page that exists", "remove the entry, or rename or remove the page")

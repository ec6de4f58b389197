"""Before anything is written: every released page of a disclosure or unit still has something to answer with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gongkai.errors import PublishError
from gongkai.permalinks.answers import Answers
from gongkai.permalinks.ledger import Ledger

SHOWN = 20
WAYS = (
    "write in knowledge/redirects.yml where it went (redirects: from, to, because) or that it was withdrawn "
    "(withdrawn: address, date, because), or bring it back"
)


def check_claims(ledger: Ledger, answers: Answers, disclosures: Collection[str]) -> None:
    """Raises PublishError listing the released disclosures and units that are neither in
    `disclosures` nor answered for.

    `disclosures` are the addresses of the pages to come. A renamed unit is recognised by its years and stages.
    """
    live = {*disclosures, *("/".join(address.split("/")[:2]) + "/" for address in disclosures)}
    lost = [
        address
        for address in ledger.released
        if _is_claim(address) and address not in live and answers.at(address) is None
    ]
    if lost:
        raise lost_addresses(lost, _renamed(lost, disclosures, ledger))


def lost_addresses(lost: Iterable[str], hint: str = "") -> PublishError:
    """The error that lists what would disappear."""
    names = sorted(lost)
    listed = "".join(f"\n  /{name}" for name in names[:SHOWN])
    more = f"\n  and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    found = f"{len(names)} published addresses would disappear:{listed}{more}\n{hint}"
    return PublishError("site_src/permalinks.csv", found.rstrip("\n"), WAYS)


def _is_claim(address: str) -> bool:
    """Whether an address is that of a unit or of the newest version of a disclosure."""
    return address.startswith("units/") and address.count("/") in (2, 3)


def _renamed(lost: list[str], disclosures: Collection[str], ledger: Ledger) -> str:
    """A line that names the unit that looks like the lost one under a new name."""
    units = {address.split("/")[1] for address in lost}
    if len(units) != 1:
        return ""
    (old,) = units
    keys = {address.split("/")[2] for address in lost} - {""}
    new: dict[str, set[str]] = {}
    for address in disclosures:
        if address not in ledger.released:
            new.setdefault(address.split("/")[1], set()).add(address.split("/")[2])
    like = sorted(unit for unit, found in new.items() if keys <= found)
    return f"was {old} renamed to {like[0]}? then: from: units/{old}/, to: units/{like[0]}/\n" if like else ""

"""The last look at a finished site before it is published: does every address and anchor still answer?"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

from gongkai.atomic import write_if_changed
from gongkai.permalinks.anchors import unpack
from gongkai.permalinks.answers import Answers, Withdrawal
from gongkai.permalinks.claims import lost_addresses
from gongkai.permalinks.found import Anchors, in_pages
from gongkai.permalinks.ledger import Ledger, State, propose
from gongkai.permalinks.stones import redirect, stone

TEXT_NAME = "permalinks.txt"
_BEFORE = "</article>"


def finish(
    site: Path,
    ledger: Ledger,
    answers: Answers,
    states: Mapping[str, State],
    site_url: str = "",
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> Ledger:
    """Let the folder `site` answer at every released address and anchor; the ledger with what is new in it.

    Anchors that the newest version of a page has lost lead to the version that has them. Addresses without a page get
    a redirect or a stone from `answers`. Raises PublishError, listing them, where addresses or anchors remain lost.
    `known` are all pages with their packed anchors, as `in_pages` takes them.
    """
    found = in_pages(site, known)
    lost = []
    for address, entry in ledger.released.items():
        if address not in found:
            if not _answer(site, address, answers, found, site_url):
                lost.append(address)
        elif entry.anchors != found[address].packed and (missing := unpack(entry.anchors) - found[address].all):
            places = _kept(address, missing, found)
            lost += [f"{address}#{anchor}" for anchor in sorted(missing - places.keys())]
            _point(site / address / "index.html", places)
            found[address] = Anchors(found[address].all | missing)
    if lost:
        raise lost_addresses(lost)
    new = propose(ledger, found, states)
    everything = sorted({*new.released, *new.proposed})
    text = "".join(f"{site_url or '/'}{address}\n" for address in everything)
    (site / TEXT_NAME).write_text(text, encoding="utf-8", newline="\n")
    return new


def _answer(
    site: Path,
    address: str,
    answers: Answers,
    found: Mapping[str, Anchors],
    site_url: str,
) -> bool:
    """Write what answers at an address; False where nothing does."""
    answer = answers.at(address)
    if answer is None:
        return False
    if isinstance(answer, Withdrawal):
        html = stone(address, answer)
    elif answer.target in found:
        html = redirect(answer, site_url)
    else:
        return False
    path = site / address / "index.html"
    write_if_changed(path, html.encode("utf-8"))
    return True


def _kept(address: str, missing: frozenset[str], found: Mapping[str, Anchors]) -> dict[str, str]:
    """For each missing anchor the way to the newest earlier version that has it, relative to the page."""
    parts = address.split("/")
    if parts[0] != "units" or len(parts) < 4:
        return {}
    base, rest = "/".join(parts[:3]) + "/", "/".join(parts[3:])
    up = "../" * rest.count("/")
    versions = sorted(
        (int(name[1:]) for other in found if other.startswith(f"{base}v") and other.count("/") == 4
         for name in [other.split("/")[3]] if name[1:].isdigit()),
        reverse=True,
    )  # fmt: skip
    places = {}
    for anchor in sorted(missing):
        for version in versions:
            other = found.get(f"{base}v{version}/{rest}")
            if other and anchor in other.all:
                places[anchor] = f"{up}v{version}/{rest}index.html#{anchor}"
                break
    return places


def _point(path: Path, places: Mapping[str, str]) -> None:
    """Add the anchors that only earlier versions have, each as a link to there."""
    if not places:
        return
    links = " ".join(f'<a id="{anchor}" href="{escape(link)}">{anchor}</a>' for anchor, link in places.items())
    block = (
        f'<details class="gk-former"><summary>只在以前版本中的位置（{len(places)}）</summary><p>{links}</p></details>\n'
    )
    html = path.read_text(encoding="utf-8")
    before, mark, after = html.rpartition(_BEFORE)
    write_if_changed(path, f"{before}{block}{mark}{after}".encode())

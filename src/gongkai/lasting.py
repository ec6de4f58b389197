"""What lasts, joined: versions, the permalink ledger, citations and metadata of one project during one build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai import citing, packages, pages, permalinks, versions
from gongkai.atomic import write_if_changed
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Package
from gongkai.paths import Paths
from gongkai.settings import Settings

_DESCRIPTOR = "datapackage.json"
Released = tuple[int, str] | None
"""Version and content hash of what is released, None where nothing is."""


@dataclass(frozen=True)
class Edition:
    """One version of a disclosure that has a page: the newest in `datapackages/`, or a kept one.

    `archives` are the zips beside the page where they are all the data the site offers there (none, where it offers none),
    None where it offers the files of the package.
    """

    disclosure: Disclosure
    folder: Path
    descriptor: Mapping[str, Any] = field(repr=False)
    archives: tuple[Path, ...] | None = None

    @property
    def version(self) -> str:
        """As in datapackage.json."""
        return str(self.descriptor["version"])

    @property
    def number(self) -> int:
        """The version as a whole number, as in `v2/`."""
        return int(self.version.partition(".")[0])

    @property
    def state(self) -> permalinks.State:
        """The version and the content hash, as in the ledger."""
        return permalinks.State(self.number, versions.content_hash(self.descriptor))


@dataclass(frozen=True)
class Lasting:
    """The ledger and the answers of a project, read and found in order before anything is written."""

    paths: Paths
    publication: citing.Publication
    ledger: permalinks.Ledger
    answers: permalinks.Answers

    @classmethod
    def read(cls, paths: Paths, settings: Settings, disclosures: Sequence[Disclosure]) -> Lasting:
        """Read the ledger and knowledge/redirects.yml, and hold them against the disclosures that there are.

        Raises SettingsError for a wrong line or entry, a circle or two claims of one address; PublishError where a
        released disclosure or unit would disappear without an answer.
        """
        ledger = permalinks.read_ledger(paths.permalinks)
        pages = [one.address for one in disclosures]
        units = [f"units/{one.unit.unit_id}/" for one in disclosures]
        answers = permalinks.read_answers(paths.redirects, {*pages, *units})
        permalinks.check_claims(ledger, answers, pages)
        return cls(paths, publication(settings), ledger, answers)

    def released(self, disclosure: Disclosure) -> Released:
        """Version and content hash of what is released of a disclosure, None where nothing is."""
        state = self.ledger.state(disclosure.address)
        return (state.version, state.sha256) if state else None

    def fits(self, disclosure: Disclosure, state: permalinks.State) -> bool:
        """True where `state`, that of the package in place, has the version that its content must have."""
        return state.version == versions.number(self.released(disclosure), state.sha256)

    def keep(self, disclosure: Disclosure, state: permalinks.State) -> None:
        """Keep the released version of a package that one with this `state` will replace.

        Raises PublishError where the released version would be lost.
        """
        unit_id, key = disclosure.unit.unit_id, disclosure.key
        versions.keep(self.paths.datapackages, unit_id, key, self.released(disclosure), state.sha256)

    def withdraw(self) -> tuple[Path, ...]:
        """Remove the kept versions of what was withdrawn; their folders. After a redirect they go on answering."""
        gone = [
            folder
            for folder in sorted((self.paths.datapackages / versions.FOLDER).glob("*/*"))
            if isinstance(self.answers.at(f"units/{folder.parent.name}/{folder.name}/"), permalinks.Withdrawal)
        ]
        for folder in gone:
            packages.withdraw(folder)
        return tuple(gone)

    def former(self, disclosures: Sequence[Disclosure]) -> Iterator[Edition]:
        """Kept versions of disclosures that are filed elsewhere now, at their old addresses, unless withdrawn."""
        here = {one.address for one in disclosures}
        units = {one.unit.unit_id: one.unit for one in disclosures}
        root = self.paths.datapackages / versions.FOLDER
        for folder in sorted(root.glob("*/*/v*")):
            unit_id, key = folder.parts[-3:-1]
            address = f"units/{unit_id}/{key}/"
            answer = self.answers.at(address)
            if address in here or not isinstance(answer, permalinks.Redirect):
                continue
            unit = units.get(answer.target.split("/")[1])
            if unit is not None:
                number = int(folder.name[1:])
                yield Edition(
                    versions.edition(folder, number, versions.former_unit(unit, unit_id)), folder, _read(folder)
                )

    def files(self, told: Iterable[Told], former: Sequence[Edition]) -> dict[str, Path]:
        """Files beside pages at `former` addresses, and catalog.jsonld of what the units `told`: written to staging."""
        moved = tell(self.paths, self.publication, former)
        target = self.paths.staging / "beside" / "catalog.jsonld"
        datasets = (text for one in told for text in one.datasets)
        write_if_changed(target, citing.stacked(datasets, self.publication))
        return {**moved.files, "catalog.jsonld": target}

    @property
    def key(self) -> str:
        """The digest of what is promised and answered: what the last build proposed is not part of it."""
        promised = permalinks.Ledger(self.ledger.released, {}).encode()
        return hashlib.sha256(promised + repr(self.answers).encode("utf-8")).hexdigest()

    def finisher(
        self,
        disclosures: Sequence[Disclosure],
        states: Mapping[str, permalinks.State],
        former: Sequence[Edition],
        anchors: Mapping[str, str | None],
    ) -> Callable[[Path], None]:
        """What to do with the finished folder of the site: let it answer at every released address, write the feed.

        `states` are those of all versions but the `former`, `anchors` those of all pages, packed, by address, None
        where nobody knows. The ledger with what is new is written last. See permalinks.finish for what it raises.
        """

        def finish(site: Path) -> None:
            moved = {one.disclosure.address: one.state for one in former}
            ledger = permalinks.finish(
                site, self.ledger, self.answers, {**states, **moved}, self.publication.site_url, anchors
            )
            feed = citing.feed(self.changes(disclosures), self.publication)
            if feed:
                (site / "feed.xml").write_bytes(feed)
            write_if_changed(self.paths.permalinks, ledger.encode(), durable=True)

        return finish

    def changes(self, disclosures: Sequence[Disclosure]) -> tuple[tuple[str, str, str], ...]:
        """(day, address, what) of everything released and withdrawn, the newest first."""
        found = []
        for one in disclosures:
            entry = self.ledger.released.get(one.address)
            if entry is None or entry.since is None or entry.released is None:
                continue
            title = f"{one.unit.name} {one.title}"
            found.append((entry.since.isoformat(), one.address, f"新公开：{title}"))
            for number in range(2, entry.version + 1):
                before = self.ledger.released.get(f"{one.address}v{number - 1}/")
                day = before.since if before and before.since else entry.released
                found.append((day.isoformat(), one.address, f"第 {number} 版：{title}"))
        for address, gone in self.answers.withdrawals.items():
            found.append((gone.day.isoformat(), address, f"撤回：{gone.title or address}"))
        return tuple(sorted(found, key=lambda it: (it[0], it[2]), reverse=True))


@dataclass(frozen=True)
class Told:
    """What the versions of the disclosures of one unit add to the site beside their pages.

    `states` by the address of the page, `files` by their name in the site, `datasets` for catalog.jsonld.
    """

    states: Mapping[str, permalinks.State]
    files: Mapping[str, Path]
    datasets: tuple[str, ...]


def tell(paths: Paths, by: citing.Publication, found: Sequence[Edition]) -> Told:
    """Citation files and linkset.json of each version are written to staging; earlier versions bring their packages."""
    files: dict[str, Path] = {}
    datasets = []
    for one in found:
        cited = record(one, by)
        if one.disclosure.edition:
            files |= {one.disclosure.address + path.name: path for path in sorted(one.folder.glob("*"))}
        else:
            datasets.append(citing.dataset(cited))
        for name, content in {**citing.citation_files(cited), "linkset.json": citing.linkset(cited)}.items():
            target = paths.staging / "beside" / (cited.address + name)
            write_if_changed(target, content)
            files[cited.address + name] = target
    return Told({one.disclosure.address: one.state for one in found}, files, tuple(datasets))


def render(package: Package, released: Released) -> dict[str, bytes]:
    """The files of a package, with the version its content has. PublishError where it cannot be written."""
    files = packages.render(package, "1.0.0")
    if released is None:
        return files
    number = versions.number(released, versions.content_hash(json.loads(files[_DESCRIPTOR])))
    return files if number == 1 else packages.render(package, f"{number}.0.0")


def state(files: Mapping[str, bytes]) -> permalinks.State:
    """The version and the content hash of the files of a package."""
    descriptor = json.loads(files[_DESCRIPTOR])
    return permalinks.State(int(str(descriptor["version"]).partition(".")[0]), versions.content_hash(descriptor))


def publication(settings: Settings) -> citing.Publication:
    """Who publishes the collection, and where."""
    publisher = settings.publisher_name or settings.site_name
    return citing.Publication(publisher, settings.site_name, settings.site_url, settings.publisher_address)


def editions(
    paths: Paths, disclosure: Disclosure, descriptor: Mapping[str, Any], archives: tuple[Path, ...] | None
) -> Iterator[Edition]:
    """The newest version of a disclosure, that of `descriptor`, and then the kept ones, the newest first.

    `archives` are as in Edition, of the newest: earlier versions always have the files of their packages beside them.
    """
    folder = paths.datapackages / disclosure.unit.unit_id / disclosure.key
    yield Edition(disclosure, folder, descriptor, archives)
    for number, place in reversed(versions.earlier(paths.datapackages, disclosure.unit.unit_id, disclosure.key)):
        yield Edition(versions.edition(place, number, disclosure.unit), place, _read(place))


def kept(paths: Paths, disclosure: Disclosure) -> tuple[Path, ...]:
    """The folders of the earlier versions of a disclosure, the oldest first."""
    found = versions.earlier(paths.datapackages, disclosure.unit.unit_id, disclosure.key)
    return tuple(folder for _, folder in found)


def record(one: Edition, by: citing.Publication) -> citing.Citation:
    """What is cited of a version of a disclosure, with the files that lie beside its page."""
    return citing.of_disclosure(one.disclosure, one.version, one.state.sha256, by, tuple(_distributions(one)))


def _distributions(one: Edition) -> Iterator[citing.Distribution]:
    for archive in one.archives or ():
        content = archive.read_bytes()
        yield citing.Distribution(
            archive.name, "全部数据", citing.ZIP, len(content), hashlib.sha256(content).hexdigest()
        )
    for file in one.descriptor["resources"] if one.archives is None else ():
        sha256 = str(file["hash"]).removeprefix("sha256:")
        yield citing.Distribution(
            str(file["path"]), str(file["title"]), str(file["mediatype"]), int(file["bytes"]), sha256
        )


def references(one: citing.Citation, style: str) -> tuple[tuple[str, str], ...]:
    """Title and text of the references a page offers, the style of the settings first."""
    styles = sorted(citing.STYLES, key=lambda other: other != style)
    lines = tuple((citing.STYLES[one_style], citing.gbt7714(one, one_style)) for one_style in styles)
    return (*lines, ("English", citing.plain(one)))


def shown(paths: Paths, settings: Settings, one: Edition) -> pages.Lasting:
    """What the page of a version says of citing it and of other versions."""
    cited = record(one, publication(settings))
    unit_id, key = one.disclosure.unit.unit_id, one.disclosure.key
    kept = versions.earlier(paths.datapackages, unit_id, key)
    changes: tuple[versions.Change, ...] = ()
    if one.disclosure.edition:
        newest = paths.datapackages / unit_id / key
        later = [folder for number, folder in kept if number > int(one.disclosure.edition.strip("v/"))]
        later += [newest] if newest.is_dir() else []
        changes = versions.compare(one.folder, later[0], "") if later else ()
    return pages.Lasting(
        references=references(cited, settings.citation_style),
        head=citing.head(cited),
        editions=() if one.disclosure.edition else tuple(number for number, _ in reversed(kept)),
        changes=tuple((it.resource, it.row, it.field, it.kind, it.old, it.new) for it in changes),
    )


def shown_unit(settings: Settings, unit: Unit) -> pages.Lasting:
    """What the page of a unit says of citing it."""
    cited = citing.of_unit(unit, "", publication(settings))
    return pages.Lasting(references=references(cited, settings.citation_style), head=citing.head(cited))


def pending(paths: Paths) -> tuple[str, ...]:
    """The addresses that the last build proposed and nobody promised yet."""
    return tuple(sorted(permalinks.read_ledger(paths.permalinks).proposed))


def release(paths: Paths, day: date) -> tuple[str, ...]:
    """Make the proposals of the last build into promises of this day; the addresses. SettingsError as `read_ledger`."""
    ledger = permalinks.read_ledger(paths.permalinks)
    if ledger.proposed:
        write_if_changed(paths.permalinks, permalinks.release(ledger, day).encode(), durable=True)
    return tuple(sorted(ledger.proposed))


def _read(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
    return read

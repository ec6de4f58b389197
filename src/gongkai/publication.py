"""What is made of all published packages together: the catalogue, the downloads, and what the pages are made from.

The second half of the flow; `pipeline.build()` calls it. Packages are read one unit at a time.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, groupby, pairwise
from pathlib import Path

from gongkai import (
    catalog,
    catalog_parts,
    cataloguing,
    checks,
    downloads,
    fingerprint,
    framing,
    gathering,
    lasting,
    offering,
    originals,
    packages,
    pages,
    permalinks,
    site,
    stacking,
    stale,
)
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.execution import Lost, Workers
from gongkai.knowledge import load
from gongkai.model.common_fields import CHECK_STATES
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Coverage, Package, Row
from gongkai.model.packed import Packed, pack, unpack
from gongkai.model.published import PublishedPackage
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings
from gongkai.summary import Reading

_SHARES = "shares"
_NO_COVERAGE = Coverage(0, 0, 0, 0, 0, 0, 0)


def folder_of(paths: Paths, disclosure: Disclosure) -> Path:
    """The published package of a disclosure."""
    return paths.datapackages / disclosure.unit.unit_id / disclosure.key


def with_prior_years(loaded: Mapping[Disclosure, PublishedPackage]) -> dict[Disclosure, PublishedPackage]:
    """The packages of one unit, their ledgers with what they say of the year before held against that year (D1)."""
    whole = {one: Package(one, package.resources, _NO_COVERAGE) for one, package in loaded.items()}
    extended = dict(loaded)
    for earlier, later in pairwise(sorted(loaded, key=lambda one: (one.stage, one.fiscal_year))):
        found = checks.across(whole[earlier], whole[later], load())
        if found:
            ledger = (*loaded[later].rows("checks"), *found)
            extended[later] = replace(loaded[later], resources={**loaded[later].resources, "checks": ledger})
    return extended


@lru_cache(maxsize=8)
def basis(settings: Settings) -> str:
    """The digest of what every result depends on: gongkai itself, and the settings but the number of processes."""
    return fingerprint.digest(fingerprint.code(), repr(replace(settings, workers=0)))


@dataclass(frozen=True)
class UnitJob:
    """What is made for one unit: its disclosures that have a package, and the statutory items of each.

    `key` is the digest of everything the results depend on.
    """

    unit: Unit
    disclosures: tuple[Disclosure, ...]
    completeness: tuple[Packed[Row], ...]
    key: str


@dataclass(frozen=True)
class UnitMade:
    """What is remembered of one unit; the lines of the catalogue about it lie in the cache, beside this.

    Its shares in the pages about many lie there, too. `told` (`lasting.Told` without files) is packed, for thousands of
    units are in memory at once.
    """

    job: UnitJob
    addresses: tuple[str, ...]
    added: catalog_parts.Added
    stack: stacking.Stack
    told: bytes
    known: site.Known
    """The pages and all files beside them."""


def write_units(
    paths: Paths,
    settings: Settings,
    disclosures: Sequence[Disclosure],
    read: Mapping[str, Reading],
    frame_key: str,
    hands: Workers,
    progress: Progress,
) -> list[UnitMade]:
    """Downloads, pages and rows of the catalogue for every unit; anew for the units of which anything changed."""
    cache = Cache(paths.cache / "units")
    jobs = [
        _unit_job(paths, settings, unit, list(group), read, frame_key)
        for unit, group in groupby(disclosures, key=lambda one: one.unit)
    ]
    jobs = [job for job in jobs if job.disclosures]
    made = {job.unit.unit_id: cache.get(job.unit.unit_id, job.key) for job in jobs}
    todo = [job for job in jobs if not _stands(paths, made[job.unit.unit_id])]
    results = hands.map(partial(write_unit, paths=paths, settings=settings, frame_key=frame_key), todo)
    for job, result in zip(todo, progress.counted(results, len(todo)), strict=True):
        if isinstance(result, Lost):
            raise PublishError(job.unit.unit_id, f"no pages: {result.reason}", "build again with --workers 1")
        made[job.unit.unit_id] = result
    made_beside = settings.site_files != "none"
    wanted = {paths.downloads / one.address for job in jobs for one in job.disclosures if made_beside}
    for path in sorted((paths.downloads / "units").glob("*/*")):
        if path not in wanted:
            shutil.rmtree(path)
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    for path in sorted((paths.staging / "beside" / "units").glob("*")):
        if path.name not in made:
            shutil.rmtree(path)
    cache.keep(set(made))
    Cache(paths.cache / _SHARES).keep(set(made))
    catalog_parts.forget(paths, set(made))
    return list(made.values())


def _unit_job(
    paths: Paths,
    settings: Settings,
    unit: Unit,
    group: Sequence[Disclosure],
    read: Mapping[str, Reading],
    frame_key: str,
) -> UnitJob:
    published = tuple(one for one in group if folder_of(paths, one).is_dir())
    items = tuple(read[one.name].completeness if one.name in read else Packed[Row].of(()) for one in published)
    parts = [basis(settings), frame_key, repr(unit), repr([tuple(rows) for rows in items])]
    parts.append(repr(sorted(stale.names(paths) & {one.name for one in published})))
    for one in published:
        parts.append(read[one.name].digest if one.name in read else fingerprint.folder(folder_of(paths, one)))
        parts.append(repr(replace(one, folder=one.folder.relative_to(paths.root))))
        parts.append(repr(originals.shown(paths, one)))
        parts += [fingerprint.folder(kept) for kept in lasting.kept(paths, one)]
    return UnitJob(unit, published, items, fingerprint.digest(*parts))


def _stands(paths: Paths, made: UnitMade | None) -> bool:
    """True where everything that was made for a unit is still as it was left. Its packages are part of its key."""
    return (
        made is not None
        and catalog_parts.stands(paths, made.job.unit)
        and (paths.cache / _SHARES / made.job.unit.unit_id).is_file()
        and made.known.stand(paths)
    )


def write_unit(job: UnitJob, paths: Paths, settings: Settings, frame_key: str) -> UnitMade:
    """Make everything for one unit, and remember it: picklable, in and out, and light."""
    loaded = with_prior_years({one: packages.load(folder_of(paths, one)) for one in job.disclosures})
    inputs = [
        catalog.CatalogInput(package, tuple(items))
        for package, items in zip(loaded.values(), job.completeness, strict=True)
    ]
    rows = catalog.unit_tables(job.unit, inputs, load())
    added = catalog_parts.remember(paths, job.unit, job.key, rows)
    stack = stacking.of_unit(loaded.values())
    for one, package in loaded.items() if settings.site_files != "none" else ():
        _write_downloads(paths, one, package, settings)
    found = {one: _editions(paths, settings, one, package) for one, package in loaded.items()}
    shown = replace(
        page_inputs(settings),
        disclosures=_disclosure_inputs(paths, settings, loaded, rows, found),
        units={job.unit.unit_id: lasting.shown_unit(settings, job.unit)},
    )
    press = framing.Press(paths, framing.moulds(paths.cache, frame_key))
    briefs, _ = pages.write_disclosures(shown, press)
    pages.write_units(briefs, shown, press)
    shares = pages.shares(pages.by_unit(briefs)[0], shown.knowledge)
    Cache(paths.cache / _SHARES).put(job.unit.unit_id, job.key, shares)
    told = lasting.tell(paths, lasting.publication(settings), list(chain(*found.values())))
    files = {**told.files, **_data_files(paths, job.disclosures, settings)}
    known = site.Known.of(paths, press.made, files)
    made = UnitMade(
        replace(job, completeness=()), tuple(press.made), added, stack, pack(replace(told, files={})), known
    )
    Cache(paths.cache / "units").put(job.unit.unit_id, job.key, made)
    return made


def write_overall(
    paths: Paths, settings: Settings, units: Sequence[UnitMade], lasts: lasting.Lasting, frame_key: str
) -> site.Known:
    """The pages about all units, and those at former addresses."""
    disclosures = [one for unit in units for one in unit.job.disclosures]
    shown = replace(
        page_inputs(settings),
        downloads=tuple(offering.of_corpus(paths, settings)),
        changes=lasts.changes(disclosures),
    )
    former = [earlier_input(paths, settings, one) for one in lasts.former(disclosures)]
    moved, press = (framing.Press(paths, framing.moulds(paths.cache, frame_key)) for _ in range(2))
    pages.write_disclosures(replace(shown, disclosures=former), moved)
    base = fingerprint.digest(basis(settings), frame_key)
    key = fingerprint.digest(base, repr(shown.downloads), repr(shown.changes), *(one.job.key for one in units))
    cache = Cache(paths.cache)
    known: site.Known | None = cache.get("overall", key)
    if known is None or not known.stand(paths):
        shown_before = cache.get("overall-contents", base)
        before, stood = shown_before or ({}, site.Known())
        with gathering.opened(paths.cache / "shares.sqlite", base) as shares:
            keys = {one.job.unit.unit_id: one.job.key for one in units}
            shares.update(keys, partial(_shares, paths, keys))
            written = pages.write_overall(shares, shown, press, before if stood.stand(paths) else {})
        known = site.Known({address: press.made.get(address) or stood.pages[address] for address in written.addresses})
        cache.put("overall-contents", base, (written.contents, known))
        cache.put("overall", key, known)
    return replace(known, pages={**known.pages, **moved.made})


def _shares(paths: Paths, keys: Mapping[str, str], unit_id: str) -> Mapping[str, object]:
    """The shares of one unit in the pages about many."""
    kept: Mapping[str, object] | None = Cache(paths.cache / _SHARES).get(unit_id, keys[unit_id])
    if kept is None:
        raise PublishError(f"build/cache/{_SHARES}/{unit_id}", "lost during the build", "build again")
    return kept


def parts(paths: Paths, units: Sequence[UnitMade]) -> list[cataloguing.Part]:
    """The units as the catalogue knows them."""
    return [
        cataloguing.Part(
            one.job.unit, one.job.key, tuple(folder_of(paths, it) for it in one.job.disclosures), one.added, one.stack
        )
        for one in units
    ]


def _write_downloads(paths: Paths, disclosure: Disclosure, package: PublishedPackage, settings: Settings) -> None:
    """build/downloads/: zip, XLSX and Excel CSVs of one disclosure, if its package changed."""
    folder = paths.downloads / disclosure.address
    source = folder_of(paths, disclosure)
    stamp = _stamp(source, settings)
    there = {path.name: path.read_bytes() for path in offering.files(folder)}
    made_from = f"{stamp} {fingerprint.files(there)}"
    if (folder / offering.STAMP).is_file() and (folder / offering.STAMP).read_text(encoding="utf-8") == made_from:
        return
    files = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if path.is_file()}
    make = downloads.disclosure_files if settings.site_files == "all" else downloads.disclosure_zip
    fresh = make(package, files, cataloguing.publisher(settings))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in fresh.items():
        (folder / name).write_bytes(content)
    (folder / offering.STAMP).write_text(f"{stamp} {fingerprint.files(fresh)}", encoding="utf-8")


def _stamp(folder: Path, settings: Settings) -> str:
    """What the downloads of a package depend on: gongkai, the settings, its descriptor, which has the hash of every file."""
    descriptor = folder / "datapackage.json"
    return fingerprint.digest(basis(settings), descriptor.read_bytes() if descriptor.is_file() else b"")


def states(units: Sequence[UnitMade]) -> dict[str, permalinks.State]:
    """The versions of all packages by the address of their page."""
    return {address: state for one in units for address, state in unpack(one.told).states.items()}


def files_beside(
    paths: Paths,
    disclosures: Sequence[Disclosure],
    units: Sequence[UnitMade],
    settings: Settings,
    lasts: lasting.Lasting,
    former: Sequence[lasting.Edition],
) -> dict[str, str]:
    """Where every data file of the site lies, by its address: packages, downloads, the catalogue, the corpus, citations,
    copies of the originals of all `disclosures`. Texts, because there are many, and a Path of each weighs as much again."""
    root = paths.root.as_posix()
    here = {name: f"{root}/{path}" for one in units for name, path in one.known.files.items()}
    beside = dict(originals.files(paths, disclosures))
    beside |= lasts.files((unpack(one.told) for one in units), former)
    if settings.site_files == "all":
        beside |= {f"data/{path.name}": path for path in offering.files(paths.catalog)}
    corpus = paths.downloads / "corpus"
    for path in sorted(corpus.rglob("*")):
        if path.is_file() and path.name != offering.STAMP:
            beside[path.relative_to(corpus).as_posix()] = path
    return here | {name: path.as_posix() for name, path in beside.items()}


def _data_files(paths: Paths, disclosures: Sequence[Disclosure], settings: Settings) -> dict[str, Path]:
    """The packages and downloads that the site offers, by their address."""
    return {
        one.address + path.name: path
        for one in disclosures
        for folder in (folder_of(paths, one), paths.downloads / one.address)
        for path in offering.files(folder)
        if offering.is_offered(path.name, settings)
    }


def _editions(
    paths: Paths, settings: Settings, one: Disclosure, package: PublishedPackage
) -> tuple[lasting.Edition, ...]:
    """The versions of a disclosure, the newest first, with what the site offers of them."""
    archives = {"all": None, "none": (), "zip": (paths.downloads / one.address / f"{package.name}.zip",)}
    return tuple(lasting.editions(paths, one, package.descriptor, archives[settings.site_files]))


def page_inputs(settings: Settings) -> pages.PageInputs:
    """What all pages are made from, but for the disclosures and the files of the corpus."""
    return pages.PageInputs(
        disclosures=(),
        knowledge=load(),
        site_name=settings.site_name,
        site_url=settings.site_url,
        packages_url=settings.packages_url,
        rules=checks.catalogue(),
    )


def _disclosure_inputs(
    paths: Paths,
    settings: Settings,
    loaded: Mapping[Disclosure, PublishedPackage],
    rows: Mapping[str, Sequence[Row]],
    found: Mapping[Disclosure, Sequence[lasting.Edition]],
) -> Iterator[pages.DisclosureInput]:
    """The disclosures of one unit, each with the rows of the catalogue that are about it, and its earlier versions."""
    for one, package in loaded.items():
        about = {name: [row for row in every if _is_about(row, name, one)] for name, every in rows.items()}
        offered = tuple(
            file for file in offering.beside_page(paths, one, package) if offering.is_offered(file.name, settings)
        )
        newest, *earlier = found[one]
        shown = lasting.shown(paths, settings, newest)
        old = one.name in stale.names(paths)
        yield pages.DisclosureInput(
            one, package.resources, about, offered, version=newest.version, lasting=shown, stale=old,
            originals=originals.shown(paths, one),
        )  # fmt: skip
        yield from (earlier_input(paths, settings, edition) for edition in earlier)


def earlier_input(paths: Paths, settings: Settings, one: lasting.Edition) -> pages.DisclosureInput:
    """An earlier version of a disclosure: what the catalogue says is about newest ones alone."""
    package = packages.load(one.folder, earlier=True)
    return pages.DisclosureInput(
        one.disclosure,
        package.resources,
        downloads=tuple(offering.of_package(package)),
        version=one.version,
        lasting=lasting.shown(paths, settings, one),
    )


def _is_about(row: Row, name: str, disclosure: Disclosure) -> bool:
    """True where a row of the catalogue was found in a disclosure: indicators name the one they are from."""
    year, stage = ("from_fiscal_year", "from_stage") if name == "indicators" else ("fiscal_year", "stage")
    return row.get(year) == disclosure.fiscal_year and row.get(stage) == disclosure.stage


def ledger_lines(paths: Paths, disclosures: Sequence[Disclosure]) -> Iterator[str]:
    """The public ledger as text: what each rule found, then every failing check with both sides."""
    counts: Counter[tuple[str, str]] = Counter()
    failing: list[str] = []
    for _, group in groupby((one for one in disclosures if folder_of(paths, one).is_dir()), key=lambda one: one.unit):
        loaded = with_prior_years({one: packages.load(folder_of(paths, one)) for one in group})
        for one, package in loaded.items():
            for row in package.rows("checks"):
                counts[(str(row["rule"]), str(row["state"]))] += 1
                if row["state"] == "fail":
                    failing.append(f"{one.name}  {row['check_id']}: {row['message_zh']}")
    yield f"{'rule':<5}" + "".join(f"{state:>15}" for state in CHECK_STATES) + "  what it compares"
    for rule in checks.catalogue():
        numbers = "".join(f"{counts[(str(rule['rule']), state)]:>15}" for state in CHECK_STATES)
        yield f"{rule['rule']!s:<5}{numbers}  {rule['title_en']}"
    yield ""
    yield from failing

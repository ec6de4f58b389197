"""What is made of all published packages together: the catalogue, the downloads, and what the pages are made from.

The second half of the flow; `pipeline.build()` calls it. Packages are read one unit at a time.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from gongkai import atomic, catalog, checks, downloads, packages, pages
from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.catalog_fields import LINKS
from gongkai.model.common_fields import CHECK_STATES
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Coverage, Package, Row
from gongkai.model.published import PublishedPackage
from gongkai.paths import Paths
from gongkai.settings import Settings

Completeness = Mapping[str, Sequence[Row]]
"""The statutory items of each disclosure, by the name of its package."""

_STAMP = ".made-from"
_NO_COVERAGE = Coverage(0, 0, 0, 0, 0, 0, 0)


def publisher(settings: Settings) -> downloads.Publisher:
    """Who publishes the collection."""
    return downloads.Publisher(settings.publisher_name or settings.site_name, settings.site_url)


def folder_of(paths: Paths, disclosure: Disclosure) -> Path:
    """The published package of a disclosure."""
    return paths.datapackages / disclosure.unit.unit_id / disclosure.key


def by_unit(
    paths: Paths, disclosures: Sequence[Disclosure], only: frozenset[str] | None = None
) -> Iterator[tuple[Unit, dict[Disclosure, PublishedPackage]]]:
    """The published packages of each unit, in order of unit id; `only` are the resources to read."""
    for unit, group in groupby(disclosures, key=lambda one: one.unit):
        folders = {one: folder_of(paths, one) for one in group}
        present = {one: folder for one, folder in folders.items() if folder.is_dir()}
        needed = only | {"cells"} if only is not None and len(present) > 1 else only
        loaded = {one: packages.load(folder, needed) for one, folder in present.items()}
        if loaded:
            yield unit, with_prior_years(loaded)


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


def publish_catalog(paths: Paths, disclosures: Sequence[Disclosure], items: Completeness) -> catalog.Corpus:
    """Write, validate and publish datapackages/catalog/. Raises PublishError where it does not validate."""
    corpus = catalog.Corpus()
    units = (
        (unit, [catalog.CatalogInput(package, items.get(one.name, ())) for one, package in loaded.items()])
        for unit, loaded in by_unit(paths, disclosures, catalog.NEEDED)
    )
    about = packages.About("gongkai-catalog", "政府预算公开数据总目", "Catalogue of budget disclosures", "1.0.0", LINKS)
    staged = packages.stage_dataset(
        catalog.build(units, load(), corpus), lambda: corpus.resources, about, paths.staging / "catalog", paths.catalog
    )
    if staged is None:
        return corpus
    report = packages.validate_dataset(staged.folder, corpus.resources, LINKS)
    if not report.valid:
        raise PublishError("datapackages/catalog", str(report.findings[0]), "mend the stage that made the row")
    for outcome in packages.put_in_place([staged]):
        if outcome.error is not None:
            raise outcome.error
    return corpus


def write_downloads(paths: Paths, disclosures: Sequence[Disclosure], settings: Settings) -> None:
    """build/downloads/: zip, XLSX and Excel CSVs of each disclosure whose package changed; nothing that is gone."""
    made = set()
    for _, loaded in by_unit(paths, disclosures):
        for one, package in loaded.items():
            folder = paths.downloads / one.address
            made.add(folder)
            source = folder_of(paths, one)
            stamp = _stamp(source, settings)
            if (folder / _STAMP).is_file() and (folder / _STAMP).read_text(encoding="utf-8") == stamp:
                continue
            files = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if path.is_file()}
            fresh = downloads.disclosure_files(package, files, publisher(settings))
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name, content in fresh.items():
                (folder / name).write_bytes(content)
            (folder / _STAMP).write_text(stamp, encoding="utf-8")
    for path in sorted((paths.downloads / "units").glob("*/*")):
        if path not in made:
            shutil.rmtree(path)


def write_corpus_downloads(
    paths: Paths, disclosures: Sequence[Disclosure], settings: Settings, corpus: catalog.Corpus
) -> None:
    """gongkai.sqlite, the Parquet files and gongkai.zip, where any package changed."""
    folder = paths.downloads / "corpus"
    digest = hashlib.sha256()
    for path in (*(folder_of(paths, one) for one in disclosures), paths.catalog):
        digest.update(_stamp(path, settings).encode())
    if (folder / _STAMP).is_file() and (folder / _STAMP).read_text(encoding="utf-8") == digest.hexdigest():
        return
    fresh = paths.staging / "corpus"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    rows = packages.dataset_rows(paths.catalog, corpus.resources)
    all_packages = (package for _, loaded in by_unit(paths, disclosures) for package in loaded.values())
    downloads.write_tables(fresh, rows, corpus.resources, all_packages, load())
    downloads.write_archive(fresh / downloads.ZIP, paths.datapackages, publisher(settings))
    (fresh / _STAMP).write_text(digest.hexdigest(), encoding="utf-8")
    folder.parent.mkdir(parents=True, exist_ok=True)
    atomic.swap_directory(fresh, folder)


def _stamp(folder: Path, settings: Settings) -> str:
    """What the downloads of a package depend on: its descriptor (which has the hash of every file) and the publisher."""
    descriptor = folder / "datapackage.json"
    content = descriptor.read_bytes() if descriptor.is_file() else b""
    who = publisher(settings)
    return hashlib.sha256(b"\0".join((content, who.name.encode(), who.address.encode()))).hexdigest()


def files_beside(paths: Paths, disclosures: Sequence[Disclosure]) -> dict[str, Path]:
    """Every data file of the site by its address: packages, downloads, the catalogue, the files of the corpus."""
    beside: dict[str, Path] = {}
    for one in disclosures:
        for folder in (folder_of(paths, one), paths.downloads / one.address):
            beside |= {one.address + path.name: path for path in _files(folder)}
    beside |= {f"data/{path.name}": path for path in _files(paths.catalog)}
    corpus = paths.downloads / "corpus"
    for path in sorted(corpus.rglob("*")):
        if path.is_file() and path.name != _STAMP:
            beside[path.relative_to(corpus).as_posix()] = path
    return beside


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file() and path.name != _STAMP)


def page_inputs(
    paths: Paths, settings: Settings, disclosures: Sequence[Disclosure], items: Completeness, version: str
) -> pages.PageInputs:
    """What the pages are made from."""
    return pages.PageInputs(
        disclosures=_disclosure_inputs(paths, disclosures, items, version),
        knowledge=load(),
        site_name=settings.site_name,
        site_url=settings.site_url,
        rules=checks.catalogue(),
        downloads=tuple(_corpus_downloads(paths)),
    )


def _disclosure_inputs(
    paths: Paths, disclosures: Sequence[Disclosure], items: Completeness, version: str
) -> Iterator[pages.DisclosureInput]:
    """The disclosures that have a package, each with the rows of the catalogue that are about it."""
    for unit, loaded in by_unit(paths, disclosures):
        inputs = [catalog.CatalogInput(package, items.get(one.name, ())) for one, package in loaded.items()]
        rows = catalog.unit_tables(unit, inputs, load())
        for one, package in loaded.items():
            about = {name: [row for row in found if _is_about(row, name, one)] for name, found in rows.items()}
            offered = tuple(_downloads(paths, one, package))
            yield pages.DisclosureInput(one, package.resources, about, downloads=offered, version=version)


def _downloads(paths: Paths, disclosure: Disclosure, package: PublishedPackage) -> Iterator[pages.Download]:
    """The files beside the page: zip, XLSX, Excel CSVs, then the package's own CSVs."""
    titles = {f"{one['name']}.csv": str(one["title"]) for one in package.descriptor["resources"]}
    made = list(_files(paths.downloads / disclosure.address))
    order: Callable[[Path], tuple[int, str]] = lambda path: (  # noqa: E731
        0 if path.suffix == ".zip" else 1 if path.suffix == ".xlsx" else 2, path.name,
    )  # fmt: skip
    for path in sorted(made, key=order):
        title = {".zip": "全部数据（zip）", ".xlsx": "全部表格（Excel）"}.get(path.suffix, "")
        title = title or titles.get(path.name.replace(".excel.csv", ".csv"), path.name) + "（Excel 用）"
        yield pages.Download(path.name, title, path.stat().st_size, _sha256(path))
    for one in package.descriptor["resources"]:
        yield pages.Download(str(one["path"]), str(one["title"]), int(one["bytes"]), str(one["hash"]))


def _corpus_downloads(paths: Paths) -> Iterator[pages.Download]:
    """The files of the whole corpus."""
    names = {downloads.ZIP: "全部数据包（zip）", downloads.SQLITE: "SQLite 数据库"}
    for name, title in names.items():
        path = paths.downloads / "corpus" / name
        if path.is_file():
            yield pages.Download(name, title, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _is_about(row: Row, name: str, disclosure: Disclosure) -> bool:
    """True where a row of the catalogue was found in a disclosure: indicators name the one they are from."""
    year, stage = ("from_fiscal_year", "from_stage") if name == "indicators" else ("fiscal_year", "stage")
    return row.get(year) == disclosure.fiscal_year and row.get(stage) == disclosure.stage


def ledger_lines(paths: Paths, disclosures: Sequence[Disclosure]) -> Iterator[str]:
    """The public ledger as text: what each rule found, then every failing check with both sides."""
    counts: Counter[tuple[str, str]] = Counter()
    failing: list[str] = []
    for _, loaded in by_unit(paths, disclosures):
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

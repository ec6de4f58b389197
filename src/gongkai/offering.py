"""Which files the site offers: beside the page of a disclosure, and of the whole corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from gongkai import downloads, packages, pages
from gongkai.model.disclosure import Disclosure
from gongkai.model.published import PublishedPackage
from gongkai.paths import Paths
from gongkai.settings import Settings

STAMP = ".made-from"
"""In a folder of downloads: what they were made from. Not offered."""


def is_offered(name: str, settings: Settings) -> bool:
    """True for the files beside a page."""
    return settings.site_files == "all" or (settings.site_files == "zip" and name.endswith(".zip"))


def files(folder: Path) -> Iterator[Path]:
    """The files directly in a folder that anybody may have, by name; none where there is no such folder."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file() and path.name != STAMP)


def beside_page(paths: Paths, disclosure: Disclosure, package: PublishedPackage) -> Iterator[pages.Download]:
    """The files beside the page: zip, XLSX, Excel CSVs, then the package's own CSVs."""
    titles = {f"{one['name']}.csv": str(one["title"]) for one in package.descriptor["resources"]}
    made = list(files(paths.downloads / disclosure.address))
    order: Callable[[Path], tuple[int, str]] = lambda path: (  # noqa: E731
        0 if path.suffix == ".zip" else 1 if path.suffix == ".xlsx" else 2, path.name,
    )  # fmt: skip
    for path in sorted(made, key=order):
        title = {".zip": "全部数据（zip）", ".xlsx": "全部表格（Excel）"}.get(path.suffix, "")
        title = title or titles.get(path.name.replace(".excel.csv", ".csv"), path.name) + "（Excel 用）"
        yield pages.Download(path.name, title, path.stat().st_size, _sha256(path))
    yield from of_package(package)


def of_package(package: PublishedPackage) -> Iterator[pages.Download]:
    """The CSVs of a package."""
    for one in package.descriptor["resources"]:
        yield pages.Download(str(one["path"]), str(one["title"]), int(one["bytes"]), str(one["hash"]))


def of_corpus(paths: Paths, settings: Settings) -> Iterator[pages.Download]:
    """The files of the whole corpus."""
    if not (corpus := paths.downloads / "corpus").is_dir():
        return
    whole = {
        downloads.ZIP: "全部数据包（zip）",
        downloads.SQLITE: "SQLite 数据库",
        downloads.CATALOG_ZIP: "总目录全部表格（zip）",
        downloads.TABLES_ZIP: "各份公开的全部表格（zip）",
    }
    for name, title in whole.items():
        if (corpus / name).is_file():
            yield pages.Download(name, title, (corpus / name).stat().st_size, _sha256(corpus / name))
    if settings.site_files != "all":
        return
    titles = {one["name"]: str(one["title"]) for one in packages.load_descriptor(paths.catalog)["resources"]}
    tables = [(f"data/{path.name}", path) for folder in (corpus / "data", paths.catalog) for path in files(folder)]
    tables += [(f"{downloads.PARQUET}/{path.name}", path) for path in files(corpus / downloads.PARQUET)]
    for name, path in tables:
        if path.suffix != ".json":
            title = titles.get(path.name.split(".")[0], "")
            yield pages.Download(name, title, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()

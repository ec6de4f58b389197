"""The files of the whole corpus: `gongkai.sqlite`, `parquet/<resource>.parquet`, `gongkai.zip`."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from gongkai.downloads.archive import Packed, pack, packed_files, write_zip
from gongkai.downloads.disclosure import BOM
from gongkai.downloads.parquet import ParquetFolder
from gongkai.downloads.sqlite import Database
from gongkai.downloads.texts import CAVEATS, LICENCE_EN, LICENCE_ZH, Publisher
from gongkai.downloads.values import Lines
from gongkai.model.catalog_fields import LINKS
from gongkai.model.field import Link, Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Knowledge
from gongkai.paths import table_files

SQLITE = "gongkai.sqlite"
PARQUET = "parquet"
ZIP = "gongkai.zip"
CATALOG_ZIP = "data/catalog.zip"
TABLES_ZIP = "data/tables.zip"

LEFT_OUT = frozenset({"cells", "checks"})
"""Resources of disclosures that the database and the Parquet files do not stack: `cells` for its weight (it is in each
disclosure's zip and in `gongkai.zip`), `checks` because the catalogue has all of them."""

FOR_EXCEL = ("units", "disclosures", "indicators", "cross_year", "cross_year_functions", "cross_year_economics")
"""The tables of the catalogue with a copy that Excel opens with a double click."""

_ALL_FILES = (
    "- `<单位>/<年度>-<阶段>/`: 每份公开一个数据包 / one package per disclosure",
    "- `catalog/`: 总目录、指标、跨年表、数据字典 / catalogue, indicators, cross-year tables, data dictionary",
)
_READING = (
    "- pandas: `pandas.read_parquet('{0}')`; R: `arrow::open_dataset('{0}')`; DuckDB: `SELECT * FROM '{0}/*.parquet'`"
)
_CATALOG_FILES = (
    "- `*.csv`: 单位、公开、指标、跨年表、完整性、字段和编码 / units, disclosures, indicators, tables across years, completeness, "
    "fields, codes",
    "- `checks/`, `functions/`, `economics/`: Parquet（zstd），一张表分成几个文件，金额是文本，与 CSV 中一字不差 / "
    "Parquet (zstd), a table in several files, amounts as text, exactly as in CSVs",
    _READING.format("checks"),
)
_TABLES_FILES = (
    "- `<表>/`: 各份公开的同名表上下相接，前三列是单位、年度、阶段；Parquet（zstd），一张表分成几个文件，金额是文本，与 CSV 中一字不差 / "
    "the tables of that name of all disclosures, stacked, the first three columns are unit, year and stage; Parquet "
    "(zstd), a table in several files, amounts as text, exactly as in CSVs",
    "- `amounts/`: 每个金额出自哪个单元格或语句；`cells/`: 每个单元格的原文和行号 / the cell or sentence of every amount; the text "
    "and line of every cell",
    _READING.format("amounts"),
)

BATCH_ROWS = 5_000
"""So many rows of the catalogue are read at a time."""

Batch = tuple[str, Lines]
csv.field_size_limit(2**31 - 1)  # the csv module refuses longer paragraphs than 128 KiB by default


def write_tables(
    folder: Path,
    catalog: Path,
    catalog_resources: Mapping[str, Resource],
    packages: Iterable[Path],
    knowledge: Knowledge,
) -> None:
    """Write the database and the Parquet files to `folder`, which exists and is not served yet.

    `catalog` is the folder of the published catalogue, `packages` those of the disclosures, read one at a time. Values
    go from the CSVs, which were validated, to both as they are printed. Tables of disclosures and of the catalogue are
    told apart by their names, which all differ. Raises PublishError for an amount that Parquet cannot hold.
    """
    stacked = {name: one for name, one in RESOURCES.items() if name not in LEFT_OUT}
    links = [*LINKS, *(_to_disclosures(name) for name in stacked)]
    (folder / PARQUET).mkdir(exist_ok=True)
    database, parquet = Database(folder / SQLITE), ParquetFolder(folder / PARQUET)
    try:
        for resource in (*catalog_resources.values(), *stacked.values()):
            database.create(resource, links)
            parquet.create(resource)
        for name, lines in _all(catalog, catalog_resources, packages, stacked):
            database.add(name, lines)
            parquet.add(name, lines)
        parquet.close()
        database.close(one for one in knowledge.indicators.values() if one.core)
    finally:
        parquet.abandon()
        database.abandon()


def _to_disclosures(name: str) -> Link:
    """The foreign key of a stacked table."""
    keys = ("unit_id", "fiscal_year", "stage")
    return Link(name, keys, "disclosures", keys)


def _all(catalog: Path, in_catalog: Iterable[str], packages: Iterable[Path], stacked: Iterable[str]) -> Iterator[Batch]:
    """All rows, the catalogue first."""
    for name in in_catalog:
        yield from _rows(name, catalog)
    for folder in packages:
        for name in stacked:
            if (folder / f"{name}.csv").is_file():
                yield from _rows(name, folder)


def _rows(name: str, folder: Path) -> Iterator[Batch]:
    """The rows of one table of ours, without headers."""
    for path in table_files(folder, name):
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            next(lines)
            while batch := list(islice(lines, BATCH_ROWS)):
                yield name, batch


def join_parts(folder: Path, catalog: Path, tables: Iterable[str]) -> tuple[str, ...]:
    """Write the tables of the catalogue that lie there in parts to `folder` as one CSV each; their names."""
    parted = tuple(name for name in tables if (catalog / name).is_dir())
    for name in parted:
        with (folder / f"{name}.csv").open("wb") as whole:
            for number, path in enumerate(table_files(catalog, name)):
                with path.open("rb") as part:
                    head = part.readline()
                    whole.write(b"" if number else head)
                    shutil.copyfileobj(part, whole)
    return parted


def write_excel_copies(folder: Path, catalog: Path) -> None:
    """Write `<table>.excel.csv` to `folder` for the tables of the catalogue that people read as they are.

    What lies there in parts was joined in `folder` before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FOR_EXCEL:
        whole = folder / f"{name}.csv" if (catalog / name).is_dir() else catalog / f"{name}.csv"
        with whole.open("rb") as source, (folder / f"{name}.excel.csv").open("wb") as copy:
            copy.write(BOM)
            shutil.copyfileobj(source, copy)


def write_archive(target: Path, datapackages: Path, publisher: Publisher, downloads: Path | None = None) -> None:
    """Write one zip of all packages and the catalogue, with a README, to `target`.

    `downloads` is the folder with the downloads of the disclosures, `units/<unit>/<year-stage>/`: what lies compressed
    in their zips is copied, if it is the same content. The bytes are the same without it.
    """
    with target.open("w+b") as file:
        write_zip(
            file,
            chain([("gongkai/README.md", pack(_readme(publisher).encode("utf-8")))], _files(datapackages, downloads)),
        )


def write_catalog(target: Path, files: Mapping[str, Path | Packed], publisher: Publisher) -> None:
    """Write the zip of the catalogue with a README: `files` by their names in it."""
    _write(target, "gongkai", files, publisher, _CATALOG_FILES)


def write_stacked(target: Path, files: Mapping[str, Path | Packed], publisher: Publisher) -> None:
    """The same for every table of all disclosures, stacked, in a folder of its own."""
    _write(target, "gongkai-tables", files, publisher, _TABLES_FILES)


def _write(
    target: Path, folder: str, files: Mapping[str, Path | Packed], publisher: Publisher, about: Sequence[str]
) -> None:
    named = sorted((f"{folder}/{name}", file) for name, file in files.items())
    with target.open("w+b") as archive:
        write_zip(archive, [(f"{folder}/README.md", pack(_readme(publisher, about).encode("utf-8"))), *named])


def _files(datapackages: Path, downloads: Path | None) -> Iterator[tuple[str, Path | Packed]]:
    """The files of all packages by their names in the zip, in order; nothing hidden or half-published."""
    paths = (path for path in datapackages.rglob("*") if path.is_file())
    named = ((path.relative_to(datapackages).as_posix(), path) for path in paths)
    at, known = Path(), dict[str, Packed]()
    for name, path in sorted(named):
        if any(part.startswith(".") for part in name.split("/")):
            continue
        if downloads is not None and path.parent != at:
            at = path.parent
            unit, _, edition = at.relative_to(datapackages).as_posix().partition("/")
            known = packed_files(downloads / "units" / unit / edition / f"{unit}-{edition}.zip")
        found = known.get(path.name)
        yield f"gongkai/{name}", found if found is not None and found.holds(path.read_bytes()) else path


def _readme(publisher: Publisher, about: Sequence[str] = _ALL_FILES) -> str:
    """README.md of a zip: what is `about` its files, the caveats."""
    lines = [f"# {publisher.name}", "", publisher.address, "", LICENCE_ZH, "", LICENCE_EN, "", *about]
    lines += ["", "## 使用须知", "", *(f"- {zh}" for zh, _ in CAVEATS)]
    lines += ["", "## Caveats", "", *(f"- {en}" for _, en in CAVEATS)]
    return "\n".join(lines) + "\n"

"""The page about the data: the files of the whole corpus, and how to load them, each way a snippet that tests run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup, escape

from gongkai.pages.inputs import Download, PageInputs
from gongkai.pages.page import Contents, Page

TEMPLATE = "data.html"
ZIPS = frozenset({"data/catalog.zip", "data/tables.zip"})
"""All that a site offers of the whole corpus that has no CSVs beside its pages."""

WAYS = (
    ("pandas", "pandas.txt", "pandas"),
    ("r", "r.txt", "R"),
    ("duckdb", "duckdb.sql", "DuckDB"),
    ("sqlite", "sqlite.sql", "SQL（sqlite3、Datasette）"),
)
"""The ways to load the data: anchor, file in snippets/, title. Excel is described in steps: snippets/excel.txt."""

ZIP_WAYS = (("pandas", "zip_pandas.txt", "pandas"), ("r", "zip_r.txt", "R"), ("duckdb", "zip_duckdb.sql", "DuckDB"))
"""The same for such a site."""


@dataclass(frozen=True)
class Way:
    """One way to load the data; `code` stands on the page as in its file."""

    anchor: str
    title: str
    code: Markup


@dataclass(frozen=True)
class DataContext:
    """Files by heading, the steps for Excel, and the other ways; `zipped` where the site has no CSVs beside its pages."""

    files: tuple[tuple[str, tuple[Download, ...]], ...]
    steps: tuple[str, ...]
    ways: tuple[Way, ...]
    zipped: bool


def snippet(name: str) -> str:
    """The text of a file in snippets/."""
    return (files("gongkai.pages") / "snippets" / name).read_text(encoding="utf-8")


def page(inputs: PageInputs) -> Page:
    """The page `/data/`."""
    zipped = {one.name for one in inputs.downloads} == ZIPS
    ways = tuple(Way(anchor, title, _code(snippet(name))) for anchor, name, title in (ZIP_WAYS if zipped else WAYS))
    steps = tuple(snippet("zip_excel.txt" if zipped else "excel.txt").splitlines())
    return Page(
        address="data/",
        title="数据",
        template=TEMPLATE,
        context=DataContext(tuple(_grouped(inputs.downloads)), steps, ways, zipped),
        lead="每份公开文件是一个数据包；这里是全部数据，以及怎样打开它们。",
        aliases=("下载", "download", "CSV", "XLSX", "Parquet", "Datasette"),
        contents=(
            Contents("files", "下载"),
            Contents("load", "打开"),
            Contents("excel", "Excel", 2),
            *(Contents(way.anchor, way.title, 2) for way in ways),
            Contents("rules", "使用须知"),
        ),
        crumbs=(("", "首页"),),
    )


def _grouped(downloads: Iterable[Download]) -> Iterator[tuple[str, tuple[Download, ...]]]:
    """The files by heading; a heading without files is left out."""
    groups: dict[str, list[Download]] = {
        "全部": [],
        "总目录和跨年表（Excel 用）": [],
        "总目录和跨年表（CSV）": [],
        "Parquet": [],
    }
    for one in downloads:
        kind = "Parquet" if one.name.endswith(".parquet") else "全部"
        if one.name.endswith(".csv"):
            kind = f"总目录和跨年表（{'Excel 用' if one.name.endswith('.excel.csv') else 'CSV'}）"
        groups[kind].append(one)
    return ((title, tuple(found)) for title, found in groups.items() if found)


def _code(text: str) -> Markup:
    """Code for `<pre>`: its line breaks as entities, since fragments keep no indents and no empty lines."""
    return Markup(str(escape(text.rstrip("\n"))).replace("\n", "&#10;"))  # noqa: S704 (escaped just before)

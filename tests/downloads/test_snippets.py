"""The snippets on /data/ stand there as in their files, run on the files of a real build, and print its numbers."""

from __future__ import annotations

import csv
import html
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import duckdb
import openpyxl
import pytest

from gongkai.model.fields import RESOURCES
from gongkai.pages.data import WAYS, snippet

Answer = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page tells readers to put side by side, from the site alone."""
    folder = tmp_path_factory.mktemp("data")
    site = built / "build" / "site"
    with zipfile.ZipFile(site / "gongkai.zip") as archive:
        archive.extractall(folder)
    shutil.copy(site / "gongkai.sqlite", folder)
    shutil.copytree(site / "parquet", folder / "parquet")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV as it is."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(found: Iterable[Sequence[object]]) -> Answer:
    """Rows that can be compared: in one order, the last column as an exact number, blanks blank."""
    plain = (tuple("" if value is None else str(value) for value in row) for row in found)
    return sorted((*row[:-1], str(Decimal(row[-1]).normalize()) if row[-1] else "") for row in plain)


@pytest.fixture(scope="module")
def totals(built: Path) -> Answer:
    """The first question, answered from the CSVs of the build."""
    names = {row["unit_id"]: row["name"] for row in rows(built / "datapackages" / "catalog" / "units.csv")}
    found = answer(
        (row["unit_id"], names[row["unit_id"]], row["fiscal_year"], row["amount"])
        for row in rows(built / "datapackages" / "catalog" / "indicators.csv")
        if (row["indicator"], row["stage"], row["rank"]) == ("total_expenditure", "budget", "1")
    )
    assert ("130300-kexie", "秦皇岛市科学技术协会", "2021", "6.0442E+6") in found
    return found


@pytest.fixture(scope="module")
def three_public(built: Path) -> Answer:
    """The second question, answered from the CSVs of the build."""
    found = answer(
        (row["unit_id"], row["fiscal_year"], row["item"], row["total"])
        for path in (built / "datapackages").glob("*/*/three_public.csv")
        for row in rows(path)
        if row["measure"] == "budget" and row["item"]
    )
    assert ("130300-kexie", "2021", "reception", "3E+3") in found
    return found


def printed(command: Sequence[str], name: str, folder: Path) -> list[Answer]:
    """The tables that a snippet prints as CSV, an empty line between them."""
    with as_file(files("gongkai.pages") / "snippets" / name) as path:
        done = subprocess.run(
            [*command, str(path)], cwd=folder, capture_output=True, encoding="utf-8", check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} if sys.platform != "win32" else None,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [answer(list(csv.reader(text.splitlines()))[1:]) for text in done.stdout.strip().split("\n\n")]


def test_every_snippet_stands_on_the_page_as_it_is_run(built: Path) -> None:
    page = (built / "build" / "site" / "data" / "index.html").read_text(encoding="utf-8")
    blocks = [html.unescape(one) for one in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)]
    assert blocks == [snippet(name).rstrip("\n") for _, name, _ in WAYS]
    steps = [html.unescape(one) for one in re.findall(r"<ol><li>(.*)</li></ol>", page)[0].split("</li><li>")]
    assert steps == snippet("excel.txt").splitlines()


def test_every_file_of_the_corpus_is_offered_and_there(built: Path) -> None:
    site = built / "build" / "site"
    page = (site / "data" / "index.html").read_text(encoding="utf-8")
    offered = set(re.findall(r'href="\.\./([^"]+)" download', page))
    expected = {path.relative_to(site).as_posix() for path in (*site.glob("parquet/*"), *site.glob("data/*.csv"))}
    assert offered == expected | {"gongkai.zip", "gongkai.sqlite"}


def test_pandas(folder: Path, totals: Answer, three_public: Answer) -> None:
    assert printed([sys.executable], "pandas.txt", folder) == [totals, three_public]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r(folder: Path, totals: Answer, three_public: Answer) -> None:
    assert printed(["Rscript"], "r.txt", folder) == [totals, three_public]


def test_duckdb(folder: Path, totals: Answer, three_public: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        statements = connection.extract_statements(snippet("duckdb.sql"))
        found = [connection.execute(one).fetchall() for one in statements]
    assert [answer(one) for one in found] == [totals, three_public]
    assert all(isinstance(row[-1], Decimal | None) for one in found for row in one)


def test_sqlite(folder: Path, built: Path, totals: Answer, three_public: Answer) -> None:
    connection = sqlite3.connect(folder / "gongkai.sqlite")
    first, second, third = (connection.execute(one).fetchall() for one in snippet("sqlite.sql").split(";")[:3])
    connection.close()
    assert [answer(first), answer(second)] == [totals, three_public]
    said = {
        (row["unit_id"], int(row["fiscal_year"]), row["stage"], "sections", row["row_id"])
        for path in (built / "datapackages").glob("*/*/sections.csv")
        for row in rows(path)
        if "机关运行经费" in row["heading"] + row["text"]
    }
    assert said
    assert {row for row in third if row[3] == "sections"} == said


def test_the_steps_for_excel_find_what_they_name(built: Path) -> None:
    """The sheet, the columns of the formula and what it adds up, as a spreadsheet would."""
    steps = snippet("excel.txt")
    formula = re.search(r"=SUMIFS\((\w)3:\w+,(\w)3:\w+,\"\?\?\?\",(\w)3:\w+,\"budget\"\)", steps)
    assert formula is not None
    path = next((built / "build" / "site" / "units").glob("130300-kexie/2021-budget/*.xlsx"))
    sheet = openpyxl.load_workbook(path)[RESOURCES["general_budget_expenditure"].title_zh]
    assert RESOURCES["general_budget_expenditure"].title_zh in steps
    assert [sheet[f"{column}2"].value for column in formula.groups()] == ["total", "function_code", "measure"]
    amount, code, measure = formula.groups()
    added = sum(
        Decimal(str(sheet[f"{amount}{row}"].value))
        for row in range(3, sheet.max_row + 1)
        if len(sheet[f"{code}{row}"].value or "") == 3 and sheet[f"{measure}{row}"].value == "budget"
    )
    printed = rows(built / "datapackages" / "130300-kexie" / "2021-budget" / "general_budget_expenditure.csv")
    assert added == next(Decimal(row["total"]) for row in printed if row["function_name"] == "合计")

"""The catalogue as a package: whole, valid, the same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from assembled import assembled, catalogue
from catalog.published import published, side, told
from sample_packages import UNIT

from gongkai.catalog import CatalogInput
from gongkai.catalog.sources import LOOKUP, sources
from gongkai.errors import KnowledgeError
from gongkai.knowledge import load
from gongkai.model.catalog_fields import LINKS
from gongkai.model.disclosure import FormerName, Unit
from gongkai.model.field import Resource
from gongkai.model.fields import RESOURCES
from gongkai.packages.conform_dataset import validate_dataset
from gongkai.packages.dataset import About
from gongkai.packages.publish import Staged, publish

KNOWLEDGE = load()
ABOUT = About("gongkai-catalog", "总目录", "Catalogue", "1.0.0", LINKS)
OTHER = replace(UNIT, unit_id="130532-kexie", name="平乡县科协", former_names=(FormerName("平乡科协", "2020"),))
CHECK = {"check_id": "A1-t01", "rule": "A1", "state": "fail", "left": Decimal("1.5")}
ITEM = {"item": "revenue", "state": "disclosed", "evidence": "t01"}


def inputs() -> Iterator[tuple[Unit, Sequence[CatalogInput]]]:
    """Two units, three disclosures."""
    table = {"general_budget_expenditure": [
        {"row_id": "t5r3", "measure": "budget", "function_code": "207", "function_name": "文化", "total": Decimal(7)}]}  # fmt: skip
    years = [
        CatalogInput(
            published({**table, "revenue_expenditure": [side("t1r1", "total_revenue", value)]}, year, unit=OTHER)
        )
        for year, value in ((2020, "100"), (2021, "150"))
    ]
    first = published({"checks": [CHECK], "statements": [told("s1", "reception", "5")]})
    yield UNIT, [CatalogInput(first, [ITEM])]
    yield OTHER, years


Resources = dict[str, Resource]


def staged(tmp_path: Path, target: str = "catalog") -> tuple[Staged | None, Resources]:
    """The catalogue of `inputs`, staged, and its resources."""
    batches, resources = catalogue(inputs(), KNOWLEDGE)
    return assembled(batches, resources, ABOUT, tmp_path / "staging", tmp_path / target), resources


@pytest.fixture
def catalog(tmp_path: Path) -> tuple[Path, Resources]:
    """The published catalogue."""
    one, resources = staged(tmp_path)
    assert one is not None
    publish([one])
    return tmp_path / "catalog", resources


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_catalogue_is_valid_and_has_every_resource(catalog: tuple[Path, Resources]) -> None:
    folder, resources = catalog
    report = validate_dataset(folder, resources, LINKS)
    assert report.findings == ()
    assert {path.stem for path in folder.glob("*.csv")} == set(resources)
    assert [row["unit_id"] for row in read(folder, "units")] == ["130300-kexie", "130532-kexie"]
    assert read(folder, "completeness")[0]["state"] == "disclosed"
    assert read(folder, "disclosures")[0]["checks_fail"] == "1"


def test_a_series_and_its_breaks(catalog: tuple[Path, Resources]) -> None:
    folder, _ = catalog
    (row,) = (row for row in read(folder, "cross_year") if row["indicator"] == "total_revenue")
    assert (row["y2020"], row["y2021"], row["breaks"]) == ("100", "150", "2021")
    assert "平乡科协" in row["note"]
    (code,) = read(folder, "cross_year_functions")
    assert (code["code"], code["y2021"], code["breaks"]) == ("207", "7", "2021")
    assert "renamed" in code["note_en"]


def test_the_data_dictionary_names_every_column(catalog: tuple[Path, Resources]) -> None:
    folder, resources = catalog
    rows = read(folder, "fields")
    assert {row["resource"] for row in rows if row["package"] == "disclosure"} == set(RESOURCES)
    for name, resource in resources.items():
        named = [row["field"] for row in rows if row["package"] == "catalog" and row["resource"] == name]
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            assert ",".join(named) == file.readline().rstrip("\n")
        assert resource.title_en
    assert all(row["title_zh"] and row["title_en"] for row in rows)


def test_the_same_inputs_give_the_same_bytes_and_touch_nothing(catalog: tuple[Path, Resources], tmp_path: Path) -> None:
    folder, _ = catalog
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again, _ = staged(tmp_path)
    assert again is None
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("indicators", "130300-kexie,2021,budget,reception,1", "130399-kexie,2021,budget,reception,1", "dangling-pointer"),
        ("indicators", "text,own,2021,budget", "text,own,2019,budget", "dangling-pointer"),
        ("checks", "130300-kexie,2021", "130300-kexie,2018", "dangling-pointer"),
        ("cross_year", ",150,", ",1_50,", "not-plain-number"),
        ("cross_year", ",150,", ",NaN,", "not-plain-number"),
        ("cross_year", ",budget,", ",planned,", "frictionless-constraint-error"),
        ("units", "130532-kexie,", "130300-kexie,", "duplicate-key"),
        ("units", "unit_id,name", "unit,name", "header"),
        ("disclosures", "130532-kexie,2021", "130532-kexie,2020", "duplicate-key"),
        ("completeness", "disclosed", '"disclosed', "not-csv"),
    ],
)  # fmt: skip
def test_a_planted_error_is_found(catalog: tuple[Path, Resources], name: str, old: str, new: str, code: str) -> None:
    folder, resources = catalog
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    found = {(one.code, one.place.file) for one in validate_dataset(folder, resources, LINKS).findings}
    assert (code, f"gongkai-catalog/{name}.csv") in found
    assert ("changed-file", f"gongkai-catalog/{name}.csv") in found


@pytest.mark.parametrize(
    "change",
    [
        {"resource": "nowhere", "field": "amount", "scope": "all", "total": True},
        {"resource": "revenue", "field": "function_name", "scope": "all", "total": True},
        {"resource": "revenue", "field": "total", "scope": "some", "total": True},
        {"resource": "revenue", "field": "total", "scope": "all"},
        {"resource": "revenue", "field": "total", "scope": "all", "total": True, "row": 1},
    ],
)
def test_a_wrong_source_of_an_indicator_is_refused(change: dict[str, object]) -> None:
    lookup = KNOWLEDGE.lookups[LOOKUP]
    assert isinstance(lookup, dict)
    indicators = {**lookup["indicators"], "reception": [change]}
    wrong = replace(KNOWLEDGE, lookups={**KNOWLEDGE.lookups, LOOKUP: {**lookup, "indicators": indicators}})
    with pytest.raises(KnowledgeError, match="reception"):
        sources.__wrapped__(wrong)

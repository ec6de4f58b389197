"""The ledgers of real disclosures: known faults are found by rule, everything else passes, and changes are noticed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from gongkai import corrections, documents, pipeline
from gongkai.checks import run
from gongkai.knowledge.loading import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.disclosure import SourceFile as Source
from gongkai.model.package import Package, Row
from gongkai.paths import Paths
from gongkai.settings import Settings

ROOT = Path(__file__).parents[2]
CORPUS = os.environ.get("GONGKAI_CORPUS", "")
needs_corpus = pytest.mark.skipif(not CORPUS, reason="set GONGKAI_CORPUS to the folder of real documents")


@cache
def seed(name: str) -> Package:
    found, _ = documents.discover(Paths(ROOT))
    return converted(next(one for one in found if one.name == name))


def converted(disclosure: Disclosure) -> Package:
    conversion = pipeline.convert(disclosure, Settings())
    assert conversion.package is not None, conversion.error
    return conversion.package


@cache
def corpus(file: str, year: int, stage: str, name: str) -> Package:
    unit = Unit("000000-test", name, "000000", "county")
    disclosure = Disclosure(unit, year, stage, name, name, Path(CORPUS), (Source(file, ""),))
    return converted(disclosure)


def found(package: Package, state: str) -> set[str]:
    return {str(row["check_id"]) for row in package.rows("checks") if row["state"] == state}


def test_the_shifted_table_of_qinhuangdao_2021_is_found_by_rule() -> None:
    package = seed("130300-kexie-2021-budget")
    assert found(package, "fail") == {
        "A5-t07r4-total", "A5-t07r9-total", "A5-t07r4-general_budget", "A5-t07r9-general_budget",
        "B4-t04r26-reception", "C1-s025", "C1-s026", "C1-s029", "D2-2", "D2-3",
    }  # fmt: skip
    assert found(package, "not_disclosed") == {"F1-revenue", "F1-expenditure"}
    assert "B7-s007" in found(package, "note")


def test_the_performance_form_of_xicheng_2019_disagrees_with_its_tables() -> None:
    package = seed("110102-kexie-2019-budget")
    assert found(package, "fail") == {"B6-t11r1-project_expenditure"}
    notes = found(package, "note")
    assert {"C1-s006", "C3-s001-percent", "B7-s020"} <= notes


@pytest.mark.parametrize("name", ["130532-kexie-2019-budget", "130821-kexie-2023-performance"])
def test_seeds_without_faults_have_none(name: str) -> None:
    assert found(seed(name), "fail") == set()
    assert found(seed(name), "pass")


def test_langfang_2023_states_other_assets_than_its_table() -> None:
    assert found(seed("131000-kexie-2023-budget"), "fail") == {"C1-s024"}


def test_the_correction_of_qinhuangdao_2021_makes_the_table_agree_with_its_witnesses() -> None:
    package = seed("130300-kexie-2021-budget")
    entries = corrections.load(ROOT / "disclosures" / "130300-kexie" / "2021-budget")
    assert sum(row["basis"] == "corrected" for row in package.rows("amounts")) == len(entries)
    mended = replace(package, resources={**package.resources, "checks": run(package, load())})
    assert found(mended, "fail") == {"D2-2", "D2-3"}


@needs_corpus
def test_faults_of_real_documents_are_found_and_nothing_else_fails() -> None:
    wanli = corpus("wanli-subdistrict-2024-budget.pdf", 2024, "budget", "上海市普陀区人民政府万里街道办事处")
    rules = sorted(check.partition("-")[0] for check in found(wanli, "fail"))
    assert rules == ["C3", "C5", "E2", "E2"]
    assert any(check.startswith("C4-") and check.endswith("-reason") for check in found(wanli, "note"))
    planning = corpus("putuo-planning-2024-final.pdf", 2024, "final", "上海市普陀区规划和自然资源局")
    assert {check.rpartition("-")[2] for check in found(planning, "fail")} == {"choice"}
    assert any(check.startswith("C1-") for check in found(planning, "note"))


FLOORS = {"130300-kexie-2021-budget": (99, 90), "110102-kexie-2019-budget": (98, 90)}
"""Percent of the changed amounts that some rule notices, and those for which a rule then says `fail` or `note`.

Recorded so that they cannot fall.
"""


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_changed_amounts_are_noticed(name: str) -> None:
    package = seed(name)
    before = {row["check_id"]: row["state"] for row in run(package, load())}
    rows = list(mutable(package))
    missed, told = [], 0
    for row in rows:
        after = {one["check_id"]: one["state"] for one in run(mutate(package, row), load())}
        missed += [str(row["amount_id"])] if after == before else []
        told += any(state in {"fail", "note"} and before.get(check) != state for check, state in after.items())
    noticed, said = 100 * (len(rows) - len(missed)) // len(rows), 100 * told // len(rows)
    print(
        f"{name}: {noticed} % of {len(rows)} changed amounts noticed, {said} % told as fail or note; missed: {missed}"
    )
    assert (noticed, said) >= FLOORS[name]
    assert said >= FLOORS[name][1]


def mutable(package: Package) -> Iterator[Row]:
    """The amounts of tables other than zero."""
    for row in package.rows("amounts"):
        if row.get("cell_id") and row.get("resource") and row.get("amount"):
            yield row


def mutate(package: Package, target: Row) -> Package:
    """The package with one amount a tenth larger, by 20 printed units at least, in its table and in `amounts`."""
    printed, step = Decimal(str(target["amount"])), Decimal(str(target["precision"]))
    amount = printed + max(printed / 10, 20 * step)
    resource, place = str(target["resource"]), (target["row_id"], target.get("measure") or "")
    typed = tuple(
        {**row, str(target["field"]): amount} if (row["row_id"], row.get("measure") or "") == place else row
        for row in package.rows(resource)
    )
    amounts = tuple({**row, "amount": amount} if row is target else row for row in package.rows("amounts"))
    return replace(package, resources={**package.resources, resource: typed, "amounts": amounts})

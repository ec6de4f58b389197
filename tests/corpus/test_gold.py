"""The facts read by hand from real disclosures come out of the tables and sentences.

The documents and their facts are not part of the project; their folder comes from GONGKAI_CORPUS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from corpus_files import FOLDER, converted, needs_corpus  # type: ignore[import-not-found]

from gongkai.knowledge.text import fold_item
from gongkai.model.money import UNITS
from gongkai.model.package import Package, Row

MAP = yaml.safe_load((Path(__file__).parent / "gold_map.yml").read_text(encoding="utf-8"))
NAMES = ("function_name", "economic_name", "unit_name", "project_name", "goods_name", "item_name")
TEXT_NOT_FOUND: frozenset[tuple[str, str]] = frozenset()
"""Facts of the text that no statement gives yet."""


def facts() -> Iterator[Any]:
    path = FOLDER / "gold.json"
    for document in json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []:
        for fact in document["facts"]:
            yield pytest.param(document["file"], fact, id=f"{document['file'][:-4]}-{fact['metric']}")


def in_text(fact: Mapping[str, Any]) -> bool:
    """True for what stands in sentences: said by the place, or by the metric."""
    return bool(re.search(r"\btext\b(?! layer)", fact["where"]) or "(text)" in fact["metric"])


def place(file: str, metric: str) -> dict[str, Any]:
    """Where a metric is in the typed data; a bare code is a row of a table by function."""
    own = MAP["files"].get(file, {})
    if metric in own or metric in MAP["common"]:
        return dict(own.get(metric) or MAP["common"][metric])
    code = re.match(r"(\d{3,7})", metric)
    assert code, f"{metric} is not mapped in gold_map.yml"
    return {**(own.get("*") or {"resource": "expenditure", "field": "total"}), "function_code": code[1]}


def rows_at(package: Package, where: dict[str, Any]) -> list[Row]:
    where = dict(where)
    resource, total = where.pop("resource"), where.pop("total", False)
    where.pop("field")
    rows = [row for row in package.rows(resource) if all(str(row.get(k, "")) == v for k, v in where.items())]
    if not total or len(rows) == 1:
        return rows
    return [row for row in rows if any(fold_item(str(row.get(n, ""))) in {"合计", "总计", "小计"} for n in NAMES)]


def yuan(value: str, unit: str) -> Decimal:
    return Decimal(value.replace(",", "")) * UNITS[unit]


@needs_corpus
@pytest.mark.parametrize(("file", "fact"), [one for one in facts() if not in_text(one.values[1])])
def test_a_fact_of_a_table_is_typed(file: str, fact: Mapping[str, Any]) -> None:
    where = place(file, fact["metric"])
    rows = rows_at(converted(file), where)
    assert rows or fact["value"] == "blank", where
    found = [row.get(where["field"]) for row in rows]
    if fact["value"] == "blank":
        assert all(value is None for value in found)
        return
    wanted = fact["value"] if isinstance(fact["value"], list) else [fact["value"]]
    for value in wanted:
        assert yuan(value, fact["unit"]) in found, (where, found)


@needs_corpus
@pytest.mark.parametrize(("file", "fact"), [one for one in facts() if in_text(one.values[1])])
def test_a_fact_of_the_text_is_a_statement(file: str, fact: Mapping[str, Any]) -> None:
    indicator, amount = MAP["text"][fact["metric"]], yuan(fact["value"], fact["unit"])
    statements = converted(file).rows("statements")
    found = any(
        abs(amount) in {row.get("amount"), row.get("change")} and indicator in {"", row.get("indicator")}
        for row in statements
    )
    assert found == ((file, fact["metric"]) not in TEXT_NOT_FOUND)

"""Coverage: every amount of money in the text is in exactly one statement, verbatim and exact."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaking import told

from gongkai import readers, tables
from gongkai.knowledge import load
from gongkai.model.document import Paragraph
from gongkai.model.fields import RESOURCES
from gongkai.model.money import UNITS
from gongkai.model.package import Row
from gongkai.narrative import Narrative, read

SEEDS = sorted((Path(__file__).parents[2] / "disclosures").glob("*/*/*.txt"))
CORPUS = Path(os.environ.get("GONGKAI_CORPUS", "/nonexistent"))
MONEY = re.compile(r"[0-9][0-9.,]*\s*(?:余|多)?\s*(?:[亿万千百]\s*)?(?:余|多)?\s*元(?!旦|件|器)")

LABELS = st.sampled_from(
    ["收入预算", "其中：一般公共预算收入", "项目支出", "办公费", "公务接待费", "较2020年增加", "增长", "比上年预算", "，", "；", "。",
     "（其中：", "）", "包括", "主要原因是", "与上年持平", "共3人次", "占50%", "2021年", "、", "因公出国（境）费为", "：", "第2页"]
)  # fmt: skip
VALUES = st.decimals(min_value=0, max_value=10**9, places=2)
AMOUNTS = st.tuples(VALUES, st.sampled_from(sorted(UNITS)), st.sampled_from(["{:.2f}", "{:,.2f}", "{:.2f} "]))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(LABELS, min_size=1, max_size=4), AMOUNTS), max_size=8))
def test_generated_sentences(parts: list[tuple[list[str], tuple[Decimal, str, str]]]) -> None:
    text = "".join("".join(labels) + "安排" + form.format(value) + unit for labels, (value, unit, form) in parts)
    narrative = told(text)
    printed = [row for row in narrative.amounts if row["basis"] == "printed"]
    wanted = Counter((value * UNITS[unit], unit) for _, (value, unit, _) in parts)
    assert Counter((row["amount"], row["unit"]) for row in printed) == wanted
    check_rows(narrative)


@settings(deadline=None)
@given(st.text(alphabet="一二较上年增加减少其中：，。；（）()0123456789.,万亿元%项目支出为占-—余 ", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    narrative = told(text)
    assert narrative == told(text)
    check_rows(narrative)


def check_rows(narrative: Narrative) -> None:
    """What holds for all statements."""
    fields = RESOURCES["statements"].by_name
    ids = [row["row_id"] for row in narrative.statements]
    sections = {row["row_id"]: row for row in narrative.sections}
    assert ids == [f"s{number:03d}" for number in range(1, len(ids) + 1)]
    assert len({row["amount_id"] for row in narrative.amounts}) == len(narrative.amounts)
    for row in narrative.statements:
        assert set(row) == set(fields)
        assert row["section_id"] in sections
        assert row["part_of"] is None or (row["part_of"] in ids and row["part_of"] != row["row_id"])
        for name, field in fields.items():
            assert not field.enum or row[name] is None or row[name] in field.enum
        assert row["printed"] is None or str(row["printed"]) in str(row["sentence"])
    amounts = {(row["row_id"], row["field"]): row for row in narrative.amounts}
    for (row_id, name), amount in amounts.items():
        if amount["basis"] == "printed":
            assert narrative.statements[ids.index(row_id)][str(name)] == amount["amount"]


def told_by(path: Path) -> tuple[tuple[Paragraph, ...], Narrative]:
    stage = "final" if "final" in path.stem else "performance" if "performance" in path.stem else "budget"
    year = re.search(r"20\d\d", path.stem)
    assert year is not None
    tidied = tables.tidy([readers.read(path, path.name)], load())
    return tidied.paragraphs, read(tidied.paragraphs, int(year[0]), stage, load())


def check_coverage(path: Path) -> None:
    paragraphs, narrative = told_by(path)
    check_rows(narrative)
    assert [row["text"] for row in narrative.sections] == [one.text for one in paragraphs]
    furniture = {row["row_id"] for row in narrative.sections if row["kind"] == "furniture"}
    spoken = [row for row in narrative.sections if row["row_id"] not in furniture]
    text = unicodedata.normalize("NFKC", "\n".join(str(row["text"]) for row in spoken))
    wanted = Counter(_plain(found[0]) for found in MONEY.finditer(text))
    found = Counter(_printed(narrative))
    assert found == wanted


def _printed(narrative: Narrative) -> list[str]:
    """Number and unit of every amount that is printed with 元, readable or not."""
    readable = {row["row_id"] for row in narrative.amounts if row["basis"] == "printed"}
    rows: list[Row] = [row for row in narrative.amounts if row["basis"] == "printed"]
    rows += [row for row in narrative.statements if row["printed"] is not None and row["row_id"] not in readable]
    return [_plain(f"{row['printed']}{row['unit']}") for row in rows if str(row["unit"]).endswith("元")]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_amount_of_a_disclosure_is_in_one_statement(path: Path) -> None:
    check_coverage(path)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="set GONGKAI_CORPUS to the folder of real disclosures")
@pytest.mark.parametrize(
    "name",
    ["wanli-subdistrict-2024-budget", "putuo-planning-2024-final", "changsha-petitions-2026-budget",
     "beijing-audit-2026-budget-text", "wuxi-statistics-2026-budget"],
)  # fmt: skip
def test_every_amount_of_a_real_document_is_in_one_statement(name: str) -> None:
    check_coverage(CORPUS / f"{name}.pdf")

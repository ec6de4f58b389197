"""The gate on real disclosures: what it must mask, and that it leaves every amount and code alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from gongkai import readers
from gongkai.model.document import Document, Paragraph
from gongkai.privacy.gate import Masked, mask
from gongkai.privacy.originals import masked_text
from gongkai.privacy.scan import scan

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("GONGKAI_CORPUS", "/nonexistent"))
NUMBER = re.compile(r"[\d.,]+")
EXPECTED = {
    "chongqing-publicity-2026-budget.html": 4,
    "chongqing-water-2026-budget.pdf": 2,
    "kunming-office-2026-budget.html": 2,
}
"""Masked values by file of the corpus, each looked at; none in the others."""

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="set GONGKAI_CORPUS to the folder of real disclosures")


def _texts(document: Document) -> list[str]:
    return [
        item.text for block in document.blocks for item in ([block] if isinstance(block, Paragraph) else block.cells)
    ]


def _xicheng(rules) -> tuple[str, Masked]:
    path = next((ROOT / "disclosures" / "110102-kexie" / "2019-budget").glob("*.txt"))
    return path.read_text(encoding="utf-8"), mask(readers.read(path, path.name), rules)


def test_every_name_and_number_of_xicheng_2019_is_masked(rules):
    _, masked = _xicheng(rules)
    lines = {entry.line for entry in masked.log}
    assert lines == {
        1327, 1329, 1578, 1580, 1602, 1603, 1605, 1606, 1608, 1609, 1809, 1826, 1828, 1830, 1904, 1944, 1946, 1948,
        2019,
    }  # fmt: skip
    text = "\n".join(_texts(masked.document))
    assert text.count("[已隐去：姓名]") == 13 and text.count("[已隐去：联系电话]") == 6
    assert scan(text, values=masked.values) == ()
    assert "2019年2月11日" in text and "北京市西城区科学技术协会" in text


def test_the_copy_of_xicheng_2019_keeps_its_lines_and_loses_nothing_else(rules):
    source, masked = _xicheng(rules)
    copy = masked_text(source, masked, rules)
    changed = {
        n for n, (old, new) in enumerate(zip(source.split("\n"), copy.split("\n"), strict=True), 1) if old != new
    }
    assert changed == {entry.line for entry in masked.log}
    assert scan(copy, values=masked.values) == ()


@pytest.mark.parametrize("folder", ["130300-kexie", "130532-kexie", "130821-kexie", "131000-kexie"])
def test_disclosures_without_personal_data_come_out_as_they_went_in(folder, rules):
    for path in sorted((ROOT / "disclosures" / folder).glob("*/*.txt")):
        document = readers.read(path, path.name)
        assert mask(document, rules).document == document


@needs_corpus
def test_corpus_keeps_every_amount_and_code(rules):
    for path in sorted([*CORPUS.glob("*.pdf"), *CORPUS.glob("*.html")]):
        document = readers.read(path, path.name)
        masked = mask(document, rules)
        assert len(masked.log) == EXPECTED.get(path.name, 0), path.name
        for before, after in zip(_texts(document), _texts(masked.document), strict=True):
            assert before == after or not set(NUMBER.findall(after)) - set(NUMBER.findall(before)), path.name

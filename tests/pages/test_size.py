"""Real disclosures give light pages: what a page of eight tables may weigh, and in proportion for more."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import pytest
from pages.real import real_inputs
from sample_site import written_to

from gongkai import pages

HTML, PACKED, TABLES = 60_000, 15_000, 8
CHROME = 4_000
"""What the theme adds to each page: header, search box, navigation."""


@pytest.fixture(scope="module")
def fragments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("pages")
    written = pages.write(real_inputs(), written_to(folder))
    return {one: (folder / f"fragments/{one}index.html").read_bytes() for one in written.addresses}


def test_disclosures(fragments: dict[str, bytes]) -> None:
    sizes = {}
    for address, data in fragments.items():
        folder = Path(__file__).parents[2] / "datapackages" / address.removeprefix("units/")
        if address.count("/") != 3 or not (folder / "tables.csv").is_file():
            continue
        with (folder / "tables.csv").open(encoding="utf-8", newline="") as file:
            tables = max(TABLES, sum(1 for _ in csv.DictReader(file)))
        sizes[address] = (len(data) + CHROME, len(gzip.compress(data)) + CHROME // 4, tables)
    assert len(sizes) >= 5
    heavy = {
        address: (html, packed)
        for address, (html, packed, tables) in sizes.items()
        if html > HTML * tables // TABLES or packed > PACKED * tables // TABLES
    }
    assert heavy == {}


def test_every_anchor_of_a_paragraph_is_on_the_page(fragments: dict[str, bytes]) -> None:
    with (Path(__file__).parents[2] / "datapackages/130300-kexie/2021-budget/sections.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        names = [row["row_id"] for row in csv.DictReader(file) if row["text"].strip()]
    page = fragments["units/130300-kexie/2021-budget/"].decode()
    assert len(names) > 50
    assert set(names) <= set(re.findall(r'\bid="?([\w-]+)', page))

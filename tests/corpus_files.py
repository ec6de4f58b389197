"""Real disclosures, converted once: from the folder that GONGKAI_CORPUS names."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

import pytest

from gongkai import narrative, readers, recognisers, records, tables
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Package
from gongkai.model.table import RecognisedTable

FOLDER = Path(os.environ.get("GONGKAI_CORPUS", "/nonexistent"))
needs_corpus = pytest.mark.skipif(not FOLDER.is_dir(), reason="set GONGKAI_CORPUS to the folder of real disclosures")


@lru_cache(maxsize=2)
def both(file: str) -> tuple[tuple[RecognisedTable, ...], Package]:
    """The recognised tables and the package of one file, without checks; year and stage are those of its name."""
    knowledge = load()
    found = re.search(r"(20\d\d)-(budget|final)", file)
    assert found is not None
    year, stage = int(found[1]), found[2]
    tidied = tables.tidy([readers.read(FOLDER / file, file)], knowledge)
    recognised = recognisers.recognise(tidied, year, stage, knowledge)
    told = narrative.read(tidied.paragraphs, year, stage, knowledge)
    rows = {"sections": told.sections, "statements": told.statements, "amounts": told.amounts}
    unit = Unit("000000-test", "测试单位", "000000", "county")
    disclosure = Disclosure(unit, year, stage, "测试", "测试单位", FOLDER, ())
    package = records.build(disclosure, recognised, rows, tidied.findings, knowledge, paragraphs=tidied.paragraphs)
    return recognised, package


def converted(file: str) -> Package:
    """The package of one file."""
    return both(file)[1]

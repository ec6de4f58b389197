"""The stages from file to package, for tests: read, tidy, recognise, record."""

from __future__ import annotations

from pathlib import Path

from gongkai import readers, recognisers, records, tables
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Package


def convert_text(path: Path, year: int, stage: str = "budget") -> Package:
    """The package of one file, without narrative and checks."""
    knowledge = load()
    document = readers.read(path, path.name)
    tidied = tables.tidy([document], knowledge)
    recognised = recognisers.recognise(tidied, year, stage, knowledge)
    unit = Unit("000000-test", "测试单位", "000000", "county")
    disclosure = Disclosure(unit, year, stage, "测试", "测试单位", path.parent, ())
    return records.build(disclosure, recognised, {}, tidied.findings, knowledge, paragraphs=tidied.paragraphs)

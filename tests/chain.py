"""The stages from file to package, for tests: read, tidy, recognise, record."""

from __future__ import annotations

from pathlib import Path

from gongkai import readers, recognisers, records, tables
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.document import Document
from gongkai.model.package import Package
from gongkai.model.table import RecognisedTable


def convert_text(path: Path, year: int, stage: str = "budget") -> Package:
    """The package of one file, without narrative and checks."""
    return convert_document(readers.read(path, path.name), year, stage)[1]


def convert_document(
    document: Document, year: int, stage: str = "budget"
) -> tuple[tuple[RecognisedTable, ...], Package]:
    """The recognised tables and the package of one document, without narrative and checks."""
    knowledge = load()
    tidied = tables.tidy([document], knowledge)
    recognised = recognisers.recognise(tidied, year, stage, knowledge)
    unit = Unit("000000-test", "测试单位", "000000", "county")
    disclosure = Disclosure(unit, year, stage, "测试", "测试单位", Path(), ())
    package = records.build(disclosure, recognised, {}, tidied.findings, knowledge, paragraphs=tidied.paragraphs)
    return recognised, package

"""The whole flow, in one place: `build()` from disclosures to the finished site, `convert()` for one disclosure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gongkai import checks, documents, narrative, packages, pages, privacy, readers, recognisers, records, site, tables
from gongkai.errors import GongkaiError
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure
from gongkai.model.document import Document
from gongkai.model.package import Package
from gongkai.model.table import RecognisedTable
from gongkai.paths import Paths
from gongkai.settings import Settings

VERSION = "1.0.0"


@dataclass(frozen=True)
class Conversion:
    """One disclosure read: its package, the masked documents and what was masked; or the error that left it out."""

    disclosure: Disclosure
    package: Package | None = None
    documents: tuple[Document, ...] = ()
    recognised: tuple[RecognisedTable, ...] = ()
    masked: tuple[privacy.LogEntry, ...] = ()
    error: GongkaiError | None = None


@dataclass
class Summary:
    """What a build did: for the terminal and for build/reports/."""

    conversions: list[Conversion] = field(default_factory=list)
    problems: list[GongkaiError] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    pages: int = 0
    files: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """True where nothing was left out."""
        return not self.problems

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage of the flow."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def convert(disclosure: Disclosure, settings: Settings) -> Conversion:
    """Read one disclosure: pure, picklable, and never raising for a bad document.

    Personal data is masked right after reading, so that no later stage can see it.
    """
    try:
        return _convert(disclosure, settings)
    except GongkaiError as error:
        return Conversion(disclosure, error=error)


def _convert(disclosure: Disclosure, settings: Settings) -> Conversion:
    knowledge = load()
    documents.verify(disclosure)
    rules = privacy.load_rules(knowledge, keep_office_holder_names=settings.keep_office_holder_names)
    limits = readers.Limits.from_settings(settings)
    read = [readers.read(disclosure.folder / file.name, file.name, limits) for file in disclosure.files]
    masked = [privacy.mask(document, rules) for document in read]
    clean = tuple(one.document for one in masked)

    tidied = tables.tidy(clean, knowledge)
    recognised = recognisers.recognise(tidied, disclosure.fiscal_year, disclosure.stage, knowledge)
    told = narrative.read(tidied.paragraphs, disclosure.fiscal_year, disclosure.stage, knowledge)
    rows = {"sections": told.sections, "statements": told.statements, "amounts": told.amounts}
    package = records.build(disclosure, recognised, rows, (*tidied.findings, *told.findings), knowledge)
    package = checks.corrected(package)
    package = package.with_rows("checks", checks.run(package, knowledge))
    return Conversion(disclosure, package, clean, recognised, tuple(entry for one in masked for entry in one.log))

"""The whole flow, in one place: `build()` from disclosures to the finished site, `convert()` for one disclosure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from gongkai import (
    checks,
    corrections,
    documents,
    intake,
    narrative,
    packages,
    pages,
    privacy,
    publication,
    readers,
    recognisers,
    records,
    site,
    tables,
)
from gongkai.errors import GongkaiError, PublishError
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.model.document import Document
from gongkai.model.package import Package
from gongkai.model.table import RecognisedTable
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings
from gongkai.summary import Conversion, Summary, write_reports

VERSION = "1.0.0"
_FEW = 8
"""Up to this many disclosures are read in this process: starting others would take longer."""


def build(
    paths: Paths, settings: Settings, *, fresh: bool = False, only: Sequence[str] = (), progress: Progress | None = None
) -> Summary:
    """Everything, from `disclosures/` to `build/site/`. What cannot be read or published is left out and named.

    `only` are beginnings of unit ids; `fresh` forgets what earlier builds left in build/; `progress` is told how far
    the work has come. Raises KnowledgeError where
    knowledge/ contradicts itself, PublishError where nothing can be published.
    """
    if fresh:
        for folder in (paths.cache, paths.staging, paths.docs, paths.theme):
            shutil.rmtree(folder, ignore_errors=True)
    load()
    summary = Summary(progress or Progress())
    with summary.stage("list"):
        packages.recover(paths.datapackages) if paths.datapackages.is_dir() else None
        found, problems = documents.discover(paths)
        chosen = [one for one in found if one.unit.unit_id.startswith(tuple(only) or ("",))]
        summary.problems += problems
    with summary.stage("read and check"):
        read = convert_all(chosen, settings, settings.workers)
        summary.conversions += summary.progress.counted(read, len(chosen))
        summary.problems += [one.error for one in summary.conversions if one.error is not None]
    with summary.stage("packages"):
        publish_packages(paths, summary)
    with summary.stage("validate"):
        report = packages.validate_many(packages.package_folders(paths.datapackages))
        if not report.valid:
            raise PublishError("datapackages", str(report.findings[0]), "see build/reports/validation.json")
    items = {one.disclosure.name: one.completeness for one in summary.conversions}
    with summary.stage("catalogue"):
        corpus = publication.publish_catalog(paths, found, items)
    with summary.stage("downloads"):
        publication.write_downloads(paths, found, settings)
        publication.write_corpus_downloads(paths, found, settings, corpus)
    with summary.stage("pages"):
        inputs = publication.page_inputs(paths, settings, found, items, VERSION)
        counted = summary.progress.counted(inputs.disclosures, len(found))
        written = pages.write(replace(inputs, disclosures=counted), paths.docs, paths.theme)
    with summary.stage("site"):
        beside = publication.files_beside(paths, found)
        made = site.build(paths, written.addresses, beside, settings.site_url, settings.site_name)
        summary.pages, summary.files = made.pages, made.files
    write_reports(paths, summary, report.to_json())
    return summary


def convert_all(disclosures: Sequence[Disclosure], settings: Settings, workers: int) -> Iterable[Conversion]:
    """Read all disclosures, in order; on several processes where there are many."""
    count = min(workers or os.cpu_count() or 1, max(1, len(disclosures)))
    executor: Executor | None = ProcessPoolExecutor(count) if count > 1 and len(disclosures) > _FEW else None
    work = partial(convert, settings=settings)
    with executor or nullcontext():
        yield from (executor.map(work, disclosures) if executor else map(work, disclosures))


def convert(disclosure: Disclosure, settings: Settings) -> Conversion:
    """Read and check one disclosure: picklable, and never raising for a bad document."""
    try:
        files = [(disclosure.folder / file.name, file.name) for file in disclosure.files]
        read, log = read_files(files, settings)
        package, _ = interpret(disclosure, read)
        items = checks.assess(package, load())
        return Conversion(disclosure, corrections.apply(package, corrections.load(disclosure.folder)), log, items)
    except GongkaiError as error:
        return Conversion(disclosure, error=error)


def read_files(
    files: Sequence[tuple[Path, str]], settings: Settings
) -> tuple[tuple[Document, ...], tuple[privacy.LogEntry, ...]]:
    """Read files (path and the name that places use), and mask personal data before any later stage can see it."""
    limits = readers.Limits(
        max_file_bytes=settings.max_file_bytes,
        max_pages=settings.max_pages,
        max_uncompressed_bytes=settings.max_uncompressed_bytes,
        max_ratio=settings.max_ratio,
        max_cells=settings.max_cells,
        max_depth=settings.max_depth,
        max_seconds=settings.max_seconds,
    )
    rules = privacy.load_rules(load(), keep_office_holder_names=settings.keep_office_holder_names)
    masked = privacy.mask_all([readers.read(path, name, limits) for path, name in files], rules)
    return tuple(one.document for one in masked), tuple(entry for one in masked for entry in one.log)


def interpret(disclosure: Disclosure, read: Sequence[Document]) -> tuple[Package, tuple[RecognisedTable, ...]]:
    """From blocks to the package with its ledger, uncorrected, and what was recognised on the way."""
    knowledge = load()
    year, stage = disclosure.fiscal_year, disclosure.stage
    tidied = tables.tidy(read, knowledge)
    recognised = recognisers.recognise(tidied, year, stage, knowledge)
    told = narrative.read(tidied.paragraphs, year, stage, knowledge)
    rows = {"sections": told.sections, "statements": told.statements, "amounts": told.amounts}
    found = (*tidied.findings, *told.findings)
    package = records.build(disclosure, recognised, rows, found, knowledge, paragraphs=tidied.paragraphs)
    ledger = checks.run(package, knowledge)
    return replace(package, resources={**package.resources, "checks": ledger}), recognised


def look(
    files: Sequence[Path], settings: Settings, year: int = 0, stage: str = ""
) -> tuple[intake.Identity, tuple[Document, ...], Package, tuple[RecognisedTable, ...]]:
    """What files say of themselves and what would be made of them, without filing anything."""
    read, _ = read_files([(path, path.name) for path in files], settings)
    forms = [one.form for one in recognisers.recognise(tables.tidy(read, load()), year or 2020, "budget", load())]
    found = intake.identify(read, forms, load())
    place = found.divisions[0].code if found.divisions else "000000"
    unit = Unit(f"{place}-x", found.agency, place, found.divisions[0].level if found.divisions else "county")
    disclosure = Disclosure(
        unit, year or found.fiscal_year, stage or found.stage or "budget", found.title, found.agency,
        files[0].parent, tuple(SourceFile(path.name, "") for path in files),
    )  # fmt: skip
    package, recognised = interpret(disclosure, read)
    return found, read, package, recognised


def add(paths: Paths, files: Sequence[Path], entry: intake.Entry, *, further: bool, replace: bool) -> intake.Filed:
    """File one disclosure below `disclosures/`."""
    existing, _ = documents.discover(paths)
    kinds = [(path, readers.kind_of(path)) for path in files]
    return intake.file_disclosure(paths, entry, kinds, existing, further=further, replace=replace)


def publish_packages(paths: Paths, summary: Summary) -> None:
    """Write what changed to staging and put it in place, each package as a whole."""
    staged = []
    for one in summary.conversions:
        if one.package is None:
            continue
        target = paths.datapackages / one.disclosure.unit.unit_id / one.disclosure.key
        try:
            files = packages.render(one.package, VERSION)
        except PublishError as error:
            summary.problems.append(error)
            continue
        ready = packages.stage(files, paths.staging / "packages" / one.disclosure.name, target)
        if ready is None:
            summary.unchanged.append(one.disclosure.name)
        else:
            staged.append(ready)
    for outcome in packages.put_in_place(staged):
        if outcome.error is None:
            summary.published.append(outcome.target.relative_to(paths.datapackages).as_posix())
        else:
            summary.problems.append(outcome.error)

"""The whole flow, in one place: `build()` from disclosures to the finished site, `convert()` for one disclosure."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from gongkai import (
    cataloguing,
    checks,
    conforming,
    corrections,
    documents,
    downloads,
    fingerprint,
    framing,
    intake,
    lasting,
    narrative,
    originals,
    packages,
    privacy,
    publication,
    readers,
    recognisers,
    records,
    release,
    site,
    stale,
    standing,
    survey,
    tables,
)
from gongkai.cache import Cache
from gongkai.errors import GongkaiError, PublishError, SourceError
from gongkai.execution import Lost, Workers, workers
from gongkai.guard import guarded
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.model.document import Document
from gongkai.model.finding import Finding
from gongkai.model.package import Package, Row
from gongkai.model.packed import Packed
from gongkai.model.table import RecognisedTable
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings
from gongkai.summary import Conversion, Reading, Summary, write_reports

_BATCH = 64
"""Packages that are validated as one stack; the same whatever the number of processes."""


@guarded
def build(
    paths: Paths,
    settings: Settings,
    *,
    fresh: bool = False,
    only: Sequence[str] = (),
    scheduler: str = "",
    progress: Progress | None = None,
) -> Summary:
    """Everything, from `disclosures/` to `build/site/`. What cannot be read or published is left out and named.

    `only` are beginnings of unit ids; `fresh` forgets what earlier builds left in build/; `scheduler` is the address
    of a cluster to work on; `progress` is told how far the work has come. Raises KnowledgeError where knowledge/ contradicts itself, PublishError where the site
    cannot be published.
    """
    if fresh:
        for folder in paths.remade:
            shutil.rmtree(folder, ignore_errors=True)
    before = standing.Standing.begin(paths, settings, only, fresh=fresh)
    summary = Summary(progress or Progress())
    if (done := before.done(summary.progress)) is not None:
        return done
    load()
    with workers(settings.workers, settings.max_seconds, scheduler) as hands:
        with summary.stage("list"):
            readable, problems = documents.discover(paths, before.listing)
            chosen = [one for one in readable if one.unit.unit_id.startswith(tuple(only) or ("",))]
            summary.problems += problems
            found = stale.with_kept(paths, readable)
            lasts = lasting.Lasting.read(paths, settings, found)
        with summary.stage("read and check"):
            read_all(paths, settings, chosen, hands, summary, lasts, before.folders)
            Cache(paths.cache / "disclosures").keep({one.name for one in found})
        with summary.stage("validate"):
            report = publish_packages(paths, settings, hands, summary, lasts, before.folders)
            kept = {one.name for one in found} - {one.name for one in readable}
            stale.note(paths, {one.name for one in chosen} | kept, {one.disclosure.name for one in summary.readings})
        with summary.stage("frame"):
            frame = framing.frame(paths, settings, hands.map)
        with summary.stage("units"):
            read = {one.disclosure.name: one for one in summary.readings}
            units = publication.write_units(paths, settings, found, read, frame.key, hands, summary.progress)
        with summary.stage("catalogue"):
            parts = publication.parts(paths, units)
            cataloguing.publish(paths, settings, publication.basis(settings), parts, hands.map)
        with summary.stage("pages"):
            overall = publication.write_overall(paths, settings, units, lasts, frame.key)
        with summary.stage("site"):
            gate = partial(release.check_site, run=hands.map, checked=packages_checked(paths, read))
            made = publish_site(paths, settings, frame, (overall, units), found, lasts, hands, gate)
            summary.warnings += [made.warning] if made.warning else []
            summary.pages, summary.files = made.pages, made.files
    write_reports(paths, summary, report.to_json())
    release.write_log(summary.readings, paths.reports / "privacy.csv")
    before.remember(summary)
    return summary


def publish_site(
    paths: Paths, settings: Settings, frame: site.Frame, pages: tuple[site.Known, Sequence[publication.UnitMade]],
    found: Sequence[Disclosure], lasts: lasting.Lasting, hands: Workers, gate: site.Gate,
) -> site.SiteReport:  # fmt: skip
    """Put the site together from the `pages` about all units and those of each, and publish it. Raises what `site.build` does."""
    overall, units = pages
    former = list(lasts.former(found))
    known = site.Known.together([overall, *(one.known for one in units)])
    anchors = known.anchors() | dict.fromkeys(frame.pages)
    finisher = lasts.finisher(found, publication.states(units), former, anchors)
    beside = publication.files_beside(paths, found, units, settings, lasts, former)
    return site.build(
        paths, frame, known, beside, settings.site_url, hands.map, site.Finish(finisher, lasts.key), gate,
        settings.site_limit_bytes, settings.site_warn_percent,
    )  # fmt: skip


def packages_checked(paths: Paths, read: Mapping[str, Reading]) -> dict[str, Path]:
    """The packages that the last gate has passed, in this build or unchanged since, by the address of their page."""
    found = [one.disclosure for one in read.values()]
    return {one.address.rstrip("/"): publication.folder_of(paths, one) for one in found}


def read_all(
    paths: Paths,
    settings: Settings,
    disclosures: Sequence[Disclosure],
    hands: Workers,
    summary: Summary,
    lasts: lasting.Lasting,
    folders: fingerprint.Folders,
) -> None:
    """Read and check what changed; packages that differ from the published ones lie in staging then."""
    cache = Cache(paths.cache / "disclosures")
    known: dict[str, Reading] = {}
    jobs = []
    for one in disclosures:
        record = cache.get(one.name, reading_key(paths, settings, one))
        stands = record is not None and folders.digest(publication.folder_of(paths, one)) == record.digest
        if record is not None and stands and lasts.fits(one, record.state) and originals.stand(paths, one):
            known[one.name] = replace(record, disclosure=one)
        else:
            jobs.append(one)
    summary.cached, summary.unchanged = len(known), list(known)
    fresh = dict[str, Reading]()
    work = [(one, lasts.released(one)) for one in jobs]
    results = hands.map(partial(read_one, paths=paths, settings=settings), work)
    for job, result in zip(jobs, summary.progress.counted(results, len(jobs)), strict=True):
        if isinstance(result, Reading):
            fresh[job.name] = replace(result, disclosure=job)
        else:
            where = job.folder.relative_to(paths.root).as_posix()
            advice = "look at its files; what was published of it before stays"
            error = SourceError(where, result.reason, advice) if isinstance(result, Lost) else result
            summary.problems.append(error)
    every = {**known, **fresh}
    summary.readings += [every[one.name] for one in disclosures if one.name in every]
    summary.fresh = set(fresh)


def reading_key(paths: Paths, settings: Settings, disclosure: Disclosure) -> str:
    """The digest of everything the package of a disclosure depends on. Its files were verified against their hashes."""
    own = disclosure.folder / "corrections.yml"
    inputs = repr(replace(disclosure, folder=disclosure.folder.relative_to(paths.root)))
    corrected = own.read_bytes() if own.is_file() else b"none"
    return fingerprint.digest(publication.basis(settings), inputs, corrected)


def read_one(job: tuple[Disclosure, lasting.Released], paths: Paths, settings: Settings) -> Reading | GongkaiError:
    """Read and check one disclosure and write its package to staging: picklable, in and out, and light."""
    disclosure, released = job
    try:
        release.check_disclosure(disclosure)
    except PublishError as error:
        return error
    made = convert(disclosure, settings)
    if made.package is None:
        assert made.error is not None, "either a package or an error"
        return made.error
    try:
        files = lasting.render(made.package, released)
        release.check_package(disclosure.name, files, made.values)
        originals.write(paths, settings, disclosure, made.read)
    except PublishError as error:
        return error
    return Reading(
        disclosure=disclosure,
        coverage=made.package.coverage,
        findings=Packed.of((*made.package.findings, *downloads.formula_findings(made.package.resources))),
        states=dict(Counter(str(row["state"]) for row in made.package.rows("checks"))),
        masked=Packed.of(made.masked),
        completeness=Packed.of(made.completeness),
        digest=fingerprint.files(files),
        state=lasting.state(files),
        staged=packages.stage(
            files, paths.staging / "packages" / disclosure.name, publication.folder_of(paths, disclosure)
        ),
        resources=len(files) - 1,
        rows=sum(len(made.package.rows(name.removesuffix(".csv"))) for name in files),
    )


def convert(disclosure: Disclosure, settings: Settings) -> Conversion:
    """Read and check one disclosure: picklable, and never raising for a bad document."""
    try:
        files = [(disclosure.folder / file.name, file.name) for file in disclosure.files]
        masked = read_files(files, settings)
        unchecked, _ = assemble(disclosure, [one.document for one in masked])
        ledger, items = checks.run_and_assess(unchecked, load())
        package = with_ledger(unchecked, ledger)
        log = tuple(entry for one in masked for entry in one.log)
        values = privacy.Values(tuple(value for one in masked for value in one.values.all))
        package = corrections.apply(package, corrections.load(disclosure.folder))
        return Conversion(disclosure, package, log, items, values=values, read=masked)
    except GongkaiError as error:
        return Conversion(disclosure, error=_placed(error, disclosure))


def _placed(error: GongkaiError, disclosure: Disclosure) -> GongkaiError:
    """The error with the folder of the disclosure before the name of its file."""
    if error.where.startswith("disclosures/"):
        return error
    place = f"disclosures/{disclosure.unit.unit_id}/{disclosure.key}/{error.where}"
    return type(error)(place, error.found, error.advice)


def read_files(files: Sequence[tuple[Path, str]], settings: Settings) -> tuple[privacy.Masked, ...]:
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
    return tuple(masked)


def interpret(disclosure: Disclosure, read: Sequence[Document]) -> tuple[Package, tuple[RecognisedTable, ...]]:
    """From blocks to the package with its ledger, uncorrected, and what was recognised on the way."""
    package, recognised = assemble(disclosure, read)
    return with_ledger(package, checks.run(package, load())), recognised


def with_ledger(package: Package, ledger: tuple[Row, ...]) -> Package:
    """The package with the rows of its checks."""
    return replace(package, resources={**package.resources, "checks": ledger})


def assemble(disclosure: Disclosure, read: Sequence[Document]) -> tuple[Package, tuple[RecognisedTable, ...]]:
    """From blocks to the package without its ledger, and what was recognised on the way."""
    knowledge = load()
    year, stage = disclosure.fiscal_year, disclosure.stage
    tidied = tables.tidy(read, knowledge)
    recognised = recognisers.recognise(tidied, year, stage, knowledge)
    told = narrative.read(tidied.paragraphs, year, stage, knowledge)
    rows = {"sections": told.sections, "statements": told.statements, "amounts": told.amounts}
    found = (*tidied.findings, *told.findings)
    package = records.build(disclosure, recognised, rows, found, knowledge, paragraphs=tidied.paragraphs)
    return package, recognised


def identify(read: Sequence[Document], year: int = 0) -> intake.Identity:
    """What documents say of themselves: agency, division, year, stage and scope, with reasons."""
    forms = [one.form for one in recognisers.recognise(tables.tidy(read, load()), year or 2020, "budget", load())]
    return intake.identify(read, forms, load())


def look(
    files: Sequence[Path], settings: Settings, year: int = 0, stage: str = ""
) -> tuple[intake.Identity, tuple[Document, ...], Package, tuple[RecognisedTable, ...]]:
    """What files say of themselves and what would be made of them, without filing anything."""
    read = tuple(one.document for one in read_files([(path, path.name) for path in files], settings))
    found = identify(read, year)
    place = found.divisions[0].code if found.divisions else "000000"
    unit = Unit(f"{place}-x", found.agency, place, found.divisions[0].level if found.divisions else "county")
    disclosure = Disclosure(
        unit, year or found.fiscal_year, stage or found.stage or "budget", found.title, found.agency,
        files[0].parent, tuple(SourceFile(path.name, "") for path in files),
    )  # fmt: skip
    package, recognised = interpret(disclosure, read)
    return found, read, package, recognised


def look_at(path: Path, settings: Settings) -> survey.Surveyed:
    """What is read of one file by itself, and the processor time that took: picklable, never raising for a bad file."""
    begun = time.process_time()
    try:
        found, _, package, _ = look([path], settings)
    except GongkaiError as error:
        return survey.Surveyed(path.name, time.process_time() - begun, error=str(error))
    place = found.divisions[0].code if found.divisions else "no division"
    identity = f"{found.agency or 'no agency'}, {place}, {found.fiscal_year or 'no year'}, {found.stage or 'no stage'}"
    return survey.Surveyed(path.name, time.process_time() - begun, package, identity=f"{identity}, {found.scope}")


def look_at_all(files: Sequence[Path], settings: Settings) -> Iterator[survey.Surveyed]:
    """The same for many files, on as many processes as the settings say; a file that kills its process is named."""
    with workers(settings.workers, settings.max_seconds) as hands:
        for path, one in zip(files, hands.map(partial(look_at, settings=settings), files), strict=True):
            yield survey.Surveyed(path.name, 0.0, error=one.reason) if isinstance(one, Lost) else one


def add(paths: Paths, files: Sequence[Path], entry: intake.Entry, *, further: bool, replace: bool) -> intake.Filed:
    """File one disclosure below `disclosures/`."""
    existing, _ = documents.discover(paths)
    kinds = [(path, readers.kind_of(path)) for path in files]
    return intake.file_disclosure(paths, entry, kinds, existing, further=further, replace=replace)


def publish_packages(
    paths: Paths,
    settings: Settings,
    hands: Workers,
    summary: Summary,
    lasts: lasting.Lasting,
    known: fingerprint.Folders,
) -> packages.Report:
    """Validate what was read anew, put what is valid in place, each package as a whole, and remember it."""
    cache = Cache(paths.cache / "disclosures")
    fresh = [one for one in summary.readings if one.disclosure.name in summary.fresh]
    folders = [one.staged.folder if one.staged else publication.folder_of(paths, one.disclosure) for one in fresh]
    batches = [folders[start : start + _BATCH] for start in range(0, len(folders), _BATCH)]
    findings, invalid = list[Finding](), set[Path]()
    for batch, report in zip(batches, hands.map(partial(conforming.validate, paths=paths), batches), strict=True):
        if isinstance(report, Lost):
            raise PublishError(str(batch[0]), f"cannot be validated: {report.reason}", "build again with --workers 1")
        findings += report.findings
        invalid.update(report.invalid)
    _put_in_place(paths, [one for one, at in zip(fresh, folders, strict=True) if at not in invalid], summary, lasts)
    for one, folder in zip(fresh, folders, strict=True):
        if folder in invalid:
            bad = next(finding for finding in findings if finding.place.file.startswith(f"{one.disclosure.name}/"))
            summary.problems.append(PublishError(one.disclosure.name, str(bad), "see build/reports/validation.json"))
            summary.readings.remove(one)
        elif known.digest(publication.folder_of(paths, one.disclosure)) == one.digest:
            key = reading_key(paths, settings, one.disclosure)
            cache.put(one.disclosure.name, key, replace(one, staged=None))
    _withdraw(paths, summary)
    lasts.withdraw()
    shutil.rmtree(paths.staging / "packages", ignore_errors=True)
    valid = summary.readings
    counts = len(valid), sum(one.resources for one in valid), sum(one.rows for one in valid)
    return packages.Report(*counts, tuple(findings), tuple(sorted(invalid)))


def _put_in_place(paths: Paths, readings: Sequence[Reading], summary: Summary, lasts: lasting.Lasting) -> None:
    summary.unchanged += [one.disclosure.name for one in readings if one.staged is None]
    ready = []
    for one in readings:
        if one.staged is not None:
            try:
                lasts.keep(one.disclosure, one.state)
                ready.append(one.staged)
            except PublishError as error:
                summary.problems.append(error)
    for outcome in packages.put_in_place(ready):
        if outcome.error is None:
            summary.published.append(outcome.target.relative_to(paths.datapackages).as_posix())
        else:
            summary.problems.append(outcome.error)


def _withdraw(paths: Paths, summary: Summary) -> None:
    """Remove packages whose disclosure is no longer there. One that cannot be read keeps what was published of it."""
    if not paths.disclosures.is_dir():
        return
    for folder in packages.package_folders(paths.datapackages):
        name = folder.relative_to(paths.datapackages)
        if not (paths.disclosures / name).is_dir():
            packages.withdraw(folder)
            summary.withdrawn.append(name.as_posix())
            if not any(folder.parent.iterdir()):
                folder.parent.rmdir()

"""The parts of the benchmark: each measures one thing, in a process that `run.py` starts for it alone.

A part takes texts, as a command line gives them, and returns what can be written as JSON.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import disk
import others

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://name.github.io/repository/"
"""Where the site is served from: every page then says so in its metadata, as it does on the web."""
UNTOUCHED = 3
"""Seconds after which a build takes it that files of disclosures will not change within the same tick of the clock."""


def make(root: str, n: str, seed: str) -> dict[str, Any]:
    """The corpus, and the site's sources."""
    import corpus

    place = Path(root)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    corpus.make(place, int(n), int(seed))
    shutil.copy(ROOT / "mkdocs.yml", place)
    shutil.copytree(ROOT / "site_src", place / "site_src")
    time.sleep(UNTOUCHED)
    return {}


def build(root: str, workers: str, fresh: str, site_files: str) -> dict[str, Any]:
    """A whole build: seconds of each stage and of what comes before, peak memory in MB, cores that others used."""
    started, busy = time.perf_counter(), others.Others()
    from gongkai import framing, pipeline, release, site
    from gongkai.paths import Paths
    from gongkai.progress import Lines
    from gongkai.settings import Settings

    class Clock(Lines):
        """Processor time of each stage of this process; tells how far it is, too."""

        def __init__(self) -> None:
            super().__init__(sys.stderr)
            self.marks: list[tuple[str, float]] = []

        def stage(self, name: str) -> None:
            super().stage(name)
            self.marks.append((name, time.process_time()))

    clock, filling, gate = Clock(), Timed(site.put), Timed(release.check_site)
    framing.site.put, pipeline.release.check_site = filling, gate
    chosen = Settings(workers=int(workers), site_files=site_files, site_url=ADDRESS, site_limit_bytes=10**12)
    done = pipeline.build(Paths(Path(root)), chosen, fresh=bool(fresh), progress=clock)
    assert done.errors == (), done.errors[:3]
    clock.stage("end")
    stages = {name: end - start for (name, start), (_, end) in zip(clock.marks, clock.marks[1:], strict=False)}
    spent = sum(os.times()[:4])
    elapsed = time.perf_counter() - started
    return {
        "seconds": spent,
        "start": clock.marks[0][1],
        "clock": elapsed,
        "stages": stages,
        "stage_clock": done.seconds,
        "filling": filling.seconds,
        "gate": gate.seconds,
        "peak": _peak(),
        "others": busy.cores(),
    }


class Timed:
    """A function, and the processor seconds that its calls in this process took."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.seconds = work, 0.0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call it."""
        started = time.process_time()
        result = self.work(*arguments, **named)
        self.seconds += time.process_time() - started
        return result


def _peak() -> float:
    """Peak memory of this process, and of its largest child, in MB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1e6 if sys.platform == "darwin" else 1e3
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / unit


def change(root: str) -> dict[str, Any]:
    """Another amount in the last table of the first disclosure, twice in its row, as if the agency replaced its file."""
    folder = sorted(Path(root).glob("disclosures/*/*"))[0]
    source, described = folder / "document.txt", folder / "disclosure.yml"
    text = source.read_text(encoding="utf-8")
    last = text.split()[-1]
    start, row = text[: -len(last) * 3], text[-len(last) * 3 :]
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    source.write_text(start + row.replace(last, f"{int(last[0]) % 9 + 1}{last[1:]}"), encoding="utf-8", newline="\n")
    after = hashlib.sha256(source.read_bytes()).hexdigest()
    assert after != before
    described.write_text(described.read_text(encoding="utf-8").replace(before, after), encoding="utf-8", newline="\n")
    return {}


def size(root: str) -> dict[str, Any]:
    """Bytes of pages, site, index and packages."""
    site, data = Path(root) / "build/site", Path(root) / "datapackages"
    pages = sorted(site.glob("units/*-*/*/index.html"))[:50]
    files = {path.relative_to(site): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    kinds: dict[str, int] = {}
    for path, count in files.items():
        kind = _kind(path)
        kinds[kind] = kinds.get(kind, 0) + count
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    return {
        "page": sum(page.stat().st_size for page in pages) / len(pages),
        "page_gzip": sum(len(gzip.compress(page.read_bytes(), 6)) for page in pages) / len(pages),
        "source": sum((page.parent / "source/index.html").stat().st_size for page in pages) / len(pages),
        "unit": sum((page.parent.parent / "index.html").stat().st_size for page in pages) / len(pages),
        "frame": sum(_frame(page) for page in pages) / len(pages),
        "site": sum(files.values()),
        "files": len(files),
        "largest": max(count for path, count in files.items() if path.suffix == ".html"),
        "largest_data": max(path.stat().st_size for path in data.rglob("*") if path.is_file()),
        "kinds": kinds,
        "packages": sum(path.stat().st_size for path in data.rglob("*") if path.is_file()),
        "git": _packed(data),
        "entries": sum(1 for one in index if one["location"].startswith("units/")),
        "index": (site / "search/search_index.json").stat().st_size,
        "disk": disk.kept(Path(root)),
    }


def _kind(path: Path) -> str:
    """What a file of the site is counted as."""
    if path.parts[0] != "units":
        return path.parts[0]
    if path.name != "index.html":
        return f"{path.suffix} beside pages"
    return {3: "pages of units", 5: "source views"}.get(len(path.parts), "pages of disclosures")


def _frame(page: Path) -> int:
    """Bytes of a page outside its article, its list of contents and the metadata of what it is about."""
    html = page.read_bytes()
    start, end = html.index(b"<article"), html.index(b"</article>")
    contents = html.index(b"<ul", html.index(b"md-sidebar")), html.index(b"</ul>", html.index(b"md-sidebar"))
    metadata = html.index(b'<link rel="canonical"'), html.index(b"</script>", html.index(b"ld+json"))
    return len(html) - sum(last - first for first, last in ((start, end), contents, metadata))


def _packed(data: Path) -> float:
    """Bytes of a package in a git repository, packed: of the first units, which are as good as all."""
    units = sorted(path.name for path in data.glob("[0-9]*"))[:100]
    if shutil.which("git") is None or not units:
        return 0.0
    with tempfile.TemporaryDirectory() as place:
        git = ["git", "--git-dir", f"{place}/g", "--work-tree", "."]
        who = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
        for command in (["init", "-q"], ["add", *units], [*who, "commit", "-qm", "x"], ["repack", "-adq"]):
            subprocess.run([*git, *command], cwd=data, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - fixed
        packed = sum(path.stat().st_size for path in Path(place).rglob("*.pack"))
    return packed / sum(1 for unit in units for _ in (data / unit).iterdir())


def reading(root: str, n: str) -> dict[str, Any]:
    """Processor seconds of reading and recognising text up to typed records, and of its checks, in a warm process.

    The first disclosures only warm it up: no document is measured twice, so that no cache knows it.
    """
    from gongkai import checks, documents
    from gongkai.knowledge import load
    from gongkai.paths import Paths

    chosen = documents.discover(Paths(Path(root)))[0][: int(n)]
    warm = min(10, len(chosen) // 2)
    result = {"documents": len(chosen) - warm, "reading": 0.0, "checks": 0.0}
    for number, one in enumerate(chosen):
        seconds, package = _typed(one)
        started = time.process_time()
        checks.run(package, load())
        if number >= warm:
            result["reading"] += seconds
            result["checks"] += time.process_time() - started
    return result


def seed(number: str) -> dict[str, Any]:
    """Processor seconds of reading one of the seeds up to typed records, and of its checks, warmed up with the others."""
    from gongkai import checks, documents
    from gongkai.knowledge import load
    from gongkai.paths import Paths

    seeds = list(documents.discover(Paths(ROOT))[0])
    one = seeds.pop(int(number))
    for other in seeds:
        checks.run(_typed(other)[1], load())
    seconds, package = _typed(one)
    started = time.process_time()
    checks.run(package, load())
    return {"seconds": seconds, "checks": time.process_time() - started}


def _typed(disclosure: Any) -> tuple[float, Any]:
    """Processor seconds from the files of a disclosure to its package, which is not checked yet."""
    from gongkai import pipeline
    from gongkai.settings import Settings

    files = [(disclosure.folder / file.name, file.name) for file in disclosure.files]
    started = time.process_time()
    masked = pipeline.read_files(files, Settings())
    package, _ = pipeline.assemble(disclosure, [document.document for document in masked])
    return time.process_time() - started, package


def downloads(root: str, n: str) -> dict[str, Any]:
    """Seconds of what the stage `units` does for downloads and the catalogue: reading packages, their files and rows."""
    from gongkai import catalog, documents, packages
    from gongkai import downloads as made
    from gongkai.knowledge import load
    from gongkai.paths import Paths

    paths = Paths(Path(root))
    spent, publisher = 0.0, made.Publisher("benchmark")
    chosen = documents.discover(paths)[0][: int(n)]
    for number, one in enumerate((chosen[0], *chosen)):
        started = time.process_time()
        folder = paths.datapackages / one.unit.unit_id / one.key
        package = packages.load(folder)
        made.disclosure_files(package, {path.name: path.read_bytes() for path in folder.iterdir()}, publisher)
        catalog.unit_tables(one.unit, [catalog.CatalogInput(package)], load())
        spent += (time.process_time() - started) if number else 0.0
    return {"seconds": spent, "documents": len(chosen)}


def plain_way(root: str, n: str, only: str) -> dict[str, Any]:
    """The plain way on the first n packages: seconds of its parts, or of its `only` part `site`."""
    import plain

    with tempfile.TemporaryDirectory() as place:
        folders = sorted(Path(root).glob("datapackages/[0-9]*/*"))[: int(n)]
        return dict(plain.build(folders, Path(place), plain.SITE if only else ()))


def hugo_way(root: str) -> dict[str, Any]:
    """The pages of the site through Hugo; nothing where it is not installed."""
    import hugo

    with tempfile.TemporaryDirectory() as place:
        return dict(hugo.build(Path(root) / "build/site", Path(place)))


def pdf(*files: str) -> dict[str, Any]:
    """Our reading of PDFs, and pdfplumber's own table extraction alone, on the same pages."""
    import pdfplumber

    from gongkai import readers

    pages, ours, theirs = 0, 0.0, 0.0
    for name in files:
        started = time.process_time()
        readers.read(Path(name), Path(name).name, readers.Limits())
        middle = time.process_time()
        with pdfplumber.open(name) as document:
            for page in document.pages:
                for table in page.find_tables():
                    table.extract()
                pages += 1
                page.close()
        ours, theirs = ours + middle - started, theirs + time.process_time() - middle
    return {"pages": pages, "ours": ours, "theirs": theirs}


PARTS = {
    "make": make,
    "build": build,
    "change": change,
    "size": size,
    "reading": reading,
    "downloads": downloads,
    "seed": seed,
    "plain": plain_way,
    "hugo": hugo_way,
    "pdf": pdf,
}

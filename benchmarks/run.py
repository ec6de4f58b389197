"""Measure gongkai on a synthetic corpus and write the tables of results to benchmarks/README.md.

    python3 benchmarks/run.py [--disclosures N] [--larger M ...] [--plain P] [--site-files zip] [--pdf FILE ...]
                              [--seed S] [--keep FOLDER]

Every part runs in a process of its own, so that peak memory is that part's, and what is reported are ratios between
parts of the same run: the machine may be fast or slow. Seconds are those of the processor, of all processes together,
so that other work on the machine matters little, but for what is said to be by the clock.

Each size of `--larger` is one whole build on all cores, held against that of N; bodies of thousands take their time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PLAIN_AT = 1_000
"""The size of the target for the plain way."""
PLAIN_PARTS = 50
"""So many disclosures tell what the parts of the plain way cost that are in proportion to their number."""
SHOWN = 50
"""Bytes a disclosure below which a kind of file is not listed."""
ALL_FILES = 100
"""So many disclosures tell what the data files cost that a site of thousands does not offer."""
Row = tuple[str, str, str]
SEEDS = 5
"""The disclosures of this project that are measured, the first ones."""
sys.path[:0] = [str(ROOT / "src"), str(HERE)]

import others  # noqa: E402 - beside this file
from parts import PARTS  # noqa: E402 - beside this file


def main() -> int:
    """Run all parts in processes of their own; one part in this process where `--part` names it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--disclosures", type=int, default=200, help="size of the corpus (default 200)")
    parser.add_argument("--larger", type=int, nargs="*", default=[], help="further sizes, one build each")
    parser.add_argument("--plain", type=int, default=80, help="at most so many the plain way (default 80; 0: none)")
    parser.add_argument("--site-files", choices=("all", "zip", "none"), default="none", help="data files beside pages")
    parser.add_argument("--pdf", type=Path, nargs="*", default=[], help="PDFs to compare reading with pdfplumber on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="work in this folder and keep it")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*options.part[1:])))
        return 0
    readme = HERE / "README.md"
    place = options.keep or Path(tempfile.mkdtemp(prefix="gongkai-benchmark-"))
    try:
        for found in measure(place, options):
            text = report(found, options, readme.read_text(encoding="utf-8") if readme.is_file() else "")
            readme.write_text(text, encoding="utf-8", newline="\n")
    finally:
        if not options.keep:
            shutil.rmtree(place, ignore_errors=True)
    print(text)
    return 0


def part(*arguments: object) -> dict[str, Any]:
    """What one part measured, in a new process; with the peak memory of that process and its children.

    Modules may be kept compiled, as they are for users.
    """
    command = [sys.executable, str(HERE / "run.py"), "--part", *map(str, arguments)]
    print("…", *arguments, file=sys.stderr, flush=True)
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=compiled)  # noqa: S603 - this very file
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(place: Path, options: argparse.Namespace) -> Iterator[dict[str, list[Row]]]:
    """All results by heading: what, how much, and the target where there is one; again after each larger size."""
    n, files = options.disclosures, options.site_files
    root = place / "whole"
    part("make", root, n, options.seed)
    one = part("build", root, 1, "fresh", files)
    quarter = _build_apart(place, options, n // 4)
    found = {"Stages": _stages(one, n)}
    found["Weight"] = _sizes(part("size", root), n, quarter["size"], files)
    found["Changes"] = _changes(root, one, files)
    many = part("build", root, 0, "fresh", files)
    found["Cores"] = _second_core(one, many)
    plain = _measure_plain(root, options)
    found["Site engine and the plain way"] = _hugo(part("hugo", root), one) + _against_plain(plain, n, one, many)
    found["Reading, checks, data files"] = _reading(root, options, n)
    found["Scale"] = _scale(n // 4, quarter, n, many)
    yield found
    for size in options.larger:
        larger = _build_apart(place, options, size)
        rows = _scale(n, many, size, larger) + _limits(size, larger)
        if plain is not None:
            rows.append(_by_clock(plain, size, n, one["stages"]["read and check"] / n, larger))
        found[f"Scale, {size:,} disclosures"] = rows
        yield found


def _build_apart(place: Path, options: argparse.Namespace, size: int) -> dict[str, Any]:
    """One build of another size on all cores, with the sizes of its site."""
    root = place / f"apart-{size}"
    part("make", root, size, options.seed)
    built = part("build", root, 0, "fresh", options.site_files)
    built["size"] = part("size", root)
    shutil.rmtree(root)
    return built


def _changes(root: Path, one: dict[str, Any], files: str) -> list[Row]:
    """Nothing changed, and one disclosure, against the whole build."""
    again = part("build", root, 1, "", files)
    part("change", root)
    changed = part("build", root, 1, "", files)
    rows = [
        ("nothing changed", f"{again['seconds'] / one['seconds']:.2%} of the whole build", "≤ 1 %"),
        ("one disclosure changed", f"{changed['seconds'] / one['seconds']:.2%} of the whole build", "≤ 3 %"),
    ]
    for what, run in (("nothing", again), ("one disclosure", changed)):
        told = ", ".join(
            [f"start {run['start']:.2f}", *(f"{name} {spent:.2f}" for name, spent in run["stages"].items())]
        )
        rows.append((f"{what} changed, seconds", told, ""))
    return rows


def _reading(root: Path, options: argparse.Namespace, n: int) -> list[Row]:
    """Reading and checking by themselves, and the data files of a small site."""
    stages = part("reading", root, min(n, 100))
    seeds = [part("seed", number) for number in range(SEEDS)]
    real = sum(one["seconds"] for one in seeds)
    rows = []
    for what, count, seconds in (
        ("reading text, one core", stages["documents"], stages["reading"]),
        ("reading text, one core, the seeds", SEEDS, real),
    ):
        rows.append((what, f"{count / seconds:.0f} documents a second, up to typed records", "≥ 20"))
    rows.append(("checks against reading", f"{stages['checks'] / stages['reading']:.2f} × its time", "< 1 ×"))
    checked = sum(one["checks"] for one in seeds)
    rows.append(("checks against reading, the seeds", f"{checked / real:.2f} × its time", "< 1 ×"))
    if options.pdf:
        pdf = part("pdf", *options.pdf)
        what = f"reading PDF, our time / pdfplumber's time, {len(options.pdf)} files, {pdf['pages']} pages"
        rows.append((what, f"{pdf['ours'] / pdf['theirs']:.2f} ×", "≤ 1.3 ×"))
    small = min(n, ALL_FILES)
    place = root.parent / "all-files"
    part("make", place, small, options.seed)
    whole = part("build", place, 1, "fresh", "all")
    made = part("downloads", place, small)
    share = (whole["stages"]["catalogue"] + small * made["seconds"] / made["documents"]) / whole["seconds"]
    shutil.rmtree(place)
    each = f"{1000 * whole['seconds'] / small:.0f} ms a disclosure"
    rows.append((f"`site_files: all`, whole build of {small}, one core", each, ""))
    rows.append(("`site_files: all`, catalogue and downloads, share of it", f"{share:.0%}", "≤ 25 %"))
    return rows


def _second_core(one: dict[str, Any], two: dict[str, Any]) -> list[Row]:
    """By the clock where nobody else used the machine; what the second process costs in any case."""
    busy = max(one["others"], two["others"])
    rows = []
    for name in ("read and check", "units", "site", "whole build"):
        first, second = (run["clock"] if name == "whole build" else run["stage_clock"][name] for run in (one, two))
        told = f"{first / second:.2f} ×" if busy < others.BUSY else f"not measurable: load of others {busy:.1f} cores"
        rows.append((f"second core, {name}", told, "≥ 1.7 ×" if name == "read and check" else ""))
    rows.append(("processor time with two processes against one", f"{two['seconds'] / one['seconds']:.2f} ×", ""))
    return rows


def _hugo(hugo: dict[str, Any], one: dict[str, Any]) -> list[Row]:
    """The frame, filling it with pages and the whole site stage against Hugo's run, which looks for no personal data."""
    what, target = "frame, filling it and site stage, processor time, against Hugo given the same HTML", "≤ 2 ×"
    if not hugo:
        return [(what, "not measured: hugo is not installed", target)]
    site = one["stages"]["site"] - one["gate"]
    ours = {"frame": one["stages"]["frame"], "filling": one["filling"], "site stage but the last gate": site}
    told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in ours.items())
    told = f"{told}; Hugo {hugo['seconds']:.2f} s, {hugo['pages']:,} pages"
    return [
        (what, f"{sum(ours.values()) / hugo['seconds']:.1f} × ({told})", target),
        ("the same with the last gate", f"{(sum(ours.values()) + one['gate']) / hugo['seconds']:.1f} ×", ""),
    ]


def _stages(one: dict[str, Any], n: int) -> list[Row]:
    rows = [
        (f"{name}, one core", f"{1000 * seconds / n:.0f} ms a disclosure ({seconds / one['seconds']:.0%})", "")
        for name, seconds in one["stages"].items()
    ]
    rows.append((f"whole build of {n:,}, one core", f"{1000 * one['seconds'] / n:.0f} ms a disclosure", ""))
    rows.append(("peak memory", f"{one['peak']:.0f} MB", "≤ 600 MB"))
    return rows


def _sizes(size: dict[str, Any], n: int, quarter: dict[str, Any], files: str) -> list[Row]:
    """What a disclosure weighs: of a whole site, and each further one, from two sizes."""

    def kb(value: float) -> str:
        return f"{value / 1000:.1f} KB"

    more = n - n // 4
    further = {name: (value - quarter["kinds"].get(name, 0)) / more for name, value in size["kinds"].items()}
    growth = (size["site"] - quarter["site"]) / more
    rows = [
        ("page of a disclosure (8 tables), HTML", kb(size["page"]), "≤ 60 KB"),
        ("page of a disclosure, gzip", kb(size["page_gzip"]), "≤ 15 KB"),
        ("source view, HTML", kb(size["source"]), ""),
        ("page of a unit, HTML", kb(size["unit"]), ""),
        ("frame of a page, HTML", kb(size["frame"]), "≤ 4 KB"),
        (f"site with `site_files: {files}`, each further disclosure", kb(growth), "≤ 100 KB (1 GB at 10,000)"),
    ]
    rows += [
        (f"of that: {name}", kb(value), "")
        for name, value in sorted(further.items(), key=lambda one: -one[1])
        if value >= SHOWN
    ]
    return [
        *rows,
        ("one site of 1 GB holds", f"{(1e9 - size['site']) / growth + n:,.0f} disclosures", "10,000"),
        ("packages in git, plain", f"{kb(size['packages'] / n)} a disclosure", ""),
        ("packages in git, packed", f"{kb(size['git'])} a disclosure", ""),
        ("search index, each further disclosure", f"{(size['index'] - quarter['index']) / more:.0f} bytes", "≤ 500"),
        *((f"disk: {name}", f"{kb(value / n)} a disclosure", "") for name, value in size["disk"].items()),
    ]


def _scale(small: int, less: dict[str, Any], large: int, more: dict[str, Any]) -> list[Row]:
    """What a larger corpus costs against a smaller one, both on all cores."""
    factor = large / small
    return [
        (
            f"time from {small:,} to {large:,}",
            f"{more['seconds'] / less['seconds']:.2f} × for {factor:.2g} × as many",
            f"≤ {1.1 * factor:.2g} ×",
        ),
        (f"memory from {small:,} to {large:,}", f"{more['peak'] / less['peak']:.2f} ×", "≤ 1.5 × for 4 ×"),
    ]


def _limits(n: int, built: dict[str, Any]) -> list[Row]:
    """Whether one site holds so many."""
    size = built["size"]
    stages = ", ".join(f"{name} {seconds:.0f}" for name, seconds in built["stage_clock"].items())
    return [
        ("processor, all processes", f"{1000 * built['seconds'] / n:.0f} ms a disclosure", ""),
        ("by the clock", f"{built['clock'] / 60:.1f} minutes", ""),
        ("by the clock, seconds", stages, ""),
        ("peak memory of a process", f"{built['peak']:.0f} MB", "≤ 600 MB"),
        ("site", f"{size['site'] / 1e6:.0f} MB, {size['files']:,} files", "≤ 1 GB at 10,000"),
        ("search index", f"{size['index'] / 1e6:.2f} MB", "≤ 5 MB at 10,000"),
        ("largest page", f"{size['largest'] / 1000:.0f} KB", ""),
        ("largest file of datapackages/", f"{size['largest_data'] / 1e6:.1f} MB", "< 100 MB, what git hosts take"),
        ("disk, all", f"{sum(size['disk'].values()) / 1e9:.2f} GB", ""),
    ]


@dataclass(frozen=True)
class Plain:
    """What the plain way costs: its `parts` in seconds a disclosure, and pages and engine, `measured` at some sizes."""

    parts: Mapping[str, float]
    measured: Mapping[int, float]
    few: int

    def site(self, n: int) -> float:
        """Seconds that pages and engine take for `n` disclosures: as measured, or by a curve through what was measured."""
        import plain

        linear, square = plain.fit(self.measured)
        return self.measured.get(n) or linear * n + square * n**2

    def each(self, n: int) -> float:
        """Seconds of one of `n` disclosures, without reading and checking, which is the same code as ours."""
        return sum(self.parts.values()) + self.site(n) / n

    def how(self, n: int) -> str:
        """Where the time of pages and engine is from."""
        return "measured" if n in self.measured else f"extrapolated from {', '.join(map(str, self.measured))}"


def _measure_plain(root: Path, options: argparse.Namespace) -> Plain | None:
    """The plain way at a few sizes; None where it was not asked for."""
    import plain

    n = min(options.plain, options.disclosures)
    sizes = sorted({size for size in (n // 4, n // 2, n) if size})
    if not sizes:
        return None
    few = min(PLAIN_PARTS, n)
    spent = part("plain", root, few, "")
    left_out = (*plain.SITE, *(("zips",) if options.site_files == "none" else ()))
    parts = {name: seconds / few for name, seconds in spent.items() if name not in left_out}
    return Plain(parts, {size: sum(part("plain", root, size, "site").values()) for size in sizes}, few)


def _against_plain(plain: Plain | None, n: int, one: dict[str, Any], many: dict[str, Any]) -> list[Row]:
    """The plain way against ours, on one core and on all; what is measured and what is extrapolated is said."""
    if plain is None:
        return []
    rows = [
        (f"plain way, {name}, measured at {plain.few}", f"{1000 * spent:.0f} ms a disclosure", "")
        for name, spent in plain.parts.items()
    ]
    rows.append(
        (
            f"plain way, pages and site engine at {n:,}, {plain.how(n)}",
            f"{1000 * plain.site(n) / n:.0f} ms a disclosure",
            "",
        )
    )
    ours, reading = one["seconds"] / n, one["stages"]["read and check"] / n
    without, whole = plain.each(n), f"plain way at {n:,} against ours"
    return [
        *rows,
        _by_clock(plain, n, n, reading, many, "≥ 20 ×" if n == PLAIN_AT else ""),
        (
            f"{whole}, by the clock, without reading and checking",
            f"{without * n / (many['clock'] - many['stage_clock']['read and check']):.1f} ×",
            "",
        ),
        (f"{whole}, processor time, with reading and checking", f"{(without + reading) / ours:.1f} ×", ""),
        (f"{whole}, processor time, without", f"{without / (ours - reading):.1f} ×", ""),
    ]


def _by_clock(plain: Plain, size: int, n: int, reading: float, built: dict[str, Any], target: str = "") -> Row:
    """The plain way, which uses one core, against our build of `size` on all cores, as one who waits for it would."""
    seconds = size * (plain.each(size) + reading)
    how = "" if size == n else f", {plain.how(size)}"
    what = f"plain way at {size:,} against ours on all cores, by the clock, with reading and checking as ours ({1000 * reading:.0f} ms){how}"
    return (
        what,
        f"{seconds / built['clock']:.1f} × ({seconds / 60:.0f} against {built['clock'] / 60:.1f} minutes)",
        target,
    )


def machine() -> str:
    """The processor, its cores and the memory."""
    memory = (
        "" if sys.platform == "win32" else f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    )
    load = "" if sys.platform == "win32" else f"; load average {os.getloadavg()[2]:.1f} (the less, the truer the times)"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}; Python {platform.python_version()}{load}"


def report(found: dict[str, list[Row]], options: argparse.Namespace, before: str) -> str:
    """README.md: what was found, and of the one `before` the sections that were not measured now, as they are."""
    head = [
        "# Benchmarks", "",
        "Written by `python3 benchmarks/run.py`; `--help` says what it can do. `corpus.py` makes the corpus: disclosures",
        "of 8 tables and some 200 rows in both styles of text export, the same for the same seed. `plain.py` is the plain",
        "way to compare with, `hugo.py` the same pages through Hugo. Trust the ratios: what is held against one another",
        "ran in one run on the same machine, one part after another. A section stays until it is measured again, and says",
        "which run it is from. Nothing in the test suite is timed. `fuzz.py` is for correctness, not speed.",
    ]  # fmt: skip
    run = f"Run of {datetime.now(UTC).date().isoformat()}, gongkai {_code()}, seed {options.seed}, `site_files: {options.site_files}`. {machine()}."
    sections: dict[str, str] = {}
    for heading, rows in found.items():
        table = ["| what | result | target |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
        sections[heading] = "\n".join(["", run, "", *table, ""])
    kept = dict(part.partition("\n")[::2] for part in before.split("\n## ")[1:])
    sections |= {heading: text for heading, text in kept.items() if heading not in sections}
    return "\n".join(head) + "\n" + "".join(f"\n## {heading}\n{text.rstrip()}\n" for heading, text in sections.items())


def _code() -> str:
    """The first digits of the digest of what was measured."""
    from gongkai import fingerprint

    return fingerprint.code()[:8]


if __name__ == "__main__":
    sys.exit(main())

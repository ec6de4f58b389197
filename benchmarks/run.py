"""Measure gongkai on a synthetic corpus and write the table of results to benchmarks/README.md.

    python3 benchmarks/run.py [--disclosures N] [--plain N] [--only build] [--no-linearity] [--site-files zip]
                              [--pdf FILE ...] [--seed S] [--keep FOLDER]

Every part runs in a process of its own, so that peak memory is that part's, and what is reported are ratios between
parts of the same run: the machine may be fast or slow. Seconds are those of the processor, so that other work on the
machine matters little, but for the second core, which needs the clock and an idle machine.

From 2,000 disclosures on it does what `--only build --site-files zip` says: one whole build, one with nothing changed,
one with one disclosure changed, the sizes and the disk, nothing else.
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
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LARGE = 2_000
"""From so many disclosures on, only what is about scale is measured."""
PLAIN_AT = 1_000
SEEDS = 5
"""The disclosures of this project that are measured, the first ones."""
sys.path[:0] = [str(ROOT / "src"), str(HERE)]

import others  # noqa: E402 - beside this file
from parts import PARTS  # noqa: E402 - beside this file


def main() -> int:
    """Run all parts in processes of their own; one part in this process where `--part` names it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--disclosures", type=int, default=200, help="size of the corpus (default 200)")
    parser.add_argument("--plain", type=int, default=80, help="at most so many the plain way (default 80; 0: none)")
    parser.add_argument("--only", choices=("build",), help="one build, and two with little to do; no comparisons")
    parser.add_argument("--site-files", choices=("all", "zip"), help="the data files beside the pages")
    parser.add_argument("--no-linearity", action="store_true", help="leave out the build of a quarter of the corpus")
    parser.add_argument("--pdf", type=Path, nargs="*", default=[], help="PDFs to compare reading with pdfplumber on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="work in this folder and keep it")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*options.part[1:])))
        return 0
    if options.disclosures >= LARGE:
        options.only, options.site_files = options.only or "build", options.site_files or "zip"
    options.site_files = options.site_files or "all"
    place = options.keep or Path(tempfile.mkdtemp(prefix="gongkai-benchmark-"))
    try:
        rows = measure(place, options)
    finally:
        if not options.keep:
            shutil.rmtree(place, ignore_errors=True)
    text = report(rows, options)
    print(text)
    (HERE / "README.md").write_text(text, encoding="utf-8", newline="\n")
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


def measure(place: Path, options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """All results: what, how much, and the target where there is one."""
    n = options.disclosures
    root = place / "whole"
    part("make", root, n, options.seed)
    one = part("build", root, 1, "fresh", options.site_files)
    again = part("build", root, 1, "", options.site_files)
    part("change", root)
    changed = part("build", root, 1, "", options.site_files)
    rows = _stages(one, n)
    rows += _sizes(part("size", root), n, options.site_files)
    rows.append(("nothing changed", f"{again['seconds'] / one['seconds']:.2%} of the whole build", "≤ 1 %"))
    rows.append(("one disclosure changed", f"{changed['seconds'] / one['seconds']:.2%} of the whole build", "≤ 3 %"))
    for what, run in (("nothing", again), ("one disclosure", changed)):
        told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in run["stages"].items())
        rows.append((f"{what} changed, seconds", f"start {run['start']:.2f}, {told}", ""))
    if options.only:
        return rows
    rows += _hugo(part("hugo", root), one, n)
    two = part("build", root, 2, "fresh", options.site_files)
    rows += _second_core(one, two)
    stages = part("reading", root, min(n, 100))
    seeds = [part("seed", number) for number in range(SEEDS)]
    real = sum(one["seconds"] for one in seeds)
    for what, count, seconds in (
        ("reading text, one core", stages["documents"], stages["reading"]),
        ("reading text, one core, the seeds", SEEDS, real),
    ):
        rows.append((what, f"{count / seconds:.0f} documents a second, up to typed records", "≥ 20"))
    rows.append(("checks against reading", f"{stages['checks'] / stages['reading']:.2f} × its time", "< 1 ×"))
    checked = sum(one["checks"] for one in seeds)
    rows.append(("checks against reading, the seeds", f"{checked / real:.2f} × its time", "< 1 ×"))
    made = part("downloads", root, min(n, 100))
    share = (one["stages"]["catalogue"] + n * made["seconds"] / made["documents"]) / one["seconds"]
    rows.append(("catalogue and downloads, share of the whole build", f"{share:.0%}", "≤ 25 %"))
    if not options.no_linearity:
        rows += _linearity(place, options, one)
    rows += _plain(root, options, one)
    if options.pdf:
        pdf = part("pdf", *options.pdf)
        what = f"reading PDF, our time / pdfplumber's time, {len(options.pdf)} files, {pdf['pages']} pages"
        rows.append((what, f"{pdf['ours'] / pdf['theirs']:.2f} ×", "≤ 1.3 ×"))
    return rows


def _second_core(one: dict[str, Any], two: dict[str, Any]) -> list[tuple[str, str, str]]:
    """By the clock where nobody else used the machine; what the second process costs in any case."""
    busy = max(one["others"], two["others"])
    rows = []
    for name in ("read and check", "units", "whole build"):
        first, second = (run["clock"] if name == "whole build" else run["stage_clock"][name] for run in (one, two))
        told = f"{first / second:.2f} ×" if busy < others.BUSY else f"not measurable: load of others {busy:.1f} cores"
        rows.append((f"second core, {name}", told, "≥ 1.7 ×" if name == "read and check" else ""))
    rows.append(("processor time with two processes against one", f"{two['seconds'] / one['seconds']:.2f} ×", ""))
    return rows


def _hugo(hugo: dict[str, Any], one: dict[str, Any], n: int) -> list[tuple[str, str, str]]:
    """The whole site stage against Hugo's run."""
    what, target = "site stage, processor time, against Hugo given the same HTML", "≤ 2 ×"
    if not hugo:
        return [(what, "not measured: hugo is not installed", target)]
    told = f"Hugo: {1000 * hugo['seconds'] / n:.0f} ms a disclosure, {hugo['pages']} pages"
    return [(what, f"{one['stages']['site'] / hugo['seconds']:.1f} × ({told})", target)]


def _stages(one: dict[str, Any], n: int) -> list[tuple[str, str, str]]:
    rows = [
        (f"{name}, one core", f"{1000 * seconds / n:.0f} ms a disclosure ({seconds / one['seconds']:.0%})", "")
        for name, seconds in one["stages"].items()
    ]
    rows.append(("whole build, one core", f"{1000 * one['seconds'] / n:.0f} ms a disclosure", ""))
    rows.append(("peak memory", f"{one['peak']:.0f} MB", "≤ 600 MB"))
    return rows


def _sizes(size: dict[str, Any], n: int, files: str) -> list[tuple[str, str, str]]:
    def kb(value: float) -> str:
        return f"{value / 1000:.1f} KB"

    rows = [
        ("page of a disclosure (8 tables), HTML", kb(size["page"]), "≤ 60 KB"),
        ("page of a disclosure, gzip", kb(size["page_gzip"]), "≤ 15 KB"),
        ("source view, HTML", kb(size["source"]), ""),
        ("page of a unit, HTML", kb(size["unit"]), ""),
        ("frame of a page, HTML", kb(size["frame"]), "≤ 4 KB"),
        ("all HTML", f"{kb(size['html'] / n)} a disclosure, with the pages that do not grow", ""),
        ("HTML that grows", f"{kb(size['html_growing'] / n)} a disclosure", "≤ 65 KB"),
        ("site for each disclosure", kb(size["site"] / n), "≤ 100 KB (1 GB at 10,000)"),
        ("site at 10,000, all files", f"{size['growing'] / n * 10_000 / 1e9:.2f} GB", ""),
        ("site at 10,000, `site_files: zip`", f"{size['lean'] / n * 10_000 / 1e9:.2f} GB", "≤ 1 GB"),
        ("packages in git, plain", f"{kb(size['packages'] / n)} a disclosure", ""),
        ("packages in git, packed", f"{kb(size['git'])} a disclosure", ""),
        (
            "search index",
            f"{size['search'] / size['pages']:.0f} bytes an entry, {size['pages'] / n:.1f} entries a disclosure",
            "≤ 0.5 KB",
        ),
        ("search index at 10,000", f"{size['search'] / n * 10_000 / 1e6:.1f} MB", "≤ 5 MB"),
    ]
    rows += [(f"site: {name} files", f"{kb(value / n)} a disclosure", "") for name, value in size["kinds"].items()]
    rows.append((f"site, whole, `site_files: {files}`", f"{size['site'] / 1e6:.1f} MB", "≤ 1 GB at 10,000"))
    rows.append(("search index, whole", f"{size['index'] / 1e6:.2f} MB", "≤ 5 MB at 10,000"))
    rows += [(f"disk: {name}", f"{kb(value / n)} a disclosure", "") for name, value in size["disk"].items()]
    rows.append(("disk: all", f"{sum(size['disk'].values()) / 1e9:.2f} GB", ""))
    return rows


def _linearity(place: Path, options: argparse.Namespace, one: dict[str, Any]) -> list[tuple[str, str, str]]:
    n = options.disclosures
    small = place / "quarter"
    part("make", small, n // 4, options.seed)
    quarter = part("build", small, 1, "fresh", options.site_files)
    shutil.rmtree(small)
    return [
        (f"time from {n // 4} to {n}", f"{one['seconds'] / quarter['seconds']:.2f} ×", "≤ 4.4 ×"),
        (f"memory from {n // 4} to {n}", f"{one['peak'] / quarter['peak']:.2f} ×", "≤ 1.5 ×"),
    ]


def _plain(root: Path, options: argparse.Namespace, one: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The plain way at some sizes, and from there at 1,000 disclosures: what is measured and what is not is said."""
    import plain

    n = min(options.plain, options.disclosures)
    sizes = sorted({size for size in (n // 4, n // 2, n) if size})
    if not sizes:
        return []
    runs = {size: part("plain", root, size) for size in sizes}
    full = runs[sizes[-1]]
    rows = [
        (f"plain way, {name}, at {n}", f"{1000 * spent / n:.0f} ms a disclosure", "") for name, spent in full.items()
    ]
    ours = (one["seconds"] - one["stages"]["read and check"]) / options.disclosures
    rows.append((f"plain way at {n}, without reading", f"{sum(full.values()) / n / ours:.1f} × the time of ours", ""))
    linear, square = plain.fit({size: run["site engine"] for size, run in runs.items()})
    linear += sum(spent for name, spent in full.items() if name != "site engine") / n
    theirs = linear * PLAIN_AT + square * PLAIN_AT**2
    rows.append(
        (
            f"plain way at {PLAIN_AT:,}, extrapolated from {', '.join(map(str, sizes))}",
            f"{theirs / (ours * PLAIN_AT):.1f} × the time of ours, extrapolated from {options.disclosures}; "
            f"theirs {1000 * linear:.0f} n + {1000 * square:.3f} n² ms, ours {1000 * ours:.0f} n ms",
            "≥ 20 ×",
        )
    )
    return rows


def machine() -> str:
    """The processor, its cores and the memory."""
    memory = (
        "" if sys.platform == "win32" else f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    )
    load = "" if sys.platform == "win32" else f"; load average {os.getloadavg()[2]:.1f} (the less, the truer the times)"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}; Python {platform.python_version()}{load}"


def report(rows: list[tuple[str, str, str]], options: argparse.Namespace) -> str:
    """README.md."""
    lines = [
        "# Benchmarks", "",
        "Written by `python3 benchmarks/run.py`; `--help` says what it can do. `corpus.py` makes the corpus: disclosures",
        "of 8 tables and some 200 rows in both styles of text export, the same for the same seed. `plain.py` is the plain",
        "way to compare with, `hugo.py` the same pages through Hugo. Trust the ratios: all parts ran on the same machine, one after another. Nothing in the test",
        "suite is timed. `fuzz.py` is for correctness, not speed.", "",
        f"{options.disclosures} disclosures, seed {options.seed}. {machine()}.", "",
        "| what | result | target |", "|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows), "",
    ]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

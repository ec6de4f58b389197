"""The same data the plain way, for comparison, as one would write it without a thought for thousands of pages.

pandas writes the CSVs, frictionless validates each package on its own, tables are pipe tables in Markdown, one page for
each disclosure, every page is in the nav, and the site engine makes everything in one run. Reading is left out. The nav
stands on every page, so the engine takes time in proportion to n and to n²; the rest is in proportion to n.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

HEAVY = ("cells", "amounts", "checks", "sections", "statements", "tables")


def build(folders: list[Path], work: Path) -> dict[str, float]:
    """Processor seconds of each part, for the packages in `folders`; `work` is an empty folder."""
    import frictionless  # noqa: F401 - all imports come before the clock, for they cost the same for any n
    import material.extensions.emoji  # noqa: F401
    import mkdocs.commands.build  # noqa: F401
    import pandas  # noqa: F401

    seconds = {}
    for name, part in (("CSVs", _csvs), ("validation", _validate), ("pages", _pages), ("site engine", _engine)):
        started = time.process_time()
        part(folders, work)
        seconds[name] = time.process_time() - started
    return seconds


def _csvs(folders: list[Path], work: Path) -> None:
    import pandas

    for folder in folders:
        target = work / "csv" / folder.parent.name / folder.name
        target.mkdir(parents=True)
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            pandas.DataFrame(rows).to_csv(target / path.name, index=False)


def _validate(folders: list[Path], work: Path) -> None:  # noqa: ARG001 - all parts are called alike
    from frictionless import Package

    for folder in folders:
        report = Package(str(folder / "datapackage.json")).validate()
        assert report.valid, folder


def _pages(folders: list[Path], work: Path) -> None:
    docs = work / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# All\n", encoding="utf-8")
    for folder in folders:
        title = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["title"]
        parts = [f"# {title}\n"]
        for path in sorted(folder.glob("*.csv")):
            if path.stem not in HEAVY:
                parts += [f"## {path.stem}\n", "\n".join(_table(path)), ""]
        (docs / f"{folder.parent.name}-{folder.name}.md").write_text("\n".join(parts), encoding="utf-8")


def _table(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            yield f"| {' | '.join(one.replace('|', '&#124;') for one in row[3:])} |"
            if number == 0:
                yield "|" + "---|" * len(row[3:])


def _engine(folders: list[Path], work: Path) -> None:  # noqa: ARG001 - all parts are called alike
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config

    (work / "mkdocs.yml").write_text("site_name: plain\ntheme: {name: material}\n", encoding="utf-8")
    config = load_config(str(work / "mkdocs.yml"), docs_dir=str(work / "docs"), site_dir=str(work / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    run(config)


def fit(measured: Mapping[int, float]) -> tuple[float, float]:
    """a and b of the curve a·n + b·n² that comes nearest to some measured times, in relation to each of them.

    b is never below 0; with one size alone it is 0.
    """
    # least squares of a + b·n against t / n
    points = [(n, seconds / n) for n, seconds in measured.items()]
    mean_n, mean_t = (sum(one[place] for one in points) / len(points) for place in (0, 1))
    spread = sum((n - mean_n) ** 2 for n, _ in points)
    b = max(0.0, sum((n - mean_n) * (t - mean_t) for n, t in points) / spread) if spread else 0.0
    return max(0.0, mean_t - b * mean_n), b

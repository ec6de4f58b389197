"""The same data the plain way, for comparison: pandas for the CSVs, one frictionless validation for each package, tables
as pipe tables in Markdown, every page in the nav, one run of the site engine."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator
from pathlib import Path

HEAVY = ("cells", "amounts", "checks", "sections", "statements", "tables")


def build(datapackages: Path, work: Path) -> dict[str, float]:
    """Seconds of each part. `datapackages` are the published packages, `work` an empty folder."""
    folders = sorted(path.parent for path in datapackages.glob("[0-9]*/*/datapackage.json"))
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

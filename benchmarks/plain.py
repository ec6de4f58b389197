"""The same site the plain way, for comparison, as one would write it without a thought for thousands of pages.

pandas writes the CSVs and stacks them into the tables of the corpus, frictionless validates each package on its own,
zipfile packs it, tables are pipe tables in Markdown, every page is in the nav, and the site engine makes everything in
one run. There are a page for each disclosure, its source and each unit, as in ours, with the tables as printed and the
text; what ours have beside that (anchors, charts, comparisons, citations, a ledger of addresses) is left out here, and so
is reading, which would be the same code. The nav stands on every page, so the engine takes time in proportion to n and
to n²; the rest is in proportion to n.
"""

from __future__ import annotations

import csv
import json
import time
import zipfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

Rows = list[dict[str, str]]
STACKED = ("checks", "statements", "tables")
"""Tables of the packages that are tables of the corpus, too."""


SITE = ("pages", "site engine")


def build(folders: list[Path], work: Path, only: tuple[str, ...] = ()) -> dict[str, float]:
    """Processor seconds of each part, or of `only` some, for the packages in `folders`; `work` is an empty folder."""
    import frictionless  # noqa: F401 - all imports come before the clock, for they cost the same for any n
    import material.extensions.emoji  # noqa: F401
    import mkdocs.commands.build  # noqa: F401
    import pandas  # noqa: F401

    seconds = {}
    for name, part in PARTS.items():
        if only and name not in only:
            continue
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
            pandas.DataFrame(_rows(path)).to_csv(target / path.name, index=False)


def _validate(folders: list[Path], work: Path) -> None:  # noqa: ARG001 - all parts are called alike
    from frictionless import Package

    for folder in folders:
        report = Package(str(folder / "datapackage.json")).validate()
        assert report.valid, folder


def _zips(folders: list[Path], work: Path) -> None:
    (work / "zip").mkdir()
    for folder in folders:
        target = work / "zip" / f"{folder.parent.name}-{folder.name}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, path.name)


def _corpus(folders: list[Path], work: Path) -> None:
    import pandas

    for name in STACKED:
        found = [pandas.read_csv(folder / f"{name}.csv", dtype=str) for folder in folders]
        pandas.concat(found).to_csv(work / f"{name}.csv", index=False)


def _pages(folders: list[Path], work: Path) -> None:
    docs = work / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# All\n", encoding="utf-8")
    for unit, years in groupby(folders, key=lambda folder: folder.parent.name):
        parts = [f"# {unit}\n"]
        for folder in years:
            title = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["title"]
            name = f"{unit}-{folder.name}"
            parts += [f"## {title}\n", "\n".join(_statements(folder)), ""]
            _write(docs / f"{name}.md", f"# {title}\n", *_disclosure(folder))
            _write(docs / f"{name}-source.md", f"# {title}\n", *_source(folder))
        _write(docs / f"{unit}.md", *parts)


def _disclosure(folder: Path) -> Iterator[str]:
    """Text, statements and tables as printed."""
    yield from (f"{row['text']}\n" for row in _rows(folder / "sections.csv"))
    yield "\n".join(_statements(folder))
    captions = {row["table_id"]: row["caption"] for row in _rows(folder / "tables.csv")}
    for table, found in groupby(_rows(folder / "cells.csv"), key=lambda row: row["table_id"]):
        yield f"\n## {captions[table]}\n"
        for number, (_, cells) in enumerate(groupby(found, key=lambda row: row["row"])):
            texts = [_escaped(cell["text"]) for cell in cells]
            yield f"| {' | '.join(texts)} |"
            if number == 0:
                yield "|" + "---|" * len(texts)


def _source(folder: Path) -> Iterator[str]:
    """Every line of text and every cell, numbered as in the source."""
    lines = [(int(row["line_start"] or 0), row["text"]) for row in _rows(folder / "sections.csv")]
    lines += [(int(row["line"] or 0), row["text"]) for row in _rows(folder / "cells.csv")]
    yield from (f"{number} {_escaped(text)}\n" for number, text in sorted(lines))


def _statements(folder: Path) -> Iterator[str]:
    names = ("indicator", "year", "amount", "change", "sentence")
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for row in _rows(folder / "statements.csv") if (folder / "statements.csv").is_file() else []:
        yield f"| {' | '.join(_escaped(row[name]) for name in names)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "&#124;").replace("\n", " ")


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, *parts: str) -> None:
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _engine(folders: list[Path], work: Path) -> None:  # noqa: ARG001 - all parts are called alike
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config

    (work / "mkdocs.yml").write_text("site_name: plain\ntheme: {name: material}\n", encoding="utf-8")
    config = load_config(str(work / "mkdocs.yml"), docs_dir=str(work / "docs"), site_dir=str(work / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    run(config)


PARTS = {
    "CSVs": _csvs,
    "validation": _validate,
    "zips": _zips,
    "corpus": _corpus,
    "pages": _pages,
    "site engine": _engine,
}


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

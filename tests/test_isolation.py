"""One bad disclosure among many costs itself only."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main

ROOT = Path(__file__).parents[1]
PAGE = "build/site/units/{}/index.html"
STALE = "could not be rebuilt; the data shown is of an earlier build"


def build(root: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--workers", "1"])
    return result.exit_code, result.output + result.stderr


def declare(folder: Path, name: str, data: bytes) -> None:
    """Replace the file of a disclosure, and its hash."""
    old = next(folder.glob("*.txt"))
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    text = (folder / "disclosure.yml").read_text(encoding="utf-8")
    text = text.replace(old.name, name).replace(before, hashlib.sha256(data).hexdigest())
    old.unlink()
    (folder / name).write_bytes(data)
    (folder / "disclosure.yml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def broken(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """A project built once, then again after a document, a hash and a unit went bad."""
    root = tmp_path_factory.mktemp("broken") / "project"
    shutil.copytree(built, root)
    declare(root / "disclosures/130532-kexie/2019-budget", "now.pdf", b"%PDF-1.4 and nothing more")
    damaged = next((root / "disclosures/131000-kexie/2023-budget").glob("*.txt"))
    damaged.write_bytes(damaged.read_bytes() + b"more")
    (root / "disclosures/130821-kexie/unit.yml").write_text("unit_id: [\n", encoding="utf-8")
    return root, *build(root)


def test_the_summary_names_what_was_left_out(broken: tuple[Path, int, str]) -> None:
    root, code, output = broken
    assert code == 1, output
    assert " left out;" in output, output
    with (root / "build/reports/left_out.csv").open(encoding="utf-8", newline="") as file:
        where = " ".join(row["where"] for row in csv.DictReader(file))
    for name in ("130532-kexie/2019-budget", "131000-kexie/2023-budget", "130821-kexie/unit.yml"):
        assert name in output and name in where


def test_what_was_published_before_stays_and_says_that_it_is_stale(broken: tuple[Path, int, str], built: Path) -> None:
    root, _, _ = broken
    for name in ("130532-kexie/2019-budget", "131000-kexie/2023-budget", "130821-kexie/2023-performance"):
        assert STALE in (root / PAGE.format(name)).read_text(encoding="utf-8")
        before = sorted((built / "datapackages" / name).iterdir())
        assert [(path.name, path.read_bytes()) for path in before] == [
            (path.name, path.read_bytes()) for path in sorted((root / "datapackages" / name).iterdir())
        ]
    for name in ("110102-kexie/2019-budget", "130300-kexie/2021-budget"):
        assert STALE not in (root / PAGE.format(name)).read_text(encoding="utf-8")

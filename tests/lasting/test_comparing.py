"""`gongkai diff` finds what it is told to compare; promises of an earlier commit are held."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_packages import UNIT, build

from gongkai import comparing, permalinks
from gongkai.cli import main
from gongkai.errors import SourceError
from gongkai.packages.write import write
from gongkai.permalinks.found import Anchors
from gongkai.permalinks.ledger import EMPTY, State, propose

NAME = f"{UNIT.unit_id}/2021-budget"
pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two commits of a package and of a ledger; the second total and a promise differ."""
    root = tmp_path / "p"
    (root / "site_src").mkdir(parents=True)
    git(root, "init", "-q")
    pages = {"a/": Anchors(frozenset({"s001", "s002"})), "b/": Anchors(frozenset())}
    for number, total in enumerate(("604.42", "700")):
        write(build(total=total), root / "datapackages" / NAME, f"{number + 1}.0.0")
        ledger = permalinks.release(propose(EMPTY, pages, {"a/": State(1, "a" * 64)}), date(2026, 1, 1))
        (root / "site_src/permalinks.csv").write_bytes(ledger.encode())
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "x")
        pages = {"a/": Anchors(frozenset({"s001"}))}
    return root


def test_two_commits_a_commit_and_a_folder_two_folders(root: Path) -> None:
    for old, new in (("HEAD~1", "HEAD"), ("HEAD~1", str(root)), ("HEAD~1", str(root / "datapackages"))):
        text = comparing.compare(root, old, new, "text")
        assert f"~ {NAME} expenditure t01r1 budget total: '6044200" in text
        assert text.endswith("1 changed, 0 added, 0 removed\n")
    assert comparing.compare(root, str(root), str(root), "csv") == "package,resource,row,field,kind,old,new\n"


def test_versions_are_named(root: Path) -> None:
    kept = root / "datapackages/versions" / NAME / "v1"
    write(build(), kept, "1.0.0")
    assert f"| {NAME} | expenditure |" in comparing.compare(root, f"{NAME}@v1", NAME, "markdown")
    assert comparing.compare(root, f"{NAME}@v2", NAME, "text").startswith("0 values")
    with pytest.raises(SourceError, match="there are: v1, v2"):
        comparing.compare(root, f"{NAME}@v3", NAME, "text")


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "999999-x/2020-budget"])
def test_what_is_not_there_is_named(root: Path, name: str) -> None:
    with pytest.raises(SourceError, match=name):
        comparing.compare(root, name, "HEAD", "text")


def test_promises_of_a_commit_are_held(root: Path) -> None:
    assert comparing.broken_promises(root, "HEAD~1") == ("/a/#s002", "/b/")
    assert comparing.broken_promises(root, "HEAD") == ()
    result = CliRunner().invoke(main, ["release", "--root", str(root), "--check", "--against", "HEAD~1"])
    assert result.exit_code == 1 and "2 promises of HEAD~1 are gone" in result.output


def test_the_pages_workflow_shows_changes_and_holds_promises() -> None:
    text = (Path(__file__).parents[2] / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert "gongkai diff" in text and "release --check --against" in text and "pull_request:" in text

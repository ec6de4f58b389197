"""The README files say what is true."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from gongkai.cli import main
from gongkai.documents import discover
from gongkai.paths import Paths

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def examples(path: Path) -> list[str]:
    """The YAML examples, as written into a file."""
    parts = path.read_text(encoding="utf-8").split("```yaml\n")[1:]
    return [dedent(part.partition("```")[0]) for part in parts]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_examples_make_a_disclosure(path: Path, tmp_path: Path) -> None:
    unit, disclosure = examples(path)
    folder = tmp_path / "disclosures/130532-kexie/2019-budget"
    folder.mkdir(parents=True)
    (folder.parent / "unit.yml").write_text(unit, encoding="utf-8")
    (folder / "disclosure.yml").write_text(disclosure, encoding="utf-8")
    original = "pingxiang-kexie-2019-budget.txt"
    (folder / original).write_bytes((ROOT / folder.relative_to(tmp_path) / original).read_bytes())
    found, problems = discover(Paths(tmp_path))
    assert not problems
    assert found[0].files[0].name == original


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_links_and_commands_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [part.split(")")[0] for part in text.split("](")[1:]]
    assert all((ROOT / link).is_file() for link in links if "://" not in link), links
    for name in ("scripts/build.py", "scripts/test.py"):
        assert f"python3 {name}" in text
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_and_option_shown_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:`|```\n)gongkai ([a-z]+)", text))
    assert shown == set(main.commands)
    options = {name for command in main.commands.values() for one in command.params for name in one.opts}
    assert set(re.findall(r"`(--[a-z]+)", text)) <= options | {"--help"}


def test_workflows_pin_every_action_and_ask_for_little() -> None:
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] in ({}, {"contents": "read"}), path.name
        for job in workflow["jobs"].values():
            assert "timeout-minutes" in job
            for step in job["steps"]:
                pin = step.get("uses", "x@" + "0" * 40).partition("@")[2]
                assert len(pin) == 40, f"{path.name}: {step['uses']} is not pinned to a commit"
                assert set(pin) <= set("0123456789abcdef")


def test_citation_file() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(citation)

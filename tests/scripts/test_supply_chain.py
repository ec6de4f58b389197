"""What the site is built from is fixed to the byte, and what builds it may do nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-build.lock")
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+==[^ \\\n]+)", re.MULTILINE)


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def locked(name: str) -> dict[str, str]:
    """What a lock file says of each package."""
    parts = _PACKAGE.split((ROOT / name).read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_with_its_hash(name: str) -> None:
    packages = locked(name)
    assert packages
    assert [one for one, rest in packages.items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []


def test_tests_run_with_what_builds_the_site() -> None:
    assert set(locked("requirements.lock")) <= set(locked("requirements-test.lock"))


def test_installing_asks_for_the_hashes() -> None:
    text = (ROOT / "scripts" / "environment.py").read_text(encoding="utf-8")
    installs = [line for line in text.splitlines() if "*pip," in line]
    assert installs and all("--require-hashes" in line or "--no-deps" in line for line in installs)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_permissions_are_minimal(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in workflow[True]
    for name, job in workflow["jobs"].items():
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in uses), name
        writes = [key for key, value in job.get("permissions", {}).items() if value == "write"]
        runs = [step for step in job["steps"] if "run" in step or "checkout" in step.get("uses", "")]
        assert not (writes and runs), f"{name}: code of the repository runs with {writes}"
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, name
            assert "${{ github.event.pull_request.title" not in str(step.get("run", "")), name


def test_known_vulnerabilities_are_looked_for() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    command = next(step["run"] for step in jobs["audit"]["steps"] if "pip-audit" in step.get("run", ""))
    assert re.search(r"pip-audit==\d", command)
    assert "-r requirements-build.lock" in command and "-r requirements-test.lock" in command


def test_the_published_site_is_attested() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "pages.yml")["jobs"]
    assert any("attest-build-provenance" in step.get("uses", "") for step in jobs["deploy"]["steps"])
    assert jobs["deploy"]["needs"] == "build"

"""Fixtures for all tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "forbidding"
_SPEC = importlib.util.spec_from_file_location("forbidding", _FOLDER / "sitecustomize.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_FORBIDDING = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FORBIDDING)


ROOT = Path(__file__).parents[1]


def _python_path(*folders: Path) -> str:
    return os.pathsep.join(filter(None, (*map(str, folders), os.environ.get("PYTHONPATH", ""))))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project after a whole build in which any use of the network would have raised. Do not write to it."""
    root = tmp_path_factory.mktemp("built")
    for name in ("disclosures", "site_src", "mkdocs.yml", "gongkai.yml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    environment = {**os.environ, "PYTHONPATH": _python_path(_FOLDER, ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "build", "--root", str(root)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return root


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """Any use of the network raises, in this process and in processes started with the environment it returns."""
    monkeypatch.setenv("PYTHONPATH", _python_path(_FOLDER))
    _FORBIDDING.switched["on"] = True
    try:
        yield dict(os.environ)
    finally:
        _FORBIDDING.switched["on"] = False

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
COMMANDS = ("build.py", "test.py")
PYTHON = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gongkai_environment", SCRIPTS / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


environment = load()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    for name in (*environment.LOCKS, environment.BUILD_LOCK, "pyproject.toml", "scripts/environment.py"):
        (tmp_path / name).write_text(f"{name} 1\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def calls(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would be run, without their Python; `venv` makes what it would make."""
    made: list[str] = []

    def call(command: list[str], folder: Path) -> None:
        assert folder == root
        made.append(" ".join(command[1:]))
        if command[1:3] == ["-m", "venv"]:
            python = root / ".venv" / PYTHON
            python.parent.mkdir(parents=True, exist_ok=True)
            python.write_bytes(b"")

    monkeypatch.setattr(environment, "call", call)
    monkeypatch.setattr(environment, "output", lambda command: environment.version())
    return made


def installed(calls: list[str]) -> list[str]:
    """What the calls installed, then forgotten."""
    names = [call.split()[-1] for call in calls if " install " in call]
    calls.clear()
    return names


def test_first_run_installs_with_hashes(root: Path, calls: list[str]) -> None:
    assert environment.prepare("requirements.lock", root) == root / ".venv" / PYTHON
    assert calls[0] == f"-m venv --clear {root / '.venv'}"
    assert [("--require-hashes" in call, "--no-build-isolation" in call) for call in calls[1:]] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert installed(calls) == ["requirements-build.lock", "requirements.lock", "."]


def test_second_run_does_nothing(root: Path, calls: list[str]) -> None:
    environment.prepare("requirements-test.lock", root)
    calls.clear()
    environment.prepare("requirements-test.lock", root)
    environment.prepare("requirements.lock", root)
    assert calls == []


def test_tests_after_a_build_install_more(root: Path, calls: list[str]) -> None:
    environment.prepare("requirements.lock", root)
    calls.clear()
    environment.prepare("requirements-test.lock", root)
    assert not any("venv" in call for call in calls)
    assert installed(calls) == ["requirements-build.lock", "requirements-test.lock", "."]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock", "pyproject.toml"])
def test_changes_are_installed(root: Path, calls: list[str], name: str) -> None:
    environment.prepare("requirements.lock", root)
    calls.clear()
    (root / name).write_text("2\n", encoding="utf-8")
    environment.prepare("requirements.lock", root)
    assert installed(calls) == ["requirements-build.lock", "requirements.lock", "."]


def test_interrupted_installation_is_done_again(root: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    environment.prepare("requirements.lock", root)
    (root / "pyproject.toml").write_text("2\n", encoding="utf-8")

    def fail(command: list[str], folder: Path) -> None:
        raise environment.SetupError("interrupted")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "call", fail)
        with pytest.raises(environment.SetupError):
            environment.prepare("requirements.lock", root)
    (root / "pyproject.toml").write_text("pyproject.toml 1\n", encoding="utf-8")
    calls.clear()
    environment.prepare("requirements.lock", root)
    assert installed(calls)


def test_other_python_makes_a_new_environment(root: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    environment.prepare("requirements.lock", root)
    calls.clear()
    (root / ".venv/gongkai-stamp.json").unlink()
    monkeypatch.setattr(environment, "output", lambda command: "3.9")
    environment.prepare("requirements.lock", root)
    assert calls[0].startswith("-m venv --clear")


def test_moved_environment_is_made_anew(root: Path, calls: list[str]) -> None:
    environment.prepare("requirements.lock", root)
    calls.clear()
    stamp = root / ".venv/gongkai-stamp.json"
    stamp.write_text(json.dumps({"root": "/elsewhere", "requirements.lock": "x"}), encoding="utf-8")
    environment.prepare("requirements.lock", root)
    assert calls[0].startswith("-m venv --clear")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"root": '])
def test_damaged_stamp(root: Path, calls: list[str], text: str) -> None:
    environment.prepare("requirements.lock", root)
    calls.clear()
    (root / ".venv/gongkai-stamp.json").write_text(text, encoding="utf-8")
    environment.prepare("requirements.lock", root)
    assert installed(calls)


def test_missing_lock_is_one_message(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "requirements.lock").unlink()
    assert environment.run("requirements.lock", [], root) == 1
    assert "requirements.lock is missing" in capsys.readouterr().err


def test_failing_command_is_one_message(root: Path) -> None:
    with pytest.raises(environment.SetupError, match=r"^Failed with exit code 3: .*"):
        environment.call([sys.executable, "-c", "raise SystemExit(3)"], root)


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_parse_on_old_pythons(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text(encoding="ascii"), feature_version=(3, 7))
    kinds = {type(node) for node in ast.walk(tree)}
    assert not kinds & {ast.JoinedStr, ast.AnnAssign, ast.FunctionDef, ast.Starred, ast.NamedExpr}


OLD = [path for path in map(shutil.which, ("python2.7", "python3.6", "python3.8", "python3.10")) if path]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("python", OLD)
def test_old_python_is_told_in_one_line(python: str, name: str) -> None:
    version = subprocess.run([python, "-c", "print(1)"], capture_output=True, check=False)
    if version.returncode:
        pytest.skip(f"{python} does not start")
    result = subprocess.run([python, str(SCRIPTS / name)], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("gongkai needs Python 3.11 or newer; this is Python ")
    assert result.stderr.count("\n") == 1


def test_the_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        lines = (SCRIPTS.parent / name).read_text(encoding="utf-8").splitlines()
        return {line.removesuffix("\\").strip() for line in lines if line[:1].isalnum()}

    assert pins("requirements.lock") < pins("requirements-test.lock")
    assert all("==" in pin for pin in pins("requirements-test.lock") | pins("requirements-build.lock"))

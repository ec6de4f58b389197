from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import gongkai
from gongkai.cli import main
from gongkai.errors import GongkaiError, PublishError, SourceError
from gongkai.summary import Summary


class Pipeline(ModuleType):
    """Stands in for gongkai.pipeline, and remembers how it was called."""

    def __init__(self) -> None:
        super().__init__("gongkai.pipeline")
        self.calls: list[tuple[Path, int | None, tuple[str, ...]]] = []
        self.outcome: Summary | GongkaiError = Summary(pages=7)

    def build(self, root: Path, workers: int | None, only: tuple[str, ...]) -> Summary:
        self.calls.append((root, workers, only))
        if isinstance(self.outcome, GongkaiError):
            raise self.outcome
        return self.outcome


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    module = Pipeline()
    monkeypatch.setitem(sys.modules, "gongkai.pipeline", module)
    monkeypatch.setattr(gongkai, "pipeline", module, raising=False)
    return module


def test_build_passes_its_options_on(pipeline: Pipeline, tmp_path: Path) -> None:
    arguments = ["build", "--root", str(tmp_path), "--workers", "2", "--only", "13", "--only", "110102-kexie"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "7 pages" in result.stdout
    assert pipeline.calls == [(tmp_path.resolve(), 2, ("13", "110102-kexie"))]


def test_workers_are_left_to_the_settings_by_default(pipeline: Pipeline, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert pipeline.calls == [(tmp_path.resolve(), None, ())]


def test_root_is_found_upwards(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "disclosures" / "130532-kexie"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    CliRunner().invoke(main, ["build"])
    assert pipeline.calls[0][0].samefile(tmp_path)


def test_what_is_left_out_is_told_and_gives_1(pipeline: Pipeline, tmp_path: Path) -> None:
    error = SourceError("disclosures/a/2019-budget/a.txt", "empty", "download it again")
    pipeline.outcome = Summary(problems=[error])
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "disclosures/a/2019-budget/a.txt: empty; download it again\n" in result.output


def test_errors_come_without_a_traceback(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.outcome = PublishError("build/site", "1.2 GB", "move downloads to release assets")
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (1, "build/site: 1.2 GB; move downloads to release assets\n")


def test_bad_settings_come_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "gongkai.yml").write_text("worker: 3\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("gongkai.yml: unknown key 'worker'")


def test_wrong_usage_gives_2(pipeline: Pipeline) -> None:
    assert CliRunner().invoke(main, ["build", "--workers", "-1"]).exit_code == 2
    assert CliRunner().invoke(main, ["bild"]).exit_code == 2


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, gongkai.cli; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(Path(gongkai.__file__).parents[1])}
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.split()
    assert not {"pandas", "frictionless", "pdfplumber", "mkdocs", "gongkai.pipeline"} & set(loaded)
    assert "gongkai.cli" in loaded


def test_every_command_and_option_has_help() -> None:
    for command in (main, *main.commands.values()):
        assert command.help
        assert all(getattr(option, "help", None) for option in command.params), command.name

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import gongkai
from gongkai.cli import main
from gongkai.errors import GongkaiError, PublishError, SourceError
from gongkai.paths import Paths
from gongkai.settings import Settings


@dataclass(frozen=True)
class Outcome:
    errors: tuple[GongkaiError, ...] = ()
    summary: str = "1 disclosure"


class Pipeline(ModuleType):
    """Stands in for gongkai.pipeline, and remembers how it was called."""

    def __init__(self) -> None:
        super().__init__("gongkai.pipeline")
        self.calls: list[tuple[Path, Settings, dict[str, object]]] = []
        self.outcome: Outcome | GongkaiError = Outcome()

    def build(self, paths: Paths, settings: Settings, **options: object) -> Outcome:
        options.pop("progress", None)
        self.calls.append((paths.root, settings, options))
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
    arguments = [
        "build",
        "--root",
        str(tmp_path),
        "--fresh",
        "--workers",
        "2",
        "--only",
        "13",
        "--only",
        "110102-kexie",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.output == "1 disclosure\n"
    assert pipeline.calls == [
        (tmp_path.resolve(), Settings(workers=2), {"fresh": True, "only": ("13", "110102-kexie"), "scheduler": ""})
    ]


def test_the_address_of_the_settings_comes_before_that_of_the_command(pipeline: Pipeline, tmp_path: Path) -> None:
    command = ["build", "--root", str(tmp_path), "--site-url", "https://someone.github.io/gongkai/"]
    CliRunner().invoke(main, command)
    (tmp_path / "gongkai.yml").write_text("site_url: https://data.example.org/\n", encoding="utf-8")
    CliRunner().invoke(main, command)
    assert [settings.site_url for _, settings, _ in pipeline.calls] == [
        "https://someone.github.io/gongkai/",
        "https://data.example.org/",
    ]
    wrong = CliRunner().invoke(main, ["build", "--root", str(tmp_path), "--site-url", "someone.github.io"])
    assert wrong.exit_code == 1
    assert "--site-url" in wrong.output


def test_workers_come_from_the_settings_by_default(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "gongkai.yml").write_text("workers: 3\n", encoding="utf-8")
    CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert pipeline.calls[0][1].workers == 3


def test_root_is_found_upwards(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "disclosures" / "130532-kexie"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    CliRunner().invoke(main, ["build"])
    assert pipeline.calls[0][0].samefile(tmp_path)


def test_what_is_left_out_is_told_and_gives_1(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.outcome = Outcome((SourceError("disclosures/a/2019-budget/a.txt", "empty", "download it again"),))
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr == "disclosures/a/2019-budget/a.txt: empty; download it again\n"
    assert result.stdout == "1 disclosure\n"


def test_errors_come_without_a_traceback(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.outcome = PublishError("build/site", "1.2 GB", "move downloads to release assets")
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (1, "build/site: 1.2 GB; move downloads to release assets\n")


def test_bad_settings_come_without_a_traceback(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "gongkai.yml").write_text("worker: 3\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("gongkai.yml: unknown key 'worker'")
    assert pipeline.calls == []


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
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert all(option.help for option in options), command.name

"""A build on several machines: the same bytes as on one, even where a machine is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from clusters import cluster, kill

from gongkai import pipeline
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings

ROOT = Path(__file__).parents[1]
UNITS = ("130532-kexie", "130821-kexie", "131000-kexie", "130300-kexie", "110102-kexie")


class Accident(Progress):
    """Kills a worker as soon as the first disclosure was read."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def step(self, done: int, total: int) -> None:
        if done and self.process.poll() is None:
            kill(self.process)
            self.process.wait()


def published(paths: Paths) -> dict[str, bytes]:
    found = [path for top in (paths.datapackages, paths.site) for path in top.rglob("*") if path.is_file()]
    return {str(path.relative_to(paths.root)): path.read_bytes() for path in found}


def test_a_cluster_that_loses_a_worker_builds_the_same_bytes(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src")
    for unit in UNITS:
        shutil.copytree(ROOT / "disclosures" / unit, tmp_path / "disclosures" / unit)
    paths, settings = Paths(tmp_path), Settings(workers=2, site_files="zip")  # with parts of stacked tables
    assert pipeline.build(paths, settings).errors == ()
    before = published(paths)
    with cluster() as (address, processes):
        done = pipeline.build(paths, settings, fresh=True, scheduler=address, progress=Accident(processes[2]))
        assert [one.poll() is None for one in processes] == [True, True, False]
    assert done.errors == ()
    assert done.cached == 0
    assert published(paths) == before

"""A build that is killed anywhere leaves the complete old or the complete new state, and the next one repairs."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import guard, packages, pipeline
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.settings import Settings
from gongkai.site import Known

if sys.platform == "win32":
    pytest.skip("kills are made with fork", allow_module_level=True)

ROOT = Path(__file__).parents[1]
CHANGES = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.copyfile"})
"""What the interpreter reports before it changes anything on the disk."""
DIED = 9
KILLS = 30
UNITS = ("130532-kexie", "130821-kexie")
State = dict[str, dict[str, bytes]]


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def state(paths: Paths) -> State:
    """Everything published: the site, and each package as a whole."""
    found = {f"{path.parent.name}/{path.name}": tree(path) for path in packages.package_folders(paths.datapackages)}
    return {"site": tree(paths.site), "catalog": tree(paths.catalog), **found}


def quick_site(paths: Paths, _: object, known: Known, beside: dict[str, str], *__: object, **named: object) -> object:
    """Stands in for the rest of the stage: search, manifest, the last gate."""
    from gongkai.atomic import swap_directory
    from gongkai.site import SiteReport

    new = paths.staging / "site"
    shutil.rmtree(new, ignore_errors=True)
    for address in known.pages:
        (new / address).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(paths.pages / address / "index.html", new / address / "index.html")
    for name, source in sorted(beside.items()):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, new / name)
    swap_directory(new, paths.site)
    return SiteReport(len(known.pages), len(beside), 0)


@pytest.fixture(scope="module")
def quick() -> object:
    """A build without its slow parts: rendering, and validating what other tests validate."""
    patch = pytest.MonkeyPatch()
    valid = packages.validate_many([])
    known: dict[object, object] = {}
    convert = pipeline.convert

    def converted(disclosure: object, settings: Settings) -> object:
        if (key := repr(disclosure)) not in known:
            known[key] = convert(disclosure, settings)  # type: ignore[arg-type]
        return known[key]

    patch.setattr("gongkai.site.build", quick_site)
    patch.setattr("gongkai.packages.validate_many", lambda _: valid)
    patch.setattr("gongkai.packages.validate_dataset", lambda *_: valid)
    patch.setattr("gongkai.downloads.write_tables", lambda folder, *_: (folder / "a.sqlite").write_bytes(b"1"))
    patch.setattr("gongkai.downloads.disclosure_files", lambda _, files, __: {"all.zip": b"".join(files.values())})
    patch.setattr(pipeline, "convert", converted)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def states(quick: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project as built, and the same after one disclosure changed, one is new, and not built again yet."""
    old = tmp_path_factory.mktemp("old")
    for name in ("site_src", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, old / name)
    shutil.copytree(ROOT / "disclosures" / UNITS[0], old / "disclosures" / UNITS[0])
    assert not run(old).errors
    shutil.copytree(ROOT / "disclosures" / UNITS[1], old / "disclosures" / UNITS[1])
    changed = old / "disclosures" / UNITS[0] / "2019-budget" / "disclosure.yml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("title: ", "title: 新", 1), encoding="utf-8")
    new = tmp_path_factory.mktemp("new") / "project"
    shutil.copytree(old, new)
    assert not run(new).errors
    assert state(Paths(new)) != state(Paths(old))
    return old, new


def run(root: Path) -> object:
    return pipeline.build(Paths(root), Settings(workers=1))


def changes(event: str, arguments: tuple[object, ...]) -> bool:
    """True for what is about to change the disk; files that are read do not count."""
    if event != "open":
        return event in CHANGES
    mode, flags = arguments[1], arguments[2]
    return any(char in str(mode or "") for char in "wax+") or bool(int(str(flags or 0)) & (os.O_WRONLY | os.O_RDWR))


def in_child(work: Callable[[], object], hook: Callable[[str, tuple[object, ...]], None]) -> int:
    """Run `work` in a child process in which `hook` sees every event; its exit code."""
    child = os.fork()
    if not child:
        code = 1
        try:
            sys.addaudithook(hook)
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps(root: Path, counted: Path) -> list[str]:
    """What a build from here changes on the disk, in order."""
    file = os.open(counted, os.O_WRONLY | os.O_CREAT)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if changes(event, arguments):
            os.write(file, f"{event} {str(arguments[0])[-60:]}\n".encode())

    assert in_child(lambda: run(root), note) == 0
    return counted.read_text(encoding="utf-8").splitlines()


def whole(found: State, old: State, new: State) -> None:
    """Every package, the catalogue and the site are as before or as after."""
    for name, files in found.items():
        assert files in (old.get(name, {}), new[name]), f"{name} is neither old nor new"
    assert set(old) <= set(found)


def test_killed_anywhere(states: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = (state(Paths(root)) for root in states)
    shutil.copytree(states[0], tmp_path / "count")
    every = steps(tmp_path / "count", tmp_path / "counted")
    assert state(Paths(tmp_path / "count")) == new
    swaps = [number for number, step in enumerate(every) if step.startswith("os.rename")]
    draw = random.Random(10)
    evenly = [len(every) * part // 12 for part in range(12)]
    kills = sorted({*evenly, *draw.sample(swaps, min(len(swaps), 12)), *draw.sample(range(len(every)), 12)})
    assert len(kills) >= KILLS
    seen = set()
    for number in kills:
        root = tmp_path / str(number)
        shutil.copytree(states[0], root)
        left = [number]

        def die(event: str, arguments: tuple[object, ...], left: list[int] = left) -> None:
            if changes(event, arguments):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(DIED)

        assert in_child(lambda root=root: run(root), die) == DIED, every[number]
        guard.repair(Paths(root))
        found = state(Paths(root))
        whole(found, old, new)
        seen.add((found["site"] == new["site"], found["catalog"] == new["catalog"]))
        run(root)
        assert state(Paths(root)) == new, every[number]
        assert not list(root.rglob(".*.old")) and not list(root.rglob(".*.new")), every[number]
        shutil.rmtree(root)
    assert (False, False) in seen


@pytest.mark.parametrize("place", ["datapackages", "build/site", "build/downloads", "build/staging", "build/reports"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EACCES])
def test_a_full_disk_and_a_folder_that_cannot_be_written(
    states: tuple[Path, Path], tmp_path: Path, place: str, reason: int
) -> None:
    old, new = (state(Paths(root)) for root in states)
    root = tmp_path / "project"
    shutil.copytree(states[0], root)
    refused = str(root / place)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        writes = changes(event, arguments) and event not in ("os.remove", "os.rmdir")
        if writes and any(str(one).startswith(refused) for one in arguments[:2]):
            raise OSError(reason, os.strerror(reason), str(arguments[0]))

    def work() -> None:
        try:
            assert pipeline.build(Paths(root), Settings(workers=1)).errors, "nothing was said"
        except PublishError as error:
            assert os.strerror(reason) in str(error) and str(root) not in error.where, error

    assert in_child(work, refuse) == 0
    guard.repair(Paths(root))
    whole(state(Paths(root)), old, new)
    run(root)
    assert state(Paths(root)) == new

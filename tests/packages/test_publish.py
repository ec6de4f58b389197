"""Publication replaces a package whole or not at all, also when it is interrupted."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from gongkai.atomic import recover_below, swap_directory
from gongkai.packages.publish import Staged, publish, stage, withdraw

OLD = {"datapackage.json": b"old", "cells.csv": b"same", "gone.csv": b"x"}
NEW = {"datapackage.json": b"new", "cells.csv": b"same", "added.csv": b"y"}


def files(folder: Path) -> dict[str, bytes]:
    """What a folder holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A published folder with the old state."""
    folder = tmp_path / "datapackages" / "130300-kexie" / "2021-budget"
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def staged(tmp_path: Path, target: Path, name: str = "one") -> Staged:
    """The new state, staged."""
    one = stage(NEW, tmp_path / "staging" / name, target)
    assert one is not None
    return one


def test_publishing_replaces_all_and_says_what_changed(tmp_path: Path, target: Path) -> None:
    before = (target / "cells.csv").stat().st_mtime_ns
    (outcome,) = publish([staged(tmp_path, target)])
    assert outcome.error is None
    assert set(outcome.changed) == {"datapackage.json", "added.csv", "gone.csv"}
    assert files(target) == NEW
    assert (target / "cells.csv").stat().st_mtime_ns == before
    assert [path.name for path in target.parent.iterdir()] == ["2021-budget"]


def test_nothing_is_staged_where_nothing_changed(tmp_path: Path, target: Path) -> None:
    assert stage(OLD, tmp_path / "staging" / "one", target) is None


def test_what_an_earlier_crash_left_in_staging_does_not_matter(tmp_path: Path, target: Path) -> None:
    leftover = tmp_path / "staging" / "one"
    leftover.mkdir(parents=True)
    (leftover / "half.csv").write_bytes(b"half")
    publish([staged(tmp_path, target)])
    assert files(target) == NEW


class CrashError(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("survived", [0, 1, 2])
def test_a_crash_leaves_a_whole_state(
    tmp_path: Path, target: Path, survived: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies before the first, the second or after both renames."""
    one = staged(tmp_path, target)
    real, count = Path.replace, 0

    def rename(path: Path, other: Path) -> Path:
        nonlocal count
        if count == survived:
            raise CrashError
        count += 1
        return real(path, other)

    def rmtree(*_: object, **__: object) -> None:
        raise CrashError

    monkeypatch.setattr(Path, "replace", rename)
    monkeypatch.setattr("gongkai.atomic.shutil.rmtree", rmtree)
    with pytest.raises(CrashError):
        swap_directory(one.folder, one.target)
    monkeypatch.undo()
    recover_below(tmp_path / "datapackages")
    assert files(target) == (NEW if survived == 2 else OLD)
    assert [path.name for path in target.parent.iterdir()] == ["2021-budget"]
    publish([staged(tmp_path, target)] if survived < 2 else [])
    assert files(target) == NEW


def test_one_failure_leaves_its_target_and_does_not_stop_the_others(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = target.with_name("2022-budget")
    first, second = staged(tmp_path, target, "one"), staged(tmp_path, other, "two")
    real = Path.replace

    def rename(path: Path, to: Path) -> Path:
        if path == first.folder:
            raise PermissionError(errno.EACCES, "in use")
        return real(path, to)

    monkeypatch.setattr(Path, "replace", rename)
    outcomes = publish([first, second])
    assert outcomes[0].error is not None
    assert "2021-budget" in str(outcomes[0].error)
    assert files(target) == OLD
    assert outcomes[1].error is None
    assert files(other) == NEW


def test_staging_on_another_file_system_is_copied(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = staged(tmp_path, target)
    real = Path.replace

    def rename(path: Path, to: Path) -> Path:
        if path == one.folder:
            raise OSError(errno.EXDEV, "cross-device link")
        return real(path, to)

    monkeypatch.setattr(Path, "replace", rename)
    (outcome,) = publish([one])
    assert outcome.error is None
    assert files(target) == NEW


def test_a_withdrawn_package_is_gone(target: Path) -> None:
    withdraw(target)
    assert list(target.parent.iterdir()) == []

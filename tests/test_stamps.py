"""Stamps: whatever happens to a file changes them, and what changed a moment ago is not trusted yet."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import fingerprint, stamps, standing
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings
from gongkai.summary import Summary

posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no time of change")


def overwrite(place: Path) -> None:
    (place / "a/one.txt").write_text("2", encoding="utf-8")


def overwrite_and_set_the_time_back(place: Path) -> None:
    path = place / "a/one.txt"
    before = path.stat()
    path.write_text("2", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(place: Path) -> None:
    (place / "new").write_text("2", encoding="utf-8")
    (place / "new").replace(place / "a/one.txt")


def rename(place: Path) -> None:
    (place / "a/one.txt").rename(place / "a/two.txt")


def rename_folder(place: Path) -> None:
    (place / "a").rename(place / "b")


def add_an_empty_folder(place: Path) -> None:
    (place / "c").mkdir()


def forbid(place: Path) -> None:
    (place / "a/one.txt").chmod(0o400)


CHANGES = (overwrite, overwrite_and_set_the_time_back, replace, rename, rename_folder, add_an_empty_folder, forbid)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    (folder / "a").mkdir(parents=True)
    (folder / "a/one.txt").write_text("1", encoding="utf-8")
    return folder


@posix
@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_every_change_changes_the_stamp(place: Path, change: Callable[[Path], None]) -> None:
    before = stamps.of(place)
    assert stamps.of(place) == before
    _wait_for_another_time(place)
    change(place)
    assert stamps.of(place).digest != before.digest


def _wait_for_another_time(place: Path) -> None:
    """Until the clock of the file system has moved on."""
    probe = place.parent / "probe"
    probe.write_text("", encoding="utf-8")
    first = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == first:
        probe.write_text("", encoding="utf-8")


@posix
def test_what_changed_a_moment_ago_is_not_settled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamps.of(place)
    assert not stamp.settled
    monkeypatch.setattr(stamps.time, "time_ns", lambda: stamp.newest + stamps.SETTLED_NS + 1)
    assert stamp.settled
    assert not stamps.NONE.settled


def test_where_a_link_lies_nothing_has_a_stamp(place: Path) -> None:
    try:
        (place / "link").symlink_to(place / "a/one.txt")
    except OSError:
        pytest.skip("no symbolic links here")
    assert stamps.of(place) == stamps.NONE


def test_elsewhere_nothing_has_a_stamp(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps.os, "name", "nt")
    assert stamps.of(place) == stamps.NONE


@posix
def test_a_missing_file_is_part_of_the_stamp(place: Path) -> None:
    assert stamps.of(place, place / "more").digest != stamps.of(place).digest


def test_digests_of_folders_are_kept_only_when_settled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fingerprint.Folders()
    assert first.digest(place / "a") == fingerprint.folder(place / "a")
    assert first.now == {}, "changed a moment ago"
    monkeypatch.setattr(stamps, "SETTLED_NS", -1)
    second = fingerprint.Folders()
    digest = second.digest(place / "a")
    third = fingerprint.Folders(second.now)
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "folder", lambda _: "never read")
        assert third.digest(place / "a") == (digest if os.name == "posix" else "never read")
    _wait_for_another_time(place)
    overwrite_and_set_the_time_back(place)
    assert fingerprint.Folders(second.now).digest(place / "a") != digest


@posix
@pytest.mark.parametrize("waited", [False, True])
def test_a_build_that_begins_a_moment_after_a_change_is_not_taken_for_done(
    place: Path, monkeypatch: pytest.MonkeyPatch, *, waited: bool
) -> None:
    """On a coarse clock the file could change again while it is read, and have the same stamp for ever."""
    paths, settings = Paths(place.parent), Settings()
    (place.parent / "disclosures").mkdir()
    (place.parent / "mkdocs.yml").write_text("", encoding="utf-8")
    now = stamps.time.time_ns()
    later = now + stamps.SETTLED_NS + 1_000_000_000
    monkeypatch.setattr(stamps.time, "time_ns", lambda: later if waited else now)
    begun = standing.Standing.begin(paths, settings, (), fresh=False)
    monkeypatch.setattr(stamps.time, "time_ns", lambda: later)
    begun.remember(Summary(Progress()))
    again = standing.Standing.begin(paths, settings, (), fresh=False)
    assert (again.done(Progress()) is not None) == waited

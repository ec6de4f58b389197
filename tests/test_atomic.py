"""A process killed at any step leaves the complete old or the complete new state."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.atomic import recover, swap_directory, write_if_changed

SRC = Path(__file__).parents[1] / "src"
OLD = {"a.csv": "old a", "sub/b.csv": "old b", "gone.csv": "old"}
NEW = {"a.csv": "new a", "sub/b.csv": "new b", "sub/c.csv": "new c"}
DYING = """
import errno, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from gongkai import atomic

left, other_disk, work, target, new = int(sys.argv[2]), sys.argv[3] == "True", *sys.argv[4:7]

def dying(function):
    def wrapped(*arguments, **named):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return function(*arguments, **named)
    return wrapped

rename = atomic._rename
def elsewhere(source, place):
    if other_disk and source == Path(new):
        raise OSError(errno.EXDEV, "another file system")
    rename(source, place)

atomic._rename = dying(elsewhere)
os.unlink, os.rmdir, os.mkdir, os.fsync = map(dying, (os.unlink, os.rmdir, os.mkdir, os.fsync))
if work == "swap":
    atomic.swap_directory(Path(new), Path(target))
elif work == "remove":
    atomic.remove_directory(Path(target))
else:
    atomic.recover(Path(target))
"""


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def die(steps: int, work: str, target: Path, new: Path, *, other_disk: bool = False) -> bool:
    """Run in a process that dies after so many steps; True where it came to its end."""
    arguments = [str(SRC), str(steps), str(other_disk), work, str(target), str(new)]
    code = subprocess.run([sys.executable, "-I", "-S", "-c", DYING, *arguments], check=False).returncode
    assert code in (0, 9)
    return code == 0


@pytest.mark.parametrize("other_disk", [False, True])
@pytest.mark.parametrize("old", [OLD, None])
def test_a_swap_killed_at_any_step_is_whole_after_recovery(tmp_path, old, other_disk):
    done, seen = False, set()
    for steps in range(40):
        root = tmp_path / str(steps)
        new, target = fill(root / "staging", NEW), root / "site"
        if old:
            fill(target, old)
        done = die(steps, "swap", target, new, other_disk=other_disk)
        recover(target)
        state = content(target) if target.exists() else None
        assert state in (old, NEW)
        seen.add(state == NEW)
        assert not [path.name for path in root.iterdir() if path.name.startswith(".")]
        swap_directory(fill(root / "again", NEW), target)
        assert content(target) == NEW
        if done:
            break
    assert done and seen == {True, False}


def test_a_recovery_killed_at_any_step_can_be_done_again(tmp_path):
    for steps in range(40):
        root = tmp_path / str(steps)
        fill(root / ".site.old", OLD), fill(root / ".site.new", NEW), fill(root / ".site.copy", NEW)
        done = die(steps, "recover", root / "site", root)
        recover(root / "site")
        assert content(root / "site") == NEW
        assert [path.name for path in root.iterdir()] == ["site"]
        if done:
            return
    pytest.fail("recovery takes more steps than expected")


def test_a_removal_killed_at_any_step_is_whole_or_gone(tmp_path):
    for steps in range(40):
        target = fill(tmp_path / str(steps) / "site", OLD)
        done = die(steps, "remove", target, target)
        recover(target)
        assert not target.exists() or content(target) == OLD
        if done:
            assert not target.exists()
            return
    pytest.fail("removal takes more steps than expected")


def test_recover_touches_nothing_where_all_is_well(tmp_path):
    target = fill(tmp_path / "site", OLD)
    assert recover(target) is False
    assert recover(tmp_path / "absent") is False
    assert content(target) == OLD


def test_write_protected_files_are_removed(tmp_path):
    target = fill(tmp_path / "site", OLD)
    (target / "sub" / "b.csv").chmod(0o444)
    (target / "sub").chmod(0o555)
    swap_directory(fill(tmp_path / "new", NEW), target)
    assert content(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_rename_leaves_the_old_state(tmp_path, monkeypatch):
    target, new = fill(tmp_path / "site", OLD), fill(tmp_path / "new", NEW)
    replace = Path.replace

    def refuse(self, place):
        if self.name == ".site.new":
            raise PermissionError(13, "read-only")
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        swap_directory(new, target)
    assert content(target) == OLD


def test_write_if_changed(tmp_path):
    path = tmp_path / "deep" / "a.csv"
    assert write_if_changed(path, b"1", durable=True) is True
    os.utime(path, (1, 1))
    assert write_if_changed(path, b"1") is False and path.stat().st_mtime == 1
    assert write_if_changed(path, b"2") is True and path.read_bytes() == b"2"
    assert [one.name for one in path.parent.iterdir()] == ["a.csv"]


def test_a_failing_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    write_if_changed(path, b"old")

    def full(*_):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_if_changed(path, b"new", durable=True)
    assert path.read_bytes() == b"old" and [one.name for one in tmp_path.iterdir()] == ["a.csv"]

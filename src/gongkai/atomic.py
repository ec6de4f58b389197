"""Files and folders that are whole at any moment: a process that is killed leaves the old or the new state.

A folder is replaced by two renames. Beside `target` lie, while that goes on:

| name | what it is |
|---|---|
| `.target.copy` | a copy in the making, where the new folder came from another file system; worthless |
| `.target.new` | the new state, whole |
| `.target.old` | the old state, whole until `target` exists again |

`recover` looks at which of them exist, so it needs no journal: without `target`, the new state if there is one, else the
old one; with `target`, the rest is removed.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from pathlib import Path

_ENDINGS = ("old", "new", "copy")
_ATTEMPTS = 6
"""Windows refuses to rename what a virus scanner or an indexer looks at for a moment."""


def write_if_changed(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Write a file unless it holds these bytes already; True where it was written.

    Readers see the old or the new file, never half of one. `durable` also waits until the bytes are on the disk, which
    costs milliseconds. OSError leaves the old file as it was.
    """
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        _rename(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if durable:
        _sync(path.parent)
    return True


def swap_directory(new: Path, target: Path) -> None:
    """Let the folder `new` take the place of `target`, which need not exist.

    A process killed at any moment leaves what `recover` makes into the complete old or the complete new state. OSError
    leaves the old state in place.
    """
    recover(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    old, ready = _beside(target, "old"), _beside(target, "new")
    _bring(new, ready, _beside(target, "copy"))
    try:
        if target.exists():
            _rename(target, old)
        _rename(ready, target)
    except OSError:
        if old.exists() and not target.exists():
            _rename(old, target)
        raise
    _sync(target.parent)
    _remove(old)


def remove_directory(target: Path) -> None:
    """Remove a folder as a whole: a process killed at any moment leaves it whole or gone."""
    recover(target)
    if target.exists():
        gone = _beside(target, "copy")
        _rename(target, gone)
        _sync(target.parent)
        _remove(gone)


def recover(target: Path) -> bool:
    """Complete or undo what an interrupted `swap_directory` began; True where there was something to do."""
    old, ready, copy = (_beside(target, name) for name in _ENDINGS)
    leftovers = [path for path in (old, ready, copy) if path.exists()]
    if not leftovers:
        return False
    if not target.exists() and ready.exists():
        _rename(ready, target)
    elif not target.exists() and old.exists():
        _rename(old, target)
    _sync(target.parent)
    for path in leftovers:
        _remove(path)
    return True


def recover_below(root: Path) -> tuple[Path, ...]:
    """`recover` every folder that an interrupted swap left at any depth below `root`; the targets, sorted."""
    found = (
        Path(place) / name
        for place, folders, _ in os.walk(root)
        for name in folders
        if name.startswith(".") and name.rpartition(".")[2] in _ENDINGS
    )
    targets = sorted({path.with_name(path.name[1:].rpartition(".")[0]) for path in found})
    return tuple(target for target in targets if recover(target))


def _beside(target: Path, name: str) -> Path:
    return target.with_name(f".{target.name}.{name}")


def _bring(new: Path, ready: Path, copy: Path) -> None:
    """Rename `new`, or copy it where it lies on another file system."""
    try:
        _rename(new, ready)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(new, copy)
        _rename(copy, ready)
        _remove(new)


def _rename(source: Path, target: Path) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS:
                raise
            time.sleep(0.05 * attempt)
        else:
            return


def _remove(path: Path) -> None:
    """Remove a folder, write-protected files in it, too; nothing where it does not exist."""
    if not path.exists():
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        for one in [path, *path.rglob("*")]:
            if not one.is_symlink():
                one.chmod(one.stat().st_mode | (stat.S_IRWXU if one.is_dir() else stat.S_IWUSR))
        shutil.rmtree(path)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows does that by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

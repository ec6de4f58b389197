"""From staging to publication: a package is replaced as a whole or not at all.

A package is written whole to a staging folder, and then two renames put it in place: the old folder becomes
`.<name>.old`, the staged one takes its name. A crash between the two leaves `.<name>.old`, from which `recover`
restores the old state; a crash after them leaves an old folder too many, which `recover` removes.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import PublishError
from gongkai.packages.write import differences, write_files


@dataclass(frozen=True, slots=True)
class Staged:
    """A folder ready to take the place of `target`, and the names of the files that differ from it."""

    folder: Path
    target: Path
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one staged folder: published, or left as it was with the reason."""

    target: Path
    changed: tuple[str, ...]
    error: PublishError | None = None


def stage(files: Mapping[str, bytes], folder: Path, target: Path) -> Staged | None:
    """Write `files` to `folder` if `target` does not hold exactly them already; None where it does.

    Files that are equal are copied with their times, so that publishing a change of one file leaves the others alone.
    """
    written, removed = differences(files, target)
    if not written and not removed:
        return None
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in files:
        if name not in written:
            shutil.copy2(target / name, folder / name)
    write_files(files, folder)
    return Staged(folder, target, (*written, *removed))


def publish(staged: Iterable[Staged]) -> tuple[Outcome, ...]:
    """Put each staged folder in place. A failure leaves that target as it was and does not stop the others."""
    outcomes = []
    for one in staged:
        try:
            swap(one.folder, one.target)
            outcomes.append(Outcome(one.target, one.changed))
        except OSError as error:
            reason = PublishError(
                str(one.target), f"cannot be replaced ({error})", "close programs that use it, rebuild"
            )
            outcomes.append(Outcome(one.target, (), reason))
    return tuple(outcomes)


def swap(folder: Path, target: Path) -> None:
    """Let `folder` take the place of `target`, which need not exist. OSError leaves `target` as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = _old(target)
    restore(target)
    if target.exists():
        target.rename(old)
    try:
        _move(folder, target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def withdraw(target: Path) -> None:
    """Remove a published folder as a whole; a crash leaves it whole or gone."""
    restore(target)
    if target.exists():
        target.rename(_old(target))
        shutil.rmtree(_old(target), ignore_errors=True)


def recover(root: Path) -> tuple[Path, ...]:
    """Repair what an interrupted publication left at any depth below `root`; the targets that were repaired."""
    leftovers = sorted(root.rglob(".*.old"))
    targets = [path.with_name(path.name[1 : -len(".old")]) for path in leftovers]
    for target in targets:
        restore(target)
    for path in sorted(root.rglob(".*.new")):
        shutil.rmtree(path)
    return tuple(targets)


def restore(target: Path) -> None:
    """Complete or undo an interrupted swap of `target`."""
    old = _old(target)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old)
    else:
        old.rename(target)


def _old(target: Path) -> Path:
    """Where the replaced folder lies between the two renames."""
    return target.with_name(f".{target.name}.old")


def _move(folder: Path, target: Path) -> None:
    """Rename, or copy beside the target first where the two lie on different file systems."""
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{target.name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(folder, beside)
        beside.rename(target)
        shutil.rmtree(folder)

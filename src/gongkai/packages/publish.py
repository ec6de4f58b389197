"""From staging to publication: a package is replaced as a whole or not at all.

A package is written whole to a staging folder, and then `atomic.swap_directory` puts it in place.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.atomic import remove_directory, swap_directory
from gongkai.errors import PublishError
from gongkai.packages.write import differences


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
    for name, content in files.items():
        if name in written:
            (folder / name).write_bytes(content)
        else:
            shutil.copy2(target / name, folder / name)
    return Staged(folder, target, (*written, *removed))


def publish(staged: Iterable[Staged]) -> tuple[Outcome, ...]:
    """Put each staged folder in place. A failure leaves that target as it was and does not stop the others."""
    outcomes = []
    for one in staged:
        try:
            swap_directory(one.folder, one.target)
            outcomes.append(Outcome(one.target, one.changed))
        except OSError as error:
            reason = PublishError(
                str(one.target), f"cannot be replaced ({error})", "close programs that use it, rebuild"
            )
            outcomes.append(Outcome(one.target, (), reason))
    return tuple(outcomes)


def withdraw(target: Path) -> None:
    """Remove a published folder as a whole; a crash leaves it whole or gone."""
    remove_directory(target)

"""What stands around a build: one at a time, what a killed one left repaired, a full disk told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from gongkai.atomic import recover, recover_below
from gongkai.errors import PublishError
from gongkai.locking import only_one
from gongkai.paths import Paths

P = ParamSpec("P")
R = TypeVar("R")


def guarded(work: Callable[Concatenate[Paths, P], R]) -> Callable[Concatenate[Paths, P], R]:
    """Let `work`, whose first argument are the paths, run alone, after repairing what a killed run left.

    Raises PublishError where another build runs, and where the disk is full or a folder cannot be written: what was
    published before is then still there, whole.
    """

    @wraps(work)
    def alone(paths: Paths, /, *arguments: P.args, **named: P.kwargs) -> R:
        with only_one(paths.lock):
            try:
                repair(paths)
                return work(paths, *arguments, **named)
            except OSError as error:
                raise _refused(paths, error) from error

    return alone


def repair(paths: Paths) -> None:
    """Complete or undo what an interrupted build left of the packages, the site and the downloads."""
    for folder in (paths.datapackages, paths.downloads):
        if folder.is_dir():
            recover_below(folder)
    recover(paths.site)


def _refused(paths: Paths, error: OSError) -> PublishError:
    where = str(error.filename or paths.build).removeprefix(str(paths.root)).lstrip("/\\")
    found = f"cannot be read or written ({error.strerror or type(error).__name__})"
    advice = "make room on the disk or the folder writable, and build again; what was published before is unchanged"
    return PublishError(where, found, advice)

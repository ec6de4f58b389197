"""How far long work has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

T = TypeVar("T")


class Progress:
    """Says nothing: for tests and for programs that call the pipeline."""

    def stage(self, name: str) -> None:
        """A stage of the work begins."""

    def step(self, done: int, total: int) -> None:
        """`done` of `total` things of the stage are finished."""

    def counted(self, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one; each counts as finished when the next is asked for."""
        self.step(0, total)
        for done, one in enumerate(things, 1):
            yield one
            self.step(done, total)


class Lines(Progress):
    """One line for each stage, and one for each tenth of a long one."""

    LONG = 100
    """Stages of fewer things are told in one line."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.name = ""

    def stage(self, name: str) -> None:
        """Name the stage."""
        self.name = name
        print(name, file=self.out, flush=True)

    def step(self, done: int, total: int) -> None:
        """Tell each tenth of a long stage."""
        if done and total >= self.LONG and done * 10 // total > (done - 1) * 10 // total:
            print(f"{self.name}: {done} of {total}", file=self.out, flush=True)


class Bar(Progress):
    """One bar for each stage; a stage that is not counted pulses until the next begins."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.task: TaskID | None = None

    def stage(self, name: str) -> None:
        """Finish the bar of the stage before and begin a new one."""
        self.finish()
        self.task = self.bars.add_task(name, total=None)

    def step(self, done: int, total: int) -> None:
        """Move the bar."""
        if self.task is not None:
            self.bars.update(self.task, completed=done, total=total)

    def finish(self) -> None:
        """Fill the bar of the last stage."""
        if self.task is not None:
            total = next((one.total for one in self.bars.tasks if one.id == self.task), None) or 1
            self.bars.update(self.task, completed=total, total=total)


@contextmanager
def shown(out: TextIO | None = None) -> Iterator[Progress]:
    """What suits `out`, standard error if not given: a bar that ends with the `with` block, or lines."""
    out = out or sys.stderr
    if not out.isatty():
        yield Lines(out)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(file=out)) as bars:
        bar = Bar(bars)
        yield bar
        bar.finish()

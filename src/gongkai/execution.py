"""The same work on many items: in this process, on its processor cores, or on a cluster; results in order.

A process that dies, or works on one item for longer than it may, costs that item: all items that were under way are
done again, one at a time and apart, and what fails again is `Lost`. Only a few items more than there are processes are
under way, so that memory stays flat.
"""

from __future__ import annotations

import faulthandler
import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from gongkai.errors import SettingsError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 4
"""Items under way for each process."""
SELDOM = (50_000, 10, 10)
"""Thresholds of the garbage collector: rows are many small objects without cycles, and looking through them again and
again frees nothing. It took a quarter of the time of validation, and some of every stage."""


@dataclass(frozen=True)
class Lost:
    """The process that worked on this item died twice, or took too long."""

    reason: str


@dataclass
class Workers:
    """Where work is done. `seconds` is what one item may take."""

    count: int
    seconds: int
    client: Any = None
    pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        """The results of `work` for all items, in order. `work` and items must be picklable, and `work` pure."""
        if self.client is not None:
            yield from self._on_cluster(work, items)
        elif self.count == 1:
            yield from map(work, items)
        else:
            yield from self._on_cores(work, items)

    def _on_cores(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        waiting: deque[tuple[T, Future[R]]] = deque()
        source = iter(items)
        guarded = Guarded(work, self.seconds)
        while True:
            try:
                while len(waiting) < AHEAD * self.count:
                    item = next(source)
                    waiting.append((item, self._submit(guarded, item)))
            except StopIteration:
                if not waiting:
                    return
            item, future = waiting[0]
            try:
                result = future.result()
            except BrokenProcessPool:
                yield from self._after_death(guarded, waiting)
                continue
            waiting.popleft()
            yield result

    def _submit(self, work: Guarded[T, R], item: T) -> Future[R]:
        self.pool = self.pool or ProcessPoolExecutor(self.count, initializer=gc.set_threshold, initargs=SELDOM)
        try:
            return self.pool.submit(work, item)
        except BrokenProcessPool as error:
            broken: Future[R] = Future()
            broken.set_exception(error)
            return broken

    def _after_death(self, work: Guarded[T, R], waiting: deque[tuple[T, Future[R]]]) -> Iterator[R | Lost]:
        """A process died: what was finished is kept, the rest is done apart."""
        self.close()
        under_way = list(waiting)
        waiting.clear()
        for item, future in under_way:
            finished = future.done() and not future.cancelled() and future.exception() is None
            again: Any = future.result() if finished else self._apart(work, item)
            yield again

    def _apart(self, work: Guarded[T, R], item: T) -> R | Lost:
        with ProcessPoolExecutor(1, initializer=gc.set_threshold, initargs=SELDOM) as alone:
            try:
                return alone.submit(work, item).result()
            except BrokenProcessPool:
                return Lost(f"the process that worked on it died, or took more than {self.seconds} seconds")

    def _on_cluster(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        from distributed import KilledWorker

        executor: Executor = self.client.get_executor(pure=False)
        guarded = Guarded(work, self.seconds)
        waiting: deque[Future[R]] = deque()
        source = iter(items)
        ahead = AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        while True:
            try:
                while len(waiting) < ahead:
                    waiting.append(executor.submit(guarded, next(source)))
            except StopIteration:
                if not waiting:
                    return
            try:
                yield waiting.popleft().result()
            except KilledWorker as error:
                yield Lost(str(error))

    def close(self) -> None:
        """Let the processes end."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None


@dataclass(frozen=True)
class Guarded(Generic[T, R]):
    """Work that ends its process when it takes too long, even within one call of C code."""

    work: Callable[[T], R]
    seconds: int

    def __call__(self, item: T) -> R:
        """Do the work on one item."""
        with open(os.devnull, "w", encoding="ascii") as nowhere:  # noqa: PTH123 - not a path of the project
            faulthandler.dump_traceback_later(self.seconds, exit=True, file=nowhere)
            try:
                return self.work(item)
            finally:
                faulthandler.cancel_dump_traceback_later()


@contextmanager
def workers(count: int, seconds: int, scheduler: str = "") -> Iterator[Workers]:
    """Processes to work with: `count` of them, 0 for one a core, or those of the cluster at `scheduler`.

    Raises SettingsError where the cluster cannot be reached or the extra `cluster` is not installed.
    """
    made = Workers(count or os.cpu_count() or 1, seconds, _client(scheduler) if scheduler else None)
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield made
    finally:
        gc.set_threshold(*before)
        made.close()
        if made.client is not None:
            made.client.close()


def _client(scheduler: str) -> Any:
    """A connection to a cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError("--scheduler", "dask.distributed is missing", "install gongkai[cluster]") from error
    try:
        return Client(scheduler, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SettingsError(
            "--scheduler", f"{scheduler} cannot be reached ({error})", "start the scheduler, or mend the address"
        ) from error

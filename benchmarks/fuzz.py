"""Feed the readers and the privacy gate damaged, hostile and random files for a while.

    python3 benchmarks/fuzz.py --minutes N [--seed S]

Each file is read in a process of its own, in bounded memory and time. A file may be read, or be refused with a
SourceError. Anything else is a failure: another exception, a hang, too much memory, a planted word that is neither in
the document nor refused, content that a library reports as lost and no finding mentions, a second reading that differs.
Failures are kept in build/fuzz/ with what they did; the exit code is then 1. GONGKAI_CORPUS may name a folder of real
disclosures to start from.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from fuzz_inputs import Input, inputs

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30
MEMORY = 1_500_000_000
READ_ONCE = 200_000
"""Bytes above which a file is not read a second time to compare."""
LIMITS = {"max_seconds": 15, "max_cells": 200_000, "max_uncompressed_bytes": 100_000_000}


@dataclass(frozen=True)
class Result:
    """What became of one input: `read`, `refused`, or a failure with its story."""

    outcome: str
    story: str = ""

    @property
    def failed(self) -> bool:
        """True for anything but a document or a refusal."""
        return self.outcome not in ("read", "refused")


class Heard(logging.Handler):
    """What libraries say in their logs while one file is read."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        logging.getLogger().handlers = [self]

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.said.append(record.getMessage())

    def losses(self) -> list[str]:
        """The messages that speak of lost content."""
        return [one for one in self.said if "loss" in one.lower()]


def examine(one: Input, folder: Path) -> Result:
    """Read, read again, mask."""
    from gongkai import privacy, readers
    from gongkai.errors import SourceError
    from gongkai.knowledge import load

    path = folder / one.name
    path.write_bytes(one.data)
    limits = readers.Limits(**LIMITS)
    heard = Heard()
    try:
        document = readers.read(path, one.name, limits)
    except SourceError as refusal:
        return Result("refused", str(refusal))
    if heard.losses() and not document.findings:
        return Result("silent", f"{heard.losses()[0]}; but the document has no finding")
    try:
        same = len(one.data) > READ_ONCE or readers.read(path, one.name, limits) == document
    except SourceError as late:  # the clock is the only thing that may make a difference
        return Result("refused" if "max_seconds" in str(late) else "differs", str(late))
    path.unlink()
    texts = [block.text for block in document.paragraphs]
    texts += [cell.text for grid in document.grids for cell in grid.cells]
    lost = set(one.must_hold) - {word for word in one.must_hold if any(word in text for text in texts)}
    if lost:
        return Result("lost", f"{sorted(lost)[:5]} of {len(one.must_hold)} planted words")
    if not same:
        return Result("differs", "two readings of the same bytes differ")
    rules = privacy.load_rules(load())
    masked = privacy.mask(document, rules)
    if len(masked.document.blocks) != len(document.blocks):
        return Result("lost", "the privacy gate dropped a block")
    try:
        privacy.is_clean(readers.beneath(one.data, readers.sniff(one.data, one.name), one.name), masked, rules)
    except SourceError:
        return Result("read")
    return Result("read")


def work(pipe: Connection, folder: str) -> None:
    """The worker: one input after the other, within bounded memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        one = pipe.recv()
        try:
            result = examine(one, Path(folder))
        except BaseException:  # noqa: BLE001 - whatever a reader raises is what is looked for
            result = Result("crash", traceback.format_exc(limit=-8))
        pipe.send(result)


class Worker:
    """A process that examines inputs, started anew when it hangs or dies."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.context = multiprocessing.get_context("spawn")
        self.start()

    def start(self) -> None:
        """Start the process."""
        self.pipe, theirs = self.context.Pipe()
        self.process = self.context.Process(target=work, args=(theirs, self.folder), daemon=True)
        self.process.start()
        theirs.close()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def run(self, one: Input) -> Result:
        """Examine one input."""
        try:
            self.pipe.send(one)
            if self.pipe.poll(SECONDS):
                return self.pipe.recv()  # type: ignore[no-any-return]
            result = Result("hang", f"no answer within {SECONDS} s")
        except (EOFError, OSError):
            result = Result("death", "the process died")
        self.stop()
        self.start()
        return result


def fuzz(seed: int, folders: list[Path], *, seconds: float, count: int | None = None) -> Iterator[tuple[Input, Result]]:
    """Examine inputs until time is up or `count` is reached."""
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        worker = Worker(folder)
        try:
            for number, one in enumerate(inputs(seed, folders)):
                if time.monotonic() > end or number == count:
                    return
                yield one, worker.run(one)
        finally:
            worker.stop()


def start_folders() -> list[Path]:
    """Where real documents lie."""
    corpus = os.environ.get("GONGKAI_CORPUS")
    return [ROOT / "disclosures", ROOT / "tests" / "cases", *([Path(corpus)] if corpus else [])]


def main() -> int:
    """Run, print the tally, keep the failures."""
    parser = argparse.ArgumentParser(description="Fuzz the readers and the privacy gate.")
    parser.add_argument("--minutes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    kept = ROOT / "build" / "fuzz"
    tally: Counter[str] = Counter()
    for one, result in fuzz(arguments.seed, start_folders(), seconds=arguments.minutes * 60):
        tally[result.outcome] += 1
        if result.failed:
            kept.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256(one.data).hexdigest()[:12]
            (kept / f"{digest}{Path(one.name).suffix}").write_bytes(one.data)
            story = f"{result.outcome}: {one.origin} (input {one.name}, seed {arguments.seed})\n{result.story}\n"
            (kept / f"{digest}.story").write_text(story, encoding="utf-8", newline="\n")
            print(story, flush=True)
    print(", ".join(f"{outcome} {number}" for outcome, number in sorted(tally.items())))
    return int(any(Result(outcome).failed for outcome in tally))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    sys.exit(main())

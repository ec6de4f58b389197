"""A dask cluster on this machine: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Its address, and its processes: the scheduler and the two workers, which have joined it."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    from distributed import Client
    from distributed.utils import open_port

    address = f"tcp://127.0.0.1:{open_port()}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--host", address]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)]
    for _ in range(2):
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard"]
        worker += ["--nthreads", "1", "--host", "127.0.0.1"]
        started.append(subprocess.Popen(worker, env=environment, stderr=subprocess.DEVNULL))
    try:
        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, started
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker as a machine that is switched off would."""
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

"""How much of the machine others used while something was measured: wall clock means nothing on a busy machine."""

from __future__ import annotations

import os
import time
from pathlib import Path

BUSY = 0.15
"""From so many processor cores used by others, two cores cannot be compared with one."""


class Others:
    """From the moment it is made: processor cores that other processes used, on average."""

    def __init__(self) -> None:
        self._busy, self._own, self._clock = _busy(), _own(), time.perf_counter()

    def cores(self) -> float:
        """Cores in use by others; where the system does not tell, its load average less our own processes."""
        elapsed, own = time.perf_counter() - self._clock, _own() - self._own
        if (now := _busy()) is None or self._busy is None:
            load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
            return max(0.0, load - own / elapsed)
        return max(0.0, (now - self._busy - own) / elapsed)


def _own() -> float:
    """Processor seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def _busy() -> float | None:
    """Processor seconds of all processes since the machine started, where /proc tells."""
    stat = Path("/proc/stat")
    if not stat.is_file():
        return None
    user, nice, system, _, _, irq, soft, *_ = map(int, stat.read_text(encoding="ascii").split("\n")[0].split()[1:])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")

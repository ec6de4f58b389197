import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.errors import PublishError
from gongkai.locking import only_one

SRC = Path(__file__).parents[1] / "src"
HOLD = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from gongkai.locking import only_one
with only_one(Path(sys.argv[2])):
    worker = os.fork() if len(sys.argv) > 3 else 1
    if not worker:
        import time
        time.sleep(600)
    print(worker, flush=True)
    sys.stdin.read()
"""


def hold(path: Path, *more: str) -> tuple[subprocess.Popen[str], int]:
    """A process that holds the lock, and its worker."""
    command = [sys.executable, "-c", HOLD, str(SRC), str(path), *more]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def test_second_build_says_so_and_stops(tmp_path):
    lock = tmp_path / "build" / "lock"
    process, _ = hold(lock)
    with pytest.raises(PublishError) as error, only_one(lock):
        pytest.fail("two builds at once")
    assert f"process {process.pid}" in str(error.value) and "wait for it" in str(error.value)
    process.communicate("")
    with only_one(lock):
        pass


def test_lock_of_a_killed_build_is_taken_over(tmp_path):
    lock = tmp_path / "lock"
    process, _ = hold(lock)
    process.kill()
    process.wait()
    assert str(process.pid) in lock.read_text(encoding="ascii")
    with only_one(lock):
        assert str(process.pid) not in lock.read_text(encoding="ascii")
    assert lock.read_bytes() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")
def test_workers_that_outlive_a_killed_build_hold_nothing(tmp_path):
    import os
    import signal

    process, worker = hold(tmp_path / "lock", "fork")
    try:
        process.kill()
        process.wait()
        with only_one(tmp_path / "lock"):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)


def test_twice_in_one_process(tmp_path):
    with only_one(tmp_path / "lock"):
        with pytest.raises(PublishError, match="another build is running"), only_one(tmp_path / "lock"):
            pytest.fail("two builds at once")
        process = subprocess.run(
            [sys.executable, "-c", HOLD, str(SRC), str(tmp_path / "lock")], capture_output=True, check=False, input=""
        )
        assert process.returncode != 0 and b"another build" in process.stderr
    with only_one(tmp_path / "lock"):
        pass


def test_lock_is_released_when_the_build_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), only_one(tmp_path / "lock"):
        _ = 1 / 0
    with only_one(tmp_path / "lock"):
        pass


def test_where_no_lock_can_be_written(tmp_path):
    (tmp_path / "build").write_text("a file", encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be written"), only_one(tmp_path / "build" / "lock"):
        pass


def test_a_build_beside_another_says_so_and_changes_nothing(tmp_path):
    from gongkai import pipeline
    from gongkai.paths import Paths
    from gongkai.settings import Settings

    paths = Paths(tmp_path)
    process, _ = hold(paths.lock)
    with pytest.raises(PublishError, match=f"another build is running \\(process {process.pid}"):
        pipeline.build(paths, Settings())
    process.communicate("")
    assert [path.name for path in tmp_path.iterdir()] == ["build"] and list(paths.build.iterdir()) == [paths.lock]

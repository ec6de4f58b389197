"""A bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io

from gongkai import progress


class Terminal(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def work(out: io.StringIO, count: int) -> list[int]:
    with progress.shown(out) as told:
        told.stage("list")
        told.stage("read")
        return list(told.counted(iter(range(count)), count))


def test_plain_lines_for_few_and_for_many() -> None:
    few, many = io.StringIO(), io.StringIO()
    assert work(few, 5) == [0, 1, 2, 3, 4]
    assert few.getvalue() == "list\nread\n"
    work(many, 200)
    lines = many.getvalue().splitlines()
    assert lines[2] == "read: 20 of 200" and lines[-1] == "read: 200 of 200" and len(lines) == 12


def test_a_bar_on_a_terminal() -> None:
    out = Terminal()
    work(out, 5)
    assert "read" in out.getvalue() and "5/5" in out.getvalue()


def test_silence_for_programs() -> None:
    assert list(progress.Progress().counted("ab", 2)) == ["a", "b"]

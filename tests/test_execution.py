"""Work on several processes: in order, and a process that dies or hangs costs its item only."""

from __future__ import annotations

import gc
import os
import time

import pytest
from clusters import cluster, kill

from gongkai.errors import SettingsError, SourceError
from gongkai.execution import SELDOM, Lost, workers


def square(number: int) -> int:
    if number == 3:
        os._exit(9)
    if number == 7:
        time.sleep(60)
    return number * number


def plain(number: int) -> int:
    return number * number


def refuse(number: int) -> int:
    raise SourceError("file", str(number), "mend it")


@pytest.mark.parametrize("count", [1, 2, 8])
def test_results_come_in_order(count: int) -> None:
    with workers(count, 60) as hands:
        assert list(hands.map(plain, range(50))) == [number * number for number in range(50)]
        assert list(hands.map(plain, [])) == []


def test_a_process_that_dies_or_hangs_costs_its_item() -> None:
    with workers(2, 2) as hands:
        results = list(hands.map(square, range(12)))
        assert list(hands.map(plain, [1, 2])) == [1, 4]
    assert [one for one in results if not isinstance(one, Lost)] == [n * n for n in range(12) if n not in (3, 7)]
    assert isinstance(results[3], Lost)
    assert isinstance(results[7], Lost)
    assert "2 seconds" in results[7].reason


def threshold(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


@pytest.mark.parametrize("count", [1, 2])
def test_garbage_is_looked_for_seldom_and_as_before_afterwards(count: int) -> None:
    before = gc.get_threshold()
    with workers(count, 60) as hands:
        assert set(hands.map(threshold, range(4))) == {SELDOM}
    assert gc.get_threshold() == before


def test_errors_come_through() -> None:
    with workers(2, 60) as hands, pytest.raises(SourceError, match="mend it"):
        list(hands.map(refuse, [1]))


def test_a_cluster_that_is_not_there_is_an_error_that_says_so() -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with pytest.raises(SettingsError, match="--scheduler"), workers(2, 60, "nonsense://127.0.0.1:9"):
        pass


def slowly(number: int) -> int:
    time.sleep(0.05)
    return number * number


def test_a_cluster_that_loses_a_worker_gives_the_same_results() -> None:
    with cluster() as (address, processes), workers(0, 60, address) as hands:
        results = hands.map(slowly, range(60))
        first = next(results)
        kill(processes[2])
        assert [first, *results] == [number * number for number in range(60)]

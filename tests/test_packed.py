"""What is held for every disclosure at the same time stays small, and comes back as it was."""

from __future__ import annotations

import pickle
import tracemalloc

from gongkai.cache import Packed, pack, unpack
from gongkai.model.finding import Finding, Level
from gongkai.model.place import Place

FINDINGS = [Finding(Level.NOTE, f"code-{n}", Place("预算.pdf", n), f"第{n}行", "照此改正", row=n) for n in range(50)]


def test_packed_records_come_back() -> None:
    packed = Packed.of(FINDINGS)
    assert len(packed) == 50
    assert list(packed) == list(packed) == FINDINGS
    assert list(pickle.loads(pickle.dumps(packed))) == FINDINGS


def test_nothing_takes_no_room() -> None:
    assert not Packed.of(())
    assert Packed.of(()).content == b""
    assert list(Packed.of(())) == []


def test_packed_records_are_small_in_memory() -> None:
    def held(record: object) -> int:
        kept = pack(record)
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        back = unpack(kept)
        size = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        assert back == record
        return size

    assert held(Packed.of(FINDINGS)) * 4 < held(tuple(FINDINGS))

"""A short, seeded run of benchmarks/fuzz.py: the same inputs every time."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from gongkai import readers
from gongkai.errors import SourceError

ROOT = Path(__file__).parents[1]
COUNT = 200


@pytest.fixture
def fuzz(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.syspath_prepend(str(ROOT / "src"))
    import fuzz

    return fuzz


def test_readers_read_or_refuse_whatever_they_are_given(fuzz):
    tally: Counter[str] = Counter()
    for one, result in fuzz.fuzz(7, [ROOT / "disclosures", ROOT / "tests" / "cases"], seconds=240, count=COUNT):
        assert not result.failed, f"{one.origin} {one.name}: {result.outcome}\n{result.story}"
        tally[result.outcome] += 1
    assert tally["read"] > COUNT // 5
    assert tally["refused"] > COUNT // 10
    assert tally.total() == COUNT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b' Target="word/document.xml"', b"", id="relation without a target"),
        pytest.param(b"openxmlformats.org/package/2006/relationships", b"x", id="relations of another namespace"),
    ],
)
def test_word_files_that_once_broke_the_reader(old, new, tmp_path):
    source, broken = tmp_path / "a.docx", tmp_path / "b.docx"
    docx.Document().save(str(source))
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(broken, "w") as out:
        for part in archive.namelist():
            data = archive.read(part)
            out.writestr(part, data.replace(old, new) if part == "_rels/.rels" else data)
        assert old in archive.read("_rels/.rels")
    with pytest.raises(SourceError, match="damaged Word document"):
        readers.read(broken, "b.docx")


def test_the_harness_notices_what_goes_wrong(fuzz, monkeypatch, tmp_path):
    from fuzz_inputs import Input

    kept = Input("a.txt", "\t标1记1\n\t合计".encode(), "dump", ("标1记1",))
    assert fuzz.examine(kept, tmp_path).outcome == "read"
    lost = Input("a.txt", kept.data, "dump", ("标2记2",))
    assert fuzz.examine(lost, tmp_path).outcome == "lost"
    assert fuzz.examine(Input("a.png", b"\x89PNG", "image"), tmp_path).outcome == "refused"
    documents = iter([readers.read, lambda *_: None])
    read = readers.read
    monkeypatch.setattr(readers, "read", lambda *arguments: next(documents, read)(*arguments))
    assert fuzz.examine(kept, tmp_path).outcome == "differs"


def test_a_hang_or_a_death_costs_one_input(fuzz, monkeypatch, tmp_path):
    worker = fuzz.Worker(str(tmp_path))
    try:
        with monkeypatch.context() as patch:
            patch.setattr(worker.pipe.__class__, "poll", lambda *_: False)
            assert worker.run(fuzz.Input("a.txt", b"a", "text")).outcome == "hang"
        worker.process.kill()
        worker.process.join()
        assert worker.run(fuzz.Input("a.txt", b"a", "text")).outcome == "death"
        assert worker.run(fuzz.Input("a.txt", "合计".encode(), "text")).outcome == "read"
    finally:
        worker.stop()

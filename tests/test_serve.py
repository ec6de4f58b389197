"""Changes are noticed once they are whole; the site is served with its own 404 page, to this machine alone."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai import serve
from gongkai.errors import PublishError
from gongkai.paths import Paths

A, B = Path("a"), Path("b")


def after(*looks: serve.Seen) -> list[tuple[Path, ...]]:
    """What is reported for the looks, the first of which is what was built."""
    seen: Iterator[serve.Seen] = iter(looks[1:])

    def wait() -> None:
        """No time passes."""

    found = []
    try:
        for changed in serve.changes(looks[0], lambda: next(seen), wait):
            found.append(changed)
    except RuntimeError:  # the looks have run out
        return found
    raise AssertionError("changes() ended")


def test_a_change_is_reported_once_it_stays() -> None:
    assert after({A: (1, 1)}, {A: (1, 1)}, {A: (2, 1)}, {A: (3, 5)}, {A: (3, 5)}, {A: (3, 5)}) == [(A,)]


def test_files_that_come_and_go() -> None:
    assert after({A: (1, 1)}, {B: (1, 1)}, {B: (1, 1)}) == [(A, B)]


def test_nothing_changed() -> None:
    assert after({A: (1, 1)}, {A: (1, 1)}, {A: (1, 1)}) == []


def test_what_is_watched(tmp_path: Path) -> None:
    for name in ("disclosures/u/d.txt", "site_src/pages/about/index.md", "mkdocs.yml", "build/site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    seen = serve.watched(Paths(tmp_path))
    ours = {path.relative_to(tmp_path).as_posix() for path in seen if path.is_relative_to(tmp_path)}
    assert ours == {"disclosures/u/d.txt", "site_src/pages/about/index.md", "mkdocs.yml"}
    assert any(path.name == "indicators.yml" for path in seen)


def test_served_with_its_own_404_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    (tmp_path / "404.html").write_text("lost", encoding="utf-8")
    with serve.serving(tmp_path) as address:
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as answer:
            assert answer.read() == b"home"
            assert answer.headers["Cache-Control"] == "no-store"
        with pytest.raises(urllib.error.HTTPError) as lost:
            urllib.request.urlopen(f"{address}units/none/")
        assert (lost.value.code, lost.value.read()) == (404, b"lost")
        with pytest.raises(PublishError, match="--port"), serve.serving(tmp_path, int(address.rsplit(":")[-1][:-1])):
            pass


def test_rebuilt_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, told, builds = Paths(tmp_path), [], []
    (tmp_path / "disclosures").mkdir()

    def build(_: Paths) -> bool:
        builds.append(1)
        paths.site.mkdir(parents=True, exist_ok=True)
        (paths.site / "index.html").write_text(f"{len(builds)}", encoding="utf-8")
        (tmp_path / "disclosures" / f"{len(builds)}.txt").write_text("x", encoding="utf-8")
        if len(builds) == 3:
            raise KeyboardInterrupt
        return True

    monkeypatch.setattr(serve, "build", build)
    with pytest.raises(KeyboardInterrupt):
        serve.serve(paths, 0, told.append, seconds=0)
    assert told[0].startswith("http://127.0.0.1:")
    assert "changed: 1.txt" in told and "changed: 2.txt" in told


def test_nothing_to_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "build", lambda _: False)
    with pytest.raises(PublishError, match="nothing to serve"):
        serve.serve(Paths(tmp_path), 0, print)

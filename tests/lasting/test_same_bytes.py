"""Two folders, two time zones, two locales, two hash seeds, two days: one and the same site, every file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai import site
from gongkai.errors import PublishError

ROOT = Path(__file__).parents[2]
PLACES = (
    {"TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"},
    {"TZ": "America/Lima", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1700000000"},
)


def build(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Everything a build makes that lasts: packages, ledger, site."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("site_src", "disclosures"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "gongkai.yml").write_text("site_url: https://example.org/g/\nworkers: 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "gongkai", "build", "--root", str(folder)]
    path = os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
    subprocess.run(command, env={**os.environ, **environment, "PYTHONPATH": path}, check=True, capture_output=True)
    made = [folder / "datapackages", folder / "site_src", folder / "build/site"]
    files = (file for one in made for file in sorted(one.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first, second = (build(tmp_path / str(n) / "project", place) for n, place in enumerate(PLACES))
    assert [name for name in sorted(first | second) if first.get(name) != second.get(name)] == []
    assert len(first) > 200 and "build/site/manifest.json" in first


def test_a_mirror_is_verified(tmp_path: Path) -> None:
    from gongkai.site import listing
    from gongkai.site.walking import stamps

    for name in ("a.html", "b/c.csv", "中.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    hashes = listing.write(tmp_path, stamps(tmp_path))
    assert sorted(hashes) == ["a.html", "b/c.csv", "中.txt"]
    assert listing.write(tmp_path, stamps(tmp_path), hashes) == hashes
    assert site.verify(tmp_path) == ()
    (tmp_path / "a.html").write_text("b.html", encoding="utf-8")
    (tmp_path / "b/c.csv").unlink()
    (tmp_path / "d").write_text("", encoding="utf-8")
    assert site.verify(tmp_path) == ("changed: a.html", "missing: b/c.csv", "not listed: d")


@pytest.mark.parametrize("text", [None, "{", "[]", '{"a": 1}'])
def test_without_a_manifest_nothing_is_verified(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(PublishError, match="manifest"):
        site.verify(tmp_path)

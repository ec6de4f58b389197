"""Incremental builds: nothing stale, nothing left behind, nothing touched that has not changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai import fingerprint, lasting, pipeline, stamps
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.model.disclosure import Disclosure
from gongkai.paths import Paths
from gongkai.settings import Settings
from gongkai.summary import Summary

ROOT = Path(__file__).parents[1]
UNITS = ("130532-kexie", "130821-kexie")
WORKERS = 2
Files = dict[str, tuple[int, bytes]]


def files(paths: Paths) -> Files:
    """Everything that is published, with its times."""
    found = [path for top in (paths.datapackages, paths.site) for path in top.rglob("*") if path.is_file()]
    return {str(path.relative_to(paths.root)): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def content(found: Files) -> dict[str, bytes]:
    return {name: data for name, (_, data) in found.items()}


def build(paths: Paths, settings: Settings, **options: bool) -> Summary:
    done = pipeline.build(paths, settings, **options)
    assert done.errors == ()
    return done


@pytest.fixture(autouse=True, scope="module")
def impatient() -> Iterator[None]:
    """Files count as settled at once, so that whatever may be remembered is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamps, "SETTLED_NS", 0)
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project of two units, built."""
    root = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "site_src", root / "site_src")
    for unit in UNITS:
        shutil.copytree(ROOT / "disclosures" / unit, root / "disclosures" / unit)
    build(Paths(root), Settings(workers=WORKERS))
    return Paths(root)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def change_source(paths: Paths) -> None:
    folder = paths.disclosures / "130532-kexie/2019-budget"
    source = next(folder.glob("*.txt"))
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    edit(source, "189.48", "189.49")
    edit(folder / "disclosure.yml", before, hashlib.sha256(source.read_bytes()).hexdigest())


def change_title(paths: Paths) -> None:
    edit(paths.disclosures / "130532-kexie/2019-budget/disclosure.yml", "title: ", "title: 新")


def change_unit(paths: Paths) -> None:
    edit(paths.disclosures / "130821-kexie/unit.yml", "name: ", "name: 新")


def change_theme(paths: Paths) -> None:
    edit(paths.site_src / "theme/main.html", "<meta charset=utf-8>", '<meta charset=utf-8>\n<meta name="x">')


def change_written_page(paths: Paths) -> None:
    with (paths.site_src / "pages/about/index.md").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")


def tamper_with_package(paths: Paths) -> None:
    (paths.datapackages / "130532-kexie/2019-budget/cells.csv").write_text("x", encoding="utf-8")
    (paths.datapackages / "130532-kexie/2019-budget/more.csv").write_text("x", encoding="utf-8")


def tamper_with_site(paths: Paths) -> None:
    (paths.site / "index.html").unlink()
    (paths.site / "about/index.html").write_text("x", encoding="utf-8")
    (paths.site / "more.html").write_text("x", encoding="utf-8")


def tamper_with_downloads(paths: Paths) -> None:
    for path in (next(paths.downloads.glob("units/*/*/*.zip")), next(paths.site.glob("units/*/*/*.xlsx"))):
        with path.open("r+b") as file:
            file.write(b"x")


def lose_caches(paths: Paths) -> None:
    for folder in (paths.docs, paths.frame, paths.pages, paths.downloads):
        shutil.rmtree(folder)
    next((paths.cache / "disclosures").iterdir()).write_bytes(b"half a rec")


def test_nothing_changed_touches_nothing(project: Paths) -> None:
    before = files(project)
    again = build(project, Settings(workers=1))
    assert again.cached == len(UNITS)
    assert files(project) == before


def test_a_look_at_the_files_tells_that_all_is_done(project: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build(project, Settings(workers=1))

    def never(*_: object) -> None:
        raise AssertionError("nothing has to be read")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.documents, "discover", never)
        again = build(project, Settings(workers=1))
    assert again.cached == len(again.unchanged) == len(UNITS)
    assert (again.pages, again.files) == (before.pages, before.files)
    assert (again.fresh, again.published) == (set(), [])
    os.utime(next(project.disclosures.glob("*/*/*.txt")))
    assert build(project, Settings(workers=1)).cached == len(UNITS), "only the time was changed"


@pytest.mark.parametrize("workers", [1, 8])
def test_any_number_of_processes_gives_the_same_bytes(project: Paths, workers: int) -> None:
    before = content(files(project))
    build(project, Settings(workers=workers), fresh=True)
    assert content(files(project)) == before


CHANGES: tuple[Callable[[Paths], None], ...] = (
    change_theme,
    change_written_page,
    change_source,
    change_title,
    change_unit,
)


def test_every_change_shows_and_nothing_is_stale(project: Paths) -> None:
    settings = Settings(workers=WORKERS, site_name="另一个名字")
    before = content(files(project))
    build(project, settings)
    for change in CHANGES:
        change(project)
        build(project, settings)
        after = content(files(project))
        assert after != before, change.__name__
        before = after
    for damage in (tamper_with_package, tamper_with_site, tamper_with_downloads, lose_caches):
        damage(project)
        build(project, settings)
        assert content(files(project)) == before, damage.__name__
    build(project, settings, fresh=True)
    assert content(files(project)) == before


def test_what_is_gone_leaves_nothing_behind(project: Paths) -> None:
    shutil.rmtree(project.disclosures / "130821-kexie")
    unit = project.disclosures / "130532-kexie"
    unit.rename(unit.with_name("130532-kexue"))
    edit(project.disclosures / "130532-kexue/unit.yml", "130532-kexie", "130532-kexue")
    build(project, Settings(workers=1))
    after = content(files(project))
    for gone in UNITS:
        assert [name for name, data in after.items() if gone in name or gone.encode() in data] == []
        assert [path for top in (project.pages, project.frame, project.cache) for path in top.rglob(f"*{gone}*")] == []
    build(project, Settings(workers=1), fresh=True)
    assert content(files(project)) == after


def test_a_fresh_build_that_fails_keeps_the_site(project: Paths) -> None:
    before = content(files(project))
    with pytest.raises(PublishError):
        pipeline.build(project, Settings(workers=1, site_limit_bytes=1), fresh=True)
    assert content(files(project)) == before


def test_code_knowledge_and_packages_are_part_of_every_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "gongkai"
    shutil.copytree(fingerprint.HERE, here)
    monkeypatch.setattr(fingerprint, "HERE", here)
    seen = set()
    for name in (
        "pipeline.py",
        "knowledge/indicators.yml",
        "knowledge/codes/economic.csv",
        "pages/templates/home.html",
    ):
        (here / name).write_bytes((here / name).read_bytes() + b"\n")
        seen.add(fingerprint.code.__wrapped__())
    monkeypatch.setattr(fingerprint, "installed", lambda: ["mkdocs-0.dist-info"])
    seen.add(fingerprint.code.__wrapped__())
    assert len(seen) == 5


def test_settings_and_corrections_are_part_of_the_key(project: Paths, tmp_path: Path) -> None:
    from gongkai import documents

    one = documents.discover(project)[0][0]
    keys = {pipeline.reading_key(project, Settings(), one), pipeline.reading_key(project, Settings(max_pages=7), one)}
    assert pipeline.reading_key(project, Settings(workers=5), one) in keys
    (one.folder / "corrections.yml").write_text("corrections: []\n", encoding="utf-8")
    keys.add(pipeline.reading_key(project, Settings(), one))
    (one.folder / "corrections.yml").unlink()
    keys.add(pipeline.reading_key(project, Settings(), replace(one, notes=("x",))))
    assert len(keys) == 4


def test_a_record_made_from_something_else_or_damaged_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("one", "a", {"x": 1})
    assert cache.get("one", "a") == {"x": 1}
    assert cache.get("one", "b") is None
    (tmp_path / "one").write_bytes((tmp_path / "one").read_bytes()[:-1])
    assert cache.get("one", "a") is None
    cache.keep(set())
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_dies_costs_its_document(project: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = project.disclosures / "130821-gone"
    shutil.copytree(ROOT / "disclosures" / "130821-kexie", unit)
    edit(unit / "unit.yml", "130821-kexie", "130821-gone")
    monkeypatch.setattr(pipeline, "read_one", dies)
    done = pipeline.build(project, Settings(workers=2))
    shutil.rmtree(unit)
    assert [error.where for error in done.errors] == ["disclosures/130821-gone/2023-performance"]
    assert list(project.site.glob("units/130532-*/2019-budget/index.html"))
    assert not (project.site / "units/130821-gone").exists()


READ_ONE = pipeline.read_one


def dies(job: tuple[Disclosure, lasting.Released], paths: Paths, settings: Settings) -> object:
    if job[0].unit.unit_id == "130821-gone":
        os._exit(9)
    return READ_ONE(job, paths, settings)


def test_zips_alone_beside_the_pages(project: Paths) -> None:
    build(project, Settings(workers=2, site_files="zip"))
    beside = {path.suffix for path in (project.site / "units").rglob("*") if path.is_file()}
    assert beside == {".html", ".zip", ".bib", ".ris", ".json", ".txt"}, "pages, citations and zips, no tables"
    assert not list(project.site.glob("*.sqlite"))
    whole = {path.name for path in (project.site / "data").iterdir() if path.is_file()}
    assert whole == {"catalog.zip", "tables.zip", "index.html"}
    assert "catalog.zip" in (project.site / "data/index.html").read_text(encoding="utf-8")
    page = next(project.site.glob("units/*/*/index.html")).read_text(encoding="utf-8")
    assert ".zip" in page
    assert "cells.csv" not in page
    assert leads(project) == {".zip", ".json", ".bib", ".ris"}


def test_no_data_beside_the_pages(project: Paths) -> None:
    build(project, Settings(workers=2, site_files="zip"))
    address = "https://example.org/repository/datapackages/"
    build(project, Settings(workers=2, site_files="none", packages_url=address))
    beside = {path.suffix for path in (project.site / "units").rglob("*") if path.is_file()}
    assert beside == {".html", ".bib", ".ris", ".json", ".txt"}
    assert {path.suffix for path in project.downloads.rglob("*") if path.is_file()} == {".zip", ".parquet"}
    assert not list((project.downloads / "units").glob("*"))
    for path in project.site.glob("units/*/*/index.html"):
        page = path.read_text(encoding="utf-8")
        name = path.parent.relative_to(project.site / "units").as_posix()
        assert (project.datapackages / name / "datapackage.json").is_file()
        assert f'<a href="{address}{name}/">' in page
        assert f"unit_id = {path.parent.parent.name}" in page
    assert described_beside(project) == {"citation.json", "citation.bib", "citation.ris"}
    build(project, Settings(workers=2, site_files="none"))
    assert address not in path.read_text(encoding="utf-8")
    build(project, Settings(workers=2))
    assert not list(project.downloads.glob("stacked/*/*"))
    assert not list(project.downloads.glob("catalog/*/*"))


def described_beside(project: Paths) -> set[str]:
    """The files that the link sets name, each of which is there."""
    catalog = json.loads((project.site / "catalog.jsonld").read_text(encoding="utf-8"))
    assert not any("distribution" in one for one in catalog["dataset"])
    names = set[str]()
    for path in project.site.glob("units/*/*/linkset.json"):
        first = json.loads(path.read_text(encoding="utf-8"))["linkset"][0]
        assert "item" not in first
        assert all((project.site / link["href"]).is_file() for link in first["describedby"])
        names |= {Path(link["href"]).name for link in first["describedby"]}
    return names


def leads(project: Paths) -> set[str]:
    """The endings of the files that catalog.jsonld and the link sets name, each of which is there as it is described."""
    catalog = json.loads((project.site / "catalog.jsonld").read_text(encoding="utf-8"))
    files = [file for one in catalog["dataset"] for file in one["distribution"]]
    assert files
    for file in files:
        data = (project.site / file["downloadURL"]).read_bytes()
        assert file["byteSize"] == str(len(data))
        assert file["checksum"]["checksumValue"] == hashlib.sha256(data).hexdigest()
    addresses = {file["downloadURL"] for file in files}
    for path in project.site.glob("units/*/*/linkset.json"):
        first = json.loads(path.read_text(encoding="utf-8"))["linkset"][0]
        addresses |= {link["href"] for name in ("describedby", "item") for link in first[name]}
    assert all((project.site / address).is_file() for address in addresses)
    return {Path(address).suffix for address in addresses}


def test_another_gongkai_makes_its_downloads_anew(project: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages are the same; what an earlier gongkai put around them is not what this one would."""
    monkeypatch.setattr(fingerprint, "code", lambda: "another")
    monkeypatch.setattr("gongkai.downloads.disclosure.readme", lambda package, publisher: f"# another {package.name}")
    build(project, Settings(workers=1, site_files="zip"))
    for path in project.site.glob("units/*/*/*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.read("README.md").decode() == f"# another {path.stem}"
    monkeypatch.undo()
    build(project, Settings(workers=2, site_files="zip"))
    assert "引用格式" in zipfile.ZipFile(path).read("README.md").decode()


def test_what_is_described_is_there(project: Paths) -> None:
    build(project, Settings(workers=2))
    assert leads(project) == {".csv", ".json", ".bib", ".ris"}

"""The sample site, built whole: strict, self-contained, swapped in at once, the same bytes every time."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import sample_site
from pages.sample import inputs

from gongkai import site
from gongkai.errors import PublishError
from gongkai.paths import Paths

ROOT = Path(__file__).parents[2]


def project(folder: Path) -> Paths:
    """A project folder with the real site sources."""
    paths = Paths(folder)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "site_src", paths.site_src)
    return paths


def build(paths: Paths) -> site.SiteReport:
    data = paths.root / "data.csv"
    data.write_text("unit_id,fiscal_year,stage\n", encoding="utf-8", newline="\n")
    return sample_site.build(
        paths, inputs(), {"units/130300-kexie/2021-budget/revenue.csv": data}, "https://example.org/g/"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, site.SiteReport]:
    paths = project(tmp_path_factory.mktemp("project"))
    return paths, build(paths)


def test_every_nav_page_and_every_address_exists(built: tuple[Paths, site.SiteReport]) -> None:
    paths, report = built
    for address in (
        "",
        "units",
        "compare",
        "checks",
        "completeness",
        "data",
        "data/dictionary",
        "cite",
        "about",
        "en",
        "corrections",
    ):
        assert (paths.site / address / "index.html").is_file(), address
    assert (paths.site / "404.html").is_file()
    assert (paths.site / "units/130300-kexie/2021-budget/revenue.csv").is_file()
    assert report.pages == len(list(paths.site.rglob("index.html")))


def test_nothing_is_fetched_from_elsewhere(built: tuple[Paths, site.SiteReport]) -> None:
    for path in [
        *built[0].site.rglob("*.html"),
        *built[0].site.glob("assets/*.css"),
        *built[0].site.glob("assets/*.js"),
    ]:
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"""(?:src|srcset|poster)=["']?(?:https?:)?//""", text), path
        assert not re.findall(
            r"""<link(?! rel="(?:license|type)")[^>]+href=["']?(?:https?:)?//(?!example\.org/g/)""", text
        ), path
        assert "@import" not in text and "url(http" not in text and "url(//" not in text, path


def test_pages_need_no_inline_scripts_or_styles(built: tuple[Paths, site.SiteReport]) -> None:
    for path in built[0].site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        scripts = re.findall(r"<script([^>]*)>", text)
        assert all("src=" in one or "application/json" in one or "application/ld+json" in one for one in scripts), path
        assert "<style" not in text and not re.findall(r"\sstyle=", text) and not re.findall(r"\son\w+=", text), path


def test_links_of_the_whole_site_hold(built: tuple[Paths, site.SiteReport]) -> None:
    folder = built[0].site
    ids = {
        path: set(re.findall(r'\bid="?([^\s">]+)', path.read_text(encoding="utf-8"))) for path in folder.rglob("*.html")
    }
    missing = []
    for path in ids:
        if path.name == "404.html":
            continue
        for link in set(re.findall(r'<a\b[^>]*?\bhref="?([^\s">]+)', path.read_text(encoding="utf-8"))):
            if link.startswith(("http", "mailto:")):
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if target.suffix in {".csv", ".json", ".zip", ".xlsx", ".bib", ".ris", ".txt", ".xml"}:
                continue
            if target not in ids or (anchor and anchor not in ids[target]):
                missing.append((path.relative_to(folder).as_posix(), link))
    assert missing == []


def test_canonical_addresses_are_folders(built: tuple[Paths, site.SiteReport]) -> None:
    sitemap = (built[0].site / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/g/units/130300-kexie/2021-budget/</loc>" in sitemap
    assert "index.html" not in sitemap
    page = (built[0].site / "units/130300-kexie/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/g/units/130300-kexie/">' in page


def test_the_search_index_is_small_and_the_same_twice(built: tuple[Paths, site.SiteReport]) -> None:
    folder = built[0].site / "search"
    data = json.loads((folder / "search_index.json").read_text(encoding="utf-8"))
    script = (folder / "search_index.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("var __index=")) == data
    generated = [one for one in data["docs"] if one["location"].startswith(("units/", "compare/", "checks/"))]
    size = sum(len(json.dumps(one, ensure_ascii=False).encode()) for one in generated)
    assert size / built[1].pages <= 512
    assert not any(one["location"].endswith("source/index.html") for one in data["docs"])


def test_the_same_input_gives_the_same_bytes(built: tuple[Paths, site.SiteReport], tmp_path: Path) -> None:
    again = project(tmp_path / "elsewhere")
    build(again)
    first = {path.relative_to(built[0].site): path.read_bytes() for path in built[0].site.rglob("*") if path.is_file()}
    second = {path.relative_to(again.site): path.read_bytes() for path in again.site.rglob("*") if path.is_file()}
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_a_broken_page_leaves_the_last_site_untouched(tmp_path: Path) -> None:
    paths = project(tmp_path)
    paths.site.mkdir(parents=True)
    (paths.site / "index.html").write_text("old", encoding="utf-8")
    (paths.site_src / "pages/about/index.md").write_text("[nowhere](../missing/index.md)", encoding="utf-8")
    with pytest.raises(PublishError, match=r"missing/index\.md"):
        sample_site.build(paths, inputs(), {})
    assert (paths.site / "index.html").read_text(encoding="utf-8") == "old"


def test_what_an_earlier_build_left_behind_goes(tmp_path: Path) -> None:
    paths = project(tmp_path)
    for stray in (paths.docs / "gone/index.md", paths.theme / "gone.html", paths.pages / "units/gone/index.html"):
        stray.parent.mkdir(parents=True)
        stray.write_text("gone", encoding="utf-8")
    sample_site.build(paths, inputs(), {})
    assert [path for path in paths.build.rglob("*") if "gone" in path.name] == []
    assert (paths.pages / "units/130300-kexie/index.html").exists()


def test_a_written_page_may_not_hide_a_generated_one(tmp_path: Path) -> None:
    paths = project(tmp_path)
    (paths.site_src / "pages/units").mkdir()
    (paths.site_src / "pages/units/index.md").write_text("# mine", encoding="utf-8")
    with pytest.raises(PublishError, match="same address"):
        sample_site.build(paths, inputs(), {})


def test_a_link_to_a_page_that_nobody_writes_is_found(tmp_path: Path) -> None:
    paths = project(tmp_path)
    with (paths.site_src / "pages/about/index.md").open("a", encoding="utf-8") as file:
        file.write("\n[a unit](../units/130300-kexie/index.md)\n")
    sample_site.build(paths, inputs(), {})
    frame = sample_site.frame_of(paths)
    known = sample_site.known_pages(paths, frame, inputs())
    fewer = site.Known({address: page for address, page in known.pages.items() if address != "units/130300-kexie/"})
    with pytest.raises(PublishError, match=r"units/130300-kexie/index\.md, which is no page"):
        site.build(paths, frame, fewer, {})


def test_a_site_above_its_limit_is_not_published(tmp_path: Path) -> None:
    paths = project(tmp_path)
    frame = sample_site.frame_of(paths)
    known = sample_site.known_pages(paths, frame, inputs())
    with pytest.raises(PublishError, match="the limit is"):
        site.build(paths, frame, known, {}, limit=1000)
    assert not paths.site.exists()
    made = site.build(paths, frame, known, {}, limit=100_000_000, warn_percent=1)
    assert made.warning is not None
    with pytest.raises(PublishError, match="the limit is"):
        site.build(paths, frame, known, {}, limit=1000)
    again = site.build(paths, frame, known, {}, limit=100_000_000, warn_percent=1)
    assert str(again.warning) == str(made.warning), "an unchanged site warns again"

"""A page put into the frame is what the site engine makes of it, to the byte, and search finds it by the same words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import sample_site
from pages.sample import HOSTILE, inputs

from gongkai import framing, pages, release, site
from gongkai.errors import PublishError
from gongkai.pages import Page
from gongkai.paths import Paths
from gongkai.site import Sheet, engine
from gongkai.site.frame import PROBES
from gongkai.site.staging import stage
from gongkai.site.words import parted, runs

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/g/"
EVIL = (
    HOSTILE + " gkmark-bodygkmark- \n\n    gkmark-titlegkmark- <!--body--> </h1></p hidden>\t[[x]](y.md) &amp; \u2028"
)
SHEETS = (
    *PROBES,
    Sheet("a/", EVIL, EVIL, True, EVIL, (EVIL, EVIL), (EVIL,), 3, "<meta name=x>", "<li>x", f"<p>{len(EVIL)}"),
    Sheet("a/b/c/d/e/f/g/", EVIL, EVIL, False, EVIL, (), (), 1, "", "", "<p>{{ 7*7 }} gkmark-headgkmark-"),
    Sheet("units/130300-kexie/2021-budget/v1/", "只有标题", boost=0),
    Sheet("units/130300-kexie/", "秦皇岛市科学技术协会", aliases=("秦皇岛市科协", "科协"), tags=("2021", "部门")),
    Sheet("a/b/", "2021 pre", "一句", body="<p>x\n\n   <textarea>\n\n y</textarea>", contents="<li>\n\n<b>"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = Paths(tmp_path_factory.mktemp("project"))
    shutil.copy(ROOT / "mkdocs.yml", paths.root)
    shutil.copytree(ROOT / "site_src", paths.site_src)
    return paths


def of_engine(paths: Paths, sheets: tuple[Sheet, ...], url: str, name: str) -> tuple[Mapping[str, str], list[object]]:
    """What the engine makes of sheets: their pages, and their entries of the search index."""
    stage(paths)
    out = paths.staging / "engine"
    needed = {source for _, source in engine.nav_pages(paths.root / "mkdocs.yml")}
    needed |= {"changes/index.md", "data/dictionary/index.md"}
    rest = sorted(needed - {f"{one}/index.md" for one in ("about", "cite", "corrections", "en")})
    moulds = [one for one in rest if one not in {sheet.source for sheet in sheets}]
    run = engine.Run(paths.root / "mkdocs.yml", paths.docs, paths.theme, out, moulds, sheets, url, name)
    made = engine.run(run)
    index = json.loads((out / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    files = {sheet.file for sheet in sheets}
    return made.pages, [one for one in index if one["location"] in files]


@pytest.mark.parametrize(("url", "name"), [("", ""), (ADDRESS, "A & <b>\"B\"</b> '公开'")])
def test_a_page_in_the_frame_is_what_the_engine_makes(project: Paths, url: str, name: str) -> None:
    frame = sample_site.frame_of(project, url, name)
    rendered, entries = of_engine(project, SHEETS, url, name)
    for sheet in SHEETS:
        assert frame.moulds.fill(sheet) == rendered[sheet.source], sheet.address
    assert ours(frame, SHEETS) == sorted(entries, key=repr)


@pytest.mark.parametrize("url", ["", ADDRESS])
def test_so_is_every_page_of_the_sample(project: Paths, url: str) -> None:
    found: list[Sheet] = []

    def put(page: Page, fragment: Mapping[str, str]) -> None:
        found.append(framing.sheet_of(page, fragment))

    pages.write(inputs(), put)
    frame = sample_site.frame_of(project, url)
    rendered, entries = of_engine(project, tuple(found), url, "")
    assert [one.address for one in found if frame.moulds.fill(one) != rendered[one.source]] == []
    assert ours(frame, tuple(found)) == sorted(entries, key=repr)


def ours(frame: site.Frame, sheets: tuple[Sheet, ...]) -> list[object]:
    """The entries of the search index that are made without the engine."""
    entries = [entry for sheet in sheets if (entry := sheet.entry())]
    words = engine.words(run for entry in entries for run in runs(entry, frame.han))
    return sorted((parted(entry, words, frame.han) for entry in entries), key=repr)


def test_a_theme_that_shows_what_no_mould_knows_is_refused(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site_src", paths.site_src)
    main = paths.site_src / "theme/main.html"
    main.write_text(main.read_text(encoding="utf-8") + "{{ meta.tags }}", encoding="utf-8")
    with pytest.raises(PublishError, match=r"main\.html"):
        sample_site.frame_of(paths)


def test_nothing_is_written_twice(project: Paths) -> None:
    frame = sample_site.frame_of(project)
    first = sample_site.known_pages(project, frame, inputs())
    assert sample_site.known_pages(project, frame, inputs()) == first, "sizes and times, too"
    assert first.stand(project)
    page = project.pages / "units/130300-kexie/index.html"
    page.write_bytes(page.read_bytes())
    assert not first.stand(project)


def test_a_page_with_personal_data_is_refused_however_it_came_in(project: Paths) -> None:
    """By the stage that made it, or by a hand that changed the file after it was looked into."""
    frame = sample_site.frame_of(project)
    known = sample_site.known_pages(project, frame, inputs())
    address = "units/130300-kexie/2021-budget/"
    assert all(page.clean for page in known.pages.values())
    site.build(project, frame, known, {}, gate=release.check_site)
    whole = {path: path.read_bytes() for path in project.site.rglob("*.html")}
    press = framing.Press(project, frame.moulds)
    press(Page(address, "某单位", "t.html", None), {"head": "", "contents": "", "body": "<p>联系电话：13800138000"})
    assert not press.made[address].clean
    changed = replace(known, pages={**known.pages, **press.made})
    for pages_now in (changed, known):
        with pytest.raises(PublishError, match=rf"{address}index\.html \(line \d+: phone"):
            site.build(
                project,
                frame,
                pages_now,
                {"mkdocs.yml": (project.root / "mkdocs.yml").as_posix()},
                gate=release.check_site,
            )
    assert whole == {path: path.read_bytes() for path in project.site.rglob("*.html")}


def test_the_site_is_what_the_frame_and_the_pages_are(project: Paths) -> None:
    frame = sample_site.frame_of(project, ADDRESS)
    known = sample_site.known_pages(project, frame, inputs())
    site.build(project, frame, known, {}, ADDRESS)
    for address, page in known.pages.items():
        assert (project.site / address / "index.html").read_bytes() == (
            project.pages / address / "index.html"
        ).read_bytes(), page
    assert site.verify(project.site) == ()
    fewer = replace(known, pages={name: page for name, page in known.pages.items() if "2023" not in name})
    site.build(project, frame, fewer, {}, ADDRESS)
    assert not list(project.site.glob("units/*/2023*")) and site.verify(project.site) == ()

"""Names and texts that look like markup, templates or scripts show as themselves, through the whole engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from browser.conftest import ROOT, Watched
from browser.test_search import results
from pages.sample import HOSTILE, TEXT, UNIT, inputs, one
from sample_site import build

from gongkai import serve
from gongkai.model.disclosure import FormerName, SourceFile
from gongkai.pages import PageInputs
from gongkai.paths import Paths
from gongkai.site import Sheet

NAME = " ".join(HOSTILE.split())
FILE = "<b>{{ 7*7 }}&quot;'`.txt"
SITE = "<i>公开</i> & {{ 7*7 }}"
UNIT_ADDRESS = "units/999999-evil/"
ADDRESS = f"{UNIT_ADDRESS}2021-budget/"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site in which every field a document or a YAML file can fill is hostile."""
    names = {"name": NAME, "province": NAME, "city": NAME, "county": NAME, "aliases": (NAME,)}
    unit = replace(UNIT, unit_id="999999-evil", former_names=(FormerName(NAME),), **names)
    evil = one(unit, 2021, text=TEXT.replace("科普活动", NAME).replace("\t基本工资", f"\t{NAME}"))
    named = {"title": NAME, "publisher": NAME, "notes": (NAME,), "source_address": f"https://example.org/{NAME}"}
    evil = replace(evil, disclosure=replace(evil.disclosure, files=(SourceFile(FILE, "0" * 64),), **named))
    rows = {
        name: [{**row, "source_file": FILE} if "source_file" in row else row for row in found]
        for name, found in evil.resources.items()
    }
    rows["checks"] = [{**row, "subject": NAME, "message_zh": NAME, "left_label": NAME} for row in rows["checks"]]
    sample = inputs()
    paths = Paths(tmp_path_factory.mktemp("hostile"))
    shutil.copy(ROOT / "mkdocs.yml", paths.root)
    shutil.copytree(ROOT / "site_src", paths.site_src)
    what = PageInputs((replace(evil, resources=rows),), sample.knowledge, SITE, "", sample.rules)
    build(paths, what, {}, site_name=SITE)
    with serve.serving(paths.site) as address:
        yield address


def shown(tab: Watched, selector: str) -> str:
    return " ".join((tab.page.locator(selector).first.text_content() or "").split())


@pytest.mark.parametrize("address", ["", "units/", UNIT_ADDRESS, ADDRESS, f"{ADDRESS}source/", "checks/A5/"])
def test_shown_as_itself(tab: Watched, hostile: str, address: str) -> None:
    tab.page.goto(f"{hostile}{address}")
    assert NAME in " ".join((tab.page.locator("article").text_content() or "").split())
    assert (
        tab.page.evaluate(
            "document.querySelectorAll('article :is(script, iframe, object, img), article svg script').length"
        )
        == 0
    )
    assert (
        tab.page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()).filter(one => one.startsWith('on'))"
        )
        == []
    )
    assert tab.strangers(hostile) == []
    assert tab.complaints == []


def test_title_heading_description_and_header(tab: Watched, hostile: str) -> None:
    tab.page.goto(f"{hostile}{UNIT_ADDRESS}")
    assert " ".join(tab.page.title().split()) == f"{NAME} - {SITE}"
    assert shown(tab, "h1") == NAME
    assert NAME in (tab.page.locator("meta[name=description]").get_attribute("content") or "")
    assert shown(tab, ".md-header__topic .md-ellipsis") == SITE
    assert tab.page.locator("header .md-logo").get_attribute("title") == SITE


def test_source_file_and_charts(tab: Watched, hostile: str) -> None:
    tab.page.goto(f"{hostile}{ADDRESS}source/")
    assert shown(tab, "article h2") == FILE
    tab.page.goto(f"{hostile}{ADDRESS}")
    assert NAME[:8] in " ".join(tab.page.locator("svg desc, svg text").all_text_contents())


def test_found_and_shown_by_search(tab: Watched, hostile: str) -> None:
    tab.page.goto(hostile)
    assert any(UNIT_ADDRESS in found for found in results(tab, "raw"))
    assert tab.page.locator(".md-search-result :is(script, img, b, i)").count() == 0
    assert tab.complaints == []


def test_stub_titles_are_never_markdown() -> None:
    stub = Sheet("x/", "# *a* `b` [c](d)", lead="1. x\n\n    code").stub()
    assert '<h1 id="top"># *a* `b` [c](d)</h1>' in stub

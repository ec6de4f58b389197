"""Search finds what people type, served and from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.conftest import Watched
from playwright.sync_api import BrowserContext, expect

FINDS = {
    "平乡": "units/130532-kexie/",
    "平乡县科学技术协会": "units/130532-kexie/",
    "科协": "units/",
    "三公经费": "compare/three_public_total/",
    "“三公”经费": "compare/three_public_total/",
    "2060702": "compare/functions/2060702/",
    "2019": "2019-budget/",
    "因公出国": "compare/overseas/",
    "秦皇岛市科协": "units/130300-kexie/",
}


def results(tab: Watched, words: str) -> list[str]:
    """The addresses found for some words, the best first."""
    page = tab.page
    box = page.locator(".md-search__input")
    box.click()
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("初始化", timeout=15000)
    box.fill(words)
    box.press("End")
    page.wait_for_selector(".md-search-result__item", timeout=15000)
    page.wait_for_timeout(300)
    return page.locator("a.md-search-result__link").evaluate_all("links => links.map(one => one.href)")


@pytest.fixture(scope="module")
def home(context: BrowserContext, server: str) -> Watched:
    """The home page; searched many times without loading the index again."""
    tab = Watched(context)
    tab.page.goto(server)
    return tab


@pytest.mark.parametrize("words", FINDS)
def test_finds_the_right_page_first_or_second(home: Watched, words: str) -> None:
    found = results(home, words)
    assert any(FINDS[words] in address for address in found[:2]), found[:5]
    assert home.complaints == []


def test_finds_from_disk(tab: Watched, site_folder: Path) -> None:
    tab.page.goto((site_folder / "units" / "index.html").as_uri())
    found = results(tab, "平乡县")
    assert any("130532-kexie" in address for address in found[:2]), found[:5]
    tab.page.locator("a.md-search-result__link").first.click()
    tab.page.wait_for_url("**/index.html*")
    assert "平乡县" in tab.page.title()
    assert tab.complaints == []

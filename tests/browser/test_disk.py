"""The site opened from disk: every link leads somewhere, nothing is fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

from browser.conftest import Watched
from playwright.sync_api import expect


def test_walk_from_disk(tab: Watched, site_folder: Path) -> None:
    page = tab.page
    page.goto((site_folder / "index.html").as_uri())
    page.get_by_role("link", name="秦皇岛市科学技术协会").first.click()
    page.locator(".gk-list a").first.click()
    page.get_by_role("link", name="看原文").click()
    expect(page.locator("#L1")).to_be_visible()
    page.locator(".gk-crumbs a", has_text="首页").click()
    assert page.url == (site_folder / "index.html").as_uri()
    assert tab.strangers("file://") == []
    assert tab.complaints == []

"""axe finds nothing against WCAG A and AA, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from browser.conftest import Watched
from browser.test_journeys import KINDS
from playwright.sync_api import Browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"
SHORTEN = """() => {
    document.querySelectorAll('article > section:nth-of-type(n + 8)').forEach(one => one.remove());
    document.querySelectorAll('.gk-source p:nth-child(n + 60)').forEach(one => one.remove());
    document.querySelectorAll('.md-nav--secondary li:nth-child(n + 8)').forEach(one => one.remove());
}"""
"""Long pages repeat the same markup; the first sections and lines stand for all."""


@pytest.fixture(scope="module", params=["light", "dark"])
def coloured(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A tab in one colour scheme that lets axe in."""
    with browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=request.param, bypass_csp=True
    ) as context:
        yield Watched(context)


@pytest.mark.parametrize("kind", KINDS)
def test_axe(coloured: Watched, server: str, kind: str) -> None:
    page = coloured.page
    page.goto(f"{server}{KINDS[kind]}")
    if kind in ("dictionary", "source"):
        page.evaluate(SHORTEN)
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES}).then(result => result.violations)")
    told = [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"][:3]]
    assert told == []

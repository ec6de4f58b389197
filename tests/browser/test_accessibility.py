"""axe finds nothing against WCAG A and AA, in light and dark."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from browser.conftest import Watched
from browser.test_journeys import KINDS
from playwright.sync_api import Browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe(browser: Browser, server: str, kind: str, scheme: str) -> None:
    with browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    ) as context:
        tab = Watched(context)
        tab.page.goto(f"{server}{KINDS[kind]}")
        tab.page.evaluate(AXE)
        found = tab.page.evaluate(f"axe.run(document, {RULES}).then(result => result.violations)")
        told = [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"][:3]]
        assert told == []

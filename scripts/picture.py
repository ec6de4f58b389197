"""What scripts/screens.py runs in the environment of the tests."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "build" / "site"
SCREENS = ROOT / "build" / "reports" / "screens"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WINDOWS = {"phone": (390, 844, "light"), "desktop": (1280, 900, "light"), "dark": (1280, 900, "dark")}
KINDS = {
    "home": r"",
    "units": r"units/",
    "province": r"units/\d\d/",
    "unit": r"units/[^/]{3,}/",
    "disclosure": r"units/[^/]+/[^/]+/",
    "source": r"units/[^/]+/[^/]+/source/",
    "compare": r"compare/",
    "indicator": r"compare/[^/]+/",
    "function": r"compare/functions/[^/]+/",
    "economic": r"compare/economics/[^/]+/",
    "checks": r"checks/",
    "rule": r"checks/[^/]+/",
    "completeness": r"completeness/",
    "data": r"data/",
    "dictionary": r"data/dictionary/",
    "cite": r"cite/",
    "corrections": r"corrections/",
    "about": r"about/",
    "english": r"en/",
}
"""Kinds of pages by their addresses; the largest page of a kind is taken."""


def chosen(addresses: list[str]) -> dict[str, Path]:
    """The pages to show by name: those given, or the largest of each kind."""
    if addresses:
        return {re.sub(r"\W+", "-", one).strip("-") or "home": SITE / one / "index.html" for one in addresses}
    pages = {path.parent.relative_to(SITE).as_posix(): path for path in SITE.rglob("index.html")}
    found: dict[str, Path] = {}
    for kind, pattern in KINDS.items():
        of_kind = [path for name, path in pages.items() if re.fullmatch(pattern, "" if name == "." else f"{name}/")]
        if of_kind:
            found[kind] = max(of_kind, key=lambda path: (path.stat().st_size, path.as_posix()))
    return found


def take(browser: Browser, pages: dict[str, Path]) -> int:
    """One picture for each page and window; how many."""
    count = 0
    for window, (width, height, scheme) in WINDOWS.items():
        dark = scheme == "dark"
        size = {"width": width, "height": height}
        with browser.new_context(viewport=size, color_scheme="dark" if dark else "light") as context:  # type: ignore[arg-type]
            tab = context.new_page()
            for name, path in pages.items():
                tab.goto(path.as_uri())
                tab.screenshot(path=SCREENS / f"{name}-{window}.png")
                count += 1
    return count


def main(addresses: list[str]) -> int:
    """Take the pictures; the exit code."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        print("no Chromium, Chrome or Edge was found; install one", file=sys.stderr)
        return 1
    pages = chosen(addresses)
    missing = [str(path) for path in pages.values() if not path.is_file()]
    if missing or not pages:
        print(f"not there: {missing or SITE}; run scripts/build.py first", file=sys.stderr)
        return 1
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        count = take(browser, pages)
        browser.close()
    print(f"{count} pictures of {len(pages)} pages in {SCREENS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

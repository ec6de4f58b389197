"""A sample site, a server for it, and an installed browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.sample import inputs
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from sample_site import build

from gongkai import pipeline, serve
from gongkai.paths import Paths
from gongkai.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PLACES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str:
    """The browser there is, empty if none."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in (*found, *PLACES) if Path(path).exists()), "")


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, built as `gongkai build` builds the real one."""
    paths = Paths(tmp_path_factory.mktemp("project"))
    shutil.copy(ROOT / "mkdocs.yml", paths.root)
    shutil.copytree(ROOT / "site_src", paths.site_src)
    csv = paths.root / "sample.csv"
    csv.write_text("unit_id,fiscal_year,stage\n130300-kexie,2021,budget\n", encoding="utf-8", newline="\n")
    names = ("datapackage.json", "general_budget_expenditure.csv", "statements.csv", "checks.csv")
    build(paths, inputs(), {f"units/130300-kexie/2021-budget/{name}": csv for name in names})
    return paths.site


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own disclosures, built by the whole pipeline."""
    paths = Paths(tmp_path_factory.mktemp("real"))
    shutil.copy(ROOT / "mkdocs.yml", paths.root)
    for name in ("site_src", "disclosures", "datapackages"):
        shutil.copytree(ROOT / name, paths.root / name)
    assert pipeline.build(paths, Settings()).errors == ()
    return paths.site


@pytest.fixture(scope="session")
def server(site_folder: Path) -> Iterator[str]:
    """The address of the sample site."""
    with serve.serving(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def real(real_folder: Path) -> Iterator[str]:
    """The address of the real site."""
    with serve.serving(real_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium, Chrome or Edge."""
    path = installed()
    if not path:
        message = "no Chromium, Chrome or Edge is installed; install one to run the browser tests"
        if os.environ.get("GONGKAI_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


class Watched:
    """A tab that remembers every request and every complaint of the browser."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._request)
        self.page.on(
            "console", lambda one: self.complaints.append(one.text) if one.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def strangers(self, home: str) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((home, "data:", "blob:", "about:"))]


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop window that may use the clipboard."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as one:
        one.grant_permissions(["clipboard-read", "clipboard-write"])
        yield one


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Watched]:
    """A fresh tab of it."""
    one = Watched(context)
    yield one
    one.page.close()


@pytest.fixture(scope="session")
def phone(browser: Browser) -> Iterator[Watched]:
    """A tab on a small phone."""
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True) as one:
        yield Watched(one)


@pytest.fixture(scope="session")
def plain(browser: Browser) -> Iterator[Watched]:
    """A tab without JavaScript."""
    with browser.new_context(java_script_enabled=False) as one:
        yield Watched(one)

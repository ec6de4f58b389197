"""A sample site, a server for it, and an installed browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.sample import inputs
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from gongkai import pages, site
from gongkai.paths import Paths

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
    written = pages.write(inputs(), paths.docs, paths.theme)
    csv = paths.root / "sample.csv"
    csv.write_text("unit_id,fiscal_year,stage\n130300-kexie,2021,budget\n", encoding="utf-8", newline="\n")
    names = ("datapackage.json", "general_budget_expenditure.csv", "statements.csv", "checks.csv")
    site.build(paths, written.addresses, {f"units/130300-kexie/2021-budget/{name}": csv for name in names})
    return paths.site


@pytest.fixture(scope="session")
def server(site_folder: Path) -> Iterator[str]:
    """The address of the sample site, served from below a path as project pages are."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != 404:
                super().send_error(code, message, explain)
                return
            body = (site_folder / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    handler = functools.partial(Quiet, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}/"
        listening.shutdown()


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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh desktop window."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as one:
        one.grant_permissions(["clipboard-read", "clipboard-write"])
        yield one


@pytest.fixture
def tab(context: BrowserContext) -> Watched:
    """A fresh tab."""
    return Watched(context)

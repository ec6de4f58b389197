"""`gongkai serve`: build, serve build/site on this machine, and build again when something changes."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gongkai.errors import PublishError
from gongkai.paths import Paths

HOST = "127.0.0.1"
Seen = Mapping[Path, tuple[int, int]]
"""Files with the time of their last change and their size."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site as they are now, and its own page where there is none."""

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next look may be at a newer build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404 page where there is one."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder to this machine alone while the `with` block runs; its address. Port 0: any free one.

    Raises PublishError where the port is taken.
    """
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        server = http.server.ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise PublishError(f"port {port}", f"cannot be used: {error.strerror}", "choose another with --port") from error
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}/"
        finally:
            server.shutdown()


def watched(paths: Paths) -> Seen:
    """Everything a build depends on: disclosures, site sources, settings, and gongkai itself with its knowledge."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in (paths.disclosures, paths.site_src, Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if "__pycache__" not in path.parts:
                _look(path, found)
    for name in ("mkdocs.yml", "gongkai.yml"):
        _look(paths.root / name, found)
    return found


def _look(path: Path, found: dict[Path, tuple[int, int]]) -> None:
    try:
        stat = path.stat()
    except FileNotFoundError:  # gone since it was listed
        return
    if path.is_file():
        found[path] = (stat.st_mtime_ns, stat.st_size)


def changes(built: Seen, look: Callable[[], Seen], wait: Callable[[], None]) -> Iterator[tuple[Path, ...]]:
    """The files that changed since `built`, each time after two looks in a row saw the same, so that no half-written file is read.

    `wait` lies between two looks.
    """
    before = built
    while True:
        wait()
        now = look()
        if now == before != built:
            yield tuple(sorted(path for path in built.keys() | now.keys() if built.get(path) != now.get(path)))
            built = now
        before = now


def build(paths: Paths) -> bool:
    """Build in a process of its own, so that changed knowledge and code are read anew; True if all went well."""
    command = [sys.executable, "-m", "gongkai", "build", "--root", str(paths.root)]
    return subprocess.call(command) == 0  # noqa: S603


def serve(paths: Paths, port: int, say: Callable[[str], None], seconds: float = 0.7) -> None:
    """Build, serve, and build again after each change, until interrupted. A failed build leaves the last one served."""
    looks = changes(watched(paths), lambda: watched(paths), lambda: time.sleep(seconds))
    build(paths)
    if not (paths.site / "index.html").is_file():
        raise PublishError(str(paths.site), "there is nothing to serve", "mend what the build named")
    with serving(paths.site, port) as address:
        say(f"{address} (Ctrl+C ends)")
        for changed in looks:
            names = ", ".join(path.name for path in changed[:3])
            say(f"changed: {names}{f' and {len(changed) - 3} more' if len(changed) > 3 else ''}")
            say(f"{address} {'is up to date' if build(paths) else 'was built; what was left out is named above'}")

"""The only module that knows which site engine makes the pages."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import escape

from gongkai.errors import PublishError
from gongkai.site.mould import KINDS, Parts, mark
from gongkai.site.sheet import Sheet
from gongkai.site.tidy import tidy

_FILES = {
    "sheets": ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css"),
    "bundle": ("assets/javascripts/bundle.*.min.js",),
    "worker": ("assets/javascripts/workers/search.*.min.js",),
}
"""What the pages load of the theme; the names of its files change with every version of it."""

_FRAGMENT = ("head", "contents", "body")
_MOULD = '---\ntitle: mould\nsearch: {exclude: true}\n---\n\n<h1 id="top">mould</h1>\n'


@dataclass(frozen=True)
class Run:
    """One run of the engine: the pages and assets below `docs` become the folder `site`, with the theme and 404.html.

    `theme` holds what of the theme is ours. The pages `moulds` are rendered with marks instead of what they hold, the
    `sheets` as they are; neither is written to `site`, but links and the nav may lead there. `site_url` is the public
    address. `site_name` stands in the header and the titles; blank: the name in `config`; it is shown as it is, never
    as HTML.
    """

    config: Path
    docs: Path
    theme: Path
    site: Path
    moulds: Sequence[str] = ()
    sheets: Sequence[Sheet] = ()
    site_url: str = ""
    site_name: str = ""


@dataclass
class Made:
    """What a run gives beside its folder: the moulds by page and kind, and the sheets as whole pages by source."""

    moulds: dict[tuple[str, Parts], str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


class _Problems(logging.Handler):
    """Keeps every warning and error of a run."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def nav_pages(config: Path) -> tuple[tuple[str, str], ...]:
    """(title, source) of the pages in the nav of `config`, which is one list."""
    from mkdocs.utils.yaml import yaml_load

    nav = yaml_load(config.read_text(encoding="utf-8")).get("nav") or []
    return tuple((str(title), str(source)) for entry in nav for title, source in entry.items())


def run(what: Run) -> Made:
    """Build the pages of one run, strictly.

    Raises PublishError with all problems of the run where a page, link or setting is not as it must be.
    """
    import jieba
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    log = logging.getLogger("mkdocs")
    problems = _Problems()
    level, made = log.level, Made()
    log.addHandler(problems)
    log.setLevel(logging.WARNING)
    jieba.setLogLevel(logging.WARNING)
    try:
        build(_settings(what, made))
    except (MkDocsException, SystemExit) as error:
        found = "; ".join([*problems.messages, str(error)])
        raise PublishError(
            str(what.config), f"the site engine stopped: {found}", "mend the page or setting it names"
        ) from error
    finally:
        log.removeHandler(problems)
        log.setLevel(level)
    (what.site / "sitemap.xml.gz").unlink(missing_ok=True)
    return made


def _settings(what: Run, made: Made) -> Any:
    """The settings of one run, with our own part of it as a plugin."""
    from mkdocs.config import load_config

    named = {"site_name": escape(what.site_name)} if what.site_name else {}
    places = {"docs_dir": str(what.docs), "site_dir": str(what.site), "site_url": what.site_url}
    settings = load_config(str(what.config), strict=True, **places, **named)
    theme = settings.theme
    values: dict[str, Any] = {"tabs": nav_pages(what.config), **_theme_files(tuple(theme.dirs))}
    values["sheets"] = [*values["sheets"], *settings.extra_css]
    theme.dirs[0] = str(what.theme)
    settings.plugins["gongkai"] = _plugin(what, values, made)
    settings.plugins.on_startup(command="build", dirty=False)
    return settings


@cache
def _theme_files(folders: tuple[str, ...]) -> Mapping[str, Any]:
    """The names of the theme's files that every page loads."""

    def found(pattern: str) -> str:
        return next(
            path.relative_to(folder).as_posix() for folder in folders for path in sorted(Path(folder).glob(pattern))
        )

    names = {key: [found(pattern) for pattern in patterns] for key, patterns in _FILES.items()}
    return {**names, "bundle": names["bundle"][0], "worker": names["worker"][0]}


def _plugin(what: Run, values: Mapping[str, Any], made: Made) -> Any:
    """Our part of a run: the pages that are not files, what they hold, and what every template may use."""
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files

    moulds, sheets = set(what.moulds), {sheet.source: sheet for sheet in what.sheets}

    class Gongkai(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
        def on_files(self, files: Files, *, config: Any, **_: Any) -> Files:
            stubs = dict.fromkeys(moulds, _MOULD) | {name: sheet.stub() for name, sheet in sheets.items()}
            for name, stub in stubs.items():
                files.append(File.generated(config, name, content=stub))
            return files

        def on_env(self, env: Any, **_: Any) -> Any:
            self.env = env
            env.globals.update(values)
            env.trim_blocks = env.lstrip_blocks = True
            return env

        def on_page_context(self, context: Any, *, page: Any, **__: Any) -> Any:
            shown, _, hidden = page.content.partition("<p hidden>")
            page.content = shown + hidden.partition("</p>")[2]
            if page.file.src_uri in moulds:
                self._mould(context, page)
            if sheet := sheets.get(page.file.src_uri):
                context["fragment"] = {name: getattr(sheet, name) for name in _FRAGMENT}
            return context

        def _mould(self, context: Any, page: Any) -> None:
            page.content = mark("heading")
            for described, listed in KINDS:
                page.meta = {"title": mark("title")} | ({"description": mark("description")} if described else {})
                fragment = {name: mark(name) for name in _FRAGMENT} | ({} if listed else {"contents": ""})
                html = self.env.get_template("main.html").render({**context, "fragment": fragment})
                made.moulds[page.file.src_uri, (described, listed)] = html

        def on_post_page(self, output: str, *, page: Any, **_: Any) -> str:
            name = page.file.src_uri
            if name in sheets:
                made.pages[name] = tidy(output)
            return "" if name in sheets or name in moulds else tidy(output)

        def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
            return tidy(output_content) if template_name.endswith(".html") else output_content

    return Gongkai()


def han() -> str:
    """The pattern of the runs of Chinese characters that the engine's search parts into words."""
    from backrefs import bre

    return str(bre.compile(r"\p{script: Han}+", bre.UNICODE).pattern)


def words(runs: Iterable[str]) -> dict[str, str]:
    """Runs of Chinese characters, each with a mark between its words, as the engine's search has them."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return {run: "\u200b".join(jieba.cut(run)) for run in runs}

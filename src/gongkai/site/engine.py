"""The only module that knows which site engine makes the pages."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import escape

from gongkai.errors import PublishError
from gongkai.site.tidy import tidy

_FILES = {
    "sheets": ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css"),
    "bundle": ("assets/javascripts/bundle.*.min.js",),
    "worker": ("assets/javascripts/workers/search.*.min.js",),
}
"""What the pages load of the theme; the names of its files change with every version of it."""


@dataclass(frozen=True)
class Run:
    """One run of the engine: `sources` below `docs` and the fragments of `theme` become pages of `site`.

    The files of the folder `assets` are copied. `whole` runs also copy those of the theme, make 404.html and know the
    nav, all pages of which must be among the sources; the others render pages and nothing else. `site_url` is the
    public address. `site_name` stands in the header and the titles; blank: the name in `config`; it is shown as it is,
    never as HTML.
    """

    config: Path
    docs: Path
    theme: Path
    site: Path
    assets: Path
    sources: Sequence[str]
    whole: bool
    site_url: str = ""
    site_name: str = ""


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


def run(what: Run) -> None:
    """Build the pages of one run, strictly.

    Raises PublishError with all problems of the run where a page, link or setting is not as it must be.
    """
    import jieba
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    log = logging.getLogger("mkdocs")
    problems = _Problems()
    level = log.level
    log.addHandler(problems)
    log.setLevel(logging.WARNING)
    jieba.setLogLevel(logging.WARNING)
    try:
        settings = _settings(what)
        build(settings)
    except (MkDocsException, SystemExit) as error:
        found = "; ".join([*problems.messages, str(error)])
        raise PublishError(
            str(what.config), f"the site engine stopped: {found}", "mend the page or setting it names"
        ) from error
    finally:
        log.removeHandler(problems)
        log.setLevel(level)
    (what.site / "sitemap.xml.gz").unlink(missing_ok=True)


def _settings(what: Run) -> Any:
    """The settings of one run, with our own part of it as a plugin."""
    from mkdocs.config import load_config

    named = {"site_name": escape(what.site_name)} if what.site_name else {}
    places = {"docs_dir": str(what.assets), "site_dir": str(what.site), "site_url": what.site_url}
    settings = load_config(str(what.config), strict=True, **places, **named)
    theme = settings.theme
    values: dict[str, Any] = {"tabs": nav_pages(what.config), **_theme_files(tuple(theme.dirs))}
    values["sheets"] = [*values["sheets"], *settings.extra_css]
    theme.dirs[0] = str(what.theme)
    if not what.whole:
        del theme.dirs[1:]
        theme.static_templates.clear()
        settings.nav = []
    settings.plugins["gongkai"] = _plugin(what, values)
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


def _plugin(what: Run, values: Mapping[str, Any]) -> Any:
    """Our part of a run: which pages there are, their fragments, and what every template may use."""
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File, Files

    class Gongkai(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
        def on_files(self, files: Files, **_: Any) -> Files:
            for name in what.sources:
                files.append(File(name, str(what.docs), str(what.site), False))
            return files

        def on_env(self, env: Any, **_: Any) -> Any:
            env.globals.update(values)
            env.trim_blocks = env.lstrip_blocks = True
            return env

        def on_page_context(self, context: Any, *, page: Any, **__: Any) -> Any:
            shown, _, hidden = page.content.partition("<p hidden>")
            page.content = shown + hidden.partition("</p>")[2]
            if "fragment" in page.meta:
                context["fragment"] = _fragment((what.theme / page.meta["fragment"]).read_text(encoding="utf-8"))
            return context

        def on_post_page(self, output: str, **_: Any) -> str:
            return tidy(output)

        def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
            return tidy(output_content) if template_name.endswith(".html") else output_content

    return Gongkai()


def _fragment(text: str) -> Mapping[str, str]:
    """The parts of a fragment as the pages stage wrote it: `head`, `contents` and `body`, each after its line."""
    head, _, rest = text.removeprefix("<!--head-->\n").partition("\n<!--contents-->\n")
    contents, _, body = rest.partition("\n<!--body-->\n")
    return {"head": head, "contents": contents, "body": body}

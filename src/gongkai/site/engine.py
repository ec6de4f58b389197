"""The only module that knows which site engine makes the pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from markupsafe import escape

from gongkai.errors import PublishError


class _Problems(logging.Handler):
    """Keeps every warning and error of a run."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def nav_sources(config: Path) -> tuple[str, ...]:
    """The pages in the nav of `config`."""
    from mkdocs.utils.yaml import yaml_load

    def pages(nav: object) -> Iterator[str]:
        if isinstance(nav, str):
            yield nav
        elif isinstance(nav, dict | list):
            for one in nav.values() if isinstance(nav, dict) else nav:
                yield from pages(one)

    return tuple(pages(yaml_load(config.read_text(encoding="utf-8")).get("nav")))


def run(
    config: Path, docs: Path, site: Path, site_url: str = "", site_name: str = "", theme: Path | None = None
) -> None:
    """Build `site` from `docs` and the folder `theme`, strictly; `site_url` is its public address.

    `site_name` stands in the header and the titles; blank: the name in `config`. It is shown as it is, never as HTML.

    Raises PublishError with all problems of the run where a page, link or setting is not as it must be.
    """
    import jieba
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    log = logging.getLogger("mkdocs")
    problems = _Problems()
    level = log.level
    log.addHandler(problems)
    log.setLevel(logging.WARNING)
    jieba.setLogLevel(logging.WARNING)
    try:
        named = {"site_name": escape(site_name)} if site_name else {}
        settings = load_config(
            str(config), docs_dir=str(docs), site_dir=str(site), site_url=site_url, strict=True, **named
        )
        if theme is not None:
            settings.theme.dirs[0] = str(theme)
        settings.plugins.on_startup(command="build", dirty=False)
        build(settings)
    except (MkDocsException, SystemExit) as error:
        found = "; ".join([*problems.messages, str(error)])
        raise PublishError(
            str(config), f"the site engine stopped: {found}", "mend the page or setting it names"
        ) from error
    finally:
        log.removeHandler(problems)
        log.setLevel(level)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)

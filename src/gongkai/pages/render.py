"""Contexts → fragments: HTML that is put into the frame of a page as it is. Text of a source is escaped."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.pages import printed
from gongkai.pages.page import Page

if TYPE_CHECKING:
    from jinja2 import Environment

_BETWEEN_LINES = re.compile(r"\n[ \t\n]*")
PARTS = ("head", "contents", "body")
"""What a fragment holds. The site stage knows it by these names."""


@cache
def environment() -> Environment:
    """The templates in pages/templates, with autoescape and no undefined names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("gongkai.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        grid=printed.grid, lines=printed.lines, chapter=printed.chapter, anchors=printed.anchors, ident=printed.named
    )
    return made


def fragment(page: Page) -> dict[str, str]:
    """The page's fragment: its head, contents and body, as the site stage puts them into the frame."""
    values = {"page": page, "root": page.root, "c": page.context}
    body = environment().get_template(page.template).render(values)
    contents = environment().get_template("_contents.html").render(values) if page.contents else ""
    return {name: _tidy(html) for name, html in zip(PARTS, (page.head, contents, body), strict=True)}


def _tidy(html: str) -> str:
    """HTML without the blank lines and indents that templates leave behind."""
    return html.strip() if "<pre" in html else _BETWEEN_LINES.sub("\n", html).strip()

"""Contexts → fragments. Templates are ours alone: text of a source is escaped, and its braces become entities."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.pages.page import Page

if TYPE_CHECKING:
    from jinja2 import Environment

_BETWEEN_LINES = re.compile(r"\n[ \t\n]*")
_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;"}


@cache
def environment() -> Environment:
    """The templates in pages/templates, with autoescape and no undefined names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("gongkai.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fragment(page: Page) -> str:
    """The page's fragment: a template of macros `head`, `contents` and `body`, free of braces but its own."""
    values = {"page": page, "root": page.root, "c": page.context}
    body = environment().get_template(page.template).render(values)
    contents = environment().get_template("_contents.html").render(values) if page.contents else ""
    head = f"{{% macro head() %}}{{% raw %}}{page.head}{{% endraw %}}{{% endmacro %}}\n"
    return f"{head}{_macro('contents', contents)}{_macro('body', body)}"


def _macro(name: str, html: str) -> str:
    """A macro that says nothing but the given HTML."""
    return f"{{% macro {name}() %}}{_BETWEEN_LINES.sub(chr(10), html).strip().translate(_BRACES)}{{% endmacro %}}\n"

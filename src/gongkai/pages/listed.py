"""Lines of long lists, as HTML that is made once with the share of a unit and stands on pages of several depths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from gongkai.pages.matrix import MatrixCell

ROOT = "\0"
"""Stands in a line for the way from its page up to the root of the site."""


def placed(lines: Iterable[str], root: str) -> Markup:
    """Lines on a page from which `root` leads to the root of the site."""
    return Markup("\n".join(lines).replace(ROOT, root))  # noqa: S704 - made here, every text in them escaped


def named(name: str, aside: str) -> str:
    """The beginning of a row, with a word beside its name."""
    return f"<tr><th scope=row>{escape(name)}" + (f"<small>{escape(aside)}</small>" if aside else "")


def cell(one: MatrixCell) -> str:
    """A cell of a matrix, empty where it has no value."""
    if not one.text:
        return "<td>"
    title = f' title="{escape(one.exact)}"' if one.exact else ""
    marks = "".join(f'<sup title="{escape(words)}">{escape(mark)}</sup>' for mark, words in one.marks)
    return f"<td><a href={ROOT}{escape(one.link)}{title}>{escape(one.text)}</a>{marks}"

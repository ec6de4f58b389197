"""Lines of long lists, as HTML that is made once with the share of a unit and stands on pages of several depths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from gongkai.pages.matrix import MatrixCell

ROOT = "\0"
"""Stands in a line for the way from its page up to the root of the site."""


def placed(lines: Iterable[str], root: str, between: str = "\n") -> Markup:
    """Lines on a page from which `root` leads to the root of the site."""
    return Markup(between.join(lines).replace(ROOT, root))  # noqa: S704 - made here, every text in them escaped


def row(name: str, aside: str, cells: str) -> str:
    """A row of a table: its name, a word beside it, and cells that `cell` made."""
    return f"<tr><th scope=row>{escape(name)}" + (f"<small>{escape(aside)}</small>" if aside else "") + cells


def cell(one: MatrixCell) -> str:
    """A cell of a matrix, empty where it has no value."""
    if not one.text:
        return "<td>"
    title = f' title="{escape(one.exact)}"' if one.exact else ""
    marks = "".join(f'<sup title="{escape(words)}">{escape(mark)}</sup>' for mark, words in one.marks)
    return f"<td><a href={ROOT}{escape(one.link)}{title}>{escape(one.text)}</a>{marks}"

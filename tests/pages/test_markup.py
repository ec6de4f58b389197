"""Pieces of HTML: whatever a name or a text holds, it ends no attribute and begins no element."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.markup import ident, named, words


class One(HTMLParser):
    """The attributes of the first element, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[list[tuple[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes."""
        assert tag == "p"
        self.found.append(attrs)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1))
def test_every_name_comes_back_from_its_attribute(name: str) -> None:
    assert One(f"<p{named(name)}>x").found == [[("id", name)]]
    assert One(f"<p{ident(name)}>x").found in ([[("id", name)]], [[]])
    read = One(f"<p>{words(name)}")
    assert (read.found, read.text) == ([[]], name)


@pytest.mark.parametrize("name", ["t05r12c3", "p-3", "check-A1-t02r3-general_budget", "check-A1-合计"])
def test_our_anchors_need_no_quotes(name: str) -> None:
    assert ident(name) == named(name) == f" id={name}"

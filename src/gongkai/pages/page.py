"""One page on its way to the site engine: a Markdown stub for search, and an HTML fragment for everything else."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Contents:
    """One entry of the page's own contents list."""

    anchor: str
    title: str
    level: int = 1


@dataclass(frozen=True)
class Page:
    """A page: where it stands, what search finds it by, and what its template shows.

    `address` is relative to the root of the site and ends in `/`, empty for the home page. `lead` is the visible
    sentence under the title, which search knows where it is `telling`; `summary` is one where the page itself says the
    same better, for previews alone; `aliases` are further words search should know, never shown. `context` is a frozen
    dataclass for `template`. `boost` lifts the page in search results, 0 keeps it out of them.
    """

    address: str
    title: str
    template: str
    context: object
    lead: str = ""
    telling: bool = True
    summary: str = ""
    aliases: tuple[str, ...] = ()
    contents: tuple[Contents, ...] = ()
    tags: tuple[str, ...] = ()
    boost: int = 1
    head: str = ""
    """Elements for the head of the page, ready."""
    crumbs: tuple[tuple[str, str], ...] = field(default=())
    """The pages above, as (address, title), from the home page down."""

    @property
    def root(self) -> str:
        """The way from this page up to the root of the site: `../../`."""
        return "../" * self.address.count("/")

    def up(self, address: str) -> str:
        """The way from this page to the folder of another: `../` from `units/x/2021-budget/` to `units/x/`."""
        way = posixpath.relpath(f"/{address}", f"/{self.address}")
        return "" if way == "." else f"{way}/"

    @property
    def fragment(self) -> str:
        """The name of the fragment, relative to the theme folder."""
        return f"fragments/{self.address}index.html"

    @property
    def source(self) -> str:
        """The name of the Markdown stub, relative to the docs folder."""
        return f"{self.address}index.md"

    def stub(self) -> str:
        """The Markdown stub: front matter, title, lead, hidden aliases. All text is HTML-escaped, none is Markdown."""
        title = escape(self.title)
        meta = [f"title: {_scalar(title)}", f"fragment: {self.fragment}", f"root: {_scalar(self.root)}"]
        if self.lead or self.summary:
            meta.append(f"description: {_scalar(escape(self.lead or self.summary))}")
        if self.tags:
            meta.append(f"tags: [{', '.join(_scalar(escape(tag)) for tag in self.tags)}]")
        if self.boost != 1:
            meta.append("search: {exclude: true}" if not self.boost else f"search: {{boost: {self.boost}}}")
        body = [f'<h1 id="top">{title}</h1>']
        if self.lead:
            quiet = "" if self.telling else ' data-search-exclude="1"'
            body.append(f'<p class="gk-lead"{quiet}>{escape(self.lead)}</p>')
        if hidden := " ".join(dict.fromkeys(self.aliases)).strip():
            body.append(f"<p hidden>{escape(hidden)}</p>")
        return "\n".join(["---", *meta, "---", "", "".join(body), ""])


def _scalar(text: str) -> str:
    """A YAML scalar that is always text: JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)

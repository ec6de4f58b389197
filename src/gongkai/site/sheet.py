"""What a generated page holds, whoever puts it into the frame of the site."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
"""Line breaks and what is not printed: in a title they are a blank."""


@dataclass(frozen=True)
class Sheet:
    """One page: its address, what it is called and found by, and its HTML.

    `address` is relative to the root of the site and ends in `/`, empty for the home page. `title`, `lead`,
    `description`, `aliases` and `tags` are text, `head`, `contents` and `body` HTML that is ready. The lead stands under
    the title, and search knows it where it is `telling`; the aliases are never shown. `boost` lifts the page in search
    results, 0 keeps it out of them.
    """

    address: str
    title: str
    lead: str = ""
    telling: bool = True
    description: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    boost: int = 1
    head: str = ""
    contents: str = ""
    body: str = ""

    @property
    def source(self) -> str:
        """The name of the page as the engine knows it: `units/x/index.md`."""
        return f"{self.address}index.md"

    @property
    def file(self) -> str:
        """The file that the page becomes: `units/x/index.html`."""
        return f"{self.address}index.html"

    def heading(self) -> str:
        """The title and the lead as HTML, with the line break that the engine leaves where the aliases stood."""
        lines = [f'<h1 id="top">{_html(self.title)}</h1>']
        if self.lead:
            lines.append(f'<p class="gk-lead">{_html(self.lead)}</p>')
        return "\n".join([*lines, ""] if self._hidden() else lines)

    def values(self) -> dict[str, str]:
        """What takes the place of each mark of a mould."""
        return {
            "address": self.address,
            "title": _html(self.title),
            "description": _html(self.description),
            "heading": self.heading(),
            "head": self.head,
            "contents": self.contents,
            "body": self.body,
        }

    def stub(self) -> str:
        """The page as Markdown for the engine: front matter, title, lead, hidden aliases. None of the text is Markdown."""
        title = _html(self.title)
        meta = [f"title: {_scalar(title)}"]
        if self.description:
            meta.append(f"description: {_scalar(_html(self.description))}")
        if self.tags:
            meta.append(f"tags: [{', '.join(_scalar(_html(tag)) for tag in self.tags)}]")
        if self.boost != 1:
            meta.append("search: {exclude: true}" if not self.boost else f"search: {{boost: {self.boost}}}")
        body = [f'<h1 id="top">{title}</h1>']
        if self.lead:
            quiet = "" if self.telling else ' data-search-exclude="1"'
            body.append(f'<p class="gk-lead"{quiet}>{_html(self.lead)}</p>')
        if hidden := self._hidden():
            body.append(f"<p hidden>{_html(hidden)}</p>")
        return "\n".join(["---", *meta, "---", "", "".join(body), ""])

    def entry(self) -> dict[str, Any] | None:
        """The entry of the search index, its words not yet parted; None where search does not know the page."""
        if not self.boost:
            return None
        told = (self.lead if self.telling else "", self._hidden())
        text = " ".join(f"<p>{escape(_plain(one), quote=False)}</p>" for one in told if one)
        entry: dict[str, Any] = {
            "location": self.file,
            "title": escape(_plain(self.title), quote=False).strip(),
            "text": text,
        }
        if self.tags:
            entry["tags"] = [_html(tag) for tag in self.tags]
        if self.boost != 1:
            entry["boost"] = self.boost
        return entry

    def _hidden(self) -> str:
        return " ".join(dict.fromkeys(self.aliases)).strip()


def _plain(text: str) -> str:
    return text.translate(_CONTROL)


def _html(text: str) -> str:
    return escape(_plain(text))


def _scalar(text: str) -> str:
    """A YAML scalar that is always text: JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)

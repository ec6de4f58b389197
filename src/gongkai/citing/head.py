"""What the head of a page says: links, citation_* tags, JSON-LD."""

from __future__ import annotations

from html import escape as _html

from gongkai.citing.jsonld import dataset, inline
from gongkai.citing.linkset import links
from gongkai.citing.record import Citation


def head(one: Citation) -> str:
    """The elements for the head of the page of a disclosure or unit. `canonical` is left to the theme.

    Where the public address is not known, nothing is written: metadata with relative addresses would be wrong.
    """
    if not one.publication.site_url:
        return ""
    tags = [_link(*link) for link in links(one)]
    tags += [f'<meta name="{name}" content="{escape(value)}">' for name, value in citation_tags(one)]
    return "\n".join([*tags, f'<script type="application/ld+json">{inline(dataset(one))}</script>'])


def citation_tags(one: Citation) -> tuple[tuple[str, str], ...]:
    """The citation_* tags that reference managers and scholarly search engines read."""
    tags = (
        ("citation_title", one.full_title),
        ("citation_author", one.producer),
        ("citation_publisher", one.publication.publisher),
        ("citation_publication_date", one.issued.strftime("%Y/%m/%d") if one.issued else ""),
        ("citation_version", one.version),
        ("citation_language", "zh-CN"),
        ("citation_public_url", one.url),
    )
    return tuple((name, value) for name, value in tags if value)


def escape(text: str) -> str:
    """HTML that no template takes for its own: `%` is an entity too."""
    return _html(text).replace("%", "&#37;")


def _link(relation: str, address: str, media_type: str) -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{relation}" href="{escape(address)}"{kind}>'

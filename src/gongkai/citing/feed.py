"""feed.xml: what was released, as an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from gongkai.citing.record import Publication

MOST = 100


def feed(changes: Sequence[tuple[str, str, str]], publication: Publication) -> bytes:
    """The newest changes, given as (day, address, what), the newest first.

    Empty where the public address is not known: entries are named by their address for ever.
    """
    url = publication.site_url
    if not url:
        return b""
    updated = changes[0][0] if changes else "1970-01-01"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh">',
        f"<title>{escape(publication.site_name)}</title>",
        f"<id>{escape(url)}</id>",
        f"<updated>{_instant(updated)}</updated>",
        f"<author><name>{escape(publication.publisher)}</name></author>",
        f'<link rel="self" href={quoteattr(url + "feed.xml")}/>',
        f'<link rel="alternate" href={quoteattr(url + "changes/")}/>',
    ]
    for day, address, what in changes[:MOST]:
        lines += [
            "<entry>",
            f"<title>{escape(what)}</title>",
            f"<id>{escape(url + address)}#{day}-{_kind(what)}</id>",
            f"<updated>{_instant(day)}</updated>",
            f"<link href={quoteattr(url + address)}/>",
            f"<summary>{escape(what)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode("utf-8")


def _kind(what: str) -> str:
    """The first word of what happened, so that two things on one day have two names."""
    return what.partition("：")[0].replace(" ", "")


def _instant(day: str) -> str:
    return f"{day}T00:00:00+08:00"

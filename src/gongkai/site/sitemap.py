"""sitemap.xml without build dates, so that the same pages give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape


def write(site: Path, site_url: str, addresses: Iterable[str]) -> None:
    """List all pages; nothing is written where the public address is not known."""
    if not site_url:
        return
    entries = "".join(f"<url><loc>{escape(site_url + address)}</loc></url>\n" for address in sorted(addresses))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
    (site / "sitemap.xml").write_text(text, encoding="utf-8", newline="\n")

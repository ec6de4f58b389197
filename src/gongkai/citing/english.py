"""A citation in plain English, with everything by which the data can be found and verified."""

from __future__ import annotations

from gongkai.citing.record import Citation


def plain(one: Citation) -> str:
    """Producer, date, title, version, publisher, address and content hash, in this order."""
    when = f" ({one.issued.isoformat()})" if one.issued else ""
    version = f" (version {one.version})" if one.version else ""
    parts = [f"{one.producer}{when}. {one.full_title}{version} [data set]. Published by {one.publication.publisher}"]
    parts.append(one.url)
    if one.sha256:
        parts.append(f"Content hash sha256:{one.sha256}")
    return ". ".join(parts) + "."

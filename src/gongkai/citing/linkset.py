"""Signposting: the typed links of a page, in its head and as a link set (RFC 9264)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gongkai.citing.record import LICENSE, Citation

DESCRIPTOR = ("datapackage.json", "application/json")
CITATIONS = (
    ("citation.json", "application/vnd.citationstyles.csl+json"),
    ("citation.bib", "application/x-bibtex"),
    ("citation.ris", "application/x-research-info-systems"),
)


def links(one: Citation) -> Iterator[tuple[str, str, str]]:
    """(relation, address, media type) of all links of the page of a disclosure or unit but `canonical`."""
    yield "cite-as", one.url, ""
    yield "license", LICENSE, ""
    yield "type", "https://schema.org/Dataset", ""
    if one.kind == "disclosure":
        for name, media_type in CITATIONS if one.packed else (DESCRIPTOR, *CITATIONS):
            yield "describedby", one.page + name, media_type
        for file in one.distributions:
            yield "item", one.page + file.name, file.media_type
        yield "linkset", f"{one.page}linkset.json", "application/linkset+json"


def linkset(one: Citation) -> bytes:
    """linkset.json: the same links, and from each file back to the page."""
    out: dict[str, object] = {"anchor": one.url}
    grouped: dict[str, list[dict[str, str]]] = {}
    for relation, address, media_type in links(one):
        if relation != "linkset":
            grouped.setdefault(relation, []).append(
                {"href": address, "type": media_type} if media_type else {"href": address}
            )
    back = [
        {"anchor": one.page + file.name, "collection": [{"href": one.url, "type": "text/html"}]}
        for file in one.distributions
    ]
    made = {"linkset": [{**out, **grouped}, *back]}
    return (json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")

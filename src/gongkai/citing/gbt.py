"""GB/T 7714: the national standard for references, 2025 and 2015."""

from __future__ import annotations

from gongkai.citing.record import Citation

ACCESSED = "引用日期"
"""Stands where the reader writes the day of citing."""
STYLES = {"gbt7714-2025": "GB/T 7714—2025", "gbt7714-2015": "GB/T 7714—2015"}


def gbt7714(one: Citation, style: str = "gbt7714-2025", accessed: str = ACCESSED) -> str:
    """The reference as a line. 2025, 8.14: `[1]机构. 题名[DS/OL]. 版本. 发布者（发布日期）[引用日期]. 网址.`

    2015, 4.2.3.6 and 8.8 (electronic resources): `[1]机构. 题名[DS/OL]. 版本. 发布者, 年(发布日期)[引用日期]. 网址.`
    KeyError for another style.
    """
    STYLES[style]
    head = [f"[1]{one.producer}", f"{one.full_title}[DS/OL]"]
    if one.version:
        head.append(f"V{one.version}")
    return ". ".join([*head, f"{_publication(one, style)}[{accessed}]", one.url]) + "."


def _publication(one: Citation, style: str) -> str:
    publisher = one.publication.publisher
    if one.issued is None:
        return publisher
    if style == "gbt7714-2015":
        return f"{publisher}, {one.issued.year}({one.issued.isoformat()})"
    return f"{publisher}（{one.issued.isoformat()}）"

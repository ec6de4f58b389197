"""How to cite a disclosure: GB/T 7714—2025 for a data set on the web."""

from __future__ import annotations

from gongkai.model.disclosure import Disclosure


def reference(disclosure: Disclosure, version: str, site_name: str, site_url: str) -> str:
    """`[1]机构. 题名[DS/OL]. 版本. 发布者（发布日期）[引用日期]. 网址.` The reader adds the date of citing.

    Without a known `site_url` the address is relative to the site's root.
    """
    published = f"（{disclosure.published.isoformat()}）" if disclosure.published else ""
    return (
        f"[1]{disclosure.publisher}. {disclosure.title}[DS/OL]. {version}版. {site_name}{published}[引用日期]. "
        f"{site_url}{disclosure.address}."
    )

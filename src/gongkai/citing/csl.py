"""CSL-JSON, from which citation processors make any style."""

from __future__ import annotations

import json
from typing import Any

from gongkai.citing.record import Citation


def csl_item(one: Citation) -> dict[str, Any]:
    """One item of type `dataset`. The producer is a literal author: the name of an office is not a person's."""
    item: dict[str, Any] = {
        "id": one.key,
        "type": "dataset",
        "language": "zh-CN",
        "author": [{"literal": one.producer}],
        "title": one.full_title,
        "publisher": one.publication.publisher,
        "URL": one.url,
    }
    if one.version:
        item["version"] = one.version
    if one.issued:
        item["issued"] = {"date-parts": [[one.issued.year, one.issued.month, one.issued.day]]}
    if one.sha256:
        item["note"] = f"sha256:{one.sha256}"
    return item


def csl_json(one: Citation) -> str:
    """A list of this one item, as reference managers import it."""
    return json.dumps([csl_item(one)], ensure_ascii=False, indent=1) + "\n"

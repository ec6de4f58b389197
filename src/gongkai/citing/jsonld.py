"""schema.org Dataset with DataDownloads, as JSON-LD: what search engines for data read."""

from __future__ import annotations

import json
from typing import Any

from gongkai.citing.record import LICENSE, Citation

_STAGES = {
    "budget": ("预算", "budget"),
    "final": ("决算", "final accounts"),
    "performance": ("绩效目标", "performance"),
}
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&%"})


def dataset(one: Citation) -> dict[str, Any]:
    """The record as a schema.org Dataset: name, description, license, creator, publisher, version, downloads."""
    made: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "@id": one.url,
        "url": {"@id": one.url},
        "name": one.full_title,
        "description": description(one),
        "identifier": one.url,
        "license": {"@id": LICENSE},
        "isAccessibleForFree": True,
        "inLanguage": "zh-CN",
        "creator": {"@type": "GovernmentOrganization", "name": one.producer},
        "publisher": {"@type": "Organization", "name": one.publication.publisher},
        "keywords": [one.producer, *_STAGES.get(one.stage, ()), "财政预算公开"],
    }
    optional = {
        "version": one.version,
        "datePublished": one.issued.isoformat() if one.issued else "",
        "temporalCoverage": f"{one.year}-01-01/{one.year}-12-31" if one.year else "",
        "spatialCoverage": one.place,
        "isBasedOn": {"@id": one.source_address} if one.source_address else "",
    }
    made.update({name: value for name, value in optional.items() if value})
    made["distribution"] = [
        {
            "@type": "DataDownload",
            "name": file.title,
            "contentUrl": {"@id": one.page + file.name},
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for file in one.distributions
    ]
    if not made["distribution"]:
        del made["distribution"]
    return made


def description(one: Citation) -> str:
    """Two sentences (search engines want at least 50 characters): what it is and where it comes from."""
    stage = _STAGES.get(one.stage, ("", ""))[0]
    what = f"{one.year}年{stage}" if one.year else "历年预算、决算和绩效"
    return (
        f"{one.producer}公开的{what}数据：原文各表、文字中的金额、核对结果，每个数字都可回到原文。"
        f"由{one.publication.publisher}整理发布，原文标题：{one.title}。"
    )


def inline(value: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: no character that HTML knows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)

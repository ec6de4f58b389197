"""catalog.jsonld: all data sets of the site as a DCAT 3 catalogue, for harvesters of open data portals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gongkai.citing.jsonld import description
from gongkai.citing.record import LICENSE, Citation, Publication

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_END = "\n}"
_MEDIA = "https://www.iana.org/assignments/media-types/"


def catalog(records: Iterable[Citation], publication: Publication) -> bytes:
    """The catalogue as JSON-LD; addresses are absolute where the public address is known."""
    return stacked(map(dataset, records), publication)


def dataset(one: Citation) -> str:
    """One data set as it stands in the catalogue."""
    return _json(_dataset(one)).replace("\n", "\n  ")


def stacked(datasets: Iterable[str], publication: Publication) -> bytes:
    """The catalogue of what `dataset` made."""
    made = {
        "@context": CONTEXT,
        "@id": publication.site_url or ".",
        "@type": "dcat:Catalog",
        "dct:title": _zh(publication.site_name),
        "dct:description": _zh(f"{publication.publisher}整理的政府部门预算、决算和绩效公开数据。"),
        "dct:publisher": _agent(publication.publisher),
        "dct:license": {"@id": LICENSE},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"},
    }
    listed = ",\n  ".join(datasets)
    listed = f"[\n  {listed}\n ]" if listed else "[]"
    return f'{_json(made).removesuffix(_END)},\n "dcat:dataset": {listed}{_END}\n'.encode()


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1)


def _dataset(one: Citation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@id": one.url,
        "@type": "dcat:Dataset",
        "dct:title": _zh(one.full_title),
        "dct:description": _zh(description(one)),
        "dct:identifier": one.url,
        "dct:creator": _agent(one.producer),
        "dct:publisher": _agent(one.publication.publisher),
        "dct:license": {"@id": LICENSE},
        "dcat:version": one.version,
        "dcat:landingPage": {"@id": one.url},
        "dcat:distribution": [_distribution(one, number) for number in range(len(one.distributions))],
    }
    if one.issued:
        made["dct:issued"] = {"@value": one.issued.isoformat(), "@type": "xsd:date"}
    if one.year:
        made["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{one.year}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{one.year}-12-31", "@type": "xsd:date"},
        }
    if one.source_address:
        made["dct:source"] = {"@id": one.source_address}
    return made


def _distribution(one: Citation, number: int) -> dict[str, Any]:
    file = one.distributions[number]
    return {
        "@type": "dcat:Distribution",
        "dct:title": _zh(file.title),
        "dct:license": {"@id": LICENSE},
        "dcat:accessURL": {"@id": one.url},
        "dcat:downloadURL": {"@id": one.page + file.name},
        "dcat:mediaType": {"@id": _MEDIA + file.media_type},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }


def _zh(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh-CN"}


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}

"""catalog.jsonld: all data sets of the site as a DCAT 3 catalogue, for harvesters of open data portals.

A data set is one line. What is the same for all of them stands in the context: the namespaces, which values are
addresses, days or Chinese, and short names of what is often meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gongkai.citing.jsonld import description
from gongkai.citing.record import LICENSE, ZIP, Citation, Distribution, Publication

_MEDIA = "https://www.iana.org/assignments/media-types/"
_FORMATS = {"text/csv": "CSV", ZIP: "ZIP"}
_PUBLISHER = "_:publisher"


def _typed(name: str, kind: str) -> dict[str, str]:
    return {"@id": name, "@type": kind}


CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: f"dcat:{name}" for name in ("Catalog", "Dataset", "Distribution", "dataset", "distribution", "version")},
    **{name: _typed(f"dcat:{name}", "@id") for name in ("landingPage", "accessURL", "downloadURL")},
    **{name: _typed(f"dcat:{name}", "@vocab") for name in ("mediaType", "packageFormat")},
    **{name: _typed(f"dcat:{name}", "xsd:date") for name in ("startDate", "endDate")},
    "byteSize": _typed("dcat:byteSize", "xsd:nonNegativeInteger"),
    **{name: {"@id": f"dct:{name}", "@language": "zh-CN"} for name in ("title", "description")},
    **{name: f"dct:{name}" for name in ("PeriodOfTime", "creator", "identifier", "temporal")},
    **{name: _typed(f"dct:{name}", "@id") for name in ("publisher", "source", "language")},
    **{name: _typed(f"dct:{name}", "@vocab") for name in ("license", "conformsTo")},
    "issued": _typed("dct:issued", "xsd:date"),
    "Agent": "foaf:Agent",
    "name": "foaf:name",
    **{name: f"spdx:{name}" for name in ("Checksum", "checksum", "checksumValue")},
    "algorithm": _typed("spdx:algorithm", "@vocab"),
    "SHA-256": "spdx:checksumAlgorithm_sha256",
    "CC-BY-4.0": LICENSE,
    "DataPackage": "https://datapackage.org/profiles/2.0/datapackage.json",
    **{short: _MEDIA + media_type for media_type, short in _FORMATS.items()},
}


def catalog(records: Iterable[Citation], publication: Publication) -> bytes:
    """The catalogue as JSON-LD; addresses are absolute where the public address is known."""
    return stacked(map(dataset, records), publication)


def dataset(one: Citation) -> str:
    """One data set as it stands in the catalogue."""
    return _line(_dataset(one))


def stacked(datasets: Iterable[str], publication: Publication) -> bytes:
    """The catalogue of what `dataset` made."""
    base = {"@base": publication.site_url} if publication.site_url else {}
    made = {
        "@context": {**base, **CONTEXT},
        "@id": publication.site_url or ".",
        "@type": "Catalog",
        "title": publication.site_name,
        "description": f"{publication.publisher}整理的政府部门预算、决算和绩效公开数据。",
        "publisher": {"@id": _PUBLISHER, **_agent(publication.publisher)},
        "license": "CC-BY-4.0",
        "language": "http://publications.europa.eu/resource/authority/language/ZHO",
    }
    lines = [f" {_line(name)}: {_line(value)}," for name, value in made.items()]
    listed = ",\n".join(datasets)
    return "\n".join(["{", *lines, f' "dataset": [\n{listed}\n ]', "}", ""]).encode()


def _line(made: Any) -> str:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _dataset(one: Citation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@id": one.address,
        "@type": "Dataset",
        "title": one.full_title,
        "description": description(one),
        "identifier": one.url,
        "creator": _agent(one.producer),
        "publisher": _PUBLISHER,
        "license": "CC-BY-4.0",
        "version": one.version,
        "landingPage": one.address,
    }
    if one.distributions:
        made["distribution"] = [_distribution(one, file) for file in one.distributions]
    if one.issued:
        made["issued"] = one.issued.isoformat()
    if one.year:
        made["temporal"] = {
            "@type": "PeriodOfTime",
            "startDate": f"{one.year}-01-01",
            "endDate": f"{one.year}-12-31",
        }
    if one.source_address:
        made["source"] = one.source_address
    return made


def _distribution(one: Citation, file: Distribution) -> dict[str, Any]:
    made = {
        "@type": "Distribution",
        "title": file.title,
        "license": "CC-BY-4.0",
        "accessURL": one.address,
        "downloadURL": one.address.partition("#")[0] + file.name,
        "mediaType": _FORMATS.get(file.media_type, _MEDIA + file.media_type),
        "byteSize": str(file.bytes),
        "checksum": {"@type": "Checksum", "algorithm": "SHA-256", "checksumValue": file.sha256},
    }
    if file.media_type == ZIP:
        # DCAT 3, 6.8: the media type is that of the files inside, the package format that of what they are put into.
        made |= {"mediaType": "CSV", "packageFormat": "ZIP", "conformsTo": "DataPackage"}
    return made


def _agent(name: str) -> dict[str, str]:
    return {"@type": "Agent", "name": name}

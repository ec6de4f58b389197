"""datapackage.json, version 2 of the standard: canonical, and nothing in it comes from the clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.disclosure import Disclosure
from gongkai.model.field import Link, Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Package
from gongkai.packages.schema import LINKS, table_schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FILE_NAME = "datapackage.json"
LINE = 600
_FLAT = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
LANGUAGES = ("zh-CN", "en")
LICENSES = (
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    },
)
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}


def package_descriptor(package: Package, version: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor of a disclosure's package. `files` maps resource names to the bytes of their CSVs.

    `created` is the day the source was published, or else retrieved (00:00 in China); it is left out where neither
    is known. Beyond the standard: `languages`, `unitId`, `fiscalYear`, `stage`, `published`, `retrieved`, `approved`
    (days of the source), `coverage` (how much of the source was understood).
    """
    disclosure = package.disclosure
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": disclosure.name,
        "title": disclosure.title,
        "version": version,
        "languages": list(LANGUAGES),
        "unitId": disclosure.unit.unit_id,
        "unitName": disclosure.unit.name,
        "fiscalYear": disclosure.fiscal_year,
        "stage": disclosure.stage,
    }
    if created := disclosure.published or disclosure.retrieved:
        descriptor["created"] = instant(created)
    for name in ("published", "retrieved", "approved"):
        if (day := getattr(disclosure, name)) is not None:
            descriptor[name] = day.isoformat()
    descriptor["sources"] = _sources(disclosure)
    descriptor["licenses"] = [dict(one) for one in LICENSES]
    descriptor["contributors"] = [
        {"title": disclosure.publisher, "roles": ["creator"]},
        {"title": "gongkai", "roles": ["publisher"]},
    ]
    coverage = asdict(package.coverage)
    descriptor["coverage"] = {**coverage, "left_over": list(coverage["left_over"])}
    descriptor["resources"] = [
        resource_descriptor(RESOURCES[name], content, files.keys()) for name, content in files.items()
    ]
    return descriptor


def resource_descriptor(resource: Resource, content: bytes, present: Collection[str]) -> dict[str, Any]:
    """One resource of a disclosure's package."""
    return file_descriptor(resource, len(content), hashlib.sha256(content).hexdigest(), present, LINKS)


def file_descriptor(
    resource: Resource, size: int, sha256: str, present: Collection[str], links: Sequence[Link]
) -> dict[str, Any]:
    """One resource, of whose file size and hash are known: nothing is left to be inferred."""
    return {
        "name": resource.name,
        "type": "table",
        "title": resource.title_zh,
        "title_en": resource.title_en,
        "path": f"{resource.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "dialect": dict(DIALECT),
        "schema": _schema(resource, _targets(resource, present, links), tuple(links)),
    }


class _Shared(dict[str, Any]):
    """What many descriptors hold alike; `rendered` is its JSON by indent, made when it is first asked for."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__(content)
        self.rendered: dict[str, str] = {}


@lru_cache(maxsize=256)
def _schema(resource: Resource, present: frozenset[str], links: tuple[Link, ...]) -> _Shared:
    """The schema of a resource: most of a descriptor, and the same in nearly all of them."""
    return _Shared(table_schema(resource, present, links))


def _targets(resource: Resource, present: Collection[str], links: Sequence[Link]) -> frozenset[str]:
    """The resources of a package that a resource points to."""
    return frozenset(link.target for link in links if link.resource == resource.name and link.target in present)


@dataclass(frozen=True)
class PartFile:
    """One file of a resource that lies in several: its path in the package, its size and its SHA-256."""

    path: str
    bytes: int
    sha256: str


def parts_descriptor(
    resource: Resource, files: Sequence[PartFile], present: Collection[str], links: Sequence[Link]
) -> dict[str, Any]:
    """One resource in several files, each with its header. Beyond the standard: `files`, with size and hash of each."""
    if len(files) == 1:
        return {**file_descriptor(resource, files[0].bytes, files[0].sha256, present, links), "path": files[0].path}
    described = file_descriptor(resource, 0, "", present, links)
    del described["bytes"], described["hash"]
    described["path"] = [one.path for one in files]
    described["files"] = [{"path": one.path, "bytes": one.bytes, "hash": f"sha256:{one.sha256}"} for one in files]
    return described


def instant(day: date) -> str:
    """The start of a day in China, as RFC 3339."""
    return f"{day.isoformat()}T00:00:00+08:00"


def canonical(descriptor: Mapping[str, Any]) -> bytes:
    """JSON in the order in which the descriptor was made, UTF-8 with LF, indented by one.

    What fits on a line of 600 stands on one line: each field is one line.
    """
    return (_render(descriptor, "") + "\n").encode("utf-8")


def _render(value: Any, indent: str) -> str:
    """A JSON value, broken into lines only where it is long."""
    if not isinstance(value, _Shared):
        return _rendered(value, indent)
    if indent not in value.rendered:
        value.rendered[indent] = _rendered(value, indent)
    return value.rendered[indent]


def _rendered(value: Any, indent: str) -> str:
    """The JSON of a value that stands at this indent."""
    if not isinstance(value, Mapping | list):
        return _FLAT(value)
    inner = indent + " "
    if isinstance(value, Mapping):
        parts = [f"{_FLAT(key)}: {_render(one, inner)}" for key, one in value.items()]
        opening, closing = "{}"
    else:
        parts = [_render(one, inner) for one in value]
        opening, closing = "[]"
    flat = f"{opening}{', '.join(parts)}{closing}"
    if not value or ("\n" not in flat and len(indent) + len(flat) <= LINE):
        return flat
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closing}"


def _sources(disclosure: Disclosure) -> list[dict[str, str]]:
    """Who published which file where, with its content hash."""
    sources = []
    for file in disclosure.files:
        source = {"title": disclosure.publisher}
        if disclosure.source_address:
            if not disclosure.source_address.startswith(("http://", "https://")):
                raise PublishError(
                    f"{disclosure.folder.name}/disclosure.yml",
                    f"source address {disclosure.source_address!r}",
                    "give an address that starts with https:// or http://, or none",
                )
            source["path"] = disclosure.source_address
        sources.append({**source, "file": file.name, "sha256": file.sha256})
    return sources

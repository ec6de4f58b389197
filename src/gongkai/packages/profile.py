"""The official Data Package v2 profile, offline.

The profile repeats the Table Schema inside itself, and checking a schema against it takes far longer than all the
rest. Resources and their schemas are the same in all packages but for sizes and hashes, so the profile is split in
three: schemas, resources and the package itself; equal ones are checked once. Together the three are the profile,
nothing is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

PROFILE_FILE = Path(__file__).parent / "profiles" / "datapackage.json"
_HEX = frozenset("0123456789abcdef")


def faults(descriptor: Mapping[str, Any]) -> list[str]:
    """What the official profile finds wrong with a descriptor, as `place: message`, in order of place."""
    found = [_message("", error) for error in _validators()[0].iter_errors(descriptor)]
    resources = descriptor.get("resources")
    for number, resource in enumerate(resources if isinstance(resources, list) else ()):
        place = f"resources/{number}"
        found += [place + fault for fault in _faults(1, _text(_with_usual_hash(resource)))]
        if isinstance(resource, Mapping) and "schema" in resource:
            found += [f"{place}/schema{fault}" for fault in _faults(2, _text(resource["schema"]))]
    return sorted(found)


def _with_usual_hash(resource: Any) -> Any:
    """A resource without its schema; sizes and hashes that have the form of all others are replaced by one such, those
    of its `files`, too, where it lies in several."""
    if not isinstance(resource, Mapping):
        return resource
    rest = {name: value for name, value in resource.items() if name != "schema"}
    files = rest.get("files")
    if isinstance(files, list):
        rest["files"] = [_usual(dict(one)) if isinstance(one, Mapping) else one for one in files]
    return _usual(rest)


def _usual(described: dict[str, Any]) -> dict[str, Any]:
    if type(described.get("bytes")) is int:
        described["bytes"] = 0
    kind, _, digits = str(described.get("hash")).partition(":")
    if kind == "sha256" and len(digits) == 64 and set(digits) <= _HEX:
        described["hash"] = f"sha256:{0:064}"
    return described


_text = json.JSONEncoder().encode


@cache
def _validators() -> tuple[Any, Any, Any]:
    """Validators for descriptors without their resources, for resources without their schemas, and for schemas."""
    from jsonschema import Draft7Validator

    outer = json.loads(PROFILE_FILE.read_text(encoding="utf-8"))
    one = outer["properties"]["resources"].pop("items")
    schema = one["properties"].pop("schema")
    checker = Draft7Validator.FORMAT_CHECKER
    whole, resource, table = (Draft7Validator(part, format_checker=checker) for part in (outer, one, schema))
    return whole, resource, table


SOUND: set[str] = set()
"""The digests of what was found without a fault, here or where the same gongkai looked before."""


def _faults(part: int, content: str) -> tuple[str, ...]:
    """What one part of the profile finds wrong with one part of a descriptor, given as JSON."""
    digest = _digest(part, content)
    if digest in SOUND:
        return ()
    found = tuple(_message("", error) for error in _validators()[part].iter_errors(json.loads(content)))
    if not found:
        SOUND.add(digest)
    return found


@lru_cache(maxsize=256)
def _digest(part: int, content: str) -> str:
    return hashlib.sha256(f"{part} {content}".encode()).hexdigest()


def _message(place: str, error: Any) -> str:
    """One fault with its place."""
    path = "".join(f"/{part}" for part in error.absolute_path)
    return f"{place}{path}: {error.message[:200]}"

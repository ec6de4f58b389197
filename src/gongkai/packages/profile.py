"""The official Data Package v2 profile, offline.

The profile repeats the Table Schema inside itself, and checking a schema against it takes far longer than all the
rest. Schemas are the same in all packages, so the profile is split: what is inside `schema` is checked once for each
distinct schema, everything else for each package. Together the two are the profile, nothing is left out.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PROFILE_FILE = Path(__file__).parent / "profiles" / "datapackage.json"


def faults(descriptor: Mapping[str, Any]) -> list[str]:
    """What the official profile finds wrong with a descriptor, as `place: message`, in order of place."""
    found = [_message("", error) for error in _validators()[0].iter_errors(descriptor)]
    resources = descriptor.get("resources")
    for number, resource in enumerate(resources if isinstance(resources, list) else ()):
        if isinstance(resource, Mapping) and "schema" in resource:
            place = f"resources/{number}/schema"
            found += [f"{place}{fault}" for fault in _schema_faults(json.dumps(resource["schema"], sort_keys=True))]
    return sorted(found)


@cache
def _validators() -> tuple[Any, Any]:
    """One validator for descriptors without their schemas, one for schemas."""
    from jsonschema import Draft7Validator

    profile = json.loads(PROFILE_FILE.read_text(encoding="utf-8"))
    outer = copy.deepcopy(profile)
    properties = outer["properties"]["resources"]["items"]["properties"]
    schema = properties.pop("schema")
    checker = Draft7Validator.FORMAT_CHECKER
    return Draft7Validator(outer, format_checker=checker), Draft7Validator(schema, format_checker=checker)


@cache
def _schema_faults(schema: str) -> tuple[str, ...]:
    """What the profile finds wrong with one Table Schema."""
    return tuple(_message("", error) for error in _validators()[1].iter_errors(json.loads(schema)))


def _message(place: str, error: Any) -> str:
    """One fault with its place."""
    path = "".join(f"/{part}" for part in error.absolute_path)
    return f"{place}{path}: {error.message[:200]}"

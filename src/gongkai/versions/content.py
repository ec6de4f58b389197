"""The content hash of a package: what was read of which source files, whatever the version is called."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

DERIVED = frozenset({"checks"})
"""Resources that say something about the data and are none: a new rule is no new version of what was disclosed."""


def content_hash(descriptor: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the hashes of the source files and of the CSVs, from datapackage.json."""
    lines = [f"source {one.get('file', '')} {one.get('sha256', '')}" for one in descriptor.get("sources", ())]
    lines += [f"resource {one['name']} {one['hash']}" for one in descriptor["resources"] if one["name"] not in DERIVED]
    return hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode("utf-8")).hexdigest()

"""manifest.json: every file of the site with its size and SHA-256, so that a mirror can be verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gongkai.errors import PublishError
from gongkai.site.walking import Stamp, sha256, stamps

NAME = "manifest.json"


def write(site: Path, files: Mapping[str, Stamp], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Write manifest.json, which lists `files`, all of the site but itself; the SHA-256 of each file by name.

    `known` are those of files whose bytes are known already.
    """
    found = {name: known.get(name) or sha256(site / name) for name in files if name != NAME}
    with (site / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write("{\n")
        for number, (name, digest) in enumerate(found.items()):
            before = ",\n" if number else ""
            file.write(
                f'{before} {json.dumps(name, ensure_ascii=False)}: {{"bytes": {files[name][0]}, "sha256": "{digest}"}}'
            )
        file.write("\n}\n")
    return found


def verify(site: Path) -> tuple[str, ...]:
    """What in a folder differs from its manifest: a line for each file missing, changed or too many.

    Raises PublishError where there is no manifest, or none of ours.
    """
    try:
        listed = json.loads((site / NAME).read_text(encoding="utf-8"))
        expected = {name: (one["bytes"], one["sha256"]) for name, one in listed.items()}
    except FileNotFoundError as error:
        raise PublishError(str(site), f"no {NAME}", "give the folder of a site that gongkai built") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(str(site / NAME), f"not a manifest ({error})", "copy it from the original site") from error
    found = _files(site)
    lines = [f"missing: {name}" for name in expected if name not in found]
    lines += [f"changed: {name}" for name, one in found.items() if name in expected and expected[name] != one]
    lines += [f"not listed: {name}" for name in found if name not in expected]
    return tuple(sorted(lines))


def _files(site: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file but the manifest, by name relative to the site."""
    return {name: (size, sha256(site / name)) for name, (size, _) in stamps(site).items() if name != NAME}

"""Earlier versions, in `datapackages/versions/<unit-id>/<year-stage>/v<n>/`.

They lie beside the packages and not inside them, because a package is replaced as a whole. Only released versions are
kept: until `gongkai release`, any number of builds make one and the same next version.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.versions.content import content_hash

FOLDER = "versions"
_DESCRIPTOR = "datapackage.json"


def number(released: tuple[int, str] | None, sha256: str) -> int:
    """The version of a package with this content hash: the released one where it is the same, else the next one."""
    if released is None:
        return 1
    version, before = released
    return version if sha256 == before else version + 1


def keep(datapackages: Path, unit_id: str, key: str, released: tuple[int, str] | None, sha256: str) -> None:
    """Before a package is replaced by one with the content hash `sha256`, keep its released version.

    Kept versions that never were superseded by a release are removed. Raises PublishError where the released version is
    neither in place nor kept, because a version that was cited would be lost.
    """
    folder = datapackages / FOLDER / unit_id / key
    version = number(released, sha256)
    for path in folder.glob("v*"):
        if _number(path) >= version:
            shutil.rmtree(path)
    if released is None or version == released[0]:
        return
    target, current = folder / f"v{released[0]}", datapackages / unit_id / key
    if target.is_dir():
        return
    if not (current / _DESCRIPTOR).is_file() or content_hash(_read(current)) != released[1]:
        where = f"{datapackages.name}/{unit_id}/{key}"
        found = f"is not version {released[0]} as released (content hash {released[1][:12]}…), which would be lost"
        raise PublishError(where, found, "restore the folder from version control and build again")
    beside = target.with_name(f".{target.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(current, beside)
    beside.replace(target)


def earlier(datapackages: Path, unit_id: str, key: str) -> tuple[tuple[int, Path], ...]:
    """Number and folder of the kept versions, the oldest first."""
    folder = datapackages / FOLDER / unit_id / key
    return tuple(sorted((_number(path), path) for path in folder.glob("v*") if (path / _DESCRIPTOR).is_file()))


def version_of(folder: Path) -> int:
    """The number of the version in a folder of a package."""
    return int(str(_read(folder)["version"]).partition(".")[0])


def edition(folder: Path, version: int, unit: Unit) -> Disclosure:
    """The disclosure that a kept version is about: what its descriptor says, at its own address."""
    descriptor = _read(folder)
    producer = next(str(one["title"]) for one in descriptor["contributors"] if "creator" in one["roles"])
    sources = descriptor["sources"]
    disclosure = Disclosure(
        unit=unit,
        fiscal_year=int(descriptor["fiscalYear"]),
        stage=str(descriptor["stage"]),
        title=str(descriptor["title"]),
        publisher=producer,
        folder=folder,
        files=tuple(SourceFile(str(one["file"]), str(one["sha256"])) for one in sources),
        source_address=next((str(one["path"]) for one in sources if "path" in one), ""),
        edition=f"v{version}/",
    )
    days = {name: date.fromisoformat(descriptor[name]) for name in _days(descriptor)}
    return replace(disclosure, **days)  # type: ignore[arg-type]


def former_unit(unit: Unit, unit_id: str) -> Unit:
    """The unit under an id it no longer has."""
    return replace(unit, unit_id=unit_id)


def _days(descriptor: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in ("published", "retrieved", "approved") if name in descriptor)


def _read(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
    return read


def _number(path: Path) -> int:
    """The number of a folder `v12`, 0 for other names."""
    digits = path.name[1:]
    return int(digits) if digits.isascii() and digits.isdigit() else 0

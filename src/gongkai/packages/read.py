"""A published package back from its folder, typed."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.fields import KEYS, RESOURCES
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage
from gongkai.packages.csvfile import decode, decode_earlier
from gongkai.packages.descriptor import FILE_NAME


def load(folder: Path, only: Collection[str] | None = None, *, earlier: bool = False) -> PublishedPackage:
    """The package in `folder`: amounts as Decimal, blanks as None, rows without the three keys.

    `earlier` reads a package that an older gongkai wrote: resources and columns that are gone since are left out.
    `only` limits which resources are read. Raises PublishError where the folder does not hold a package of ours.
    """
    descriptor = load_descriptor(folder)
    where = str(descriptor.get("name", folder.name))
    read = decode_earlier if earlier else decode
    resources: dict[str, tuple[Row, ...]] = {}
    for one in descriptor.get("resources", ()):
        name = one["name"]
        if name not in RESOURCES and earlier:
            continue
        if name not in RESOURCES:
            raise PublishError(f"{where} {name}", "a resource that gongkai does not know", "rebuild the package")
        if only is not None and name not in only:
            continue
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise PublishError(str(path), "missing", "rebuild the package")
        resources[name] = tuple(read(RESOURCES[name], path.read_bytes(), where, len(KEYS)))
    return PublishedPackage(folder, descriptor, resources)


def load_descriptor(folder: Path) -> dict[str, Any]:
    """datapackage.json of a folder. Raises PublishError where it is missing or broken."""
    path = folder / FILE_NAME
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PublishError(str(path), "missing", "rebuild the package") from error
    except ValueError as error:
        raise PublishError(str(path), f"not JSON ({error})", "rebuild the package") from error
    if not isinstance(descriptor, dict):
        raise PublishError(str(path), "not a JSON object", "rebuild the package")
    return descriptor


def package_folders(datapackages: Path) -> tuple[Path, ...]:
    """All folders of packages, `<unit-id>/<year>-<stage>`, in order of unit, year and stage; not the catalogue."""
    return tuple(sorted(path.parent for path in datapackages.glob(f"[0-9]*/*/{FILE_NAME}")))

"""Bytes of a package, and a folder that holds exactly these bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongkai.errors import PublishError
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Package, Value
from gongkai.packages.csvfile import encode
from gongkai.packages.descriptor import FILE_NAME, canonical, package_descriptor


def render(package: Package, version: str) -> dict[str, bytes]:
    """The files of a package by name: `datapackage.json` and one CSV for each resource that has rows or always exists.

    Pure: the same package gives the same bytes. Raises PublishError naming package, resource, row and field.
    """
    disclosure = package.disclosure
    if unknown := sorted(set(package.resources) - set(RESOURCES)):
        raise PublishError(disclosure.name, f"unknown resources {unknown}", "add them to model/fields.py")
    keys: dict[str, Value] = {
        "unit_id": disclosure.unit.unit_id,
        "fiscal_year": disclosure.fiscal_year,
        "stage": disclosure.stage,
    }
    files = {
        name: encode(resource, package.rows(name), keys, disclosure.name)
        for name, resource in RESOURCES.items()
        if package.rows(name) or resource.always
    }
    descriptor = canonical(package_descriptor(package, version, files))
    return {FILE_NAME: descriptor, **{f"{name}.csv": content for name, content in files.items()}}


def write(package: Package, folder: Path, version: str) -> tuple[Path, ...]:
    """Make `folder` hold the package and nothing else; the files that were written or removed."""
    return write_files(render(package, version), folder)


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Make `folder` hold exactly these files, touching only what differs; the files that were written or removed."""
    folder.mkdir(parents=True, exist_ok=True)
    written, removed = differences(files, folder)
    for name in written:
        (folder / name).write_bytes(files[name])
    for name in removed:
        (folder / name).unlink()
    return tuple(folder / name for name in (*written, *removed))


def differences(files: Mapping[str, bytes], folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of files that `folder` lacks or holds with other bytes, and of those that are there too many."""
    if not folder.is_dir():
        return tuple(files), ()
    present = {path.name for path in folder.iterdir() if path.is_file()}
    written = (
        name for name, content in files.items() if name not in present or (folder / name).read_bytes() != content
    )
    return tuple(written), tuple(sorted(present - set(files)))

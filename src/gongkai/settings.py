"""Every option of a project: its default and its meaning. `gongkai.yml` in the root of the project overrides them."""

from __future__ import annotations

from dataclasses import Field, dataclass, fields
from pathlib import Path

from gongkai.errors import SettingsError
from gongkai.strict_yaml import Keys, read

NAME = "gongkai.yml"
CHOICES = {
    "language": ("zh", "en"),
    "citation_style": ("gbt7714-2025", "gbt7714-2015"),
    "originals": ("offer", "never"),
    "originals_with_personal_data": ("masked", "withheld"),
    "site_files": ("all", "zip", "none"),
}
"""The options with a closed list of values."""
BOUNDS = {
    "workers": (0, 1024),
    "max_file_bytes": (1, 10**10),
    "max_pages": (1, 100_000),
    "max_uncompressed_bytes": (1, 10**11),
    "max_ratio": (2, 100_000),
    "max_cells": (1, 10**9),
    "max_depth": (10, 10_000),
    "max_seconds": (1, 86_400),
    "site_limit_bytes": (1, 10**12),
    "site_warn_percent": (1, 100),
}
"""The least and the most of each number."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one project."""

    site_name: str = "预算公开数据"
    """The name of the site, in its header and its metadata."""

    site_url: str = ""
    """The address the site is served from, `https://name.github.io/repository/`. Blank: pages carry no absolute links,
    and the address in citations begins at the root of the site; the button that copies one puts in where it is read."""

    language: str = "zh"
    """The language of the interface: `zh` or `en`. Documents and tables are shown as printed in either."""

    publisher_name: str = ""
    """Who publishes this collection, for citations and metadata; blank: the name of the site. The agency that disclosed
    a document is always named as its producer."""

    publisher_address: str = ""
    """A web address or e-mail address where readers reach the publisher, on the pages about errors and takedown."""

    citation_style: str = "gbt7714-2025"
    """The first citation offered: `gbt7714-2025` or `gbt7714-2015`."""

    keep_office_holder_names: bool = False
    """True: names of people in office that a document prints after a label of leadership (单位负责人) stay. False: they
    are masked like all other names after labels."""

    originals: str = "offer"
    """Copies of the original files beside the pages: `offer` or `never`. Only with `site_files: all` are there any:
    originals outweigh everything else. The page then says where the original was published, and its SHA-256."""

    originals_with_personal_data: str = "masked"
    """What is offered of an original that holds personal data: `masked` (text files are offered with the data masked,
    binary files not at all) or `withheld` (not at all)."""

    workers: int = 0
    """Processes that read documents at the same time; 0: one for each processor."""

    max_file_bytes: int = 100_000_000
    """Bytes of one source file, as stored; a larger one is refused."""

    max_pages: int = 2_000
    """Pages of one source file; one with more is refused."""

    max_uncompressed_bytes: int = 500_000_000
    """Bytes of one zipped source file (.docx, .xlsx) after unpacking; a larger one is refused."""

    max_ratio: int = 200
    """Unpacked to packed size of one large part of a zipped source file; a larger ratio is refused as a zip bomb."""

    max_cells: int = 500_000
    """Cells of all tables of one source file; one with more is refused."""

    max_depth: int = 200
    """Nesting of elements in HTML and XML; a deeper file is refused."""

    max_seconds: int = 300
    """Seconds that reading one source file may take; then it is refused."""

    site_files: str = "all"
    """The data files beside a page: `all` (every CSV, datapackage.json, XLSX, CSVs for Excel, zip; at the root the
    catalogue, the database, Parquet and one zip of all), `zip` (a zip of the package) or `none`. With `zip` and `none`
    there are one zip of the catalogue and one of all tables, as Parquet, in data/, and nothing else. A site of 1 GB holds
    some 900 disclosures with `all`, 7,000 with `zip`, 10,000 with `none`."""

    packages_url: str = ""
    """Where people read what lies in datapackages/, `https://github.com/name/repository/tree/main/datapackages/`: with
    `site_files: none` the page of a disclosure leads to its files there. Blank: it leads to the tables of all alone."""

    site_limit_bytes: int = 1_000_000_000
    """Bytes of the finished site; a larger one fails the build. 1 GB is the limit of GitHub Pages."""

    site_warn_percent: int = 80
    """Percent of `site_limit_bytes` from which the build warns."""


def load(root: Path) -> Settings:
    """The settings of the project in `root`: the defaults where it has no gongkai.yml.

    Raises SettingsError with the first problem of the file: an unknown key, a wrong type, a value out of bounds.
    """
    if not (root / NAME).exists():
        return Settings()
    keys = Keys(read(root / NAME, NAME), NAME)
    values = {option.name: _value(option, keys) for option in fields(Settings)}
    if problems := keys.close():
        raise problems[0]
    for name in ("site_url", "packages_url"):
        check_address(str(values[name] or ""), NAME, name)
    return Settings(**{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]


def check_address(address: str, where: str, name: str = "site_url") -> None:
    """Raises SettingsError for an address that does not go from http(s):// to a `/`; blank is allowed."""
    if address and not (address.startswith(("http://", "https://")) and address.endswith("/")):
        raise SettingsError(where, f"{name} is {address!r}", "write an address from https:// to the last /")


def _value(option: Field[object], keys: Keys) -> str | int | bool | None:
    """The value of an option as given, None where left out or blank."""
    if option.name in CHOICES:
        return keys.choice(option.name, CHOICES[option.name]) or None
    if option.name in BOUNDS:
        return keys.number(option.name, *BOUNDS[option.name])
    if isinstance(option.default, bool):
        return keys.flag(option.name)
    return keys.text(option.name) or None

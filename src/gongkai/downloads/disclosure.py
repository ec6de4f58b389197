"""The files beside one disclosure's page: a zip, an XLSX, and CSVs that Excel opens with a double click."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai.downloads.archive import zipped
from gongkai.downloads.texts import Publisher, readme
from gongkai.downloads.workbook import NOT_MAIN, workbook
from gongkai.model.fields import RESOURCES
from gongkai.model.published import PublishedPackage

BOM = b"\xef\xbb\xbf"
"""Tells Excel that a CSV is UTF-8."""

README = "README.md"


def disclosure_files(
    package: PublishedPackage, files: Mapping[str, bytes], publisher: Publisher, without: Collection[str] = ()
) -> dict[str, bytes]:
    """The downloads of a disclosure by file name: `<name>.zip`, `<name>.xlsx`, `<table>.excel.csv`.

    `files` are the bytes of the package's own files, which go into the zip as they are; `without` names resources that
    get no sheet in the XLSX. The same package gives the same bytes.
    """
    downloads = {
        **disclosure_zip(package, files, publisher),
        f"{package.name}.xlsx": workbook(package, publisher, without),
    }
    for name in RESOURCES:
        if name not in NOT_MAIN and f"{name}.csv" in files:
            downloads[f"{name}.excel.csv"] = BOM + files[f"{name}.csv"]
    return downloads


def disclosure_zip(package: PublishedPackage, files: Mapping[str, bytes], publisher: Publisher) -> dict[str, bytes]:
    """The zip alone, for sites that offer nothing else beside a page.

    datapackage.json lies at its root, where programs for data packages look for it in a zip.
    """
    return {f"{package.name}.zip": zipped({**files, README: readme(package, publisher).encode("utf-8")})}

"""What an .xlsx file says of its cells beyond their values: number formats, and formulas without a stored value."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.readers.number_format import BUILT_IN


@dataclass(frozen=True)
class SheetNotes:
    """Per cell (`B7`): its format code where it is not General; and the cells whose formula has no value."""

    formats: dict[str, str]
    unvalued: tuple[str, ...]


def notes(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    """The notes of every worksheet, by sheet name.

    Programs that write formulas without calculating them store 0 and ask for calculation on opening
    (`fullCalcOnLoad`): there a stored 0 is no value.
    """
    codes = _codes(archive)
    calculation = _root(archive, "xl/workbook.xml").find("{*}calcPr")
    asked = calculation is not None and calculation.get("fullCalcOnLoad") in {"1", "true"}
    unstored = {"", "0"} if asked else {""}
    return {name: _sheet(archive, part, codes, unstored) for name, part in _sheets(archive)}


def _root(archive: zipfile.ZipFile, part: str) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(archive.namelist())
    relations = _root(archive, "xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in names else []
    targets = {item.get("Id"): item.get("Target") for item in relations}
    for sheet in _root(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        target = next((sheet.get(key) for key in sheet.keys() if key.endswith("}id")), None)  # noqa: SIM118
        path = targets.get(target)
        if path is None:
            continue
        part = path.lstrip("/") if path.startswith("/") else posixpath.normpath(f"xl/{path}")
        if part in names:
            yield sheet.get("name"), part


def _codes(archive: zipfile.ZipFile) -> list[str]:
    """Format code by style number of a cell."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _root(archive, "xl/styles.xml")
    own = {item.get("numFmtId"): item.get("formatCode") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    codes = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId") or "0"
        codes.append(own.get(number) or (BUILT_IN.get(int(number), "") if number.isdigit() else ""))
    return codes


def _sheet(archive: zipfile.ZipFile, part: str, codes: list[str], unstored: set[str]) -> SheetNotes:
    from lxml import etree

    formats: dict[str, str] = {}
    unvalued: list[str] = []
    with archive.open(part) as stream:
        for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False):
            ref = cell.get("r")
            style = cell.get("s") or "0"
            code = codes[int(style)] if style.isdigit() and int(style) < len(codes) else ""
            if ref and code:
                formats[ref] = code
            value = cell.findtext("{*}v") or ""
            if ref and cell.find("{*}f") is not None and value in unstored and cell.get("t") != "str":
                unvalued.append(ref)
            cell.clear()
    return SheetNotes(formats, tuple(unvalued))

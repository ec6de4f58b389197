"""What is cited: one frozen record for a disclosure, a unit, a table, a row or a single value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Row

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes the collection, and where: `publisher` is a name, `site_url` ends in `/` or is blank."""

    publisher: str
    site_name: str
    site_url: str = ""
    publisher_address: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a data set: its name beside the page, title, media type, size in bytes and SHA-256 (hex).

    A ZIP holds the whole data set.
    """

    name: str
    title: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything a citation or a piece of metadata may say, as values; formats add punctuation and nothing else.

    `producer` is the agency that disclosed, `publication.publisher` who publishes the data. `address` is relative to the
    root of the site, with the anchor of a part. `issued` is the day the agency published the source, None where it is
    not known. `sha256` is the content hash of the package (hex), blank for a unit. `part` names what is cited of the
    whole, blank for the whole itself.
    """

    kind: str
    key: str
    producer: str
    title: str
    publication: Publication
    version: str
    address: str
    sha256: str = ""
    issued: date | None = None
    part: str = ""
    year: int | None = None
    stage: str = ""
    place: str = ""
    source_address: str = ""
    distributions: tuple[Distribution, ...] = ()

    @property
    def packed(self) -> bool:
        """True where no file of the package lies beside the page, only a zip of it, or none."""
        return all(file.media_type == ZIP for file in self.distributions)

    @property
    def full_title(self) -> str:
        """The title with the part: `2021年部门预算：表 5 支出总表`."""
        return f"{self.title}：{self.part}" if self.part else self.title

    @property
    def url(self) -> str:
        """The permanent address; relative to the root of the site where the public address is not known."""
        return self.publication.site_url + self.address

    @property
    def page(self) -> str:
        """The address of the page, without the anchor."""
        return self.url.partition("#")[0]


def of_disclosure(
    disclosure: Disclosure,
    version: str,
    sha256: str,
    publication: Publication,
    distributions: tuple[Distribution, ...] = (),
) -> Citation:
    """The record of a whole disclosure. `version` as in datapackage.json; the V before it belongs to the formats."""
    unit = disclosure.unit
    return Citation(
        kind="disclosure",
        key=disclosure.name + disclosure.edition.rstrip("/").replace("v", "-v"),
        producer=disclosure.publisher,
        title=disclosure.title,
        publication=publication,
        version=version,
        address=disclosure.address,
        sha256=sha256,
        issued=disclosure.published,
        year=disclosure.fiscal_year,
        stage=disclosure.stage,
        place=" ".join(dict.fromkeys(part for part in (unit.province, unit.city, unit.county) if part)),
        source_address=disclosure.source_address,
        distributions=distributions,
    )


def of_unit(unit: Unit, version: str, publication: Publication) -> Citation:
    """The record of all disclosures of a unit; `version` is blank where they have no common one."""
    return Citation(
        kind="unit",
        key=unit.unit_id,
        producer=unit.name,
        title=f"{unit.name}历年公开数据",
        publication=publication,
        version=version,
        address=f"units/{unit.unit_id}/",
        place=" ".join(dict.fromkeys(part for part in (unit.province, unit.city, unit.county) if part)),
    )


def of_table(whole: Citation, table: Row) -> Citation:
    """The record of one row of `tables`."""
    table_id = str(table["table_id"])
    part = f"表 {_number(table_id)} {table.get('caption') or ''}".rstrip()
    return _part(whole, "table", table_id, part)


def of_row(whole: Citation, table: Row, row: int, label: str = "") -> Citation:
    """The record of one printed row: its number in the table, and what it is labelled."""
    one = of_table(whole, table)
    part = f"{one.part}，第 {row} 行{f'“{label}”' if label else ''}"
    return _part(whole, "row", f"{table['table_id']}r{row}", part)


def of_value(whole: Citation, table: Row, cell: Row, printed: Mapping[str, str] | None = None) -> Citation:
    """The record of one row of `cells`: its place and the value as printed, with the unit of the table.

    `printed` may give `label` and `column`, the words that say what the value is.
    """
    words = printed or {}
    one = of_row(whole, table, int(str(cell["row"])), words.get("label", ""))
    column = words.get("column") or f"第 {cell['column']} 列"
    value = f"{str(cell.get('text') or '').strip()} {table.get('unit') or ''}".strip()
    return _part(whole, "value", str(cell["cell_id"]), f"{one.part}，{column}：{value}")


def _part(whole: Citation, kind: str, anchor: str, part: str) -> Citation:
    return replace(
        whole,
        kind=kind,
        key=f"{whole.key}-{anchor}",
        part=part,
        address=f"{whole.address}#{anchor}",
        distributions=(),
    )


def _number(table_id: str) -> str:
    return table_id.removeprefix("t").lstrip("0") or "0"

"""The data in the tools that people have open: zip, XLSX and CSV for Excel per disclosure; SQLite, Parquet and one zip
for the corpus. Every file has the same bytes on every build."""

from gongkai.downloads.archive import Joined, Packed, deflated, inflated
from gongkai.downloads.corpus import (
    CATALOG_ZIP,
    PARQUET,
    SQLITE,
    ZIP,
    join_parts,
    write_archive,
    write_catalog,
    write_excel_copies,
    write_tables,
)
from gongkai.downloads.disclosure import disclosure_files, disclosure_zip
from gongkai.downloads.formulas import formula_findings
from gongkai.downloads.parquet import parquet_part
from gongkai.downloads.texts import Publisher

__all__ = [
    "CATALOG_ZIP",
    "PARQUET",
    "SQLITE",
    "ZIP",
    "Joined",
    "Packed",
    "Publisher",
    "deflated",
    "disclosure_files",
    "disclosure_zip",
    "formula_findings",
    "inflated",
    "join_parts",
    "parquet_part",
    "write_archive",
    "write_catalog",
    "write_excel_copies",
    "write_tables",
]

"""The data in the tools that people have open: zip, XLSX and CSV for Excel per disclosure; SQLite, Parquet and one zip
for the corpus. Every file has the same bytes on every build."""

from gongkai.downloads.archive import Joined, Packed, deflated, inflated, pack
from gongkai.downloads.corpus import (
    CATALOG_ZIP,
    PARQUET,
    SQLITE,
    TABLES_ZIP,
    ZIP,
    join_parts,
    write_archive,
    write_catalog,
    write_excel_copies,
    write_stacked,
    write_tables,
)
from gongkai.downloads.disclosure import disclosure_files, disclosure_zip
from gongkai.downloads.formulas import formula_findings
from gongkai.downloads.parquet_parts import Stamps, keep_files, untouched, write_part
from gongkai.downloads.texts import Publisher

__all__ = [
    "CATALOG_ZIP",
    "PARQUET",
    "SQLITE",
    "TABLES_ZIP",
    "ZIP",
    "Joined",
    "Packed",
    "Publisher",
    "Stamps",
    "deflated",
    "disclosure_files",
    "disclosure_zip",
    "formula_findings",
    "inflated",
    "join_parts",
    "keep_files",
    "pack",
    "untouched",
    "write_archive",
    "write_catalog",
    "write_excel_copies",
    "write_part",
    "write_stacked",
    "write_tables",
]

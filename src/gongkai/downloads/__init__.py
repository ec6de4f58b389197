"""The data in the tools that people have open: zip, XLSX and CSV for Excel per disclosure; SQLite, Parquet and one zip
for the corpus. Every file has the same bytes on every build."""

from gongkai.downloads.corpus import CATALOG_ZIP, PARQUET, SQLITE, ZIP, write_archive, write_excel_copies, write_tables
from gongkai.downloads.disclosure import disclosure_files, disclosure_zip
from gongkai.downloads.formulas import formula_findings
from gongkai.downloads.texts import Publisher

__all__ = [
    "CATALOG_ZIP",
    "PARQUET",
    "SQLITE",
    "ZIP",
    "Publisher",
    "disclosure_files",
    "disclosure_zip",
    "formula_findings",
    "write_archive",
    "write_excel_copies",
    "write_tables",
]

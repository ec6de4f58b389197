"""Stage 9: rows of packages and of the ledger → Markdown stubs and HTML fragments."""

from gongkai.pages.inputs import DisclosureInput, Download, Lasting, PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.writing import Written, write, write_disclosures, write_overall

__all__ = [
    "DisclosureInput",
    "Download",
    "Lasting",
    "Overview",
    "PageInputs",
    "Written",
    "write",
    "write_disclosures",
    "write_overall",
]

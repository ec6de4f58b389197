"""Stage 9: rows of packages and of the ledger → titles and HTML fragments of pages."""

from gongkai.pages.inputs import DisclosureInput, Download, Lasting, PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.page import Page
from gongkai.pages.writing import Put, Written, write, write_disclosures, write_overall

__all__ = [
    "DisclosureInput",
    "Download",
    "Lasting",
    "Overview",
    "Page",
    "PageInputs",
    "Put",
    "Written",
    "write",
    "write_disclosures",
    "write_overall",
]

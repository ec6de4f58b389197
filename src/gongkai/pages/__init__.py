"""Stage 9: rows of packages and of the ledger → titles and HTML fragments of pages."""

from gongkai.pages.inputs import DisclosureInput, Download, Lasting, PageInputs
from gongkai.pages.kinds import shares
from gongkai.pages.overview import Overview
from gongkai.pages.page import Page
from gongkai.pages.shares import Sheaf
from gongkai.pages.writing import Put, Written, by_unit, write, write_disclosures, write_overall, write_units

__all__ = [
    "DisclosureInput",
    "Download",
    "Lasting",
    "Overview",
    "Page",
    "PageInputs",
    "Put",
    "Sheaf",
    "Written",
    "by_unit",
    "shares",
    "write",
    "write_disclosures",
    "write_overall",
    "write_units",
]

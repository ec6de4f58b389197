"""Stage 9: rows of packages and of the ledger → Markdown stubs and HTML fragments."""

from gongkai.pages.inputs import DisclosureInput, Download, Lasting, PageInputs
from gongkai.pages.kinds import shares
from gongkai.pages.overview import Overview
from gongkai.pages.shares import Sheaf
from gongkai.pages.writing import Written, by_unit, write, write_disclosures, write_overall, write_units

__all__ = [
    "DisclosureInput",
    "Download",
    "Lasting",
    "Overview",
    "PageInputs",
    "Sheaf",
    "Written",
    "by_unit",
    "shares",
    "write",
    "write_disclosures",
    "write_overall",
    "write_units",
]

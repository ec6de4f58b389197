"""Stage 9: rows of packages and of the ledger → Markdown stubs and HTML fragments."""

from gongkai.pages.inputs import DisclosureInput, Download, Lasting, PageInputs
from gongkai.pages.writing import Written, write

__all__ = ["DisclosureInput", "Download", "Lasting", "PageInputs", "Written", "write"]

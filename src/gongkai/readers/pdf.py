"""PDF → blocks: ruled tables as grids, the rest as paragraphs, in the order in which a reader meets them."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.model.finding import Finding, Level
from gongkai.model.place import Place
from gongkai.readers.limits import Limits
from gongkai.readers.pdf_furniture import furniture
from gongkai.readers.pdf_glyphs import Box, Turn
from gongkai.readers.pdf_page import PageText, read_page
from gongkai.readers.pdf_paragraphs import blocks_of

_DAMAGED = "fetch the file again; if it opens in a viewer, print it to a new PDF and file that beside its address"
_TAIL = 4096
"""Bytes at the end of a PDF within which its end mark stands."""
_UNREADABLE_SHARE = 0.05
"""Share of characters without a meaning above which the text of a page cannot be trusted."""


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of a PDF, page by page; memory does not grow with the pages but for their text.

    Tables that go on over pages are not joined here. Pages that are pictures become findings.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise SourceError(name, "is cut off: its end is missing", "fetch the file again")
    turns: dict[int, Turn] = {}
    pages: list[PageText] = []
    started = time.monotonic()
    cells = 0
    damage = _Damage()
    with _heard(damage), _opened(data, name) as pdf:
        if len(pdf.pages) > limits.max_pages:
            found = f"has {len(pdf.pages)} pages, more than max_pages {limits.max_pages}"
            raise SourceError(name, found, "raise the limit in the settings if the file is genuine")
        for number, page in enumerate(pdf.pages, start=1):
            damage.page = number
            text, turns[number] = _page(page, number, name)
            pages.append(text)
            cells += sum(len(grid.cells) for grid in text.grids)
            if cells > limits.max_cells:
                raise SourceError(name, f"has more than max_cells {limits.max_cells} cells", "raise the limit")
            if time.monotonic() - started > limits.max_seconds:
                found = f"took more than max_seconds {limits.max_seconds:g} (page {number} of {len(pdf.pages)})"
                raise SourceError(name, found, "raise the limit in the settings if the file is genuine")

    def place(number: int, box: Box) -> Place:
        return Place(name, page=number, box=turns[number].back(box))

    blocks = tuple(blocks_of(pages, furniture(pages), place))
    findings = (*_findings(pages, name), *(_damaged(name, number) for number in sorted(damage.pages)))
    return Document(name, blocks, findings, pages=len(pages))


class _Damage:
    """The pages on which a compressed stream was damaged; 0 is a stream that belongs to the whole file."""

    def __init__(self) -> None:
        self.page = 0
        self.pages: set[int] = set()


@contextmanager
def _heard(damage: _Damage) -> Iterator[None]:
    """Note every damaged stream: the library reads what it can of it and goes on, at most with a line in its log."""
    from pdfminer import pdftypes

    salvage = pdftypes.decompress_corrupted

    def noted(data: bytes) -> bytes:
        damage.pages.add(damage.page)
        return salvage(data)

    pdftypes.decompress_corrupted = noted
    try:
        yield
    finally:
        pdftypes.decompress_corrupted = salvage


def _damaged(name: str, number: int) -> Finding:
    found = "a compressed stream is damaged; what follows the damage was not read"
    return Finding(Level.WARNING, "damaged-stream", Place(name, page=number or None), found, _DAMAGED)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        count = len(pdf.pages)
    except (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError, AttributeError) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
        if isinstance(cause, (PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed)):
            raise SourceError(name, "is encrypted", "file a copy without a password") from error
        raise SourceError(name, f"is a damaged PDF ({type(cause).__name__})", _DAMAGED) from error
    if not count:
        raise SourceError(name, "is a PDF without pages", _DAMAGED)
    try:
        yield pdf
    finally:
        pdf.close()


def _page(page: Any, number: int, name: str) -> tuple[PageText, Turn]:
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return read_page(page, number, name)
    except (PdfminerException, PDFException, PSException) as error:
        raise SourceError(f"{name} p.{number}", f"is damaged ({type(error).__name__})", _DAMAGED) from error
    finally:
        page.close()


def _findings(pages: list[PageText], name: str) -> Iterator[Finding]:
    scanned = [page for page in pages if not page.glyphs and page.images]
    if scanned and not any(page.glyphs for page in pages):
        advice = "file the text version of the document, or its tables as Excel or HTML"
        yield Finding(Level.WARNING, "scanned", Place(name), "scanned: no text", advice)
        return
    for page in scanned:
        yield Finding(
            Level.WARNING,
            "scanned-page",
            Place(name, page=page.number),
            "scanned: no text",
            "look whether the picture holds a table; if so, file it as text, Excel or HTML too",
        )
    for page in pages:
        if page.unreadable > _UNREADABLE_SHARE * max(page.glyphs, 1):
            yield Finding(
                Level.WARNING,
                "unreadable-text",
                Place(name, page=page.number),
                f"{page.unreadable} of {page.glyphs} characters have no meaning in the file's fonts",
                "file another format of the document",
            )

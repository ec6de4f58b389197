"""File → blocks: paragraphs and grids in reading order, each with its place. The type is told by content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.readers.beneath import beneath
from gongkai.readers.decoding import decode
from gongkai.readers.doc import read_doc
from gongkai.readers.docx import read_docx
from gongkai.readers.dump import read_dump
from gongkai.readers.html import read_html
from gongkai.readers.limits import Limits
from gongkai.readers.pdf import read_pdf
from gongkai.readers.pdf_text import read_pdf_text
from gongkai.readers.sniff import sniff
from gongkai.readers.workbook import read_xls, read_xlsx

__all__ = ["READERS", "Limits", "Reader", "beneath", "decode", "kind_of", "read", "sniff"]

Reader = Callable[[bytes, str, Limits], Document]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "doc": read_doc,
    "xlsx": read_xlsx,
    "xls": read_xls,
    "html": read_html,
    "dump": read_dump,
    "pdf-text": read_pdf_text,
}
"""Reader by kind of file, as `sniff` names it."""


def kind_of(path: Path) -> str:
    """The kind of a file by its content: a key of READERS. Raises SourceError where it cannot be read."""
    try:
        return sniff(path.read_bytes(), path.name)
    except OSError as error:
        raise SourceError(path.name, f"cannot be read ({error.strerror})", "check name and permissions") from error


def read(path: Path, name: str, limits: Limits | None = None) -> Document:
    """The document in `path`; `name` is what places and messages call it.

    Raises SourceError where the file is missing, empty, damaged, encrypted, over a limit or of an unknown type.
    """
    bounds = limits or Limits()
    try:
        size = path.stat().st_size
        if size > bounds.max_file_bytes:
            found = f"has {size} bytes, more than max_file_bytes {bounds.max_file_bytes}"
            raise SourceError(name, found, "raise the limit in the settings if the file is genuine")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(name, f"cannot be read ({error.strerror})", "check the file name and permissions") from error
    kind = sniff(data, name)
    reader = READERS.get(kind)
    if reader is None:
        raise SourceError(name, f"is of kind {kind}, which has no reader", "file another format of the document")
    return reader(data, name, bounds)

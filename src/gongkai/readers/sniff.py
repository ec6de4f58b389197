"""What a file is, told by its content: names and suffixes of published files are often wrong."""

from __future__ import annotations

import re

from gongkai.errors import SourceError
from gongkai.readers.decoding import decode

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)[\s>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"\x89PNG", "is an image (PNG)"),
    (b"\xff\xd8\xff", "is an image (JPEG)"),
    (b"GIF8", "is an image (GIF)"),
    (b"II*\x00", "is an image (TIFF)"),
    (b"MM\x00*", "is an image (TIFF)"),
    (b"Rar!", "is an archive (RAR)"),
    (b"7z\xbc\xaf", "is an archive (7z)"),
    (b"\x1f\x8b", "is an archive (gzip)"),
    (b"%OFD", "is an OFD document"),
)


def sniff(data: bytes, name: str) -> str:
    """A key of `READERS`: `pdf`, `docx`, `xlsx`, `xls`, `doc`, `html`, `dump` or `pdf-text`.

    Raises SourceError for an empty file and for what no reader can read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise SourceError(name, "is empty", "fetch the file again")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "doc"
    for magic, found in _REFUSED:
        if data.startswith(magic):
            raise SourceError(name, found, "file the published text, Word, Excel, PDF or HTML document instead")
    return _text(data, name)


def _zipped(data: bytes, name: str) -> str:
    # Part names stand in clear in the central directory; the parts themselves are checked by the reader.
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data:
        return "xlsx"
    if b"OFD.xml" in data:
        raise SourceError(name, "is an OFD document", "convert it to PDF and file that beside its address")
    if b"PK\x05\x06" not in data:
        raise SourceError(name, "is a damaged Office document or archive: its end is missing", "fetch the file again")
    raise SourceError(name, "is a zip archive but no Word or Excel document", "unpack it and file its documents")


def _compound(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceError(name, "is encrypted", "file a copy without a password")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "Workbook".encode("utf-16-le") in data or "B\x00o\x00o\x00k\x00\x00".encode("ascii") in data:
        return "xls"
    raise SourceError(name, "is a compound file but no Word or Excel document", "file the published document")


def _text(data: bytes, name: str) -> str:
    text = decode(data, name, declared=None if b"<" not in data[:2048] else "gb18030")
    if len(_HTML.findall(text[:20_000])) >= 2:
        return "html"
    if text.lstrip("\ufeff \n\r\t").startswith("<?xml"):
        raise SourceError(name, "is XML of an unknown kind", "save it as .docx, .xlsx or HTML and file that")
    cells = rows = 0
    for line in text.splitlines():
        before, tab, rest = line.partition("\t")
        if not tab:
            continue
        if not before.strip() and "\t" not in rest.rstrip():
            cells += 1
        elif "\t" in line.strip(" "):
            rows += 1
    return "dump" if cells > rows else "pdf-text"

"""What a file holds beside the text that readers take from it: properties, comments, hidden parts, the page around.

The reader of a kind takes what is printed. Whoever hands on the file itself hands on all of it, so this gives the rest
to look into, as lines; the name of an author stands in a line `作者：name`.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.errors import SourceError
from gongkai.readers.decoding import decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_DEEPEST = 2
_LARGEST = 256 * 2**20
_AUTHORS = frozenset({"creator", "lastModifiedBy", "author", "manager", "initials"})
_ENDS = frozenset({"p", "row", "si", "text", "tr", "br", "tab", "c", *_AUTHORS})
_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError,
    ValueError, etree.LxmlError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""Whatever a damaged file makes a library say: it is then not offered."""
_ADVICE = "it is not offered for download"
_META_AUTHOR = re.compile(r"<meta\s[^>]{0,200}?author[^>]{0,200}>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']?([^\"'>]{1,80})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLOCK = re.compile(r"</?(?:p|div|tr|li|table|br|h[1-6]|dt|dd|section|footer|title)\b[^<>]{0,2000}>", re.IGNORECASE)


def beneath(data: bytes, kind: str, name: str) -> tuple[str, ...]:
    """Everything a file of a kind that `sniff` names holds, but for pictures and the printed text of a PDF or a text
    file, as lines.

    Raises SourceError where something in the file cannot be looked into: an old Office file, an attachment, a program.
    """
    try:
        if kind in ("docx", "xlsx"):
            return tuple(_office(data, name, 0))
        if kind == "pdf":
            return tuple(_pdf(data, name))
        if kind == "html":
            return tuple(_web(decode(data, name, "gb18030")))
        if kind in ("dump", "pdf-text"):
            return ()  # readers take every line of a text
    except _FAILURES as error:
        raise SourceError(name, f"cannot be looked into ({type(error).__name__})", _ADVICE) from error
    raise SourceError(name, f"is of kind {kind}, whose properties cannot be looked into", _ADVICE)


def _office(data: bytes, name: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise SourceError(name, "holds files within files", _ADVICE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST:
            raise SourceError(name, "is too large to look into", _ADVICE)
        for member in archive.infolist():
            yield member.filename
            part = archive.read(member)
            if part.startswith((_OLE, b"%PDF-")):
                raise SourceError(name, "holds an attached file or a program", _ADVICE)
            if part.startswith(_ZIP):
                yield from _office(part, name, depth + 1)
            elif member.filename.endswith((".xml", ".rels", ".vml")):
                yield from _xml(part)


def _xml(part: bytes) -> Iterator[str]:
    """The words of an XML part, a line for each paragraph, row or cell; attributes that name people or addresses."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(part, parser)
    words: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            words.append(f"\n作者：{element.text or ''}" if tag in _AUTHORS else element.text or "")
            for key, value in element.attrib.items():
                attribute = etree.QName(key).localname
                if attribute in ("author", "displayName", "userId"):
                    words.append(f"\n作者：{value}\n")
                elif attribute in ("Target", "descr", "title", "name"):
                    words.append(f"\n{value}\n")
        else:
            words.append("\n" if tag in _ENDS else "")
            words.append(element.tail or "")
    yield from (line for line in "".join(words).splitlines() if line.strip())


def _pdf(data: bytes, name: str) -> Iterator[str]:
    """Properties, XMP and comments of a PDF."""
    import pdfplumber  # a slow import, for this kind of file alone
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        yield from _properties(data, name, pdfplumber)
    except (PDFException, PSException, PdfminerException) as error:
        raise SourceError(name, f"cannot be looked into ({type(error).__name__})", _ADVICE) from error


def _properties(data: bytes, name: str, pdfplumber: Any) -> Iterator[str]:
    from pdfminer.pdftypes import PDFStream, resolve1

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for key, value in pdf.metadata.items():
            yield f"{'作者：' if key == 'Author' else ''}{value}"
        catalog = pdf.doc.catalog
        names = resolve1(catalog.get("Names")) or {}
        if catalog.get("AF") or (isinstance(names, dict) and names.get("EmbeddedFiles")):
            raise SourceError(name, "holds an attached file", _ADVICE)
        stream = resolve1(catalog.get("Metadata"))
        if isinstance(stream, PDFStream):
            yield from _xmp(stream.get_data())
        for page in pdf.pages:
            for note in resolve1(page.page_obj.annots) or ():
                yield from _note(resolve1(note), name)
            page.close()


def _xmp(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", errors="replace")
    for part in re.split(r"(?=<(?:dc:creator|xmp:|pdf:|dc:))", text):
        words = " ".join(_TAG.sub(" ", part).split())
        if words:
            yield f"作者：{words}" if part.startswith("<dc:creator") else words


def _note(note: Any, name: str) -> Iterator[str]:
    """The words of a comment, a form field or a link."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    if not isinstance(note, dict):
        return
    if "FS" in note:
        raise SourceError(name, "holds an attached file", _ADVICE)
    action = resolve1(note.get("A"))
    link = resolve1(action.get("URI")) if isinstance(action, dict) else None
    for start, value in (("作者：", note.get("T")), ("", note.get("Contents")), ("", note.get("V")), ("", link)):
        found = resolve1(value)
        if isinstance(found, bytes):
            yield start + decode_text(found)


def _web(text: str) -> Iterator[str]:
    """A whole web page without its tags."""
    for tag in _META_AUTHOR.findall(text):
        if content := _CONTENT.search(tag):
            yield f"作者：{html.unescape(content.group(1))}"
    for gap in ("", " "):
        plain = html.unescape(_TAG.sub(gap, _BLOCK.sub("\n", text)))
        yield from (line for line in plain.splitlines() if line.strip())

"""Word document → blocks: body, tables with their spans, text boxes, footnotes, heads and feet."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.model.finding import Finding, Level
from gongkai.model.place import Place
from gongkai.readers.docx_body import Body
from gongkai.readers.docx_numbering import Numbering
from gongkai.readers.docx_styles import Styles
from gongkai.readers.docx_xml import attribute, local
from gongkai.readers.limits import Limits
from gongkai.readers.zipped import opened

_DAMAGED = "open it in Word and save it again, or file another format"


def read_docx(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of a .docx or .docm file; macros are never run and only noted."""
    archive = opened(data, name, limits)
    macros = any(entry.filename.endswith("vbaProject.bin") for entry in archive.infolist())
    main, parts = _parts(data, name)
    _check_depth(main, name, limits)
    body = Body(name, Numbering(parts.get("numbering")), Styles(parts.get("styles")), limits)
    for kind in ("header", "footer"):
        for root in parts.get(f"all {kind}s", []):
            body.furniture(root)
    body.walk(main)
    for kind in ("footnotes", "endnotes"):
        for note in parts.get(kind, []):
            if attribute(note, "type") in {"", "normal"} and local(note) in {"footnote", "endnote"}:
                body.note(note)
    findings = list(body.findings())
    if macros:
        advice = "nothing to do; file the .docx instead if there is one"
        findings.append(Finding(Level.NOTE, "macros-ignored", Place(name), "holds macros, which are not run", advice))
    return Document(name, tuple(body.blocks), tuple(findings))


_DAMAGE = (AttributeError, EOFError, KeyError, NotImplementedError, TypeError, ValueError, zipfile.BadZipFile)
"""What python-docx raises, beside its own errors, where relations or parts are not what they must be."""


def _parts(data: bytes, name: str) -> tuple[Any, dict[str, Any]]:
    """The root of the main part, and those of its related parts by kind; heads and feet as lists."""
    from docx.opc.exceptions import OpcError
    from docx.package import Package
    from lxml import etree

    try:
        main = Package.open(io.BytesIO(data)).main_document_part
        parts: dict[str, Any] = {"all headers": [], "all footers": []}
        for relation in sorted(main.rels.values(), key=lambda item: str(item.rId)):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if relation.is_external:
                continue
            if kind in {"numbering", "styles", "footnotes", "endnotes"}:
                parts[kind] = etree.fromstring(relation.target_part.blob, _parser())
            elif kind in {"header", "footer"}:
                parts[f"all {kind}s"].append(etree.fromstring(relation.target_part.blob, _parser()))
        return etree.fromstring(main.blob, _parser()), parts
    except (*_DAMAGE, OpcError) as error:
        raise SourceError(name, f"is a damaged Word document ({type(error).__name__})", _DAMAGED) from error
    except etree.XMLSyntaxError as error:
        found = f"holds XML that is damaged or nested too deeply ({error.msg})"
        raise SourceError(name, found, _DAMAGED) from error


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


def _check_depth(root: Any, name: str, limits: Limits) -> None:
    depth = {root: 1}
    for element in root.iter():
        for item in element:
            depth[item] = depth[element] + 1
            if depth[item] > limits.max_depth:
                found = f"has elements nested more than max_depth {limits.max_depth} deep"
                raise SourceError(name, found, "save the document again from Word, or raise the limit")

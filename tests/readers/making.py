"""Small source files made by the tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

Op = tuple[object, ...]
"""("text", x, top, size, string), ("line", x0, top, x1, bottom), ("image", ...) in points from the top left."""


def make_pdf(
    pages: Sequence[Sequence[Op]],
    size: tuple[int, int] = (595, 842),
    rotate: int = 0,
    encrypt: bool = False,
    crop: str = "",
) -> bytes:
    """A PDF in the font STSong-Light, which needs no embedding; Latin characters are half as wide as Chinese ones."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts"
        " [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor"
        " /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 /CapHeight 880 /ItalicAngle 0 /StemV 93"
        " /FontBBox [-25 -254 1000 880] >> >>] >>"
    )
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", font]
    for i, ops in enumerate(pages):
        content = "\n".join(_drawn(op, size[1]) for op in ops)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate}"
            f"{f' /CropBox [{crop}]' if crop else ''}"
            f" /Contents {5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += b"".join(f"{place:010d} 00000 n \n".encode("ascii") for place in places)
    lock = ""
    if encrypt:
        lock = (
            f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<4141> <4141>]"
        )
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode(
        "ascii"
    )


def _drawn(op: Op, height: int) -> str:
    kind, *numbers = op
    if kind == "text":
        x, top, size, string = numbers
        code = str(string).encode("utf-16-be").hex()
        return f"BT /F1 {size} Tf 1 0 0 1 {x} {height - float(str(top)) - 0.88 * float(str(size))} Tm <{code}> Tj ET"
    if kind == "upward":
        x, top, size, string = numbers
        code = str(string).encode("utf-16-be").hex()
        return f"BT /F1 {size} Tf 0 1 -1 0 {x} {height - float(str(top))} Tm <{code}> Tj ET"
    if kind == "line":
        x0, top, x1, bottom = (float(str(number)) for number in numbers)
        return f"0.5 w {x0} {height - top} m {x1} {height - bottom} l S"
    if kind == "image":
        return "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q"
    raise ValueError(kind)


def ruled(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> list[Op]:
    """A fully ruled table: lines at xs and ys, one text a cell."""
    ops: list[Op] = [("line", xs[0], y, xs[-1], y) for y in ys]
    ops += [("line", x, ys[0], x, ys[-1]) for x in xs]
    for y, row in zip(ys, rows, strict=False):
        ops += [("text", x + 3, y + 4, size, text) for x, text in zip(xs, row, strict=False) if text]
    return ops


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """A Word document from the inner XML of its body; `parts` are styles, numbering, footnotes, header1, likewise."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    space += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header1": "header"}
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header1": "hdr"}
    types = f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
    relations = ""
    files: dict[str, bytes] = {}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for i, (part, inner) in enumerate(parts.items(), start=1):
        types += f'<Override PartName="/word/{part}.xml" ContentType="{main}.{kinds[part]}+xml"/>'
        relations += f'<Relationship Id="rId{i}" Type="{office}/{kinds[part]}" Target="{part}.xml"/>'
        files[f"word/{part}.xml"] = f"<w:{roots[part]} {space}>{inner}</w:{roots[part]}>".encode()
    content = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{content}"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    ).encode()
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode()
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package}">{relations}</Relationships>'.encode()
    files["word/document.xml"] = f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()
    return zipped(files)


def make_xls(rows: Sequence[Sequence[str | float]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """An .xls workbook (BIFF8) with one sheet 表; merged ranges as first row, last row, first column, last column."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(what: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, what, 0x0DBB, 1996, 0, 6))

    sheet = begin(0x10) + record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, str):
                text = struct.pack("<HHHHB", i, j, 15, len(value), 1) + value.encode("utf-16-le")
                sheet += record(0x204, text) if value else b""
            else:
                sheet += record(0x203, struct.pack("<HHHd", i, j, 15, value))
    ranges = b"".join(struct.pack("<HHHH", *item) for item in merged)
    sheet += record(0xE5, struct.pack("<H", len(merged)) + ranges) + record(0x0A, b"")
    title = "表".encode("utf-16-le")
    head = begin(5)
    place = len(head) + 4 + 8 + len(title) + 4
    book = head + record(0x85, struct.pack("<IHBB", place, 0, 1, 1) + title) + record(0x0A, b"") + sheet
    return _compound("Workbook", book)


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 0, sectors * 512)
    folder = folder.ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", sectors + 1, *[0xFFFFFFFF] * 108)
    return head + stream + folder + table

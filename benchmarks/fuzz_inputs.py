"""Hostile and damaged input for the readers: mutated real documents, generated tables, random bytes. Seeded."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LARGEST_SEED = 1_500_000
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n\n", b"\t\t\t", b"\x1b[31m", b"\x0c", b"9" * 400, b"-" * 400,
    b"<table>" * 50, b"<td rowspan=999999999 colspan=999999999>", b"</td>", b"<!--", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&#1114112;", b"{{ 7*7 }}", b"=1+1", b"../../x", b"%s%n", b'w:gridSpan w:val="999999999"', b'r="XFD1048576"', b'r="A0"',
    "\u202e\u200b\u3000".encode(), "合计：１２３，４５６".encode(), "\ud7ff\U0010ffff".encode(), "金额".encode("gb18030"),
)  # fmt: skip
MAGIC = (
    b"%PDF-1.7\n", b"PK\x03\x04word/document.xml", b"PK\x03\x04xl/workbook.xml", b"<html><body><table><tr><td>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), b"\xff\xfe", b"\t", b"",
)  # fmt: skip
WORDS = (
    "合计",
    "科目编码",
    "2060702",
    "一、科学技术支出",
    "1,234.50",
    "-",
    "0.00",
    "",
    " ",
    "无",
    "填报人：",
    "预算数",
    "“三公”",
    "≥95%",
    "\n",
    "本表为空",
)


@dataclass(frozen=True)
class Input:
    """One file to read. `must_hold` are words that a reader may refuse with the file, but not lose silently."""

    name: str
    data: bytes
    origin: str
    must_hold: tuple[str, ...] = ()


def inputs(seed: int, folders: Sequence[Path]) -> Iterator[Input]:
    """Inputs without end, the same for the same seed and the same files."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    real = list(_real(folders))
    makers = [_random_bytes, _dump, _html, _xlsx, _docx]
    for number in range(2**62):
        if real and chance.random() < 0.6:
            path, data = chance.choice(real)
            other = chance.choice(real)[1]
            yield Input(f"{number}{path.suffix}", mutated(data, other, chance), f"mutated {path.name}")
        else:
            maker = chance.choice(makers)
            yield maker(number, chance)


def _real(folders: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if (
                path.suffix in (".txt", ".pdf", ".html", ".docx", ".xlsx", ".xls")
                and path.stat().st_size <= LARGEST_SEED
            ):
                yield path, path.read_bytes()


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage in a few places; within the parts of zipped formats, or of the file as stored."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _mutated_zip(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = _damage(data, other, chance)
    return data


def _damage(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 4, 64, 2000)))
    from_other = chance.randrange(len(other) + 1)
    inserted = chance.choice((
        b"", chance.randbytes(4), chance.choice(PIECES), data[start:end] * 2, other[from_other : from_other + end - start]
    ))  # fmt: skip
    if chance.random() < 0.05:
        return data[:start]
    return data[:start] + inserted + data[end if chance.random() < 0.7 else start :]


def _mutated_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _damage(parts[name], parts[chance.choice(sorted(parts))], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _random_bytes(number: int, chance: random.Random) -> Input:
    data = chance.choice(MAGIC) + chance.randbytes(chance.choice((0, 1, 50, 5000)))
    return Input(f"{number}.bin", data, "random bytes")


def _rows(chance: random.Random) -> list[list[str]]:
    """A table in which every tenth cell is a word that is found nowhere else."""
    rows, columns = chance.choice((1, 3, 30)), chance.choice((1, 2, 7, 40))
    return [
        [f"标{r}记{c}" if chance.random() < 0.1 else chance.choice(WORDS) for c in range(1, columns + 1)]
        for r in range(1, rows + 1)
    ]


def _marks(rows: list[list[str]]) -> tuple[str, ...]:
    return tuple(cell for row in rows for cell in row if cell.startswith("标"))


def _dump(number: int, chance: random.Random) -> Input:
    rows = _rows(chance)
    text = "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)
    if chance.random() < 0.5:
        text = "\n".join("\t".join(row) for row in rows)
    return Input(f"{number}.txt", text.encode(chance.choice(("utf-8", "gb18030", "utf-8-sig"))), "dump", _marks(rows))


def _html(number: int, chance: random.Random) -> Input:
    rows = _rows(chance)
    span = chance.choice(("", " rowspan=2", " colspan=3", " rowspan=0", " colspan=-1", " rowspan=70000", " rowspan=x"))
    close = chance.choice(("</td>", ""))
    body = "".join(
        "<tr>" + "".join(f"<td{span if chance.random() < 0.1 else ''}>{cell}{close}" for cell in row) for row in rows
    )
    text = f"<html><head><meta charset=utf-8></head><body><p>预算</p><table>{body}</table></body></html>"
    return Input(f"{number}.html", text.encode(), "html", _marks(rows))


def _xlsx(number: int, chance: random.Random) -> Input:
    import xlsxwriter

    rows, out = _rows(chance), io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("收支总表")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, cell)
    return Input(f"{number}.xlsx", out.getvalue(), "xlsx", _marks(rows))


def _docx(number: int, chance: random.Random) -> Input:
    import docx

    rows, out = _rows(chance)[:8], io.BytesIO()
    document = docx.Document()
    document.add_paragraph("部门预算")
    table = document.add_table(len(rows), len(rows[0]))
    cells = table._cells
    for position, text in enumerate(cell for row in rows for cell in row):
        cells[position].text = text
    document.save(out)
    data = out.getvalue() if chance.random() < 0.5 else _mutated_zip(out.getvalue(), chance)
    marks = _marks(rows) if data == out.getvalue() else ()
    return Input(f"{number}.docx", data, "docx", marks)

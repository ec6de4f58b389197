"""Files as Office and WPS write them, converted by LibreOffice: the same typed rows. Skipped where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from formats import TABLES, TEXT, docx, xlsx
from test_formats import convert, typed  # type: ignore[import-not-found]

from gongkai.errors import SourceError
from gongkai.readers import kind_of, read
from gongkai.readers.limits import Limits

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: no .doc or .xls can be made")


def converted(data: bytes, name: str, to: str, folder: Path) -> bytes:
    """The bytes of a file in another format, by LibreOffice."""
    assert SOFFICE is not None
    source = folder / name
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=300)
    made = source.with_suffix(f".{to}")
    if not made.exists():
        pytest.skip(f"this LibreOffice cannot write .{to}: its {'Calc' if to == 'xls' else 'Writer'} is not installed")
    return made.read_bytes()


@needs_office
@pytest.mark.parametrize("named", ["a.doc", "a.wps", "a.rtf"])
def test_old_word_gives_the_rows_of_docx(tmp_path: Path, named: str) -> None:
    data = converted(docx(TABLES, TEXT), "source.docx", "rtf" if named.endswith("rtf") else "doc", tmp_path)
    (tmp_path / named).write_bytes(data)
    assert kind_of(tmp_path / named) == "doc"
    (tmp_path / "made").mkdir()
    expected = typed(convert(tmp_path / "made", {"a.docx": docx(TABLES, TEXT)}))
    package = convert(tmp_path, {named: data})
    assert typed(package) == expected
    assert package.coverage.recognised == package.coverage.tables == len(TABLES)


@needs_office
@pytest.mark.parametrize("named", ["a.xls", "a.et"])
def test_old_workbook_gives_the_rows_of_xlsx(tmp_path: Path, named: str) -> None:
    """Number formats are not read from .xls, so what is printed differs, and with it the precision; no amount does."""
    data = converted(xlsx(TABLES, TEXT), "source.xlsx", "xls", tmp_path)
    (tmp_path / named).write_bytes(data)
    assert kind_of(tmp_path / named) == "xls"
    (tmp_path / "made").mkdir()
    expected = typed(convert(tmp_path / "made", {"a.xlsx": xlsx(TABLES, TEXT)}))
    found = typed(convert(tmp_path, {named: data}))
    for rows in (*found.values(), *expected.values()):
        for row in rows:
            row.pop("printed", None)
            row.pop("precision", None)
    assert found == expected


@needs_office
def test_a_damaged_old_document_gives_one_message_in_time(tmp_path: Path) -> None:
    data = converted(docx(TABLES, TEXT), "source.docx", "doc", tmp_path)
    (tmp_path / "cut.doc").write_bytes(data[:3000])
    with pytest.raises(SourceError, match=r"cut\.doc: .*; "):
        read(tmp_path / "cut.doc", "cut.doc")
    (tmp_path / "slow.doc").write_bytes(data)
    with pytest.raises(SourceError, match="max_seconds"):
        read(tmp_path / "slow.doc", "slow.doc", Limits(max_seconds=0.01))


def test_without_libreoffice_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1 a}")
    with pytest.raises(SourceError, match=r"LibreOffice was not found; .*\.docx"):
        read(tmp_path / "a.doc", "a.doc")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_what_libreoffice_makes_is_read_as_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in that hands over the same document as .docx: the command line and the way back."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "given.docx").write_bytes(docx(TABLES, TEXT))
    script = tmp_path / "bin/soffice"
    folder = 'while [ "$1" != --outdir ]; do shift; done'
    script.write_text(f'#!/bin/sh\n{folder}\ntest -f "$3" && cp "{tmp_path}/given.docx" "$2/source.docx"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    (tmp_path / "made").mkdir()
    expected = typed(convert(tmp_path / "made", {"a.docx": docx(TABLES, TEXT)}))
    assert typed(convert(tmp_path, {"a.doc": old})) == expected

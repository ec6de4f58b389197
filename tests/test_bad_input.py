"""A whole build over good and bad disclosures: one message for each bad one, the others built, nothing lost."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result
from formats import docx, html, pdf, pdf_text, xlsx
from readers.making import make_docx, make_pdf

from gongkai.cli import main

PROJECT = Path(__file__).parents[1]


def put(root: Path, unit: str, files: Mapping[str, bytes], key: str = "2023-budget") -> Path:
    """A disclosure in order, whatever its files hold."""
    folder = root / "disclosures" / unit / key
    folder.mkdir(parents=True)
    name = "海川县科学技术协会"
    about = {"unit_id": unit, "name": name, "division_code": unit[:6], "level": "county", "scope": "department"}
    listed = [{"name": file, "sha256": hashlib.sha256(data).hexdigest()} for file, data in files.items()]
    _yaml(folder.parent / "unit.yml", about)
    _yaml(folder / "disclosure.yml", {"title": f"{name}预算", "publisher": name, "files": listed})
    for file, data in files.items():
        (folder / file).write_bytes(data)
    return folder


def _yaml(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def build(root: Path) -> Result:
    return CliRunner().invoke(main, ["build", "--root", str(root), "--workers", "1"])


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project built once from good disclosures."""
    root = tmp_path_factory.mktemp("good")
    for name in ("site_src", "mkdocs.yml"):
        source = PROJECT / name
        shutil.copytree(source, root / name) if source.is_dir() else shutil.copy(source, root / name)
    (root / "gongkai.yml").write_text("max_pages: 500\nmax_uncompressed_bytes: 20000000\n", encoding="utf-8")
    put(root, "130532-jia", {"a.txt": pdf_text()})
    for unit in SPOILT:
        put(root, f"130532-{unit}", {"a.docx": docx()})
    result = build(root)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def project(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "project"))


def encrypted_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(3000)


def bomb() -> bytes:
    out = io.BytesIO(make_docx("<w:p/>"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", bytes(30_000_000))
    return out.getvalue()


def with_macros() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


BAD = {
    "encrypted-pdf": ("a.pdf", make_pdf([[("text", 50, 50, 10, "表")]], encrypt=True), "encrypted"),
    "encrypted-xlsx": ("a.xlsx", encrypted_workbook(), "encrypted"),
    "truncated-pdf": ("a.pdf", pdf()[:300], "cut off"),
    "truncated-docx": ("a.docx", docx()[:-200], "damaged"),
    "truncated-xlsx": ("a.xlsx", xlsx()[:2000], "damaged"),
    "zero-byte": ("a.pdf", b"", "empty"),
    "image": ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
    "archive": ("a.docx", b"Rar!\x1a\x07\x00" + bytes(100), "archive"),
    "thousand-pages": ("a.pdf", make_pdf([[("text", 50, 50, 10, "页")]] * 1000), "max_pages 500"),
    "zip-bomb": ("a.docx", bomb(), "max_"),
    "deep-html": ("a.html", b"<html><body>" + b"<div>" * 20_000 + b"x", "max_depth"),
    "deep-docx": (
        "a.docx",
        make_docx("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
        "nested too deeply",
    ),
}


def test_each_bad_file_gets_one_message_and_the_others_are_built(project: Path) -> None:
    before = state(project / "datapackages")
    for unit, (name, data, _) in BAD.items():
        put(project, f"130532-{unit.replace('-', '')}", {name: data})
    put(project, "130532-wrongname", {"a.pdf": html()})
    put(project, "130532-macros", {"a.xlsm": with_macros()})
    result = build(project)
    assert result.exit_code == 1
    messages = [line for line in result.stderr.splitlines() if line.startswith("disclosures/")]
    for unit, (name, _, found) in BAD.items():
        (message,) = [one for one in messages if f"130532-{unit.replace('-', '')}/" in one]
        assert name in message and found in message and message.count("; ") >= 1, message
    assert len(messages) == len(BAD)
    assert "Traceback" not in result.output and str(project) not in result.output
    after = state(project / "datapackages")
    kept = {name: data for name, data in after.items() if name in before and not name.startswith("catalog/")}
    assert kept == {name: data for name, data in before.items() if not name.startswith("catalog/")}
    assert {name.split("/")[0] for name in after} - {"catalog"} == {
        "130532-jia", "130532-wrongname", "130532-macros", *(f"130532-{unit}" for unit in SPOILT)}  # fmt: skip
    assert (project / "build/site/units/130532-macros/2023-budget/index.html").is_file()
    assert "macros-ignored" in (project / "build/reports/findings.csv").read_text("utf-8")


def spoil_missing(folder: Path) -> None:
    (folder / "a.docx").unlink()


def spoil_hash(folder: Path) -> None:
    (folder / "a.docx").write_bytes(docx(text=("别的",)))


def spoil_content(folder: Path) -> None:
    data = docx()[:-200]
    (folder / "a.docx").write_bytes(data)
    text = (folder / "disclosure.yml").read_text("utf-8")
    old = yaml.safe_load(text)["files"][0]["sha256"]
    (folder / "disclosure.yml").write_text(text.replace(old, hashlib.sha256(data).hexdigest()), encoding="utf-8")


def spoil_key(folder: Path) -> None:
    text = (folder / "disclosure.yml").read_text("utf-8")
    (folder / "disclosure.yml").write_text(text.replace("title:", "titel:"), encoding="utf-8")


def spoil_type(folder: Path) -> None:
    text = (folder / "disclosure.yml").read_text("utf-8")
    (folder / "disclosure.yml").write_text(text.replace("publisher: 海川县科学技术协会", "publisher: [1]"), "utf-8")


def spoil_yaml(folder: Path) -> None:
    (folder / "disclosure.yml").write_text("title: 'open\n", encoding="utf-8")


def spoil_unit(folder: Path) -> None:
    (folder.parent / "unit.yml").unlink()


SPOILT = {
    "missing": (spoil_missing, "missing"),
    "hash": (spoil_hash, "SHA-256"),
    "content": (spoil_content, "damaged"),
    "key": (spoil_key, "titel"),
    "type": (spoil_type, "publisher"),
    "yaml": (spoil_yaml, "disclosure.yml"),
    "unit": (spoil_unit, "unit.yml: missing"),
}
"""How each unit's disclosure goes bad, and what its message says."""


def test_disclosures_that_go_bad_keep_what_is_published(project: Path) -> None:
    before = state(project / "datapackages")
    for unit, (spoil, _) in SPOILT.items():
        spoil(project / f"disclosures/130532-{unit}/2023-budget")
    result = build(project)
    assert result.exit_code == 1 and "Traceback" not in result.output
    messages = result.stderr.splitlines()
    for unit, (_, words) in SPOILT.items():
        about = [one for one in messages if one.startswith(f"disclosures/130532-{unit}/")]
        assert any(words in one for one in about), (unit, about)
        assert len(about) <= 2 and all("; " in one for one in about)
    assert not any("130532-jia" in one for one in messages)
    after = state(project / "datapackages")
    assert {name: data for name, data in after.items() if not name.startswith("catalog/")} == {
        name: data for name, data in before.items() if not name.startswith("catalog/")
    }
    assert (project / "build/site/units/130532-jia/2023-budget/index.html").is_file()

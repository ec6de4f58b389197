"""Copies of originals: verbatim, masked or none; nothing personal in them, nothing that a browser would run."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as Word
from readers.making import make_pdf

from gongkai import originals, pipeline
from gongkai.errors import PublishError
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.model.original import Original
from gongkai.paths import Paths
from gongkai.settings import Settings
from gongkai.site.listing import verify

UNIT = Unit("130999-x", "某局", "130999", "county")
PAGE = "<html><head><title>预算</title>{}</head><body><p>收入合计 12.00 万元。</p><p>支出合计 12.00 万元。</p>{}</body></html>"


def word(paragraph: str = "收入合计 12.00 万元。", author: str = "Administrator", comment: str = "") -> bytes:
    made = Word()
    added = made.add_paragraph(paragraph)
    made.core_properties.author = author
    if comment:
        made.add_comment(added.runs, text=comment, author="user")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def within(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def pdf(text: str = "合计 12.00 万元", info: str = "") -> bytes:
    made = make_pdf([[("text", 60, 60, 12, text)]])
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << " + info.encode() + b" >>") if info else made


def offered(root: Path, files: Mapping[str, bytes], settings: Settings | None = None) -> tuple[Original, ...]:
    """What is offered of some files of one disclosure."""
    folder = root / "disclosures" / "130999-x" / "2024-budget"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    listed = tuple(SourceFile(name, hashlib.sha256(data).hexdigest()) for name, data in files.items())
    disclosure = Disclosure(UNIT, 2024, "budget", "预算", "某局", folder, listed)
    options = settings or Settings()
    read = pipeline.read_files([(folder / name, name) for name in files], options)
    originals.write(Paths(root), options, disclosure, read)
    assert originals.stand(Paths(root), disclosure)
    for one in originals.shown(Paths(root), disclosure):
        assert bool(one.copy) == (one.offer in ("verbatim", "masked"))
        if one.copy:
            copy = (root / "build/originals/130999-x/2024-budget" / one.copy).read_bytes()
            assert (len(copy), hashlib.sha256(copy).hexdigest()) == (one.copy_bytes, one.copy_sha256)
            assert (one.copy_sha256 == one.sha256) == (one.offer == "verbatim")
    return originals.shown(Paths(root), disclosure)


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "clean text": ("a.txt", lambda: "收入 12.00 万元\n".encode(), "verbatim"),
    "clean text, GB 18030": ("a.txt", lambda: "本单位收入合计十二万元\n".encode("gb18030"), "verbatim"),
    "text with a name": ("a.txt", lambda: "收入 12.00 万元\n填报人：王小明\n".encode(), "masked"),
    "GB 18030 with a number": ("a.txt", lambda: "本单位收入\n联系电话：83000001\n".encode("gb18030"), "masked"),
    "amount of eleven digits in a cell": (
        "a.txt", lambda: "表一\n\n\t项目\n\t金额\n\n\t培训\n\t13800138000\n\n\t会议\n\t200\n".encode(), "verbatim",
    ),
    "mobile number in a cell": (
        "a.txt", lambda: "表一\n\n\t项目\n\t联系方式\n\n\t培训\n\t13800001234567\n\n\t手机\n\t13800138000\n".encode(), "masked",
    ),
    "clean page": ("a.html", lambda: PAGE.format("", "").encode(), "verbatim"),
    "page with a number": ("a.html", lambda: PAGE.format("", "<p>联系电话：83000001</p>").encode(), "masked"),
    "number in the frame of a page": (
        "a.html", lambda: PAGE.format("", "<footer><i>电话</i>：<b>0310-1234567</b></footer>").encode(), "masked",
    ),
    "name in pieces": (
        "a.html", lambda: PAGE.format("", "<footer>责任编辑：<b>王</b><b>小明</b></footer>").encode(), "withheld",
    ),
    "author of a page": ("a.html", lambda: PAGE.format('<meta name="author" content="王小明">', "").encode(), "withheld"),
    "clean Word": ("a.docx", word, "verbatim"),
    "name in Word": ("a.docx", lambda: word("填报人：王小明"), "withheld"),
    "author of Word": ("a.docx", lambda: word(author="王小明"), "withheld"),
    "account of Word": ("a.docx", lambda: word(author="wangxm"), "withheld"),
    "comment in Word": ("a.docx", lambda: word(comment="请打 13800138000"), "withheld"),
    "program in Word": ("a.docx", lambda: within(word(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "opaque"),
    "file in Word": ("a.docx", lambda: within(word(), "word/embeddings/b.docx", word("填报人：王小明")), "withheld"),
    "clean PDF": ("a.pdf", pdf, "verbatim"),
    "name in PDF": ("a.pdf", lambda: pdf("填报人：王小明"), "withheld"),
    "author of PDF": ("a.pdf", lambda: pdf(info="/Author (wangxm) /Producer (x)"), "withheld"),
    "program as author of PDF": ("a.pdf", lambda: pdf(info="/Author (Apache POI)"), "verbatim"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_offered(tmp_path: Path, case: str) -> None:
    name, make, offer = CASES[case]
    (one,) = offered(tmp_path, {name: make()})
    assert one.offer == offer
    if one.copy:
        text = (tmp_path / "build/originals/130999-x/2024-budget" / one.copy).read_bytes()
        assert not any(word in text.decode("utf-8", errors="replace") for word in ("小明", "83000001", "1234567"))


def test_names_end_so_that_a_browser_runs_nothing(tmp_path: Path) -> None:
    page = PAGE.format("<script>alert(1)</script>", "").encode()
    files = {"index.html": page, "index.html.txt": page, "b.pdf": page, "c.doc": word(), "D.XLSX": pdf()}
    names = [one.copy for one in offered(tmp_path, files)]
    assert names == ["index.html.txt", "index.html-2.txt", "b.pdf.txt", "c.doc.docx", "D.XLSX.pdf"]


def test_what_one_file_gives_away_is_masked_in_all(tmp_path: Path) -> None:
    first, second = offered(tmp_path, {"a.txt": "填报人：王小明\n".encode(), "b.txt": "由王小明组织。\n".encode()})
    assert (first.offer, second.offer) == ("masked", "masked")


def test_settings(tmp_path: Path) -> None:
    files = {"a.txt": "填报人：王小明\n".encode(), "b.txt": "合计 12\n".encode()}
    base = Settings()
    assert [one.offer for one in offered(tmp_path, files, replace(base, originals_with_personal_data="withheld"))] == [
        "withheld", "verbatim",
    ]  # fmt: skip
    for options in (replace(base, originals="never"), replace(base, site_files="zip")):
        assert [one.offer for one in offered(tmp_path, files, options)] == ["never", "never"]
    assert [path.name for path in (tmp_path / "build/originals/130999-x/2024-budget").iterdir()] == [originals.RECORD]


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    (one,) = offered(tmp_path, {"a.txt": "合计 12\n".encode()})
    folder = tmp_path / "disclosures" / "130999-x" / "2024-budget"
    disclosure = Disclosure(UNIT, 2024, "budget", "预算", "某局", folder, (SourceFile("a.txt", one.sha256),))
    read = pipeline.read_files([(folder / "a.txt", "a.txt")], Settings())
    (folder / "a.txt").write_text("填报人：王小明\n", encoding="utf-8")
    with pytest.raises(PublishError, match="changed while it was read"):
        originals.write(Paths(tmp_path), Settings(), disclosure, read)


def test_a_copy_that_was_changed_does_not_stand(tmp_path: Path) -> None:
    (one,) = offered(tmp_path, {"a.txt": "合计 12\n".encode()})
    folder = tmp_path / "disclosures" / "130999-x" / "2024-budget"
    disclosure = Disclosure(UNIT, 2024, "budget", "预算", "某局", folder, (SourceFile("a.txt", one.sha256),))
    (tmp_path / "build/originals/130999-x/2024-budget/a.txt").write_text("合计 13\n", encoding="utf-8")
    assert not originals.stand(Paths(tmp_path), disclosure)


def test_the_site_offers_them_and_lists_them(built: Path) -> None:
    site = built / "build" / "site"
    masked = "units/110102-kexie/2019-budget/source/xicheng-kexie-2019-budget.txt"
    verbatim = "units/130300-kexie/2021-budget/source/qinhuangdao-kexie-2021-budget.txt"
    listed = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert verify(site) == ()
    for name in (masked, verbatim):
        folder, _, file = name.rpartition("source/")
        page = (site / folder / "index.html").read_text(encoding="utf-8")
        assert f'href="source/{file}" download=' in page
        assert f'href="{file}" download=' in (site / folder / "source/index.html").read_text(encoding="utf-8")
        assert listed[name]["sha256"] in page
    original = next((built / "disclosures/130300-kexie/2021-budget").glob("*.txt"))
    assert (site / verbatim).read_bytes() == original.read_bytes()
    text = (site / masked).read_text(encoding="utf-8")
    assert text.count("[已隐去：姓名]") == 13 and text.count("[已隐去：联系电话]") == 6
    page = (site / "units/110102-kexie/2019-budget/index.html").read_text(encoding="utf-8")
    original = next((built / "disclosures/110102-kexie/2019-budget").glob("*.txt"))
    assert hashlib.sha256(original.read_bytes()).hexdigest() in page and "与原文件不同" in page


def test_a_takedown_takes_them_down(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    shutil.rmtree(root / "disclosures/110102-kexie")
    summary = pipeline.build(Paths(root), Settings(workers=1))
    assert not summary.errors
    assert not (root / "build/originals/110102-kexie").exists()
    assert not list((root / "build/site").glob("**/xicheng-kexie-2019-budget.txt"))


def test_a_name_in_a_file_name_or_a_note_is_refused(tmp_path: Path) -> None:
    from gongkai import release

    good = Disclosure(UNIT, 2024, "budget", "预算", "某局", tmp_path, (SourceFile("a.txt", ""),))
    release.check_disclosure(good)
    for bad in (replace(good, files=(SourceFile("联系人王小明.txt", ""),)), replace(good, notes=("电话：83000001",))):
        with pytest.raises(PublishError, match="holds personal data") as refused:
            release.check_disclosure(bad)
        assert "小明" not in str(refused.value) and "8300" not in str(refused.value)

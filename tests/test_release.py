"""Nothing leaves the build that holds personal data, and no message repeats it."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from stdnum import luhn

from gongkai import release
from gongkai.errors import PublishError
from gongkai.privacy import Values
from gongkai.privacy.values import Value

NUMBER = "13800138000"
TEXT = f"<p>联系电话：{NUMBER}</p>"
NONE = Values(())


def zipped(content: str, more: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/cells.csv", content)
        archive.writestr("inner/more.csv", more)
    return buffer.getvalue()


def database(content: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE cells (text TEXT)")
    connection.execute("INSERT INTO cells VALUES (?)", ("文" * 8000 + content,))
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def parquet(content: str) -> bytes:
    import pyarrow
    from pyarrow import parquet as writer

    sink = io.BytesIO()
    writer.write_table(pyarrow.table({"text": [content, content]}), sink)
    return sink.getvalue()


FORMS = {
    "units/a/index.html": TEXT.encode(),
    "units/a/联系电话13800138000.csv": b"a\n",
    "units/a/a.zip": zipped(f"联系电话,{NUMBER}"),
    "units/a/a.xlsx": zipped(f"<si><t>电话：{NUMBER}</t></si>"),
    "gongkai.sqlite": database(f"联系电话：{NUMBER}"),
    "parquet/cells.parquet": parquet(f"联系电话：{NUMBER}"),
    "search/search_index.json": b'{"text": "\\u8054\\u7cfb\\u7535\\u8bdd\\uff1a13800138000"}',
}


@pytest.mark.parametrize("name", FORMS)
def test_a_site_with_personal_data_is_refused(tmp_path: Path, name: str) -> None:
    for folder, data in (("old", b"old"), ("new", FORMS[name])):
        (tmp_path / folder / name).parent.mkdir(parents=True)
        (tmp_path / folder / name).write_bytes(data)
    with pytest.raises(PublishError) as refused:
        release.check_site(tmp_path / "new", tmp_path / "old")
    assert name.rpartition("/")[0] in str(refused.value)
    assert NUMBER not in str(refused.value)
    assert "phone by" in str(refused.value)


def test_what_cannot_be_looked_into_is_refused(tmp_path: Path) -> None:
    for name in ("a.zip", "a.sqlite", "a.parquet", "a.gz"):
        data = {"a.zip": zipped("fine" * 99)[:-9], "a.sqlite": database("fine")[:9000] + b"x" * 9000,
                "a.parquet": b"PAR1 and nothing else PAR1", "a.gz": b"\x1f\x8b and nothing else"}[name]  # fmt: skip
        new = tmp_path / name / "new"
        new.mkdir(parents=True)
        (new / name).write_bytes(data)
        with pytest.raises(PublishError, match="cannot be looked into"):
            release.check_site(new, tmp_path / "none")


def test_clean_files_pass_and_those_published_are_not_read_again(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.mkdir()
    old.mkdir()
    (new / "index.html").write_text("<p>金额 13800138000 元，代码 2010101</p>", encoding="utf-8")
    release.check_site(new, old)
    (old / "kept.html").write_text(TEXT, encoding="utf-8")
    os.link(old / "kept.html", new / "kept.html")
    release.check_site(new, old)


def test_what_equals_a_checked_package_is_not_looked_into_again(tmp_path: Path) -> None:
    """Only byte for byte, only beside its own page or in a zip there, and only where the package was checked."""
    package, page = tmp_path / "package", tmp_path / "new/units/130300-kexie/2021-budget"
    package.mkdir()
    page.mkdir(parents=True)
    checked = {"units/130300-kexie/2021-budget": package}
    text = f"联系电话：{NUMBER}"
    (package / "cells.csv").write_text(text, encoding="utf-8")
    (page / "cells.csv").write_text(text, encoding="utf-8")
    (page / "a.zip").write_bytes(zipped(text))
    release.check_site(tmp_path / "new", tmp_path / "none", checked=checked)
    for other in ({}, {"units/130300-kexie/2020-budget": package}):
        with pytest.raises(PublishError, match="phone"):
            release.check_site(tmp_path / "new", tmp_path / "none", checked=other)
    (package / "cells.csv").write_text(text.replace("联", "连"), encoding="utf-8")
    with pytest.raises(PublishError, match="phone"):
        release.check_site(tmp_path / "new", tmp_path / "none", checked=checked)


def test_of_what_is_published_only_what_is_new_is_looked_into(tmp_path: Path) -> None:
    """Lines of a list and members of a zip, if nobody touched the published file; what is new is found, and its line."""
    new, old = tmp_path / "new", tmp_path / "old"
    kept = f"联系电话：{NUMBER}"
    for folder, more in ((old, ""), (new, "更多\n")):
        folder.mkdir()
        (folder / "a.txt").write_text(f"一\n{kept}\n\n三\n{more}", encoding="utf-8")
        (folder / "a.zip").write_bytes(zipped(kept, more))
    release.check_site(new, old, ["a.txt", "a.zip"], ["a.txt", "a.zip"])
    for name in ("a.txt", "a.zip"):
        with pytest.raises(PublishError, match="phone"):
            release.check_site(new, old, ["a.txt", "a.zip"], [other for other in ("a.txt", "a.zip") if other != name])
    for name, text in (("a.txt", f"一\n{kept}\n三\n电话：\n{NUMBER}\n"), ("a.txt", f"三\n{kept}\n")):
        (new / name).write_text(text, encoding="utf-8")
        with pytest.raises(PublishError, match="phone"):
            release.check_site(new, old, [name], [name])
    (new / "a.zip").write_bytes(zipped(kept + "。"))
    with pytest.raises(PublishError, match="phone"):
        release.check_site(new, old, ["a.zip"], ["a.zip"])


def test_long_tables_in_a_zip_are_looked_into_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["gongkai.privacy.scan"], "_PIECE", 64)
    rows = "a,1\n" * 50
    (tmp_path / "a.zip").write_bytes(zipped(rows))
    release.check_site(tmp_path, tmp_path / "none")
    (tmp_path / "a.zip").write_bytes(zipped(f"{rows}联系电话：{NUMBER}\n{rows}"))
    with pytest.raises(PublishError, match="phone"):
        release.check_site(tmp_path, tmp_path / "none")


def test_numbers_of_two_cells_are_not_one(tmp_path: Path) -> None:
    card, cells = "6222020200100003", ("62220202", "00100003")
    assert luhn.is_valid(card)
    sheet = "".join(f'<c r="A{place}"><v>{cell}</v></c>' for place, cell in enumerate(cells))
    (tmp_path / "a.xlsx").write_bytes(zipped(f"<row>{sheet}</row>"))
    (tmp_path / "a.html").write_text(f"<tr><td>{cells[0]}<td class=n>{cells[1]}", encoding="utf-8")
    release.check_site(tmp_path, tmp_path / "none")
    (tmp_path / "a.html").write_text(f"<tr><td>{cells[0]}<b>{cells[1]}</b>", encoding="utf-8")
    with pytest.raises(PublishError, match="bank"):
        release.check_site(tmp_path, tmp_path / "none")


def test_a_large_file_is_looked_into_by_itself_and_none_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "_HEAVY", 100)
    for name, content in (("a.html", TEXT), ("b.html", TEXT + "x" * 100), ("c.html", TEXT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    seen: list[list[str]] = []

    def run(look: release.Look, batches: Iterable[release.Work]) -> Iterator[object]:
        for batch in batches:
            seen.append([name for _, name, _, _ in batch])
            yield look(batch)

    with pytest.raises(PublishError) as refused:
        release.check_site(tmp_path, tmp_path / "none", run=run)
    assert sorted(seen) == [["a.html", "c.html"], ["b.html"]]
    assert all(name in str(refused.value) for name in ("a.html", "b.html", "c.html"))


def test_a_failed_worker_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("fine", encoding="utf-8")
    with pytest.raises(PublishError, match="could not be looked into"):
        release.check_site(tmp_path, tmp_path / "none", run=lambda _, batches: [None for _ in batches])


def test_a_package_is_held_against_what_was_masked_in_it() -> None:
    values = Values((Value("name", "欧阳建国"),))
    release.check_package("x", {"cells.csv": "欧阳建国".encode()}, NONE)
    with pytest.raises(PublishError) as refused:
        release.check_package("x", {"cells.csv": "a\n由欧阳建国填写\n".encode()}, values)
    assert "x/cells.csv" in str(refused.value) and "masked-value" in str(refused.value)
    assert "建国" not in str(refused.value)


def test_the_licences_of_the_theme_may_name_their_authors(tmp_path: Path) -> None:
    (tmp_path / "bundle.js").write_text("/* martin.donath@squidfunk.com */", encoding="utf-8")
    release.check_site(tmp_path, tmp_path / "none")
    (tmp_path / "bundle.js").write_text("/* someone.else@squidfunk.com */", encoding="utf-8")
    with pytest.raises(PublishError, match="email"):
        release.check_site(tmp_path, tmp_path / "none")

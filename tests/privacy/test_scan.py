import gzip
import io
import json
import sqlite3
import sys
import zipfile
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from privacy.conftest import make_document

from gongkai.errors import PublishError
from gongkai.privacy.gate import mask
from gongkai.privacy.scan import scan, scan_bytes

patterns = sys.modules["gongkai.privacy.scan"]

LEAKS = [
    ("phone", "<td>联系电话</td><td>83000001</td>"),
    ("phone", "<p>电 话：<b>0310-1234567</b></p>"),
    ("phone", "130532-kexie,2019,budget,t01r02c4,（0310）1234567"),
    ("phone", '{"text": "手机：13800138000"}'),
    ("phone", "王某13800138000"),
    ("id", "110105194912310​02X"),
    ("id", 'x,"11010519491231002X"'),
    ("bank", "<td>6222020000000000000</td>"),
    ("email", '<a href="mailto:wang@example.gov.cn">'),
    ("email", "wang@example.com"),
]
CLEAN = [
    "联系电话：[已隐去：联系电话] 28384234",
    "<td>联系电话</td><td>[已隐去：联系电话]</td><td>28384234</td>",
    '{"sha256": "6222020000000000000abcdef11010519491231002X", "bytes": 15234567890}',
    "amount,15234567890,28384234.00,2060702",
    "@media (max-width: 1px) { a { color: #123456 } } @font-face",
    "13082123P00020010002T 115002300086863934 91110000600037341L 53032306073101000",
    "电话费28384234元 2019-02-11 2019-2020-1234567",
    "https://example.org/2024/0310-1234567.html",
]


@pytest.mark.parametrize(("kind", "text"), LEAKS)
def test_leaks_are_found(kind, text):
    assert kind in {hit.kind for hit in scan(text, "x.html")}


@pytest.mark.parametrize("text", CLEAN)
def test_what_may_stand_is_not_reported(text):
    assert scan(text, "x.html") == ()


def test_the_publishers_own_address_may_stand():
    assert scan("写信给 data@example.org", allowed=frozenset({"data@example.org"})) == ()


@pytest.fixture
def values(rules):
    return mask(make_document("填报人：王小明", "主管领导：李晓", "电话：83000001"), rules).values


@pytest.mark.parametrize(
    "text",
    [
        "由王小明组织",
        "王<b>小</b>明",
        json.dumps("王小明"),
        quote("王小明"),
        "&#29579;小明",
        "李晓",
        "<td>8300 0001</td>",
        "８３０００００１",
        "王 小 明",
        "王\u3000小明",
        "王&nbsp;小&#12288;明",
        "<td>王</td><td>小明</td>",
        "<p><span>王</span> <span>小</span> <span>明</span></p>",
        "王,小,明",
        '"王","小明"',
        '{"cells": ["王", "小明"]}',
        '"王\\n小明"',
        json.dumps("王\u3000小\n明"),
        "李 晓",
        "李\u200b晓",
        "8300\u30000001",
    ],
)
def test_masked_values_are_found_in_every_form(text, values):
    hits = scan(f"一\n{text}", "a.html", values)
    assert [(hit.line, hit.rule) for hit in hits] == [(2, "masked-value")]
    assert all(part not in repr(hits) for part in ("王小明", "83000001"))


def test_a_short_name_within_a_word_is_no_hit(values):
    assert scan("李 晓 明 李\u3000晓\u3000明\u3000", "a.html", values) == ()
    assert scan("李晓明 行李晓得 183000001 83000001.50", "a.html", values) == ()


@pytest.mark.parametrize("text", ["王 小 明", "王\n小明", "<t>王</t> <t>小明</t>", "王\u3000小明"])
def test_spaced_names_in_containers(values, text, tmp_path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/sharedStrings.xml", text)
    assert scan_bytes(archive.getvalue(), "p.xlsx", values)
    assert scan_bytes(gzip.compress(archive.getvalue()), "p.zip.gz", values)
    database = sqlite3.connect(tmp_path / "a.sqlite")
    database.execute("create table t (a)")
    database.execute("insert into t values (?)", (text,))
    database.commit()
    database.close()
    assert scan_bytes((tmp_path / "a.sqlite").read_bytes(), "a.sqlite", values)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_other_encodings(values, encoding):
    assert scan_bytes("由王小明组织，收入合计十二万元".encode(encoding), "a.txt", values)
    assert scan_bytes("联系电话：83000009".encode(encoding), "a.txt")


def test_containers_and_file_names(values):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a/sheet.xml", "<t>王小明</t>")
        out.writestr("clean.csv", "a,b")
    assert [hit.file for hit in scan_bytes(archive.getvalue(), "p.zip", values)] == ["p.zip/a/sheet.xml"]
    assert scan_bytes(gzip.compress("王小明".encode()), "s.json.gz", values)
    assert scan_bytes(b"", "王小明.csv", values)
    assert scan_bytes("收入,1".encode(), "收入.csv", values) == ()
    with pytest.raises(PublishError, match="cannot be looked into"):
        scan_bytes(archive.getvalue()[:60], "broken.zip", values)


def test_databases(values, tmp_path):
    database = sqlite3.connect(tmp_path / "a.sqlite")
    database.execute("create table t (a)")
    database.execute("insert into t values ('由王小明组织')")
    database.commit()
    database.close()
    assert scan_bytes((tmp_path / "a.sqlite").read_bytes(), "a.sqlite", values)


def test_parquet(values):
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"a": ["由王小明组织"] * 9, "n": [83000001] * 9}), out, compression="zstd")
    assert [hit.rule for hit in scan_bytes(out.getvalue(), "a.parquet", values)] == ["masked-value"]


def outline(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(patterns._OUTLINE)


def test_no_digit_and_no_blank_is_missing_from_an_outline():
    for char in map(chr, range(sys.maxunicode + 1)):
        drawn = outline(char)
        if char.isdecimal():
            assert drawn == b"0" if char.isascii() else b"!" in drawn
        if char.isspace():
            assert (drawn == b" " * len(drawn) and len(drawn) <= 3) or b"!" in drawn
    assert outline("-)") == b"--"


PIECES = [
    "0310",
    "83000001",
    "1234567",
    "13800138000",
    "11010519491231002X",
    "6222020000000000000",
    "٣",
    "７",
    "(",
    ")",
]
PIECES += ["-", " ", "\u2028", "\u1680", "电话", "王", "a", ".", ",", "\n", "元", "0"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_the_outline_leaves_out_no_pattern_finds(text):
    drawn = outline(text)
    if b"!" not in drawn:
        assert patterns._BEHIND_AREA_CODE.search(drawn) or not patterns._LONE_PHONE.search(text)
        assert b"0" * 11 in drawn or not patterns._MOBILE.search(text)
        assert b"0" * 15 in drawn or not patterns._LONG.search(text)

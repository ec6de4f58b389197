"""A second, independent look at everything that leaves the build: every file below build/site and datapackages.

It knows nothing of cells and labels' forms. It looks for numbers that speak for themselves, for numbers beside a phone
label, and for the values that the gate masked in this build, which are handed over in memory.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from urllib.parse import unquote

from stdnum import luhn
from stdnum.cn import ric

from gongkai.errors import PublishError
from gongkai.privacy.folding import folded
from gongkai.privacy.values import Values

_LARGEST_MEMBER = 256 * 2**20
_PIECE = 8 * 2**20
"""Bytes of a CSV in a zip that are looked at together, as whole lines."""
_DEEPEST = 3
_NOT_BEFORE = "[0-9A-Za-z_./%#&=-]"
_END = r"(?![0-9A-Za-z_]|[.,-]\d)"
_LABEL = (
    r"(?:(?:联\s*系|办\s*公|固\s*定|移\s*动)?\s*电\s*话(?![费会咨机网线])(?:号\s*码)?|联\s*系\s*方\s*式"
    r"|传\s*真(?![机费])|手\s*机(?:号\s*码?)?(?![端费银]))"
)
_LABELLED = rf"(?<!已隐去:){_LABEL}[^0-9\[\]<>{{}}a-z]{{0,8}}(?:0\d{{2,3}}[- ]?)?(?:[2-8]\d{{6,7}}|1[3-9]\d{{9}}){_END}"
_EMAIL = (
    r"(?<![A-Za-z0-9._%+@/-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}"
    r"\.(?:com|cn|net|org|gov|edu)(?![A-Za-z0-9@])"
)
_FIRST_OF_LABEL = re.compile("[联办固移电传手]")
_LONE_PHONE = re.compile(rf"[(0](?<!{_NOT_BEFORE}.)(?:(?<=\()0\d{{2,3}}\)|(?<=0)\d{{2,3}}-)\s?\d{{7,8}}{_END}")
_LABELLED_PHONE = re.compile(_LABELLED)
_ADDRESS = re.compile(_EMAIL)
_MOBILE = re.compile(rf"1[3-9]\d{{9}}{_END}(?!\s?[元万])")
_HAN_BEFORE = re.compile(r"(?:[\u4e00-\u9fff][:： ]{0,2}|[(（])\Z")
_LONG = re.compile(rf"\d(?<!{_NOT_BEFORE}\d)\d{{14,17}}[\dXx]{_END}")
_ISSUERS = re.compile(r"(?:62\d{14,17}|955\d{13,16}|4\d{15}|5[1-5]\d{14})$")
_TAG = re.compile(r"<[^<>]{0,400}>")
_CELL = re.compile(r"<(?=/c>|/?t[dh][ >])")
"""Where a cell of a worksheet or of a page begins or ends: the numbers of two cells are not one number."""
_SHORT_TAG = re.compile(r"<[^<>\n]{0,400}>")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{2,8};")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?:[\s,;|\"'\[\]]|\\[nrt]){1,12}(?=[\u4e00-\u9fff])")
"""What CSV and JSON put between the cells of a row or the lines of a text."""
_PRINTED = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f\ufffd]{7,}")
"""What may be text among the bytes of a picture, a font or a PDF."""
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ELSEWHERE = frozenset(range(0xC4, 0x100)) - frozenset(range(0xE2, 0xEA))
"""Bytes of UTF-8 that begin no character of U+0080–00FF and U+2000–9FFF: what they begin may be a digit, too."""
_OUTLINE = bytes(
    ord("0")
    if chr(byte).isdecimal()
    else ord("-")
    if chr(byte) in "-)"
    else ord("!")
    if byte in _ELSEWHERE
    else ord(" ")
    for byte in range(256)
)
"""What becomes of a byte: 0 for a digit, - for what stands behind an area code, ! for what may begin a digit of another
script, else a blank."""
_BEHIND_AREA_CODE = re.compile(rb"- {0,3}0{7}")
"""A blank has up to three bytes in UTF-8."""

Passed = Callable[[str, int, int], bool]
"""Says of a name, the size of its content and the CRC-32 of that, whether it was looked into before."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that must not be published. The value itself is not kept."""

    file: str
    line: int
    kind: str
    rule: str


def scan(
    text: str, file: str = "", values: Values | None = None, allowed: frozenset[str] = frozenset()
) -> tuple[Hit, ...]:
    """Personal data in a text that is about to be published.

    `values` are those masked in this build; `allowed` holds printed numbers and addresses that may stand, such as the
    publisher's own address, without blanks.
    """
    found = []
    for form in _forms(text):
        plain = folded(form).text
        found += [(plain.count("\n", 0, start), kind, rule) for start, kind, rule in _by_shape(plain, allowed)]
        masked = values.found_in(form) if values is not None else ()
        found += [(form.count("\n", 0, span.start), span.kind, "masked-value") for span in masked]
    joined = _joined(text) if values is not None and values.names else ""
    repeated = values.found_in(joined) if values is not None and joined else ()
    found += [(joined.count("\n", 0, span.start), span.kind, "masked-value") for span in repeated]
    hits = {Hit(file, line + 1, kind, rule) for line, kind, rule in found}
    return tuple(sorted(hits, key=lambda hit: (hit.line, hit.kind, hit.rule)))


def _forms(text: str) -> Iterator[str]:
    """The text, and what a browser or a parser makes of it: without tags, with escapes resolved; same line numbers."""
    yield text
    plain = text
    if "\\u" in plain:
        plain = _ESCAPE.sub(lambda code: chr(int(code.group(1), 16)), plain)
    if "%" in plain:
        plain = _PERCENT.sub(lambda code: unquote(code.group(), errors="ignore").replace("\n", " "), plain)
    if "<" in plain:
        plain = _without_tags(_CELL.sub(" <", plain), "")
    if "&" in plain:
        plain = _ENTITY.sub(lambda entity: html.unescape(entity.group()).replace("\n", " "), plain)
    if plain != text:
        yield plain
    if "<" in text:
        yield _without_tags(text, " ")


def _joined(text: str) -> str:
    """The text with a blank for what separates cells, on the same lines."""
    plain = _ESCAPE.sub(lambda code: chr(int(code.group(1), 16)), text) if "\\u" in text else text
    return _BETWEEN.sub(lambda between: " " + "\n" * between.group().count("\n"), plain)


def _without_tags(text: str, instead: str) -> str:
    """The text of HTML, on the same lines."""
    plain = _SHORT_TAG.sub(instead, text)
    return _TAG.sub(lambda tag: instead + "\n" * tag.group().count("\n"), plain)


def _by_shape(text: str, allowed: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Where a number or an address begins, its kind and the rule.

    Patterns begin with a set of characters, and what is rare is looked for first: that is many times faster. A text
    without a run of digits that is long enough for a pattern holds nothing that it could find.
    """
    outline = text.encode("utf-8", "surrogatepass").translate(_OUTLINE)
    addresses = _ADDRESS.finditer(text) if "@" in text else ()
    other_script = b"!" in outline
    lone = _LONE_PHONE.finditer(text) if other_script or _BEHIND_AREA_CODE.search(outline) else ()
    phones = (*lone, *_labelled(text))
    for kind, matches in (("phone", phones), ("email", addresses)):
        for match in matches:
            if not any(one in match.group().replace(" ", "") for one in allowed):
                yield match.start(), kind, "shape"
    for match in _MOBILE.finditer(text) if other_script or b"0" * 11 in outline else ():
        if _HAN_BEFORE.search(text, max(0, match.start() - 3), match.start()):
            yield match.start(), "phone", "mobile"
    for match in _LONG.finditer(text) if other_script or b"0" * 15 in outline else ():
        number = match.group().upper()
        if len(number) == 18 and _is_id(number):
            yield match.start(), "id", "check-character"
        elif number.isdigit() and _ISSUERS.match(number) and luhn.is_valid(number):
            yield match.start(), "bank", "luhn"


def _labelled(text: str) -> Iterator[re.Match[str]]:
    """Numbers behind a phone label."""
    reached = 0
    for first in _FIRST_OF_LABEL.finditer(text):
        match = _LABELLED_PHONE.match(text, first.start()) if first.start() >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _is_id(number: str) -> bool:
    plausible = number[6:8] in ("18", "19", "20") and "01" <= number[10:12] <= "12" and "01" <= number[12:14] <= "31"
    return plausible and number[:17].isdigit() and bool(ric.calc_check_digit(number) == number[-1])


def scan_bytes(
    data: bytes,
    file: str,
    values: Values | None = None,
    allowed: frozenset[str] = frozenset(),
    passed: Passed | None = None,
) -> tuple[Hit, ...]:
    """Personal data in a file about to be published, and in its name: text, and zip, XLSX, gzip, Parquet and SQLite from within.

    `passed` says of a file or a member of a zip that it was looked into before. Raises PublishError where a container cannot
    be opened: what cannot be looked into cannot be published.
    """
    hits = list(scan(PurePath(file).name, file, values, allowed))
    if passed is not None and passed(file, len(data), zlib.crc32(data)):
        return tuple(hits)
    for name, content in _opened(data, file, 0, passed):
        for text in _texts(content):
            hits += scan(text, name, values, allowed)
    return tuple(hits)


def _texts(content: bytes) -> Iterator[str]:
    """What the bytes may say: UTF-8, and where they are none, GB 18030 or UTF-16, too."""
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        yield "\n".join(_PRINTED.findall(text)) if b"\0" in content else text
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield content.decode("utf-16", errors="replace")
        elif b"\0" not in content:
            yield content.decode("gb18030", errors="replace")


def _opened(data: bytes, name: str, depth: int, passed: Passed | None = None) -> Iterator[tuple[str, bytes]]:
    """The file itself, or what a container holds."""
    if depth > _DEEPEST:
        raise PublishError(name, "containers within containers", "publish the files themselves")
    try:
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    inside = f"{name}/{member.filename}"
                    yield inside, member.filename.encode("utf-8")
                    if passed is not None and passed(inside, member.file_size, member.CRC):
                        continue
                    if member.filename.endswith(".csv") and member.file_size > _PIECE:
                        with archive.open(member) as lines:
                            yield from (
                                (inside, b"".join(piece)) for piece in iter(partial(lines.readlines, _PIECE), [])
                            )
                        continue
                    if member.file_size > _LARGEST_MEMBER:
                        raise PublishError(inside, "too large to look into", "split it")
                    yield from _opened(archive.read(member), inside, depth + 1, passed)
        elif data[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(data)) as stream:
                content = stream.read(_LARGEST_MEMBER + 1)
            if len(content) > _LARGEST_MEMBER:
                raise PublishError(name, "too large to look into", "split it")
            yield from _opened(content, name, depth + 1)
        elif data[:4] == b"PAR1":
            yield from ((name, column) for column in _parquet(data))
        elif data[:16] == b"SQLite format 3\0":
            yield name, _sqlite(data)
        else:
            yield name, data
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, sqlite3.Error, RuntimeError, ValueError) as error:
        raise PublishError(name, f"cannot be looked into ({type(error).__name__})", "write it again") from error


def _parquet(data: bytes) -> Iterator[bytes]:
    """The texts of each column of a Parquet file, each once, one a line: a column at a time, for they are long."""
    from pyarrow import parquet  # a slow import, for this kind of file alone

    file = parquet.ParquetFile(io.BytesIO(data))
    for name in file.schema_arrow.names:
        for column in file.read([name], use_threads=False).columns:
            values = (value for value in column.unique().to_pylist() if isinstance(value, str))
            yield "\n".join(values).encode("utf-8")


def _sqlite(data: bytes) -> bytes:
    """The texts of all columns of an SQLite file, each once, one a line."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        found = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        texts = {sql: None for _, sql in found if sql}
        for name in (name for name, _ in found):
            quoted = '"' + name.replace('"', '""') + '"'
            for row in database.execute(f"SELECT * FROM {quoted}"):  # noqa: S608 - a quoted name of the file itself
                texts.update((value, None) for value in row if isinstance(value, str))
    return "\n".join(texts).encode("utf-8")

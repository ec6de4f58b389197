"""Phone numbers, ID card numbers, bank card numbers and e-mail addresses by their own shape.

Sources: mobile numbers 1[3-9] + 9 digits and area codes 010, 02x, 0xxx (national numbering plan); ID cards GB 11643
(18 characters, date of birth, check character ISO 7064 MOD 11-2); bank cards ISO/IEC 7812 (issuer, length, Luhn).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from gongkai.privacy.spans import Span

_BEFORE = r"(?<![0-9A-Za-z])(?<!\d[.,])"
_AFTER = r"(?![0-9A-Za-z]|[.]\d|,\d{3})"
_NOT_COUNTED = r"(?!\s{0,3}(?:元|万|千元|亿|%|人次|平方|㎡))"
"""What is counted or paid is no number of a person."""

_EXTENSION = r"(?:[ ]?(?:-|转|\*)[ ]?\d{1,6}(?!\d))?"
LANDLINE = re.compile(
    rf"{_BEFORE}(?<!-)(?:(?:\+|00)?86[- ]?)?(?:"
    rf"\((?:010|02\d|0[3-9]\d{{2}})\)\s{{0,2}}-?\d{{7,8}}"
    rf"|0\d{{2,3}}-\s?\d{{7,8}}|0\d{{2,3}}-\d{{3,4}}-\d{{4}}"
    rf"|(?:010|02\d|0[3-9]\d{{2}})[ ]{{0,2}}[2-8]\d{{6,7}}"
    rf"){_EXTENSION}(?:\s?[/、,，;]\s?\d{{7,8}}(?![\d.]|\s?[元万])){{0,3}}{_AFTER}{_NOT_COUNTED}"
)
_SERVICE = re.compile(rf"{_BEFORE}(?:[48]00-\d{{3}}-?\d{{4}}|[48]00-\d{{4}}-\d{{3}}){_AFTER}")
MOBILE = re.compile(
    rf"{_BEFORE}(?<!\d-)(?:(?:\+|00)?86[- ]?)?0?1[3-9]"
    r"(?:\d{9}|\d-\d{4}-\d{4}|\d{2}-\d{3}-\d{4}|\d-\d{3}-\d{5})"
    rf"{_AFTER}(?!-\d){_NOT_COUNTED}"
)
_ID = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d[.,])[1-8]\d{5}[ \n]?(?:18|19|20)\d{2}[ \n]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"[ \n]?\d{3}[\dXx]"
    r"(?![0-9A-Za-z]|[.]\d)"
)
_BANK = re.compile(
    rf"{_BEFORE}(?:\d{{16,19}}|\d{{4}}(?:[ -]\d{{4}}){{3}}(?:[ -]\d{{1,3}})?|\d{{6}}[ -]\d{{10,13}})"
    rf"{_AFTER}{_NOT_COUNTED}"
)
_ISSUERS = re.compile(
    r"(?:62\d{14,17}|(?:955|9[06]\d)\d{13,16}|60\d{14,17}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14})$"
)
EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+@-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s?@\s?(?:[A-Za-z0-9-]{1,63}\.\s?){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9@])"
)
_HIDDEN_EMAIL = re.compile(
    r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9._%+\u4e00-\u9fff-]*\s?(?:@|#|\(at\)|\[at\]|\(a\)|\sat\s)\s?[A-Za-z0-9-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_WHOLE_PHONE = re.compile(r"(?:0\d{2,3})?[2-8]\d{6,7}|0?1[3-9]\d{9}")
_AMOUNT = re.compile(r"[-+¥￥]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{5,})%?")
WINDOW = r"[+(]?\d[\d ()+\n/、,;*转-]{8,}[\dXx]"
"""A stretch long enough for a number of a person."""
_WINDOW = re.compile(WINDOW)
_FEWEST_DIGITS = 10
_MARGIN = 16
"""Characters after a window that the patterns look at."""


def numbers_in(text: str) -> list[Span]:
    """Phone, ID card and bank card numbers of a folded text by their shape alone.

    Bare mobile numbers have the rule `mobile-bare`. The patterns see only stretches with enough digits, which keeps
    the millions of plain cells and sentences cheap.
    """
    found: list[Span] = []
    for window in _WINDOW.finditer(text) if len(text) >= _FEWEST_DIGITS else ():
        if sum(map(str.isdigit, window.group())) >= _FEWEST_DIGITS:
            start, end = window.start(), window.end() + _MARGIN
            spans = (*_phones(text, start, end), *_id_cards(text, start, end), *_bank_cards(text, start, end))
            found += [span for span in spans if span.start < window.end()]
    return found


def is_amount(token: str) -> bool:
    """True for a printed number that is certainly no phone number: it lends its neighbours the look of amounts."""
    return bool(_AMOUNT.fullmatch(token)) and not MOBILE.fullmatch(token) and not LANDLINE.fullmatch(token)


def _phones(text: str, start: int, end: int) -> Iterator[Span]:
    for match in LANDLINE.finditer(text, start, end):
        yield Span(*match.span(), "phone", "landline")
    for match in _SERVICE.finditer(text, start, end):
        yield Span(*match.span(), "phone", "service-line")
    for match in MOBILE.finditer(text, start, end):
        bare = match.group().isdigit() and len(match.group()) == 11
        yield Span(*match.span(), "phone", "mobile-bare" if bare else "mobile")


def _id_cards(text: str, start: int, end: int) -> Iterator[Span]:
    """A true date of birth and the right check character."""
    for match in _ID.finditer(text, start, end):
        number = re.sub(r"\s", "", match.group()).upper()
        if is_date(number[6:14]) and ric.calc_check_digit(number) == number[-1]:
            yield Span(*match.span(), "id", "id-card")


def _bank_cards(text: str, start: int, end: int) -> Iterator[Span]:
    """Issuer, length and Luhn digit."""
    for match in _BANK.finditer(text, start, end):
        number = re.sub(r"[ -]", "", match.group())
        if _ISSUERS.match(number) and luhn.is_valid(number):
            yield Span(*match.span(), "bank", "bank-card")


def is_whole(digits: str, kind: str) -> bool:
    """True for digits (and a check character) that make up one complete number of a kind."""
    if kind == "phone":
        return bool(_WHOLE_PHONE.fullmatch(digits))
    return len(digits) in (15, 18) if kind == "id" else kind == "bank" and 12 <= len(digits) <= 19


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    if "@" in text:
        for match in EMAIL.finditer(text):
            yield Span(*match.span(), "email", "email")


def hidden_emails(text: str) -> Iterator[Span]:
    """Addresses written so that machines do not see them; only sensible after a label."""
    for match in _HIDDEN_EMAIL.finditer(text):
        yield Span(*match.span(), "email", "labelled-email")


def is_date(digits: str) -> bool:
    """True for eight digits that are a day from 1850 to 2100."""
    if len(digits) != 8 or not 1850 <= int(digits[:4]) <= 2100:
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True

"""Personal data in running text: after labels, and by shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.privacy import numbers
from gongkai.privacy.names import HAN, name_at
from gongkai.privacy.rules import Label, Rules
from gongkai.privacy.spans import Span

_COLON = re.compile(r"[ \n]*[:=][ \n_]*")
_SOFT = re.compile(r"[ \n]*(?:为|是)[ \n]*|[ \n_]+|(?=\S)")
_JOINT = re.compile(r"[ \n]*(?:及其|[及和与、/(]|的)[ \n]*")
_NEXT_NAME = re.compile(r"[ \n]*(?:\([^()\n]{1,12}\))?[ \n]*(?:[0-9()+-]{7,20})?[ \n]*[、,，;/；和及与]?[ \n_]*")
_GLOSS = re.compile(r"[ ]?\(?[A-Za-z][A-Za-z /.'-]{1,30}\)?(?=[ ]?:)")
"""A label in English between a label and its colon: 联系人 Contact Person："""
_LISTED = re.compile(r"[ \n]*[、/][ \n]*")
_LIST_END = re.compile(r"\s*(?:[、/,，;；。()]|$)")
_CONTACT_NUMBER = re.compile(r"[^0-9。;；:\n]{0,6}([2-8]\d{6,7})(?![0-9A-Za-z]|[.,]\d|\s?[元万%])")
_CONTACTS = ("联系", "联络", "咨询")
_MASK = re.compile(r"\[已隐去:[^\[\]]{1,8}\]")
_GAP = re.compile(r"[^0-9。;；:\n]{0,12}")
_COUNTED = r"(?![0-9A-Za-z]|[.]\d|,\d{3}|[ ]{0,2}(?:元|万|%|人|次|部|台|个|年|月))"
_PHONE_VALUE = re.compile(
    rf"(?<![0-9A-Za-z])[(+]?\d(?:[ ()-]?\d){{5,14}}(?:[ ]?(?:转|-)[ ]?\d{{1,6}})?{_COUNTED}"
    r"|(?<!\d)0\d{2,3}\)?\s{0,2}-\s{0,2}\d{3,4}-?\s{0,2}\d{3,4}(?!\d|[.]\d)"
    r"|(?<![\d.·])(?:1[3-9]\d[.·]\d{4}[.·]\d{4}|0\d{2,3}[.·]\d{3,4}[.·]?\d{4}|[2-8]\d{2,3}·\d{4})(?![\d.·])"
)
_PUBLIC_SERVICE = re.compile(r"\(?0\d{2,3}\)?\s{0,2}-?\s{0,2}(?:1\d{2}|1[02]\d{3}|96\d{3,4})")
"""12345, 96110 and the like are no numbers of persons."""
_MORE_PHONES = re.compile(r"[ \n]*(?:[、,，;；/或和及]|转|\([^()0-9\n]{0,12}\))*[ \n]*(?:[^0-9。;；:\n]{0,8}[(])?")
_ID_VALUE = re.compile(r"(?<![0-9A-Za-z])\d[\d \n]{13,20}[\dXx](?![0-9A-Za-z])")
_BANK_VALUE = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){7,30}(?![0-9A-Za-z]|[.]\d)")
_NAME_BEFORE = re.compile(f"(?<![{HAN}])([{HAN}]{{2,4}})[ \\n]{{0,4}}[:(,，、/]?[ \\n]{{0,4}}$")
_NAME_AFTER = re.compile(f"[ ]{{0,2}}\\(([{HAN}]{{2,4}})\\)")


def spans_in(text: str, rules: Rules, *, keep: bool = True) -> list[Span]:
    """All personal data of a folded text. Bare mobile numbers come with the rule `mobile-bare` for the caller to judge.

    With `keep` the settings that let office-holders and switchboards stand are heeded.
    """
    if "已隐去" in text:
        text = _MASK.sub(lambda mask: "□" * len(mask.group()), text)
    found: list[Span] = []
    kept: list[Span] = []
    for span in (*numbers.numbers_in(text), *numbers.emails(text)):
        if span.kind == "bank" and _announced_code(text, span.start, rules):
            continue
        found.append(span)
        if span.rule.startswith("mobile"):
            found += _names_beside(text, span, rules)
    for label, position, colon in labels_in(text, rules):
        values = list(_values(text, label, position, colon, rules))
        (kept if keep and label.keep else found).extend(values)
    return [span for span in found if not any(span.start < k.end and k.start < span.end for k in kept)]


def labels_in(text: str, rules: Rules) -> Iterator[tuple[Label, int, bool]]:
    """The labels of a text: what they announce, where the value begins, and whether a colon stands before it."""
    reached = 0
    for first in rules.first_pattern.finditer(text):
        match = rules.label_pattern.match(text, first.start()) if first.start() >= reached else None
        if match is None:
            continue
        reached = match.end()
        label = rules.labels[re.sub(r"[\s_]+", "", match["label"]).lower()]
        position = match.end()
        if suffix := rules.suffix_pattern.match(text, position):
            position = suffix.end()
        if gloss := _GLOSS.match(text, position):
            position = gloss.end()
        if joint := _JOINT.match(text, position):
            second = rules.label_pattern.match(text, joint.end())
            position = second.end() if second else position
        if text[position : position + 1] == ")":
            position += 1
        if colon := _COLON.match(text, position):
            yield label, colon.end(), True
        elif soft := _SOFT.match(text, position):
            yield label, soft.end(), False


def _values(text: str, label: Label, position: int, colon: bool, rules: Rules) -> Iterator[Span]:
    if label.kind == "name":
        if colon or label.bare:
            yield from _names(text, label, position, colon, rules)
    elif label.kind == "phone":
        yield from _phones(text, position, colon)
    else:
        yield from _labelled(text, label.kind, position)


def _names(text: str, label: Label, position: int, colon: bool, rules: Rules) -> Iterator[Span]:
    """One or several names; a word that is none (办公室 张三) may stand before the first."""
    first = name_at(text, position, rules, any_value=label.any_value and colon)
    if first is None and colon:
        word = re.compile(f"[{HAN}]+[ ]+").match(text, position)
        first = name_at(text, word.end(), rules, any_value=False) if word else None
    if first is None:
        return
    if not colon and not _ends_well(text, first[1], rules):
        return
    while first is not None:
        yield Span(first[0], first[1], "name", f"after {label.word}", first[2] and (colon or first[0] > position))
        if label.word.startswith(_CONTACTS):
            yield from _number_of(text, first[1])
        end = first[1]
        between = _NEXT_NAME.match(text, end)
        position = between.end() if between else end
        first = name_at(text, position, rules, any_value=False) if position > end else None
        if first is None and colon and label.any_value:
            first = _listed(text, end, rules)


def _listed(text: str, end: int, rules: Rules) -> tuple[int, int, bool] | None:
    """One more name of a list (次仁、多吉), which ends where the list does or goes on."""
    mark = _LISTED.match(text, end)
    found = name_at(text, mark.end(), rules, any_value=True) if mark else None
    return found if found and found[0] == mark.end() and _LIST_END.match(text, found[1]) else None  # type: ignore[union-attr]


def _number_of(text: str, end: int) -> Iterator[Span]:
    """联系人：王科长 83000001: a number beside the name of a contact needs no label."""
    number = _CONTACT_NUMBER.match(text, end)
    if number and not numbers.is_date(number.group(1)):
        yield Span(*number.span(1), "phone", "beside-contact")


def _ends_well(text: str, end: int, rules: Rules) -> bool:
    """Without a colon a name must end where a word ends."""
    rest = text[end : end + 8]
    return not rest or not re.match(f"[{HAN}A-Za-z]", rest) or rules.follower_start.match(rest) is not None


def _phones(text: str, position: int, colon: bool) -> Iterator[Span]:
    gap = _GAP.match(text, position)
    position = gap.end() if gap and not colon else position
    value = _PHONE_VALUE.match(text, position)
    if value is None and colon:
        gap = _GAP.match(text, position)
        value = _PHONE_VALUE.match(text, gap.end()) if gap else None
    while value is not None:
        if not _PUBLIC_SERVICE.fullmatch(value.group()):
            yield Span(*value.span(), "phone", "labelled-phone")
        more = _MORE_PHONES.match(text, value.end())
        start = more.end() if more else value.end()
        value = _PHONE_VALUE.match(text, start) if start > value.end() else None


def _labelled(text: str, kind: str, position: int) -> Iterator[Span]:
    gap = _GAP.match(text, position)
    start = gap.end() if gap else position
    if kind == "email":
        for span in numbers.hidden_emails(text[position : position + 80]):
            yield Span(span.start + position, span.end + position, "email", "labelled-email")
            return
    pattern = _ID_VALUE if kind == "id" else _BANK_VALUE
    value = pattern.match(text, start) if kind in ("id", "bank") else None
    if value is not None and (kind == "bank" or len(re.sub(r"\s", "", value.group())) in (15, 18)):
        yield Span(*value.span(), kind, f"labelled-{kind}")


def _names_beside(text: str, phone: Span, rules: Rules) -> Iterator[Span]:
    """张三 13800138000, 13800138000（张三）: a name beside a mobile number needs no label."""
    before = _NAME_BEFORE.search(text, max(0, phone.start - 12), phone.start)
    if before and (found := name_at(before.group(1), 0, rules, any_value=False)) and found[2]:
        yield Span(before.start(1) + found[0], before.start(1) + found[1], "name", "beside-phone")
    after = _NAME_AFTER.match(text, phone.end)
    if after and (found := name_at(after.group(1), 0, rules, any_value=False)) and found[2]:
        yield Span(after.start(1) + found[0], after.start(1) + found[1], "name", "beside-phone")


def _announced_code(text: str, start: int, rules: Rules) -> bool:
    """True where the words just before a number say that it is a code."""
    window = text[max(0, start - 16) : start]
    last = None
    for last in rules.code_pattern.finditer(window):  # noqa: B007 - the last one is wanted
        pass
    return last is not None and re.fullmatch(r"[\s:()=]*", window[last.end() :]) is not None

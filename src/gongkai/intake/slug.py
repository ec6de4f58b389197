"""The agency part of a unit id: a short ASCII name."""

from __future__ import annotations

import re

from gongkai.intake.divisions import Division
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge

_LONGEST = 28
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(agency: str, division: Division, knowledge: Knowledge) -> str:
    """`kexie`, `xinfangju`: the habitual short name of lookups/intake.yml, else the pinyin of the name without its place.

    Long names are cut at a syllable.
    """
    from pypinyin import lazy_pinyin

    name = fold(agency).removeprefix("中国共产党").removeprefix("中共")
    for place in (division.province, division.city, division.name):
        for form in (place, place[:-1]):
            if len(form) > 1 and name.startswith(form):
                name = name[len(form) :]
                break
    name = name.removeprefix("人民政府").removesuffix("机关") or fold(agency)
    data = knowledge.lookups["intake"]
    assert isinstance(data, dict)
    for known, short in data["slugs"].items():
        if name == known:
            return str(short)
    letters = ""
    for syllable in lazy_pinyin(name):
        plain = _NOT_SLUG.sub("", syllable.lower())
        if len(letters) + len(plain) > _LONGEST:
            break
        letters += plain
    return letters or "danwei"

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

    Habitual long endings are shortened (街道办事处 → jiedao); what is still too long is cut at a syllable.
    """
    from pypinyin import lazy_pinyin

    name = fold(agency).removeprefix("中国共产党").removeprefix("中共")
    for place in (division.province, division.city, division.name):
        if len(place) > 2 and place in name:
            name = name.replace(place, "", 1)
            continue
        for form in (place, place[:-1]):
            if len(form) > 1 and name.startswith(form):
                name = name[len(form) :]
                break
    name = name.removeprefix("人民政府").removesuffix("机关") or fold(agency)
    data = knowledge.lookups["intake"]
    assert isinstance(data, dict)
    if name in data["slugs"]:
        return str(data["slugs"][name])
    for pattern, short in data["shorter"]:
        name = re.sub(str(pattern), str(short), name)
    letters = ""
    for syllable in lazy_pinyin(name):
        plain = _NOT_SLUG.sub("", syllable.lower())
        if len(letters) + len(plain) > _LONGEST:
            break
        letters += plain
    return letters or "danwei"

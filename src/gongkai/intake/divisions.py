"""Administrative divisions by name and year, from the GB/T 2260 history that python-stdnum carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PERIOD = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[]+)")
_MUNICIPALITIES = ("11", "12", "31", "50")
_NO_PLACE = {"市辖区", "县", "省直辖县级行政单位", "自治区直辖县级行政单位", "省直辖县级行政区划", "郊区"}
_MISSING = {"330113": "临平区", "330114": "钱塘区"}
"""Divisions since 2021 that the list lacks."""
_FIRST_YEAR, _LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True)
class Division:
    """A division: its code, its own name, those above it, and the years the name was valid."""

    code: str
    name: str
    province: str
    city: str
    since: int
    until: int

    @property
    def level(self) -> str:
        """`central`, `province`, `city` or `county`."""
        if self.code == "100000":
            return "central"
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") and self.code[:2] not in _MUNICIPALITIES else "county"

    @property
    def county(self) -> str:
        """The own name of a county, blank for others."""
        return self.name if self.level == "county" else ""


CENTRAL = Division("100000", "中央", "", "", _FIRST_YEAR, _LAST_YEAR)


@lru_cache(maxsize=1)
def all_divisions() -> tuple[Division, ...]:
    """Every name of every division, with its years."""
    from stdnum import numdb

    found: list[Division] = []
    for _, first, _, info, children in numdb.get("cn/loc").prefixes:
        province = str(info["province"])
        cities: dict[str, str] = {}
        for _, rest, _, entry, _ in children:
            code = first + rest
            text = str(entry.get("county", _MISSING.get(code, "")))
            for since, until, name in _PERIOD.findall(text):
                if code.endswith("00") and not code.endswith("0000"):
                    cities[code[:4]] = name
                if name in _NO_PLACE:
                    continue
                city = "" if first in _MUNICIPALITIES else cities.get(code[:4], "")
                found.append(Division(code, name, province, city, int(since or _FIRST_YEAR), int(until or _LAST_YEAR)))
    return tuple(found)


def divisions_of(agency: str, year: int) -> tuple[Division, ...]:
    """The divisions whose agency this may be, the best match only: several where a name is not unique.

    A name is matched from the left: province, city, county; a county also without its last character behind its city
    (福州市鼓楼…). 国家… and 中华人民共和国… are central.
    """
    name = agency.removeprefix("中国共产党").removeprefix("中共")
    if name.startswith(("国家", "中华人民共和国", "中央", "全国")):
        return (CENTRAL,)
    best: list[tuple[int, Division]] = []
    for one in all_divisions():
        if one.since <= year <= one.until and (length := _matched(name, one)):
            best.append((length, one))
    most = max((length for length, _ in best), default=0)
    return tuple(dict.fromkeys(one for length, one in best if length == most))


def division_of_code(code: str, year: int) -> Division | None:
    """The division that bears a code in a year, None where there is none."""
    if code == CENTRAL.code:
        return CENTRAL
    return next((one for one in all_divisions() if one.code == code and one.since <= year <= one.until), None)


def _matched(name: str, one: Division) -> int:
    """How many characters of the agency's name the division and those above it explain; 0 where it does not fit."""
    own = (one.name, _short(one.name))
    above = [text for text in dict.fromkeys((one.province, one.city)) if text and text != one.name]
    rests = [(name, 0)]
    for text in above:
        rests += [
            (rest[len(form) :], length + len(form))
            for rest, length in rests
            for form in dict.fromkeys((text, _short(text)))
            if rest.startswith(form)
        ]
    found = [length + len(own[0]) for rest, length in rests if rest.startswith(own[0])]
    if len(own[1]) >= 2:
        found += [
            length + len(own[1])
            for rest, length in rests
            if rest.startswith(own[1]) and (length or one.code.endswith("0000"))
        ]
    return max(found, default=0)


def _short(name: str) -> str:
    """A name without 省, 市, 区, 县, 自治区…: 江苏, 鼓楼."""
    for ending in (
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "自治州",
        "自治县",
        "省",
        "市",
        "区",
        "县",
    ):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name

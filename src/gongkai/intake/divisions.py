"""Administrative divisions by name and year, from the GB/T 2260 history that python-stdnum carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_PERIOD = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[]+)")
_MUNICIPALITIES = ("11", "12", "31", "50")
_NO_PLACE = {"市辖区", "县", "省直辖县级行政单位", "自治区直辖县级行政单位", "省直辖县级行政区划", "郊区"}
_MISSING = (("330113", "临平区", "浙江省", "杭州市", 2021), ("330114", "钱塘区", "浙江省", "杭州市", 2021))
"""Divisions that the list lacks: code, name, province, city, first year."""
_TOWNSHIP = re.compile(r"街道办事处|[镇乡]人民政府|[镇乡]党委")
_ENDINGS = "省市区县旗州盟"
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
            for since, until, name in _PERIOD.findall(str(entry.get("county", ""))):
                if code.endswith("00") and not code.endswith("0000"):
                    cities[code[:4]] = name
                if name in _NO_PLACE:
                    continue
                city = "" if first in _MUNICIPALITIES else cities.get(code[:4], "")
                city = "" if city in _NO_PLACE else city
                found.append(Division(code, name, province, city, int(since or _FIRST_YEAR), int(until or _LAST_YEAR)))
    known = {one.code for one in found}
    found += [Division(*one, _LAST_YEAR) for one in _MISSING if one[0] not in known]
    return tuple(found)


def divisions_of(agency: str, year: int) -> tuple[Division, ...]:
    """The divisions whose agency this may be, the best match only: several where a name is not unique.

    A name is matched from the left: province, city, county; a county also without its last character behind its city
    (福州市鼓楼…). 国家… and 中华人民共和国… are central. An organisation may stand before its place (共青团平乡县委员会);
    中国… without a place is central. None where the name goes on with a division that did not exist in the year:
    邢台市桥西区 was dissolved in 2020, and is not 邢台市.
    """
    name = agency.removeprefix("中国共产党").removeprefix("中共")
    if name.startswith(("国家", "中华人民共和国", "中央", "全国")):
        return (CENTRAL,)
    found, length = _best(name, year)
    if found:
        other = max((_matched(name, one) for one in all_divisions() if _is_within(one, found)), default=0)
        return found if other <= length else ()
    for start in range(1, len(name) - 2):
        found = tuple(one for one in _best(name[start:], year)[0] if _in_full(name[start:], one))
        if found:
            return found
    return (CENTRAL,) if name.startswith("中国") else ()


def _best(name: str, year: int) -> tuple[tuple[Division, ...], int]:
    """The divisions of a year that explain most of the beginning of a name, and how many characters."""
    fits = [
        (length, one) for one in all_divisions() if one.since <= year <= one.until if (length := _matched(name, one))
    ]
    most = max((length for length, _ in fits), default=0)
    return tuple(dict.fromkeys(one for length, one in fits if length == most)), most


def _is_within(one: Division, found: Sequence[Division]) -> bool:
    """True for a division, of whatever year, below one of those found."""
    return any(one.code != other.code and one.code.startswith(_stem(other.code)) for other in found)


def _stem(code: str) -> str:
    """A code without the pairs of zeros at its end, which all divisions below it begin with."""
    return code.removesuffix("00").removesuffix("00")


def _in_full(name: str, one: Division) -> bool:
    """True where a name begins with the full name of a division or of what lies above it."""
    texts = (one.name, one.city, one.province)
    return any(len(text) > 2 and text[-1] in _ENDINGS and name.startswith(text) for text in texts)


def level_of(agency: str, division: Division) -> str:
    """The level of an agency: that of its division, `township` for a subdistrict office or the government of a town."""
    return "township" if _TOWNSHIP.search(agency) and division.level == "county" else division.level


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

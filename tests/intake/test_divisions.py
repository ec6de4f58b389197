from __future__ import annotations

import pytest

from gongkai.intake.divisions import all_divisions, division_of_code, divisions_of, level_of


@pytest.mark.parametrize(
    ("agency", "year", "codes"),
    [
        ("福州市鼓楼生态环境局", 2026, ["350102"]),
        ("福州市鼓楼区教育局", 2026, ["350102"]),
        ("承德县科学技术协会", 2023, ["130821"]),
        ("承德市科学技术协会", 2023, ["130800"]),
        ("河北省承德市承德县科学技术协会", 2023, ["130821"]),
        ("桥西区教育局", 2019, ["130104", "130503", "130703"]),
        ("石家庄市桥西区教育局", 2023, ["130104"]),
        ("北京市西城区科学技术协会", 2019, ["110102"]),
        ("中共江苏省委办公厅", 2018, ["320000"]),
        ("吉林市教育局", 2020, ["220200"]),
        ("吉林省教育厅", 2020, ["220000"]),
        ("内蒙古财政厅", 2020, ["150000"]),
        ("济源市教育局", 2022, ["419001"]),
        ("国家信访局", 2024, ["100000"]),
        ("中国科学技术协会", 2024, ["100000"]),
        ("共青团平乡县委员会", 2019, ["130532"]),
        ("中国共产主义青年团平乡县委员会", 2019, ["130532"]),
        ("海川县科学技术协会", 2023, []),
        ("市教育局", 2023, []),
        ("", 2023, []),
    ],
)
def test_division_of_an_agency(agency: str, year: int, codes: list[str]) -> None:
    assert [one.code for one in divisions_of(agency, year)] == codes


@pytest.mark.parametrize(
    ("agency", "valid", "code", "other"),
    [
        ("上海市闸北区教育局", 2014, "310108", 2018),
        ("邢台市桥西区教育局", 2019, "130503", 2023),
        ("杭州市江干区教育局", 2019, "330104", 2023),
        ("杭州市临平区教育局", 2023, "330113", 2019),
        ("杭州市钱塘区教育局", 2023, "330114", 2019),
        ("莱芜市教育局", 2016, "371200", 2022),
    ],
)
def test_names_hold_in_their_years_only(agency: str, valid: int, code: str, other: int) -> None:
    """A dissolved or future county is never taken for its city."""
    assert [one.code for one in divisions_of(agency, valid)] == [code]
    assert divisions_of(agency, other) == ()


def test_a_renamed_county_has_the_code_of_the_year() -> None:
    for agency in ("北京市密云县教育局", "北京市密云区教育局"):
        assert [divisions_of(agency, year)[0].code for year in (2014, 2018)] == ["110228", "110118"]


def test_code_and_year() -> None:
    assert [getattr(division_of_code("330113", year), "name", None) for year in (2019, 2022)] == [None, "临平区"]
    assert getattr(division_of_code("100000", 2022), "level", None) == "central"
    assert division_of_code("999999", 2022) is None


def test_every_full_name_is_found_again() -> None:
    """For each division of 2023: its whole name leads back to it alone."""
    for one in [one for one in all_divisions() if one.since <= 2023 <= one.until][::37]:
        parts = dict.fromkeys((one.province, one.city, one.name))
        assert one in divisions_of("".join(parts) + "教育局", 2023), one


def test_levels() -> None:
    (county,), (city,) = divisions_of("平乡县科协", 2019), divisions_of("廊坊市科协", 2019)
    assert [level_of(name, county) for name in ("平乡县科协", "平乡镇人民政府")] == ["county", "township"]
    assert (city.level, city.county, county.county) == ("city", "", "平乡县")

from __future__ import annotations

import pytest

from gongkai.intake.divisions import divisions_of
from gongkai.intake.slug import slug
from gongkai.knowledge import load


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("平乡县科学技术协会", "kexie"),
        ("北京市西城区科学技术协会", "kexie"),
        ("中共江苏省委办公厅", "weibangongting"),
        ("石家庄市桥西区东里街道办事处", "donglijiedao"),
        ("上海市普陀区人民政府万里街道办事处", "wanlijiedao"),
        ("平乡县平乡镇人民政府", "pingxiangzhen"),
        ("平乡县人民政府", "zhengfu"),
        ("中共平乡县委员会宣传部", "xuanchuanbu"),
        ("平乡县委宣传部", "xuanchuanbu"),
        ("共青团平乡县委员会", "gongqingtuanwei"),
        ("上海市普陀区商务委员会", "shangwuwei"),
        ("平乡县教育局(本级)", "jiaoyujubenji"),
        ("平乡县住房和城乡建设局", "zhufanghechengxiangjiansheju"),
    ],
)
def test_short_and_readable(agency: str, expected: str) -> None:
    assert slug(agency, divisions_of(agency, 2023)[0], load()) == expected


def test_never_blank_and_never_too_long() -> None:
    (division,) = divisions_of("平乡县", 2023)
    long = slug("平乡县农业农村和水利局综合行政执法大队", division, load())
    assert len(long) <= 28 and long.isalnum()
    assert slug("平乡县", division, load())
    assert slug("※", division, load()) == "danwei"

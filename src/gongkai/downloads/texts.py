"""What stands in every download: what it is, how to cite it, under which licence, and what to beware of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.model.published import PublishedPackage

LICENCE_ZH = "数据采用 CC BY 4.0 许可（https://creativecommons.org/licenses/by/4.0/）；政府公开文件依《著作权法》第五条不受保护。"
LICENCE_EN = "The data: CC BY 4.0; the government documents: no copyright (article 5 of the PRC Copyright Law)."
CAVEATS: tuple[tuple[str, str], ...] = (
    ("金额单位一律为元；原文的单位和写法见 amounts 与 cells。",
     "All amounts are in yuan; the printed unit and form are in `amounts` and `cells`."),
    ("空白：原文未印数字；0：原文印的是 0；横线或“无”留空，原文见 cells。",
     "Blank: nothing printed. 0: a printed zero. A dash or 无 is blank, `cells` has the text."),
    ("measure 是数字的口径（budget 预算数，final 决算数，prior_budget 上年预算数等），不同口径不可相加。",
     "`measure` says what a number is (budget, final, prior_budget, …); different measures must not be added."),
    ("合计与分项同在一表，直接求和会重复计算；部门与单位（本级）是不同主体，也不可相加。",
     "Totals stand beside their parts: summing a column counts twice. 部门 and 单位 must not be added."),
    ("由程序读取并核对，结果见 checks；与原文不一致之处以原文为准。",
     "Read and checked by a program, see `checks`; where data and source differ, the source holds."),
    ("CSV 逐字保留原文，以 =、+、@、- 开头的文字可能被表格软件当作公式；编码（科目、单位、项目）是文本。"
     "请以“文本、UTF-8”导入，或打开网页上的 XLSX。",
     "CSVs are verbatim: text that starts with =, +, @ or - may be taken for a formula, and codes are text. Import them "
     "as text in UTF-8, or open the XLSX where the page has one."),
)  # fmt: skip
"""(Chinese, English)."""

_STAGES = {"budget": ("预算", "budget"), "final": ("决算", "final accounts"), "performance": ("绩效", "performance")}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the collection: its name, and the address of its site with a trailing slash, blank if unknown."""

    name: str
    address: str = ""


def citation(package: PublishedPackage, publisher: Publisher) -> str:
    """GB/T 7714—2025, the day of citing left to the reader."""
    descriptor = package.descriptor
    published = f"（{descriptor['published']}）" if descriptor.get("published") else ""
    return (
        f"{producer(package)}. {descriptor.get('title', '')}[DS/OL]. {descriptor.get('version', '')}版. "
        f"{publisher.name}{published}[引用日期]. {publisher.address}{package.address}."
    )


def producer(package: PublishedPackage) -> str:
    """The agency that disclosed."""
    return str(next((one.get("title") for one in _sources(package)), ""))


def facts(package: PublishedPackage, publisher: Publisher) -> list[tuple[str, str, str]]:
    """(Chinese label, English label, value): what a reader must know first."""
    descriptor = package.descriptor
    zh, en = _STAGES[package.stage]
    return [
        ("标题", "Title", str(descriptor.get("title", ""))),
        ("公开单位", "Disclosed by", producer(package)),
        ("年度与阶段", "Year and stage", f"{package.fiscal_year} {zh} / {en}"),
        ("版本", "Version", str(descriptor.get("version", ""))),
        ("页面", "Page", f"{publisher.address}{package.address}"),
        ("来源网址", "Source address", str(next((one.get("path", "") for one in _sources(package)), ""))),
        *(("原文文件", "Source file", f"{one.get('file')}  sha256:{one.get('sha256')}") for one in _sources(package)),
        ("引用格式", "Cite as", citation(package, publisher)),
        ("许可", "Licence", f"{LICENCE_ZH} {LICENCE_EN}"),
    ]


def readme(package: PublishedPackage, publisher: Publisher) -> str:
    """README.md of a zip, in Chinese and English: what the reference does not say, the files, the caveats."""
    shown = {"Source address", "Source file", "Cite as", "Licence"}
    lines = [f"# {package.descriptor.get('title', package.name)}", ""]
    lines += [f"- {zh} / {en}: {value}" for zh, en, value in facts(package, publisher) if en in shown and value]
    lines += ["", "## 文件 / Files", "", "- datapackage.json: 字段定义 / the schema of every file (Data Package v2)"]
    lines += [f"- {one['path']}: {one['title']}" for one in package.descriptor["resources"]]
    lines += ["", "## 使用须知 / Caveats", "", *(f"- {line}" for both in CAVEATS for line in both)]
    return "\n".join(lines) + "\n"


def _sources(package: PublishedPackage) -> list[Mapping[str, Any]]:
    """The sources of a descriptor."""
    return list(package.descriptor.get("sources", ()))

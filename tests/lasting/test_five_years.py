"""Five years of one project: publish, add, replace a file, rename a unit, withdraw, correct. Nothing stops answering."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai import lasting, pipeline, site
from gongkai.cli import main
from gongkai.errors import PublishError, SettingsError
from gongkai.paths import Paths
from gongkai.permalinks import read_ledger
from gongkai.permalinks.anchors import unpack
from gongkai.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(site_url="https://example.org/g/", publisher_name="某研究中心", workers=1)
TEXT = """\
{year}年部门预算信息公开
部门预算收支总表
部门编码及名称：[731]平乡县科学技术协会
预算年度：{year} 金额单位：万元
序号\t收入\t\t支出\t
\t项 目\t预算数\t项 目\t预算数
栏次\t1\t2\t3\t4
1\t一、财政拨款收入\t{amount}\t一、一般公共服务支出\t0.00
2\t二、上级拨款收入\t0.00\t六、科学技术支出\t{amount}
30\t本年收入合计\t{amount}\t本年支出合计\t{amount}
33\t合计\t{amount}\t合计\t{amount}
"""


class Project:
    """A small project, and everything it ever promised."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(folder)
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        shutil.copytree(ROOT / "site_src", self.paths.site_src)
        self.paths.permalinks.unlink(missing_ok=True)
        self.promised: dict[str, frozenset[str]] = {}

    def unit(self, unit_id: str, name: str = "平乡县科学技术协会") -> None:
        text = f'unit_id: {unit_id}\nname: {name}\ndivision_code: "{unit_id[:6]}"\nlevel: county\nscope: department\n'
        self.put(f"disclosures/{unit_id}/unit.yml", text)

    def disclose(self, unit_id: str, year: int, amount: str, lines: str = "") -> None:
        text = TEXT.format(year=year, amount=amount) + lines
        folder = f"disclosures/{unit_id}/{year}-budget"
        self.put(f"{folder}/a.txt", text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        head = f"title: 平乡县科协{year}年部门预算\npublisher: 平乡县科学技术协会\npublished: {year}-03-01\n"
        self.put(f"{folder}/disclosure.yml", f"{head}files:\n  - name: a.txt\n    sha256: {digest}\n")

    def put(self, name: str, text: str) -> None:
        path = self.paths.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def build(self) -> None:
        outcome = pipeline.build(self.paths, SETTINGS)
        assert outcome.errors == ()

    def publish(self, day: date) -> None:
        """Build, release, build again as the workflow does; then everything ever promised must answer."""
        self.build()
        lasting.release(self.paths, day)
        for address, entry in read_ledger(self.paths.permalinks).released.items():
            self.promised[address] = self.promised.get(address, frozenset()) | unpack(entry.anchors)
        self.build()
        assert lasting.pending(self.paths) == ()
        for address, anchors in self.promised.items():
            html = self.page(address)
            if 'http-equiv="refresh"' not in html and "已撤回" not in html:
                assert [one for one in anchors if f'id="{one}"' not in html and f"id={one}" not in html] == [], address
        assert site.verify(self.paths.site) == ()

    def page(self, address: str) -> str:
        return (self.paths.site / address / "index.html").read_text(encoding="utf-8")


def test_five_years(tmp_path: Path) -> None:
    project = Project(tmp_path / "p")
    old, new, gone = "130532-kexie", "130532-kexue", "130533-kexie"
    page = f"units/{old}/2019-budget/"

    project.unit(old)
    project.disclose(old, 2019, "228.48", "第八行\n\n第九行\n")
    project.publish(date(2019, 4, 1))
    assert "V1.0.0" in project.page(page)
    first_csv = (project.paths.site / page / "revenue_expenditure.csv").read_bytes()

    project.unit(gone, "威县科学技术协会")
    project.disclose(gone, 2020, "100.00")
    project.disclose(old, 2020, "300.00")
    project.publish(date(2020, 4, 1))
    assert "新公开：威县科学技术协会" in project.page("changes/")

    project.disclose(old, 2019, "230.48")
    for _ in range(2):
        project.build()
    project.publish(date(2021, 4, 1))
    assert "V2.0.0" in project.page(page) and 'href="v1/index.html"' in project.page(page)
    assert "有更新的版本" in project.page(f"{page}v1/") and "V1.0.0" in project.page(f"{page}v1/")
    assert "2304800" in project.page(f"{page}v1/changes/") and "2284800" in project.page(f"{page}v1/changes/")
    assert (project.paths.site / page / "v1/revenue_expenditure.csv").read_bytes() == first_csv
    assert not (project.paths.site / page / "v2").exists(), "a second build before the release is no second version"
    assert "第八行" in project.page(f"{page}v1/source/") and 'href="../v1/source/index.html#L' in project.page(
        f"{page}source/"
    )

    (project.paths.disclosures / old).rename(project.paths.disclosures / new)
    project.unit(new, "平乡县科学协会")
    before = {path: path.read_bytes() for path in project.paths.datapackages.rglob("*") if path.is_file()}
    with pytest.raises(PublishError, match=f"from: units/{old}/, to: units/{new}/"):
        project.build()
    assert before == {path: path.read_bytes() for path in project.paths.datapackages.rglob("*") if path.is_file()}
    redirects = f"redirects:\n  - from: units/{old}/\n    to: units/{new}/\n    because: 单位更名\n"
    project.put("knowledge/redirects.yml", redirects)
    project.publish(date(2022, 4, 1))
    assert f"units/{new}/2019-budget/index.html" in project.page(page)
    assert "V1.0.0" in project.page(f"{page}v1/") and "有更新的版本" in project.page(f"{page}v1/")
    assert "V1.0.0" in project.page(f"units/{new}/2019-budget/")

    shutil.rmtree(project.paths.disclosures / gone)
    with pytest.raises(PublishError, match=f"/units/{gone}/2020-budget/"):
        project.build()
    withdrawn = f"withdrawn:\n  - address: units/{gone}/\n    date: 2023-02-01\n    because: 公开单位撤回\n    title: 威县科协\n"
    project.put("knowledge/redirects.yml", redirects + withdrawn)
    project.publish(date(2023, 4, 1))
    stone = project.page(f"units/{gone}/2020-budget/")
    assert "已撤回" in stone and "公开单位撤回" in stone and "100" not in stone
    assert not list((project.paths.datapackages / gone).glob("*"))

    reason = "reason: 与其他各处不符\n    evidence: [t01r1c2]\n"
    project.put(
        f"disclosures/{new}/2020-budget/corrections.yml",
        f"corrections:\n  - cell: {cell(project, new)}\n    action: override\n    expect: '300.00'\n    value: '301.00'\n    {reason}",
    )
    project.publish(date(2024, 4, 1))
    corrected = f"units/{new}/2020-budget/"
    assert "V2.0.0" in project.page(corrected) and "3010000" in project.page(f"{corrected}v1/changes/")
    result = CliRunner().invoke(
        main, ["diff", "--root", str(project.paths.root), f"{new}/2020-budget@v1", f"{new}/2020-budget@v2"]
    )
    assert result.exit_code == 0 and "'3000000' → '3010000'" in result.output
    assert "第 2 版" in project.page("changes/") and "撤回：威县科协" in project.page("changes/")


def cell(project: Project, unit_id: str) -> str:
    """The first cell that prints 300.00."""
    import csv

    path = project.paths.datapackages / unit_id / "2020-budget/cells.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return next(row["cell_id"] for row in csv.DictReader(file) if row["text"] == "300.00")


def test_nothing_is_written_where_the_ledger_is_wrong(tmp_path: Path) -> None:
    project = Project(tmp_path / "p")
    project.unit("130532-kexie")
    project.disclose("130532-kexie", 2019, "1.00")
    project.put("site_src/permalinks.csv", "address,first,since,version,released,sha256,anchors\n/a/,1,,1,x,,\n")
    with pytest.raises(SettingsError, match=r"permalinks\.csv:2: 'x' is not a day"):
        project.build()
    assert not project.paths.datapackages.exists() and not project.paths.site.exists()

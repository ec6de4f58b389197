"""All pages of the sample, as written."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

import pytest
import yaml
from pages.sample import HOSTILE, TEXT, UNIT, inputs, one
from sample_site import written_to

from gongkai import pages
from gongkai.model.disclosure import FormerName
from gongkai.pages.inputs import PageInputs
from gongkai.pages.shares import Gathered
from gongkai.pages.writing import Written


def write(folder: Path, what: PageInputs) -> Written:
    return pages.write(what, written_to(folder))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    folder = tmp_path_factory.mktemp("pages")
    return folder, write(folder, inputs())


def test_every_address_of_the_contract_is_written(written: tuple[Path, Written]) -> None:
    addresses = set(written[1].addresses)
    assert {
        "",
        "units/",
        "units/130300-kexie/",
        "units/130300-kexie/2021-budget/",
        "units/130300-kexie/2021-budget/source/",
        "compare/",
        "compare/three_public_total/",
        "compare/functions/2060702/",
        "compare/economics/30101/",
        "checks/",
        "checks/A5/",
        "completeness/",
        "data/dictionary/",
    } <= addresses
    assert len(addresses) == len(written[1].addresses)


def test_every_anchor_of_the_contract_is_there(written: tuple[Path, Written]) -> None:
    html = (written[0] / "fragments/units/130300-kexie/2021-budget/index.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="?([\w.-]+)', html)
    assert {"t05", "t05r4", "t05r4c3", "s003", "p005"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_links_between_pages_lead_to_pages_and_anchors(written: tuple[Path, Written]) -> None:
    folder, report = written
    theme = folder / "fragments"
    ids, problems = {}, []
    for address in report.addresses:
        html = (theme / address / "index.html").read_text(encoding="utf-8")
        ids[address] = {"top", *re.findall(r'\bid="?([\w.-]+)', html)}
    ours = {"data/", "cite/", "about/", "en/", "corrections/"}
    for address in report.addresses:
        html = (theme / address / "index.html").read_text(encoding="utf-8")
        for link in re.findall(r'href="?([^" >]+)', html):
            path, _, anchor = link.partition("#")
            parts: list[str] = []
            for part in [*address.split("/")[:-1], *path.split("/")] if path else address.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part] if part else parts
            target = "/".join(parts[:-1] if path else parts)
            target = f"{target}/" if target else ""
            if path and not path.endswith("index.html"):
                continue
            lost = anchor and target in ids and anchor not in ids[target]
            if lost or (target not in ids and target not in ours):
                problems.append((address, link))
    assert problems == []


def test_stubs_are_small_and_say_what_they_must(written: tuple[Path, Written]) -> None:
    folder, _ = written
    stub = (folder / "stubs/units/130300-kexie/2021-budget/index.md").read_text(encoding="utf-8")
    for words in ("604.42", "2021", "秦皇岛市科协"):
        assert words in stub
    body = stub.split("---\n")[2]
    assert len(body.encode()) <= 300
    assert "604.42" in yaml.safe_load(stub.split("---\n")[1])["description"]


def test_the_same_rows_give_the_same_bytes(written: tuple[Path, Written], tmp_path: Path) -> None:
    write(tmp_path, inputs())
    for path in sorted(written[0].rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(written[0])).read_bytes()


def test_text_of_strangers_shows_as_itself(tmp_path: Path) -> None:
    unit = replace(
        UNIT, unit_id="999999-evil", name=HOSTILE, aliases=(HOSTILE,), former_names=(FormerName(HOSTILE),), city=HOSTILE
    )
    evil = one(unit, 2021, text=TEXT.replace("科普活动", HOSTILE.replace("\n", " ")))
    evil = replace(evil, disclosure=replace(evil.disclosure, title=HOSTILE, publisher=HOSTILE, notes=(HOSTILE,)))
    report = write(tmp_path, inputs(evil))
    for address in report.addresses:
        raw = (tmp_path / f"fragments/{address}index.html").read_text(encoding="utf-8")
        _, _, html = raw.partition("<!--contents-->\n")
        assert html.count("<!--body-->\n") == 1, address
        assert "<script" not in html, address
        assert "49" not in html or "7*7" not in html or unescape(html).count("{{ 7*7 }}") > 0
        stub = (tmp_path / "stubs" / address / "index.md").read_text(encoding="utf-8")
        assert "<script" not in stub
        yaml.safe_load(stub.split("---\n")[1])
    page = (tmp_path / "fragments/units/999999-evil/2021-budget/index.html").read_text(encoding="utf-8")
    assert HOSTILE in unescape(page)
    assert escape("<script>", quote=False) in page


def test_a_page_of_eight_tables_is_light(tmp_path: Path) -> None:
    head = (
        "部门预算一般公共预算财政拨款支出表\n金额单位：万元\n"
        "序号\t科目\t\t合计\t基本支出\t项目支出\n\t编码\t名称\t\t\t\n栏次\t1\t2\t3\t4\t5\n"
    )
    table = head + "".join(
        f"{n}\t20{n:05d}\t科学技术管理事务支出\t{n * 37}.{n:02d}\t{n * 21}.42\t{n * 16}.80\n" for n in range(1, 38)
    )
    big = one(UNIT, 2021, text="\n".join([table] * 5) + TEXT[TEXT.index("部门预算一般公共预算财政拨款基本支出表") :])
    write(tmp_path, PageInputs((big,), inputs().knowledge, "公开"))
    data = (tmp_path / "fragments/units/130300-kexie/2021-budget/index.html").read_bytes()
    assert len(data) <= 60_000
    assert len(gzip.compress(data)) <= 15_000


def test_pages_about_many_that_show_the_same_are_not_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.pages import render, writing

    what = inputs()
    put = written_to(tmp_path)
    briefs, _ = pages.write_disclosures(what, put)
    source = Gathered()
    for unit in pages.by_unit(briefs):
        source.add(pages.shares(unit, what.knowledge))
    first = pages.write_overall(source, what, put)
    rendered: list[str] = []
    fragment = render.fragment
    monkeypatch.setattr(writing.render, "fragment", lambda page: rendered.append(page.address) or fragment(page))
    again = pages.write_overall(source, what, put, first.contents)
    assert (rendered, again.addresses, again.contents) == ([], first.addresses, first.contents)
    named = replace(what, changes=(("2026-01-05", "units/130300-kexie/", "新公开：一"),))
    pages.write_overall(source, named, put, first.contents)
    assert 0 < len(rendered) < len(first.addresses) / 2

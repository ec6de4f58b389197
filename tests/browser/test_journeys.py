"""What a new user does, on a desktop and on a phone."""

from __future__ import annotations

import csv
import io

import pytest
from browser.conftest import Watched

DISCLOSURE = "units/130300-kexie/2021-budget/"
KINDS = {
    "home": "",
    "units": "units/",
    "unit": "units/130300-kexie/",
    "disclosure": DISCLOSURE,
    "source": f"{DISCLOSURE}source/",
    "compare": "compare/",
    "indicator": "compare/three_public_total/",
    "function": "compare/functions/2060702/",
    "checks": "checks/",
    "rule": "checks/A5/",
    "completeness": "completeness/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "cite": "cite/",
    "corrections": "corrections/",
    "about": "about/",
    "english": "en/",
    "missing": "units/130300-kexie/1999-budget/",
}


def test_from_home_to_the_source_line_and_back(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(server)
    page.get_by_role("link", name="秦皇岛市科学技术协会").first.click()
    page.locator(".gk-list a", has_text="2021 年部门预算").click()
    page.wait_for_url(f"{server}{DISCLOSURE}")
    page.locator("#t05r4c3").click()
    page.wait_for_url("**/source/**")
    line = page.locator(".gk-here")
    assert "2.23" in line.inner_text()
    line.locator("a").click()
    page.wait_for_url(f"{server}{DISCLOSURE}#t05r4")
    assert "合计" in page.locator("#t05r4").inner_text()
    assert tab.strangers(server) == []
    assert tab.complaints == []


def test_every_printed_line_has_an_anchor(tab: Watched, server: str) -> None:
    tab.page.goto(f"{server}{DISCLOSURE}source/#L9")
    assert "1\t一、财政拨款收入" in (tab.page.locator("#L9").text_content() or "")


def test_the_first_screen_says_it_all(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}")
    summary = page.locator("#summary")
    for words in (
        "604.42",
        "6,044,200.00 元",
        "514.62",
        "89.80",
        "2.23",
        "可核对的 3 项中 1 项相符",
        "下载数据",
        "引用",
    ):
        assert words in summary.inner_text()
    box = summary.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800


def test_a_failing_check_stands_where_the_number_stands(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}")
    assert "2.43 万元" in page.locator("#t05 .gk-flag").first.inner_text()
    page.locator("#t05r4c3 a").click()
    assert page.url.endswith("#check-c002")
    assert "表 5 第 5 行" in page.locator("[id='check-c002']").inner_text()


def test_exact_yuan_on_demand(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}")
    cell = page.locator("#t03r10c6")
    cell.hover()
    assert (cell.inner_text(), cell.get_attribute("title")) == ("1.93", "19,300.00 元")
    code = page.locator("#t03r6 td:not([id])").first
    code.hover()
    assert code.get_attribute("title") is None


def test_copy_a_citation_and_a_permalink(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}")
    page.get_by_role("button", name="复制引用", exact=True).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("[1]秦皇岛市科学技术协会. ")
    assert "[引用日期]" not in copied
    assert copied.endswith(f" https://example.org/g/{DISCLOSURE}.")
    page.evaluate("(box => box.textContent = box.textContent.replace('https://example.org/g/', ''))(citation)")
    page.get_by_role("button", name="复制引用", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f" {server}{DISCLOSURE}.")
    page.locator("#t02").get_by_role("button", name="复制本表链接").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}{DISCLOSURE}#t02"
    page.locator("#t02r5 td:last-child button").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}{DISCLOSURE}#t02r5"


def test_download_a_table_and_read_it_again(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}#downloads")
    with page.expect_download() as waiting:
        page.locator(".gk-downloads a[href$='.csv']").first.click()
    with waiting.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert rows[0]["unit_id"] == "130300-kexie"


def test_sort_and_filter(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}compare/total_expenditure/")
    first = page.locator(".gk-matrix tbody tr").first
    page.locator(".gk-matrix thead button").nth(2).click()
    assert "秦皇岛" in first.inner_text()
    page.goto(f"{server}compare/")
    before = page.locator("#economics ~ ul li:visible").count()
    page.locator("#economics ~ input").fill("基本工资")
    assert 0 < page.locator("#economics ~ ul li:visible").count() < before


def test_the_missing_page_offers_the_unit(tab: Watched, server: str) -> None:
    tab.page.goto(f"{server}units/130300-kexie/1999-budget/")
    link = tab.page.locator("#gk-nearest")
    assert link.is_visible()
    link.click()
    tab.page.wait_for_url(f"{server}units/130300-kexie/")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_a_phone(phone: Watched, server: str, kind: str) -> None:
    phone.requests.clear()
    phone.complaints.clear()
    phone.page.goto(f"{server}{KINDS[kind]}")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.strangers(server) == []
    assert [one for one in phone.complaints if "404" not in one] == []


@pytest.mark.parametrize("kind", ["home", "unit", "disclosure", "source", "indicator"])
def test_readable_without_scripts(plain: Watched, server: str, kind: str) -> None:
    plain.page.goto(f"{server}{KINDS[kind]}")
    assert plain.page.locator("h1").is_visible()
    links = plain.page.locator("article a[href]").evaluate_all("links => links.map(one => one.getAttribute('href'))")
    assert links
    assert not any(link.startswith("javascript:") for link in links)
    assert plain.page.locator(".md-header a").is_visible()
    tabs = plain.page.locator(".md-tabs a")
    assert tabs.count() == 9 and all(tab.is_visible() for tab in tabs.all())


def test_print_shows_exact_yuan_and_no_buttons(tab: Watched, server: str) -> None:
    page = tab.page
    page.goto(f"{server}{DISCLOSURE}")
    page.emulate_media(media="print")
    assert page.locator(".gk-facts small").first.is_visible()
    assert not page.locator(".gk-tools button").first.is_visible()
    assert len(page.pdf()) > 10_000

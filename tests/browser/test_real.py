"""The main journey on the site of the repository's own disclosures."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from browser.conftest import Watched
from playwright.sync_api import expect

DISCLOSURES = (
    "110102-kexie/2019-budget",
    "130300-kexie/2021-budget",
    "130532-kexie/2019-budget",
    "130821-kexie/2023-performance",
    "131000-kexie/2023-budget",
)


def test_from_home_to_the_source_line_and_back(tab: Watched, real: str) -> None:
    page = tab.page
    page.goto(real)
    assert "预算公开数据" in page.title()
    assert page.locator(".md-header__topic").first.inner_text().strip() == "预算公开数据"
    page.get_by_role("link", name="平乡县科学技术协会").first.click()
    page.locator(".gk-list a").first.click()
    fact = page.locator(".gk-facts a").first
    assert "228.48" in page.locator(".gk-facts").inner_text()
    fact.click()
    number = page.locator(".gk-here").first
    expect(number).to_be_visible()
    number.click()
    page.wait_for_url("**/source/**")
    line = page.locator(".gk-here").first
    expect(line).to_be_visible()
    line.locator("a").first.click()
    page.wait_for_url("**/units/130532-kexie/2019-budget/#*")
    assert tab.strangers(real) == []
    assert tab.complaints == []


@pytest.mark.parametrize("name", DISCLOSURES)
def test_every_disclosure_on_desktop_and_phone(tab: Watched, phone: Watched, real: str, name: str) -> None:
    page = tab.page
    page.goto(f"{real}units/{name}/")
    box = page.locator("#summary").bounding_box()
    assert box is not None and box["y"] + box["height"] <= 800
    assert "0.00 万元" not in page.locator("#summary").inner_text()
    assert page.locator("#citation").inner_text()
    assert tab.complaints == []
    phone.page.goto(f"{real}units/{name}/")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_paragraph_that_is_not_shown_is_found_in_the_source_view(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/130300-kexie/2021-budget/#p057")
    tab.page.wait_for_url("**/source/#p057")
    assert "组织科学技术工作者" in tab.page.locator(".gk-here").inner_text()


def test_every_number_of_a_sentence_leads_to_its_line(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/130300-kexie/2021-budget/#s008")
    number = tab.page.locator("#s008")
    assert (number.inner_text(), number.get_attribute("href")) == ("1.77", "source/index.html#L280")
    assert tab.page.locator(".gk-chapter b[id]").count() == 0


def test_every_line_leads_back_where_each_cell_has_a_line(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/110102-kexie/2019-budget/source/")
    for line, cell in (("L307", "t02r12c1"), ("L309", "t02r12c3"), ("L311", "t02r12c5"), ("L348", "t02r15c3")):
        assert tab.page.locator(f"#{line} a").inner_text() == cell
    assert tab.page.locator("#L310 a").count() == 0


def test_one_cause_is_told_once(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/130300-kexie/2021-budget/")
    faults = tab.page.locator(".gk-faults")
    assert faults.locator(".gk-check:visible").count() <= 4
    assert "同一组数字的还有 7 处" in faults.inner_text()


def test_download_a_csv_and_read_it_again(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/130300-kexie/2021-budget/#downloads")
    with tab.page.expect_download() as waiting:
        tab.page.locator(".gk-downloads a[href='projects.csv']").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert {row["unit_id"] for row in csv.DictReader(io.StringIO(text))} == {"130300-kexie"}


def test_download_a_workbook_and_read_it_again(tab: Watched, real: str) -> None:
    tab.page.goto(f"{real}units/130300-kexie/2021-budget/#downloads")
    with tab.page.expect_download() as waiting:
        tab.page.locator(".gk-downloads a[href$='.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()), read_only=True)
    cells = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert {"秦皇岛市科学技术协会", "2060702"} <= {str(one) for one in cells}
    assert Decimal(6044200) in {Decimal(str(one)) for one in cells if isinstance(one, int | float)}


def test_one_download_for_everything(tab: Watched, real: str) -> None:
    tab.page.goto(real)
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("link", name="下载全部数据").first.click()
    assert waiting.value.path().read_bytes()[:2] == b"PK"


def test_sort_and_filter_a_printed_table(tab: Watched, real: str) -> None:
    page = tab.page
    page.goto(f"{real}units/110102-kexie/2019-budget/")
    table = page.locator("#t03")
    before = table.locator("tbody tr").all_inner_texts()
    table.get_by_role("button", name="排序和筛选").click()
    table.locator("thead button", has_text="基本支出").click()
    after = table.locator("tbody tr").all_inner_texts()
    assert sorted(before) == sorted(after) and before != after
    table.locator(".gk-filter").fill("购房补贴")
    assert table.locator("tbody tr:visible").count() == 1
    assert tab.complaints == []

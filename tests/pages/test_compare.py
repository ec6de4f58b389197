"""Comparisons: every link leads into the site, and no unit is listed twice for the same numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pages.sample import inputs

from gongkai.pages import compare, render
from gongkai.pages.compare import CompareContext
from gongkai.pages.inputs import PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.page import Page
from gongkai.pages.shares import Gathered
from gongkai.pages.writing import by_unit, disclosure_pages


def made(what: PageInputs) -> dict[str, Page]:
    briefs: list[Overview] = []
    list(disclosure_pages(what, briefs))
    gathered = Gathered()
    for unit in by_unit(briefs):
        gathered.add(compare.shares(unit, what.knowledge))
    return {page.address: page for sheaf in compare.sheaves(gathered, what.knowledge) for page in sheaf.pages()}


def printed_twice(what: PageInputs, factor: str) -> PageInputs:
    """Every amount of a function printed once more, in another table, `factor` times as much for the first unit."""
    found = []
    for number, one in enumerate(what.disclosures):
        rows = one.catalog["functions"]
        times = Decimal(factor) if number == 0 else Decimal(1)
        more = [{**row, "resource": "expenditure", "amount": Decimal(str(row["amount"])) * times} for row in rows]
        found.append(replace(one, catalog={**one.catalog, "functions": [*rows, *more]}))
    return replace(what, disclosures=found)


def stages(page: Page) -> list[tuple[str, int, int]]:
    assert isinstance(page.context, CompareContext)
    return [(one.stage, len(one.rows), one.same) for one in page.context.stages]


def test_units_with_the_same_numbers_are_listed_once() -> None:
    same = stages(made(printed_twice(inputs(), "1"))["compare/functions/2060702/"])
    assert [one for one in same if one[0].startswith("budget")] == [
        ("budget-expenditure", 3, 0),
        ("budget-general_budget_expenditure", 0, 3),
    ]
    other = stages(made(printed_twice(inputs(), "2"))["compare/functions/2060702/"])
    assert ("budget-general_budget_expenditure", 1, 2) in other


def test_links_of_charts_and_tables_start_at_the_root() -> None:
    for address, page in made(printed_twice(inputs(), "2")).items():
        for link in re.findall(r'<a[^>]* href="?([^" >]+)', render.fragment(page)["body"]):
            assert not link.startswith("units/"), (address, link)


def test_a_region_is_named_where_it_begins() -> None:
    html = render.fragment(made(inputs())["compare/total_expenditure/"])["body"]
    body = html[html.index("<tbody>", html.index("gk-compare")) :].split("</table>")[0]
    regions = re.findall(r"<small>([^<]+)</small>", body)
    assert regions
    assert all(one != other for one, other in pairwise(regions))
    assert body.count("<tr>") >= len(regions)

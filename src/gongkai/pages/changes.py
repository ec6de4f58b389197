"""What changed: between two versions of a disclosure, and on the whole site."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.fields import RESOURCES
from gongkai.pages import labels
from gongkai.pages.inputs import DisclosureInput, PageInputs
from gongkai.pages.page import Page

TEMPLATE = "changes.html"
NEWS_TEMPLATE = "news.html"
NEWS = "changes/"
KINDS = {"changed": "改", "added": "增", "removed": "删"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One value that differs."""

    table: str
    row: str
    field: str
    kind: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangesContext:
    """Everything that a version and the next one differ in."""

    number: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True)
class NewsContext:
    """(day, address, what) of everything released, the newest first."""

    news: tuple[tuple[str, str, str], ...]


def page(one: DisclosureInput) -> Page:
    """What the next version changed in an earlier one, below the page of the earlier one."""
    disclosure = one.disclosure
    heading = labels.heading(disclosure)
    number = disclosure.edition.strip("v/")
    return Page(
        address=f"{disclosure.address}changes/",
        title=f"{disclosure.unit.name} {heading}：第 {number} 版之后的变化",
        template=TEMPLATE,
        context=ChangesContext(number, tuple(_view(*change) for change in one.lasting.changes)),
        boost=0,
        crumbs=(
            ("", "首页"),
            ("units/", "单位"),
            (f"units/{disclosure.unit.unit_id}/", disclosure.unit.name),
            (disclosure.address, f"{heading} 第 {number} 版"),
        ),
    )


def news(inputs: PageInputs) -> Page:
    """Everything released: new disclosures, new versions, withdrawals."""
    return Page(
        address=NEWS,
        title="更新",
        template=NEWS_TEMPLATE,
        context=NewsContext(tuple(inputs.changes)),
        lead="新公开的文件、新版本和撤回的内容，最近的在前。",
        boost=0,
        crumbs=(("", "首页"),),
    )


def _view(resource: str, row: str, field: str, kind: str, old: str, new: str) -> ChangeView:
    known = RESOURCES[resource]
    title = known.by_name[field].title_zh if field in known.by_name else field
    return ChangeView(known.title_zh, row, title, KINDS[kind], old, new)

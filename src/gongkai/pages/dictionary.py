"""The data dictionary: every published field, in Chinese and English, from where it is defined."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model import catalog_fields
from gongkai.model.field import Resource
from gongkai.model.fields import KEYS, RESOURCES
from gongkai.pages.page import Contents, Page

TEMPLATE = "dictionary.html"


@dataclass(frozen=True)
class DictionaryContext:
    """The keys that every file of a disclosure begins with, and all resources, those of the catalogue last."""

    resources: tuple[Resource, ...]


def page() -> Page:
    """The data dictionary."""
    keys = Resource("keys", "每个文件的前三列", "The first three columns of every file", KEYS)
    # `checks` of the catalogue has the fields of `checks` of a disclosure; the columns of years depend on the corpus.
    catalogue = [one for one in catalog_fields.resources(()).values() if one.name not in RESOURCES]
    resources = (*RESOURCES.values(), *catalogue)
    return Page(
        address="data/dictionary/",
        title="数据字典 Data dictionary",
        template=TEMPLATE,
        context=DictionaryContext((keys, *resources)),
        lead="每个数据文件、每个字段的含义。What every file and every field means.",
        contents=(Contents("keys", keys.title_zh), *(Contents(one.name, one.title_zh) for one in RESOURCES.values())),
        crumbs=(("", "首页"), ("data/", "数据")),
    )

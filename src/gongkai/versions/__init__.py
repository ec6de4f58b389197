"""Versions of packages: when the number rises, where earlier ones are kept, what differs between two."""

from gongkai.versions.content import content_hash
from gongkai.versions.diff import Change, compare, compare_folders
from gongkai.versions.kept import earlier, edition, keep, number
from gongkai.versions.layout import FORMATS, layout

__all__ = [
    "FORMATS",
    "Change",
    "compare",
    "compare_folders",
    "content_hash",
    "earlier",
    "edition",
    "keep",
    "layout",
    "number",
]

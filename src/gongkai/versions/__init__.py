"""Versions of packages: when the number rises, where earlier ones are kept, what differs between two."""

from gongkai.versions.content import content_hash
from gongkai.versions.diff import Change, compare, compare_folders
from gongkai.versions.kept import FOLDER, earlier, edition, former_unit, keep, number, version_of
from gongkai.versions.layout import FORMATS, layout

__all__ = [
    "FOLDER",
    "FORMATS",
    "Change",
    "compare",
    "compare_folders",
    "content_hash",
    "earlier",
    "edition",
    "former_unit",
    "keep",
    "layout",
    "number",
    "version_of",
]

"""The packages of the repository as input of the pages, without their catalogue."""

from __future__ import annotations

from pathlib import Path

from gongkai import checks, documents, knowledge, packages
from gongkai.pages import DisclosureInput, Download, PageInputs
from gongkai.paths import Paths

ROOT = Path(__file__).parents[2]


def real_inputs(root: Path = ROOT) -> PageInputs:
    """Every disclosure of the repository with its published package."""
    paths = Paths(root)
    found = []
    for one in documents.discover(paths)[0]:
        package = packages.load(paths.datapackages / one.unit.unit_id / one.key)
        files = [(str(file["path"]), str(file["title"])) for file in package.descriptor["resources"]]
        downloads = tuple(Download(name, title, 1) for name, title in files)
        found.append(DisclosureInput(one, package.resources, downloads=downloads))
    return PageInputs(found, knowledge.load(), "公开", rules=checks.catalogue())

"""Citations and metadata: every format is made from one record."""

from gongkai.citing.dcat import catalog, dataset, stacked
from gongkai.citing.english import plain
from gongkai.citing.feed import feed
from gongkai.citing.files import citation_files
from gongkai.citing.gbt import STYLES, gbt7714
from gongkai.citing.head import head
from gongkai.citing.linkset import linkset
from gongkai.citing.record import (
    ZIP,
    Citation,
    Distribution,
    Publication,
    of_disclosure,
    of_row,
    of_table,
    of_unit,
    of_value,
)

__all__ = [
    "STYLES",
    "ZIP",
    "Citation",
    "Distribution",
    "Publication",
    "catalog",
    "citation_files",
    "dataset",
    "feed",
    "gbt7714",
    "head",
    "linkset",
    "of_disclosure",
    "of_row",
    "of_table",
    "of_unit",
    "of_value",
    "plain",
    "stacked",
]

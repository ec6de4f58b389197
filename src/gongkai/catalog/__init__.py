"""Stage 8: the corpus as one package: indicators, codes, cross-year tables, comparability."""

from gongkai.catalog.division import Division, divide
from gongkai.catalog.tables import (
    CatalogInput,
    Corpus,
    collect,
    reference_tables,
    series_tables,
    unit_tables,
)

__all__ = [
    "CatalogInput",
    "Corpus",
    "Division",
    "collect",
    "divide",
    "reference_tables",
    "series_tables",
    "unit_tables",
]

"""Stage 8: the corpus as one package: indicators, codes, cross-year tables, comparability."""

from gongkai.catalog.build import (
    NEEDED,
    CatalogInput,
    Corpus,
    build,
    collect,
    corpus_tables,
    reference_tables,
    series_tables,
    unit_tables,
)
from gongkai.catalog.division import Division, divide

__all__ = [
    "NEEDED",
    "CatalogInput",
    "Corpus",
    "Division",
    "build",
    "collect",
    "corpus_tables",
    "divide",
    "reference_tables",
    "series_tables",
    "unit_tables",
]

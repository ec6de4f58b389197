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

__all__ = [
    "NEEDED",
    "CatalogInput",
    "Corpus",
    "build",
    "collect",
    "corpus_tables",
    "reference_tables",
    "series_tables",
    "unit_tables",
]

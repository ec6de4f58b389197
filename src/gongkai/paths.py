"""The only module that knows folder names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    """The folders of one gongkai project, below its root."""

    root: Path

    @cached_property
    def disclosures(self) -> Path:
        """What was published, as is, with unit.yml and disclosure.yml."""
        return self.root / "disclosures"

    @cached_property
    def datapackages(self) -> Path:
        """The validated packages, committed."""
        return self.root / "datapackages"

    @cached_property
    def catalog(self) -> Path:
        """The whole corpus as one package."""
        return self.datapackages / "catalog"

    @cached_property
    def site_src(self) -> Path:
        """Hand-written pages, theme overrides and assets; never written to but for the permalink ledger."""
        return self.root / "site_src"

    @cached_property
    def permalinks(self) -> Path:
        """The ledger of published addresses, committed."""
        return self.site_src / "permalinks.csv"

    @cached_property
    def redirects(self) -> Path:
        """Where published addresses went, and what was withdrawn; written by hand."""
        return self.root / "knowledge" / "redirects.yml"

    @cached_property
    def build(self) -> Path:
        """Everything disposable."""
        return self.root / "build"

    @cached_property
    def staging(self) -> Path:
        """Packages and sites that are being written."""
        return self.build / "staging"

    @cached_property
    def docs(self) -> Path:
        """The hand-written pages and static files handed to the site engine (mkdocs docs_dir)."""
        return self.build / "docs"

    @cached_property
    def theme(self) -> Path:
        """The theme's custom_dir: a copy of site_src/theme."""
        return self.build / "theme"

    @cached_property
    def frame(self) -> Path:
        """What the site engine makes: hand-written pages, assets, 404.html."""
        return self.build / "frame"

    @cached_property
    def pages(self) -> Path:
        """The generated pages, as the site has them."""
        return self.build / "pages"

    @cached_property
    def site(self) -> Path:
        """The finished site."""
        return self.build / "site"

    @cached_property
    def reports(self) -> Path:
        """What was read, left over, masked or refused."""
        return self.build / "reports"

    @cached_property
    def cache(self) -> Path:
        """Results of earlier builds, by hash of their inputs."""
        return self.build / "cache"

    @cached_property
    def lock(self) -> Path:
        """Held while a build runs, so that two builds never write at once."""
        return self.build / "lock"

    @cached_property
    def downloads(self) -> Path:
        """What is made of packages for people's tools: zip, XLSX, SQLite, Parquet."""
        return self.build / "downloads"

    @cached_property
    def originals(self) -> Path:
        """Copies of original files as they are offered for download, by unit and disclosure."""
        return self.build / "originals"

    @property
    def remade(self) -> tuple[Path, ...]:
        """What a fresh build forgets: all that an earlier one left in build/ to be used again."""
        staged = (self.staging, self.docs, self.theme, self.frame, self.pages)
        return (self.cache, *staged, self.downloads, self.originals)


def table_files(folder: Path, table: str) -> tuple[Path, ...]:
    """The CSVs of one table of a package: `<table>.csv`, or the parts in `<table>/`, in order of their rows."""
    if (folder / table).is_dir():
        return tuple(sorted((folder / table).glob("*.csv")))
    return (folder / f"{table}.csv",)

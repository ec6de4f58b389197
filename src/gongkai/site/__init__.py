"""Stage 10: stage the pages, run the site engine, put the data beside them, publish in one step."""

from gongkai.site.build import SiteReport, build

__all__ = ["SiteReport", "build"]

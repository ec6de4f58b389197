"""Stage 10: stage the pages, run the site engine, put the data beside them, publish in one step."""

from gongkai.site.build import SiteReport, build
from gongkai.site.manifest import verify

__all__ = ["SiteReport", "build", "verify"]

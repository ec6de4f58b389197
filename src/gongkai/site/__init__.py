"""Stage 10: stage the pages, run the site engine, put the data beside them, publish in one step."""

from gongkai.site.build import Finish, SiteReport, build
from gongkai.site.known import Known
from gongkai.site.listing import verify

__all__ = ["Finish", "Known", "SiteReport", "build", "verify"]

"""Stage 10: the frame from the site engine, generated pages put into it, the data beside them, published in one step."""

from gongkai.site.build import Finish, Gate, SiteReport, build
from gongkai.site.frame import Frame
from gongkai.site.frame import make as make_frame
from gongkai.site.known import Known, Page, put
from gongkai.site.listing import verify
from gongkai.site.mould import Moulds
from gongkai.site.sheet import Sheet

__all__ = [
    "Finish",
    "Frame",
    "Gate",
    "Known",
    "Moulds",
    "Page",
    "Sheet",
    "SiteReport",
    "build",
    "make_frame",
    "put",
    "verify",
]

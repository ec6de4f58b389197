"""Pages as the pages stage gives them, and whole sites of them, without the stages before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongkai import framing, pages, site
from gongkai.pages import Page, PageInputs, Put
from gongkai.paths import Paths


def written_to(folder: Path) -> Put:
    """Every page as two files below `folder`: what search and previews know of it, and its fragment."""

    def put(page: Page, fragment: Mapping[str, str]) -> None:
        sheet = framing.sheet_of(page, fragment)
        parts = "".join(f"<!--{name}-->\n{html}\n" for name, html in fragment.items())
        for path, text in (
            (folder / "stubs" / sheet.source, sheet.stub()),
            (folder / "fragments" / sheet.file, parts),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    return put


def frame_of(paths: Paths, site_url: str = "", site_name: str = "") -> site.Frame:
    """The frame of a project."""
    return site.make_frame(paths, site_url, site_name, f"{site_url} {site_name}")


def known_pages(paths: Paths, frame: site.Frame, inputs: PageInputs) -> site.Known:
    """The pages of some inputs, put into the frame."""
    press = framing.Press(paths, frame.moulds)
    pages.write(inputs, press)
    return site.Known(press.made)


def build(
    paths: Paths,
    inputs: PageInputs,
    beside: Mapping[str, Path],
    site_url: str = "",
    site_name: str = "",
    limit: int = 1_000_000_000,
    warn_percent: int = 80,
) -> site.SiteReport:
    """The whole site of some inputs."""
    frame = frame_of(paths, site_url, site_name)
    known = known_pages(paths, frame, inputs)
    return site.build(
        paths,
        frame,
        known,
        {name: path.as_posix() for name, path in beside.items()},
        site_url,
        limit=limit,
        warn_percent=warn_percent,
    )

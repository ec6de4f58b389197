"""A source as read: paragraphs and grids in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.model.finding import Finding
from gongkai.model.grid import Grid
from gongkai.model.place import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, verbatim but for line breaks that the page layout forced.

    `kind` is `text`, or `furniture` for page numbers and running heads, or what the reader knows from the format
    (`heading`, `list`, `footnote`, `textbox`). `level` is the outline level of a heading, 0 where unknown.
    """

    text: str
    place: Place
    kind: str = "text"
    level: int = 0


Block = Paragraph | Grid


@dataclass(frozen=True)
class Document:
    """All blocks of one source file, with what the reader noticed."""

    file: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = field(default=())
    pages: int | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids alone."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

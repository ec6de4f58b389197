"""How much one source file may cost to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of time and memory for one file. What exceeds them is refused with a SourceError, never cut short."""

    max_file_bytes: int = 100_000_000
    """Size of the file as stored."""

    max_pages: int = 2_000
    """Pages of a PDF."""

    max_uncompressed_bytes: int = 500_000_000
    """Sum of the unpacked parts of a zipped format (.docx, .xlsx)."""

    max_ratio: int = 200
    """Unpacked to packed size of one large part of a zipped format; real documents stay below 60."""

    max_cells: int = 500_000
    """Cells of all grids of one file."""

    max_depth: int = 200
    """Nesting of elements in HTML and XML."""

    max_seconds: float = 300.0
    """Wall clock for one file; checked between pages, sheets and conversions."""

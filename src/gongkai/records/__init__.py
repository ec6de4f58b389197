"""Stage 5: recognised tables become typed rows; every cell is handled, and what is left over is named."""

from gongkai.records.build import build

__all__ = ["build"]

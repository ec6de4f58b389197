"""Stage 3: grids as read become tidy tables. Pure functions, one operation per file."""

from gongkai.tables.tidy import tidy

__all__ = ["tidy"]

"""Stage 1: list the disclosures of a project and verify that the files are what was declared."""

from gongkai.documents.discover import discover
from gongkai.documents.memory import Memory

__all__ = ["Memory", "discover"]

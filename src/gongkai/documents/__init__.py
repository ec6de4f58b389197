"""Stage 1: list the disclosures of a project and verify that the files are what was declared."""

from gongkai.documents.discover import discover

__all__ = ["discover"]

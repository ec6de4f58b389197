"""DATA about disclosures in general, edited without Python, and its loader."""

from gongkai.knowledge.loading import load

__all__ = ["load"]

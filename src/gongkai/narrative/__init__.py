"""Paragraphs → sections and statements: every amount of money in running text is a row."""

from gongkai.narrative.read import Narrative, read

__all__ = ["Narrative", "read"]

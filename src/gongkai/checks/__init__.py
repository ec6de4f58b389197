"""Stage 7: the public ledger. A check compares two things the source says; it never changes data."""

from gongkai.checks.completeness import assess
from gongkai.checks.registry import CHECKS, across, catalogue, run, run_and_assess

__all__ = ["CHECKS", "across", "assess", "catalogue", "run", "run_and_assess"]

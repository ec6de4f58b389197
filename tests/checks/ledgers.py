"""Helpers to read the rows of a ledger in tests."""

from __future__ import annotations

from checks.builder import Builder

from gongkai.checks import run
from gongkai.knowledge.loading import load
from gongkai.model.package import Package, Row


def ledger(source: Builder | Package, rule: str) -> dict[str, Row]:
    """The rows of one rule by check_id."""
    package = source.build() if isinstance(source, Builder) else source
    return {str(row["check_id"]): row for row in run(package, load()) if row["rule"] == rule}


def states(source: Builder | Package, rule: str) -> dict[str, str]:
    """The states of one rule by check_id."""
    return {check_id: str(row["state"]) for check_id, row in ledger(source, rule).items()}

"""F2: the statutory explanations are disclosed."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.f1_tables import results
from gongkai.checks.ledger import Ledger
from gongkai.checks.rule import Result, Rule


def find(ledger: Ledger) -> Iterator[Result]:
    """The explanations of knowledge/statutory_items.yml."""
    yield from results(ledger, "text")


RULE = Rule(
    "F2",
    "应说明的内容齐全",
    "The statutory explanations are there",
    "职责与机构、收支增减、机关运行经费、政府采购、名词解释等应有文字说明；逐步公开的内容只在公开时列出。",
    "Duties and organisation, changes, agency operation, procurement and a glossary are explained; what is asked for "
    "step by step is listed only where it is there.",
    find,
    stages=("budget", "final", "performance"),
)

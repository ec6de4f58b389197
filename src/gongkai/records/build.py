"""The whole of stage 5: recognised tables and the narrative's rows become the content of a package."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gongkai.model.disclosure import Disclosure
from gongkai.model.document import Paragraph
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Coverage, Package, Row
from gongkai.model.table import RecognisedTable
from gongkai.records.activities import read_activities
from gongkai.records.assets import read_assets
from gongkai.records.cells import audit, cell_rows, table_rows
from gongkai.records.items import read_items
from gongkai.records.ledger import Ledger
from gongkai.records.performance import read_performance
from gongkai.records.rows import read_rows
from gongkai.records.sides import read_sides
from gongkai.records.staffing import read_staffing

Shape = Callable[[RecognisedTable, Form, Ledger, Knowledge], None]

SHAPES: dict[str, Shape] = {
    "rows": read_rows,
    "sides": read_sides,
    "items": read_items,
    "assets": read_assets,
    "performance": read_performance,
    "activities": read_activities,
}
"""How a form is read, by its shape in knowledge/forms/."""


def build(
    disclosure: Disclosure,
    recognised: Sequence[RecognisedTable],
    narrative: Mapping[str, Sequence[Row]],
    findings: Sequence[Finding],
    knowledge: Knowledge,
    *,
    paragraphs: Sequence[Paragraph] = (),
) -> Package:
    """The package of one disclosure, without its checks. `narrative` holds `sections`, `statements`, `amounts`.

    `paragraphs` are those of the tidied disclosure; they tell the staffing.
    """
    ledger = Ledger()
    for one in recognised:
        form = knowledge.forms.get(one.form)
        if form is not None and form.shape in SHAPES:
            SHAPES[form.shape](one, form, ledger, knowledge)
    audits = [audit(one, ledger) for one in recognised]
    left_over = tuple(name for _, names in audits for name in names)
    numbers = sum(count for count, _ in audits)
    rows: dict[str, Sequence[Row]] = {
        **ledger.rows,
        "staffing": read_staffing(paragraphs, knowledge),
        "sections": narrative.get("sections", ()),
        "statements": narrative.get("statements", ()),
        "tables": table_rows(recognised),
        "cells": cell_rows(recognised, ledger),
        "amounts": (*ledger.amounts, *narrative.get("amounts", ())),
    }
    coverage = Coverage(
        cells=len(rows["cells"]),
        numbers=numbers,
        placed=numbers - len(left_over),
        tables=len(recognised),
        recognised=sum(bool(one.form) for one in recognised),
        paragraphs=len(rows["sections"]),
        statements=len(rows["statements"]),
        left_over=left_over,
    )
    ordered = {name: tuple(rows[name]) for name in RESOURCES if rows.get(name)}
    found = (*findings, *(f for one in recognised for f in one.findings), *ledger.findings)
    return Package(disclosure, ordered, coverage, tuple(found))

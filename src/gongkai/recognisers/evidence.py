"""A table without a telling title: recognised by headings that only one form has."""

from __future__ import annotations

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.table import Table


def by_headings(table: Table, knowledge: Knowledge) -> tuple[Form, tuple[str, ...]] | None:
    """The one form with `by_headings: true` whose required headings are all printed; None where none or several."""
    texts = sorted({fold(cell.text) for cell in table.grid.cells if not cell.blank})
    found = []
    for form in knowledge.forms.values():
        if not form.options.get("by_headings") or not form.requires:
            continue
        hits = [next((t for t in texts if any(word in t for word in group)), "") for group in form.requires]
        if all(hits):
            found.append((form, tuple(f"heading {hit!r}" for hit in hits)))
    found.sort(key=lambda one: -len(one[1]))
    if not found or (len(found) > 1 and len(found[0][1]) == len(found[1][1])):
        return None
    return found[0]

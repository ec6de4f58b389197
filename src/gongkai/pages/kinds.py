"""Every kind of generated page, and how they are made from one disclosure or from all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gongkai.pages import changes, compare, completeness, data, dictionary, home, rules, unit, units
from gongkai.pages.inputs import PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.page import Page


def _units(overviews: Sequence[Overview], inputs: PageInputs) -> Iterator[Page]:
    found: dict[str, list[Overview]] = {}
    for one in overviews:
        found.setdefault(one.unit.unit_id, []).append(one)
    for unit_id, group in found.items():
        head = inputs.units[unit_id].head if unit_id in inputs.units else ""
        yield replace(unit.page(group, inputs.knowledge), head=head)


PAGES: dict[str, Callable[[Sequence[Overview], PageInputs], Iterator[Page]]] = {
    "home": lambda overviews, inputs: iter([home.page(overviews, inputs)]),
    "units": lambda overviews, _: units.pages(overviews),
    "unit": _units,
    "compare": lambda overviews, inputs: compare.pages(overviews, inputs.knowledge),
    "rules": rules.pages,
    "completeness": lambda overviews, inputs: completeness.pages(overviews, inputs.knowledge),
    "data": lambda _, inputs: iter([data.page(inputs)]),
    "changes": lambda _, inputs: iter([changes.news(inputs)]),
    "dictionary": lambda *_: iter([dictionary.page()]),
}
"""Made from the briefs of all disclosures, in order of unit, year and stage."""

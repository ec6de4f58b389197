"""Every kind of generated page about many disclosures, and what each unit adds to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongkai.model.knowledge import Knowledge
from gongkai.pages import changes, compare, completeness, data, dictionary, home, rules, units
from gongkai.pages.inputs import PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.shares import Shares, Sheaf, Source

PAGES: dict[str, Callable[[Source, PageInputs], Iterator[Sheaf]]] = {
    "home": lambda source, inputs: iter([home.sheaf(source, inputs)]),
    "units": lambda source, _: iter([units.sheaf(source)]),
    "compare": lambda source, inputs: compare.sheaves(source, inputs.knowledge),
    "rules": rules.sheaves,
    "completeness": lambda source, inputs: iter([completeness.sheaf(source, inputs.knowledge)]),
    "data": lambda _, inputs: iter([Sheaf("data/", lambda: [data.page(inputs)], frame=repr(inputs.downloads))]),
    "changes": lambda _, inputs: iter([Sheaf("changes/", lambda: [changes.news(inputs)], frame=repr(inputs.changes))]),
    "dictionary": lambda *_: iter([Sheaf("data/dictionary/", lambda: [dictionary.page()])]),
}
"""Made from the shares of all units, in order of unit."""


def shares(overviews: Sequence[Overview], knowledge: Knowledge) -> Shares:
    """What one unit adds to all of them; its disclosures are in order of year and stage."""
    return {
        units.KEY: units.share(overviews),
        completeness.KEY: completeness.share(overviews, knowledge),
        **compare.shares(overviews, knowledge),
        **rules.shares(overviews),
    }

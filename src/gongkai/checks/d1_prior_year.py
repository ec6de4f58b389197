"""D1: the prior-year amount stated or implied = what that year's disclosure printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gongkai.checks.c3_change import base_of, sign
from gongkai.checks.figure import Figure, Side
from gongkai.checks.headlines import Headline, by_code, headlines
from gongkai.checks.judging import best, compare, untestable
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.stating import Sentences, meaning
from gongkai.model.package import Row

PRIOR = {"budget": ("prior_budget", "budget"), "final": ("prior_final", "final")}
"""By stage of the earlier disclosure: the measures of the later one that speak of it; the first is unmistakable."""

WORKED_OUT = frozenset({"amounts", "statements"})
"""Resources in which a figure of last year need not be printed in a table."""
DERIVED = ("上年数由当年数和增减额推算", "The earlier amount is worked out from the change")
SCOPE = ("两处可能不是同一口径", "the two may not be of the same scope")


def between(earlier: Ledger, later: Ledger) -> Iterator[Result]:
    """What the later disclosure says of the earlier year, against the earlier disclosure."""
    found = False
    for result in (*_tables(earlier, later), *_sentences(earlier, later)):
        found = True
        yield result
    if not found:
        yield untestable("prior", "prior", "当年公开的内容没有提到上年的同一指标", "nothing is said of the year before")


def _tables(earlier: Ledger, later: Ledger) -> Iterator[Result]:
    """Columns of last year's figures."""
    measure = PRIOR[earlier.stage][0]
    printed = (rows for name, rows in later.package.resources.items() if name not in WORKED_OUT)
    if not any(row.get("measure") == measure for rows in printed for row in rows):
        return
    past = earlier.once(headlines)
    for indicator, values in later.once(headlines).items():
        for one in values:
            rights = _comparable(past.get(indicator, ()), one.scope, earlier.stage)
            if one.measure == measure and rights and one.kind != "classes":
                place = f"{_name(earlier)}-{one.line.row_id}-{next(iter(one.side.figures)).field}-{indicator}"
                yield compare(
                    later, place, one.line.row_id, one.side, best(one.side, _told(earlier, rights)), between=True
                )


def _sentences(earlier: Ledger, later: Ledger) -> Iterator[Result]:
    sentences, past = Sentences(later), earlier.once(headlines)
    rows = later.package.rows("statements")
    for row in later.statements:
        values = _values(earlier, past, row)
        if not values:
            continue
        stated = _stated(earlier, later, row)
        derived = None if stated else _derived(earlier, later, row, rows)
        left = stated or derived
        if left is None:
            continue
        scope = sentences.scope(row)
        same = _comparable(values, scope, earlier.stage) or list(values)
        right = best(left, [*_told(earlier, same), *_told(earlier, values)])
        unsure = SCOPE if scope == "mixed" or sentences.narrow(row) else None
        place = f"{_name(earlier)}-{text(row, 'row_id')}"
        softer = DERIVED if derived else None
        yield compare(later, place, text(row, "row_id"), left, right, between=True, unsure=unsure, softer=softer)


def _values(earlier: Ledger, past: Mapping[str, tuple[Headline, ...]], row: Row) -> list[Headline]:
    code = text(row, "code")
    values = tuple(by_code(earlier, code)) if code else past.get(meaning(row)[0], ())
    return [one for one in values if one.measure in {earlier.stage, ""} and one.kind != "classes"]


def _comparable(values: Sequence[Headline], scope: str, stage: str) -> list[Headline]:
    certain = [one for one in values if one.measure in {stage, ""} and one.kind != "classes"]
    return [one for one in certain if not scope or one.scope == scope]


def _stated(earlier: Ledger, later: Ledger, row: Row) -> Side | None:
    """The amount that a sentence gives for the earlier year."""
    figure = later.stated(row)
    if figure is None or decimal(row.get("year")) != earlier.year:
        return None
    if text(row, "measure") not in PRIOR[earlier.stage]:
        return None
    return Side(f"文字所述{earlier.year}年数", f"the {earlier.year} figure stated", (figure,))


def _derived(earlier: Ledger, later: Ledger, row: Row, rows: Sequence[Row]) -> Side | None:
    """The earlier amount by arithmetic, where the sentence names the year and the measure compared with."""
    amount, change = later.stated(row), later.stated(row, "change")
    if amount is None or change is None or not sign(row) or decimal(row.get("year")) != later.year:
        return None
    if decimal(row.get("base_year")) != earlier.year or text(row, "base_measure") not in PRIOR[earlier.stage]:
        return None
    if base_of(row, rows) is not None:
        return None
    minus: tuple[Figure, ...] = (change,) if sign(row) > 0 else ()
    plus: tuple[Figure, ...] = (amount,) if sign(row) > 0 else (amount, change)
    return Side(
        f"由增减额推算的{earlier.year}年数", f"the {earlier.year} figure worked out from the change", plus, minus
    )


def _told(earlier: Ledger, values: Sequence[Headline]) -> list[Side]:
    """The sides of the earlier disclosure, their sources marked with its package so that they are found there."""
    name = earlier.package.disclosure.name
    return [
        replace(
            one.side,
            zh=f"{earlier.year}年公开的{one.side.zh}",
            en=f"{one.side.en} of the {earlier.year} disclosure",
            figures=tuple(replace(figure, source=f"{name}#{figure.source}") for figure in one.side.figures),
        )
        for one in values
    ]


def _name(earlier: Ledger) -> str:
    return earlier.package.disclosure.key


RULE = Rule(
    "D1",
    "上年数与上年公开一致",
    "Last year's figure is the one published then",
    "当年公开中列出或推算的上年数，应等于该单位上年同一阶段（预算或决算）公开的数字。",
    "The amount given for the year before, in a table or a sentence, is what the unit published then, budget with "
    "budget and final account with final account.",
    across=True,
)

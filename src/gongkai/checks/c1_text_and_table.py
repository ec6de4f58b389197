"""C1: an amount stated in a sentence = the same indicator in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.checks.figure import Side
from gongkai.checks.headlines import SCOPE_EN, SCOPE_ZH, Headline, by_code, headlines
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.stating import Sentences, label, meaning
from gongkai.model.package import Row

PART = (
    "差额与其所属合计的差额相同，可能是范围不同",
    "The whole it is part of differs by the same: perhaps a matter of scope",
)
UNSURE = ("句中金额所指的范围无法确定", "it is not certain which funds the sentence means")
ORDER = ("all", "appropriation", "general_budget", "government_fund", "state_capital")


def find(ledger: Ledger) -> Iterator[Result]:
    """Each stated amount of the year whose indicator or code also stands in a table."""
    sentences, known = Sentences(ledger), ledger.once(headlines)
    matched: set[str] = set()
    open_: list[tuple[Row, list[Headline]]] = []
    found = False
    for row in sentences.current():
        values = _values(ledger, known, row)
        if not values or _elsewhere(row, values):
            continue
        found = True
        side = _stated(ledger, row)
        if side is None:
            continue
        scope = _scope(sentences, row, values)
        here = [
            one for one in values if not scope or one.scope in ACCEPTED.get(scope, {scope}) or one.scope not in ORDER
        ]
        right = next((one for one in here if equal(side, one.side)), None)
        if right is not None:
            matched.add(_topic(row))
            yield compare(ledger, text(row, "row_id"), text(row, "row_id"), side, right.side, between=True)
        elif certain := [one for one in values if one.kind != "classes"]:
            open_.append((row, certain))
    explained: dict[str, Result] = {}
    for row, values in open_:
        result = _difference(ledger, sentences, row, values, _topic(row) in matched, explained)
        if result.state == "note":
            explained[text(row, "row_id")] = result
        yield result
    if not found:
        yield untestable(
            "text", "text", "文字与表格没有可比的同一指标", "no indicator stands both in a sentence and in a table"
        )


ACCEPTED = {"appropriation": {"appropriation", "general_budget", "government_fund", "state_capital"}}
"""The scopes of tables that a sentence about a scope can mean: 财政拨款 is the three budgets."""

FUNDS = frozenset({"fiscal_appropriation", "general_budget", "government_fund", "state_capital"})
"""Indicators that name their funds themselves."""

WHOLE = frozenset({"basic_expenditure", "personnel", "public", "project_expenditure"})


def _scope(sentences: Sentences, row: Row, values: Sequence[Headline]) -> str:
    """The funds a sentence speaks of; a kind of expenditure without any means that of all funds, if a table has it."""
    if text(row, "indicator") in FUNDS and not text(row, "code"):
        return ""
    scope = sentences.scope(row)
    if not scope and meaning(row)[0] in WHOLE and any(one.scope == "all" for one in values):
        return "all"
    return scope


def _elsewhere(row: Row, values: Sequence[Headline]) -> bool:
    """True where a sentence itself names one fund and no table of that fund prints an amount: nothing to compare."""
    fund = meaning(row)[1]
    return fund in {"government_fund", "state_capital"} and all(one.scope != fund for one in values)


def _topic(row: Row) -> str:
    return text(row, "code") or text(row, "indicator")


def _stated(ledger: Ledger, row: Row) -> Side | None:
    figure = ledger.stated(row)
    if figure is None:
        return None
    name_zh, name_en = label(ledger, row)
    return Side(f"文字说明中的{name_zh}", f"{name_en} in the text", (figure,))


def _values(ledger: Ledger, known: Mapping[str, tuple[Headline, ...]], row: Row) -> list[Headline]:
    code = text(row, "code")
    values: Sequence[Headline] = tuple(by_code(ledger, code)) if code else known.get(meaning(row)[0], ())
    if text(row, "indicator") == "fixed_assets":
        return list(values)
    wanted = {text(row, "measure")} if text(row, "measure") else {"budget", "final"}
    return [one for one in values if one.measure in wanted or not one.measure]


def _difference(
    ledger: Ledger,
    sentences: Sentences,
    row: Row,
    values: list[Headline],
    matched: bool,
    explained: Mapping[str, Result],
) -> Result:
    """No table value of the named scope agrees: another scope explains it, or it is unclear, or it is a difference."""
    side, scope = _stated(ledger, row), _scope(sentences, row, values)
    assert side is not None
    meant = ACCEPTED.get(scope, {scope})
    ordered = sorted(
        values, key=lambda one: (one.scope not in meant, ORDER.index(one.scope) if one.scope in ORDER else 9)
    )
    other = next((one for one in ordered if equal(side, one.side)), None)
    unsure = None
    if other is not None and side.amount:
        return _other_scope(ledger, row, side, other, ordered[0])
    if (
        matched
        or scope == "mixed"
        or sentences.narrow(row)
        or (scope and ordered[0].scope not in meant and ordered[0].scope in ORDER)
    ):
        unsure = UNSURE
    place = text(row, "row_id")
    result = compare(ledger, place, place, side, ordered[0].side, between=True, unsure=unsure)
    whole = explained.get(text(row, "part_of"))
    if whole is not None and whole.difference == result.difference:
        return compare(ledger, place, place, side, ordered[0].side, between=True, softer=PART)
    return result


def _other_scope(ledger: Ledger, row: Row, side: Side, other: Headline, expected: Headline) -> Result:
    zh = f"文字中的数字与{SCOPE_ZH[other.scope]}口径的表内数字一致，可能是范围不同"
    en = f"The sentence gives the figure for {SCOPE_EN[other.scope]}: perhaps a matter of scope"
    place = text(row, "row_id")
    return compare(ledger, place, place, side, expected.side, between=True, softer=(zh, en))


RULE = Rule(
    "C1",
    "文字说明与表格一致",
    "The text agrees with the tables",
    "文字说明中的金额应等于表格中同一指标的金额。文字只写到部分资金（如仅财政拨款）时，注明其口径。",
    "An amount in the text is that of the same indicator in a table. Where the text covers only some funds, the scope "
    "is noted.",
    find,
    ("changes",),
)

"""The rules, and how they are run: the ledger of one disclosure, and of two years of one unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.checks import (
    a1_code_sums,
    a2_row_parts,
    a3_totals,
    a4_balance,
    a5_three_public,
    a6_assets,
    a7_procurement,
    a8_changes,
    b1_same_totals,
    b2_appropriation,
    b3_basic,
    b4_three_public_codes,
    b5_detail,
    b6_projects,
    b7_agency_operation,
    c1_text_and_table,
    c2_parts_in_text,
    c3_change,
    c4_direction,
    c5_empty_notes,
    d1_prior_year,
    d2_contents,
    e1_code_names,
    e2_code_parents,
    f1_tables,
    f2_texts,
    g1_units,
    h1_residue,
)
from gongkai.checks.completeness import assessment_rows, assessments
from gongkai.checks.ledger import Ledger, table_of
from gongkai.checks.rule import Result, Rule
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Package, Row

CHECKS: tuple[Rule, ...] = (
    a1_code_sums.RULE,
    a2_row_parts.RULE,
    a3_totals.RULE,
    a4_balance.RULE,
    a5_three_public.RULE,
    a6_assets.RULE,
    a7_procurement.RULE,
    a8_changes.RULE,
    b1_same_totals.RULE,
    b2_appropriation.RULE,
    b3_basic.RULE,
    b4_three_public_codes.RULE,
    b5_detail.RULE,
    b6_projects.RULE,
    b7_agency_operation.RULE,
    c1_text_and_table.RULE,
    c2_parts_in_text.RULE,
    c3_change.RULE,
    c4_direction.RULE,
    c5_empty_notes.RULE,
    d1_prior_year.RULE,
    d2_contents.RULE,
    e1_code_names.RULE,
    e2_code_parents.RULE,
    f1_tables.RULE,
    f2_texts.RULE,
    g1_units.RULE,
    h1_residue.RULE,
)
"""Every rule, in the order of the ledger."""

INSIDE_A_TABLE = frozenset({"A1", "A2", "A3", "A8"})
"""Rules of arithmetic between the cells of one table."""

SUMS = frozenset({"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "C2"})
"""Rules that add up what one table or sentence prints. Where every figure is 0 a pass proves nothing: no row."""

_MANY = 3
_COLUMNS = (
    "同一表内多处同时不符，各栏的含义可能没有读对",
    "many places of the table disagree at once: its columns may be misread",
)


def run(package: Package, knowledge: Knowledge) -> tuple[Row, ...]:
    """The rows of `checks` of one disclosure, in the order of CHECKS and of print. Never changes the package."""
    return _run(Ledger(package, knowledge))


def run_and_assess(package: Package, knowledge: Knowledge) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What `run` and `assess` give, from one look at the package."""
    ledger = Ledger(package, knowledge)
    return _run(ledger), assessment_rows(ledger)


def _run(ledger: Ledger) -> tuple[Row, ...]:
    rows: list[Row] = []
    for rule in CHECKS:
        if rule.find is None:
            continue
        if ledger.stage not in rule.stages:
            continue
        found = list(rule.find(ledger))
        if rule.id in INSIDE_A_TABLE:
            found = list(_tempered(found))
        if rule.id in SUMS:
            found = [one for one in found if one.state != "pass" or one.left or one.right]
        if all(one.state == "not_testable" and one.left is None and one.subject not in ledger.tables for one in found):
            found = _nothing(ledger, rule) or found
        rows.extend(_rows(rule, found))
    return tuple(rows)


def across(earlier: Package, later: Package, knowledge: Knowledge) -> tuple[Row, ...]:
    """The rows of D1: what the later disclosure says of the earlier year, against the earlier disclosure.

    Rows belong to the later disclosure. Sources in the earlier one are written `<package name>#<cell id>`. Without
    rows where the two are not of the same unit, the same stage and consecutive years.
    """
    one, other = earlier.disclosure, later.disclosure
    comparable = one.unit.unit_id == other.unit.unit_id and one.fiscal_year + 1 == other.fiscal_year
    if not comparable or one.stage != other.stage or one.stage not in d1_prior_year.PRIOR:
        return ()
    found = d1_prior_year.between(Ledger(earlier, knowledge), Ledger(later, knowledge))
    return tuple(_rows(d1_prior_year.RULE, found))


def catalogue() -> tuple[Row, ...]:
    """The documentation of the rules, from the rules: rule, title_zh, title_en, explanation_zh, explanation_en."""
    return tuple(
        {
            "rule": rule.id,
            "title_zh": rule.title_zh,
            "title_en": rule.title_en,
            "explanation_zh": rule.explanation_zh,
            "explanation_en": rule.explanation_en,
        }
        for rule in CHECKS
    )


def _tempered(found: list[Result]) -> Iterator[Result]:
    """Where most of the tested places of a table fail, we may have misread its columns: nobody is accused."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        states[table_of(one.subject)][one.state] += 1
    for one in found:
        count = states[table_of(one.subject)]
        if one.state == "fail" and count["fail"] >= _MANY and count["fail"] > count["pass"]:
            yield replace(
                one,
                state="not_testable",
                message_zh=f"无法核对：{_COLUMNS[0]}。",
                message_en=f"Cannot be tested: {_COLUMNS[1]}.",
            )
        else:
            yield one


def _nothing(ledger: Ledger, rule: Rule) -> list[Result]:
    """One result for a rule that found nothing to test because the items it is about are all not disclosed."""
    items = [one for one in ledger.once(assessments) if one.item.key in rule.items]
    missing = [one.item for one in items if one.state == "missing"]
    if not items or len(missing) < len(items):
        return []
    zh = "、".join(item.title_zh for item in missing)
    en = ", ".join(item.title_en for item in missing)
    key = ledger.package.disclosure.key
    return [Result("none", key, "not_disclosed", f"没有公开：{zh}。", f"Not disclosed: {en}.")]


def _rows(rule: Rule, found: Iterable[Result]) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for one in found:
        check_id = f"{rule.id}-{one.place}"
        seen[check_id] += 1
        number = f"-{seen[check_id]}" if seen[check_id] > 1 else ""
        yield {
            "check_id": f"{check_id}{number}",
            "rule": rule.id,
            "subject": one.subject,
            "state": one.state,
            "left_label": one.left_label,
            "left": one.left,
            "left_source": one.left_source,
            "right_label": one.right_label,
            "right": one.right,
            "right_source": one.right_source,
            "difference": one.difference,
            "tolerance": one.tolerance,
            "message_zh": one.message_zh,
            "message_en": one.message_en,
        }

"""corrections.yml: what is published instead of a printed figure that its own document proves wrong.

The cell keeps its text and `amounts` keeps the print; only the typed value changes, and `amounts.basis` says so. Each
entry names the printed text it expects, so that it stops the disclosure, loudly, once the source has changed. The
ledger of checks is made before corrections are applied: a fault of the source stays in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai import strict_yaml
from gongkai.errors import CorrectionError, SettingsError
from gongkai.knowledge.text import fold
from gongkai.model.fields import RESOURCES
from gongkai.model.money import Kind, precision, read_number, to_yuan
from gongkai.model.package import Package, Row, Value

FILE = "corrections.yml"
ACTIONS = ("override", "blank", "flag")
"""`override` publishes `value` (in the printed unit), `blank` publishes nothing, `flag` only says that it is doubtful."""

Target = tuple[str, str, str, str]
"""resource, row_id, measure, field"""


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: the cell, the text it must hold, what is published instead, why, and what proves it.

    `value` is a number as it would be printed, in the unit of the cell; `evidence` names the places that agree on it.
    """

    cell: str
    action: str
    expect: str
    reason: str
    evidence: tuple[str, ...]
    value: str = ""
    reported_on: date | None = None
    where: str = FILE


def load(folder: Path) -> tuple[Correction, ...]:
    """The corrections beside a disclosure, in written order; none where there is no file. SettingsError if malformed."""
    path = folder / FILE
    if not path.exists():
        return ()
    where = f"{folder.parent.name}/{folder.name}/{FILE}"
    keys = strict_yaml.Keys(strict_yaml.read(path, where), where)
    found: list[Correction] = []
    problems: list[SettingsError] = []
    for entry in keys.mappings("corrections", required=True):
        one = Correction(
            cell=entry.text("cell", required=True),
            action=entry.choice("action", ACTIONS, required=True),
            expect=entry.text("expect"),
            value=entry.text("value"),
            reason=entry.text("reason", required=True),
            evidence=entry.texts("evidence"),
            reported_on=entry.day("reported_on"),
            where=entry.where,
        )
        if (one.action == "override") != bool(one.value):
            entry.problem(f"action {one.action} with value {one.value!r}", "give a value with override, and only there")
        if one.value and read_number(one.value).kind is not Kind.NUMBER:
            entry.problem(f"value is {one.value!r}", "write the number as it would be printed")
        if any(one.cell == other.cell for other in found):
            entry.problem(f"a second correction of {one.cell}", "keep one of the two")
        if not one.evidence:
            entry.problem("no evidence", "name the places that prove it")
        problems += entry.close()
        found.append(one)
    for problem in (*keys.close(), *problems):
        raise problem
    return tuple(found)


def apply(package: Package, corrections: Sequence[Correction]) -> Package:
    """The package with corrected typed values. CorrectionError where a cell is missing or holds another text.

    Cells, `amounts.printed` and the checks that are already in the package stay as they are.
    """
    if not corrections:
        return package
    cells = {str(row["cell_id"]): row for row in package.rows("cells")}
    changes: dict[Target, tuple[Value, Row]] = {}
    for one in corrections:
        _expected(one, cells)
        if one.action == "flag":
            continue
        for entry in _amounts(package, one, cells[one.cell]):
            amount, step = _published(one, entry)
            target = _target(entry)
            changes[target] = (amount, {**entry, "amount": amount, "precision": step, "basis": "corrected"})
    resources = {name: _changed(name, rows, changes) for name, rows in package.resources.items()}
    return replace(package, resources=resources)


def rows(package: Package, corrections: Iterable[Correction]) -> tuple[Row, ...]:
    """What /corrections/ shows, in written order: the print and what is published instead, with reason and evidence.

    unit_id, fiscal_year, stage, cell_id, table_id, action, printed, published, unit, reason, evidence, reported_on.
    """
    disclosure = package.disclosure
    cells = {str(row["cell_id"]): row for row in package.rows("cells")}
    amounts = {str(row["cell_id"]): row for row in package.rows("amounts") if row.get("cell_id")}
    return tuple(
        {
            "unit_id": disclosure.unit.unit_id,
            "fiscal_year": disclosure.fiscal_year,
            "stage": disclosure.stage,
            "cell_id": one.cell,
            "table_id": cells.get(one.cell, {}).get("table_id"),
            "action": one.action,
            "printed": one.expect,
            "published": one.value if one.action == "override" else "" if one.action == "blank" else one.expect,
            "unit": amounts.get(one.cell, {}).get("unit"),
            "reason": one.reason,
            "evidence": "\n".join(one.evidence),
            "reported_on": one.reported_on.isoformat() if one.reported_on else None,
        }
        for one in corrections
    )


def _expected(one: Correction, cells: Mapping[str, Row]) -> None:
    cell = cells.get(one.cell)
    if cell is None:
        raise CorrectionError(f"{one.where} {one.cell}", "no such cell in the document", "find the cell anew")
    printed = str(cell.get("text") or "")
    if fold(printed) != fold(one.expect):
        found = f"the cell holds {printed!r}, not {one.expect!r}"
        raise CorrectionError(f"{one.where} {one.cell}", found, "the source has changed: check the correction again")


def _amounts(package: Package, one: Correction, cell: Row) -> list[Row]:
    """The rows of `amounts` that the cell feeds; one is made where the print was no number."""
    found = [row for row in package.rows("amounts") if row.get("cell_id") == one.cell and row.get("resource")]
    found = found or [
        entry for use in str(cell.get("used_by") or "").split() for entry in _made(package, one, cell, use)
    ]
    if not found:
        raise CorrectionError(
            f"{one.where} {one.cell}", "the cell feeds no amount", "correct a cell that holds an amount"
        )
    return found


def _made(package: Package, one: Correction, cell: Row, use: str) -> list[Row]:
    resource, _, rest = use.partition(".")
    row_id, _, field = rest.rpartition(".")
    known = RESOURCES[resource].by_name.get(field) if resource in RESOURCES else None
    typed = [row for row in package.rows(resource) if row.get("row_id") == row_id]
    table = next((row for row in package.rows("tables") if row.get("table_id") == cell.get("table_id")), {})
    if known is None or not known.money or len(typed) != 1 or table.get("unit_factor") is None:
        return []
    return [
        {
            "amount_id": one.cell, "resource": resource, "row_id": row_id, "measure": typed[0].get("measure") or "",
            "field": field, "printed": str(cell.get("text") or "").strip(), "unit": table.get("unit"),
            "factor": table.get("unit_factor"), "cell_id": one.cell, "statement_id": "",
        }
    ]  # fmt: skip


def _published(one: Correction, entry: Row) -> tuple[Value, Value]:
    """The amount in 元 and its precision; both None for `blank`."""
    if one.action == "blank":
        return None, None
    factor, printed = entry.get("factor"), read_number(one.value)
    if not isinstance(factor, Decimal) or printed.value is None:
        raise CorrectionError(f"{one.where} {one.cell}", "the unit of the cell is not known", "state the unit first")
    return to_yuan(printed.value, factor), precision(printed.decimals, factor)


def _target(entry: Row) -> Target:
    return (str(entry["resource"]), str(entry["row_id"]), str(entry.get("measure") or ""), str(entry["field"]))


def _changed(name: str, rows: Sequence[Row], changes: Mapping[Target, tuple[Value, Row]]) -> tuple[Row, ...]:
    if name == "amounts":
        kept = [changes.get(_target(row), (None, row))[1] if row.get("resource") else row for row in rows]
        there = {_target(row) for row in rows if row.get("resource")}
        return (*kept, *(entry for target, (_, entry) in changes.items() if target not in there))
    by_row: dict[tuple[str, str], dict[str, Value]] = {}
    for (resource, row_id, measure, field), (amount, _) in changes.items():
        if resource == name:
            by_row.setdefault((row_id, measure), {})[field] = amount
    if not by_row:
        return tuple(rows)
    return tuple({**row, **by_row.get((str(row.get("row_id")), str(row.get("measure") or "")), {})} for row in rows)

"""What each column of a recognised table means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.knowledge.headings import headings
from gongkai.knowledge.items import column_item
from gongkai.knowledge.text import fold
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding, Level
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.table import Column, Role, Table
from gongkai.recognisers.measures import measure_of
from gongkai.recognisers.units import heading_unit

_REMARK = re.compile(r"[(（](按?.{1,14})[)）]$")
_YEAR = re.compile(r"\d{4}年(度)?")
_MARKS = re.compile(r"^(其中:|其中|一、|二、|三、|四、|五、|六、|\d+[、.])+")
IGNORED = "_ignored"
_BEGINS_GROUP = {"_code", "economic_code", "function_code", "_code1"}
"""A second column of codes begins a second group of a table that is printed side by side."""


@dataclass(frozen=True)
class Context:
    """What column recognition needs besides the table."""

    form: Form
    knowledge: Knowledge
    year: int
    stage: str


def heading_path(table: Table, column: int) -> tuple[str, ...]:
    """The folded headings over a column from top to bottom, each merged heading once."""
    path: list[str] = []
    seen: set[tuple[int, int]] = set()
    first = table.header_rows[0] if table.header_rows else 0
    block = [n for i, n in enumerate(table.header_rows) if n - first == i]
    for number in block:
        cell = table.grid.at(number, column)
        if cell is None or cell.blank or (cell.row, cell.column) in seen:
            continue
        seen.add((cell.row, cell.column))
        path.append(fold(cell.text))
    return tuple(path)


def recognise_columns(table: Table, context: Context) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Every column with its field, measure and group; unknown headings as findings."""
    width = max((cell.right for number in table.header_rows for cell in table.grid.by_row[number]), default=0)
    width = max(width, table.grid.width)
    columns: list[Column] = []
    findings: list[Finding] = []
    taken: set[tuple[str, str]] = set()
    group = 0
    for number in range(1, width + 1):
        path = heading_path(table, number)
        name = _field(path, context)
        if name in _BEGINS_GROUP and any(one == name for one, _ in taken):
            group += 1
            taken = set()
        measure = measure_of(path, context.year, context.stage, context.knowledge)
        if name and not name.startswith("_") and (name, measure) in taken and context.form.shape == "rows":
            findings.append(_finding(table, number, path, "duplicate-heading", "two columns would feed one field"))
            name = IGNORED
        elif not name and path and context.form.shape == "items" and column_item(path, context.knowledge):
            name = "_item"
        elif not name and path:
            findings.append(
                _finding(table, number, path, "unknown-heading",
                         f"add it to knowledge/forms/ ({context.form.key}) under headings or ignored")
            )  # fmt: skip
        if name:
            taken.add((name, measure))
        columns.append(
            Column(number, path, name, measure, group, role=_role(name, context.form), unit=heading_unit(path))
        )
    return tuple(columns), tuple(findings)


def _finding(table: Table, column: int, path: Sequence[str], code: str, advice: str) -> Finding:
    return Finding(Level.WARNING, code, table.grid.place, ">".join(path), advice, table=table.table_id, column=column)


def _field(path: Sequence[str], context: Context) -> str:
    """The field of a heading path: the form's headings, longest path first, then the common ones."""
    if not path:
        return ""
    forms = [tuple(path), tuple(_plain(text) for text in path)]
    for texts in forms:
        texts = tuple(text for text in texts if text)
        if texts and (found := _lookup(texts, context)):
            return found
    return ""


def _lookup(path: tuple[str, ...], context: Context) -> str:
    generic = headings(context.knowledge).generic
    known = {name: key for key, names in context.form.headings.items() for name in names}
    for start in range(len(path) - 1):
        if (found := known.get(">".join(path[start:]))) is not None:
            return found
    leaf = path[-1]
    if leaf not in generic and any(f"{parent}>*" in context.form.ignored for parent in path[:-1]):
        return IGNORED
    if leaf in generic and len(path) > 1:
        for end in range(len(path) - 1, 0, -1):
            parent = path[:end]
            if parent[-1] in generic:
                continue
            found = known.get(">".join(parent)) or known.get(parent[-1], "")
            if found:
                return found
            if parent[-1] in context.form.ignored or ">".join(parent) in context.form.ignored:
                break
        return known.get(leaf, "")
    if (found := known.get(leaf)) is not None:
        return found
    if (found := _dimension(leaf, context)) is not None:
        return found
    if leaf in context.form.ignored or ">".join(path) in context.form.ignored:
        return IGNORED
    return ""


def _dimension(leaf: str, context: Context) -> str | None:
    name = headings(context.knowledge).dimension(leaf)
    if name is not None:
        fields = RESOURCES[context.form.resource].by_name if context.form.resource else {}
        return name if name.startswith("_") or name in fields else IGNORED
    return "_line_no" if leaf in headings(context.knowledge).line_no else None


def _plain(text: str) -> str:
    """A heading without year, remark in brackets and ordinal."""
    return _MARKS.sub("", _REMARK.sub("", _YEAR.sub("", text))).strip("()（）:：")


def _role(name: str, form: Form) -> Role:
    """The role of the cells below a heading."""
    if name in {"_line_no", "line_no"}:
        return Role.ORDINAL
    if name in {"function_code", "economic_code", "government_economic_code", "unit_code", "_code", "_code1", "_code2",
                "_code3", "catalogue_code", "project_code"}:  # fmt: skip
        return Role.CODE
    field = RESOURCES[form.resource].by_name.get(name) if form.resource else None
    if field is not None and field.money:
        return Role.AMOUNT
    if field is not None and field.type in {"number", "integer"}:
        return Role.QUANTITY
    if name in {"_name", "function_name", "economic_name", "government_economic_name", "unit_name", "item_name"}:
        return Role.LABEL
    return Role.TEXT

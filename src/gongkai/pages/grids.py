"""Rows of `tables` and `cells` → tables as printed, ready to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Form
from gongkai.model.package import Row
from gongkai.pages import labels, markup, places
from gongkai.pages.rows import by, columns, text, whole

HEAD_ROLES = frozenset({"heading", "caption", "ordinal", "empty"})
CITED_ROLES = frozenset({"amount", "quantity"})


class RowView(NamedTuple):
    """One row as printed: `cells` are its HTML. `source` is the number of its line or page in the source view.

    `follows` where that is one step of the table after the row before, so that it need not be said.
    """

    anchor: str
    cells: str
    source: str
    follows: bool = False


@dataclass(frozen=True)
class TableView:
    """One table as printed, and what it was read as.

    `fields` name the published field of each column and say whether it is money. `resources` are the files that hold
    the typed rows, as (resource, title).
    """

    anchor: str
    number: int
    caption: str
    form: str
    unit: str
    unit_evidence: str
    factor: str
    state: str
    state_title: str
    source: str
    source_prefix: str
    """What comes before the number of a row's line or page in the anchor of the source view."""
    place: str
    step: int
    """How many lines of the source, or pages, most rows come after the one before."""
    head: tuple[RowView, ...]
    body: tuple[RowView, ...]
    fields: tuple[tuple[str, bool], ...]
    resources: tuple[tuple[str, str], ...]


class _Cell(NamedTuple):
    """What is read of one row of `cells`. The printed text may have blanks around it."""

    cell_id: str
    text: str | None
    role: str | None
    used_by: str | None
    row: int
    column: int
    rowspan: int | None
    colspan: int | None
    line: int | None
    page: int | None


_TEXTS, _WHOLES = _Cell._fields[:4], _Cell._fields[4:]


def tables(
    resources: Mapping[str, Sequence[Row]], forms: Mapping[str, Form], faults: Mapping[str, str]
) -> tuple[TableView, ...]:
    """All tables of a package in printed order. `faults` maps ids of cells to the anchor of the check they fail."""
    cells = by(resources.get("cells", ()), "table_id")
    names = places.files(resources)
    return tuple(
        _table(number, row, cells.get(text(row, "table_id"), []), names, forms, faults)
        for number, row in enumerate(resources.get("tables", ()), 1)
    )


def _table(
    number: int,
    row: Row,
    printed: Sequence[Row],
    names: tuple[str, ...],
    forms: Mapping[str, Form],
    faults: Mapping[str, str],
) -> TableView:
    name = text(row, "table_id")
    cells = sorted(map(_Cell._make, columns(printed, _TEXTS, _WHOLES)), key=itemgetter(4, 5))
    lines = [list(line) for _, line in groupby(cells, key=itemgetter(4))]
    split = _head_rows(lines)
    form = forms.get(text(row, "form"))
    used = " ".join([cell.used_by for cell in cells if cell.used_by]).split()
    typed = dict.fromkeys([one.partition(".")[0] for one in used])
    step, body = _spaced([_row(line, faults) for line in lines[split:]])
    return TableView(
        anchor=name,
        number=int(name.removeprefix("t")) if name.removeprefix("t").isdigit() else number,
        caption=text(row, "caption") or (form.title_zh if form else f"表 {number}"),
        form=form.title_zh if form else "",
        unit=text(row, "unit"),
        unit_evidence=text(row, "unit_evidence"),
        factor=text(row, "unit_factor"),
        state=text(row, "state"),
        state_title=labels.TABLE_STATES.get(text(row, "state"), ""),
        source=places.source_link(row, names),
        source_prefix=places.line_prefix(whole(row, "line_start"), text(row, "source_file"), names),
        place=_spoken(whole(row, "line_start"), whole(row, "page")),
        step=step,
        head=tuple(map(_head_row, lines[:split])),
        body=body,
        fields=_fields(cells),
        resources=tuple((one, RESOURCES[one].title_zh) for one in typed if one in RESOURCES),
    )


def _head_rows(rows: Sequence[Sequence[_Cell]]) -> int:
    """How many rows at the top hold nothing but captions, headings and column numbers."""
    for count, cells in enumerate(rows):
        roles = {cell.role for cell in cells}
        if not roles <= HEAD_ROLES or roles == {"empty"}:
            return count
    return 0


def _spaced(rows: Sequence[RowView]) -> tuple[int, tuple[RowView, ...]]:
    """The most frequent distance of two rows in the source, and the rows that know whether they keep it."""
    places = [int(row.source) if row.source else None for row in rows]
    gaps = [None if None in pair else pair[1] - pair[0] for pair in pairwise(places)]  # type: ignore[operator]
    step = Counter(gap for gap in gaps if gap is not None).most_common(1)
    steps = step[0][0] if step else 1
    return steps, tuple(
        row._replace(follows=True) if gap == steps else row for row, gap in zip(rows, [None, *gaps], strict=False)
    )


def _head_row(line: Sequence[_Cell]) -> RowView:
    """A row of headings."""
    drawn = [markup.heading((one.text or "").strip(), one.colspan or 1, one.rowspan or 1) for one in line]
    return RowView(places.row_of(line[0].cell_id), "".join(drawn), _place(line))


def _row(line: Sequence[_Cell], faults: Mapping[str, str]) -> RowView:
    """A row of the body; its first label is its heading."""
    label = next((one.cell_id for one in line if one.role == "label"), "")
    drawn = []
    for name, printed, role, _, _, _, rowspan, colspan, _, _ in line:
        text, check = (printed or "").strip(), faults.get(name, "")
        if name == label:
            drawn.append(markup.label(text, colspan or 1, rowspan or 1, check))
        else:
            anchor = places.anchor(name) if text and role in CITED_ROLES else ""
            drawn.append(markup.cell(text, anchor, colspan or 1, rowspan or 1, check))
    return RowView(places.row_of(line[0].cell_id), "".join(drawn), _place(line))


def _place(line: Sequence[_Cell]) -> str:
    """The line a row begins in, or its page where there are only pages."""
    lines = [one.line for one in line if one.line is not None]
    place = min(lines) if lines else line[0].page
    return "" if place is None else str(place)


def _fields(cells: Sequence[_Cell]) -> tuple[tuple[str, bool], ...]:
    """The published field of each column, the first one its cells were used for, and whether it is money."""
    found: dict[int, tuple[str, bool]] = {}
    for cell in cells:
        if cell.used_by and cell.column and cell.column not in found and cell.role not in HEAD_ROLES:
            resource, _, field = cell.used_by.split()[0].partition(".")
            field = field.rpartition(".")[2]
            found[cell.column] = (field, _money(resource, field))
    widest = max((cell.column + (cell.colspan or 1) - 1 for cell in cells), default=0)
    return tuple(found.get(column, ("", False)) for column in range(1, widest + 1))


def _money(resource: str, field: str) -> bool:
    """True for columns of amounts."""
    return resource in RESOURCES and field in RESOURCES[resource].by_name and RESOURCES[resource].by_name[field].money


def _spoken(line: int | None, page: int | None) -> str:
    """`第 41 行` or `第 3 页`."""
    if line is not None:
        return f"第 {line} 行"
    return f"第 {page} 页" if page is not None else "原文"

"""The whole of stage 4: title, headings, unit and state of every table."""

from __future__ import annotations

from dataclasses import replace

from gongkai.knowledge.text import fold
from gongkai.model.finding import Finding, Level
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.table import MoneyUnit, RecognisedTable, Role, State, Table, Tidied
from gongkai.recognisers.columns import other_columns, recognise_columns
from gongkai.recognisers.emptiness import form_state, state_of
from gongkai.recognisers.evidence import by_headings
from gongkai.recognisers.fields import Context
from gongkai.recognisers.groups import group_columns
from gongkai.recognisers.measures import row_measures
from gongkai.recognisers.titles import candidates, is_title, joined_title, match_title, project_line, title_key
from gongkai.recognisers.units import shared_unit, stated_unit

_NO_FORM = Form("", "", "", "", "rows", ())
"""What is known of the columns of a table that is no official form."""


def recognise(tidied: Tidied, year: int, stage: str, knowledge: Knowledge) -> tuple[RecognisedTable, ...]:
    """Every table of a disclosure, recognised or not, in printed order.

    Performance forms have no rows set apart: their headings stand in the middle, and the reader finds them itself.
    """
    first = [_recognise_one(table, year, stage, knowledge) for table in tidied.tables]
    stated = [one.unit for one in first if one.form]
    return tuple(_with_unit(one, shared_unit(stated)) for one in first)


def _recognise_one(table: Table, year: int, stage: str, knowledge: Knowledge) -> RecognisedTable:
    form, caption, evidence = _form(table, knowledge)
    unit = stated_unit(table)
    if form is None:
        state = State.DATA if any(not cell.blank for cell in table.grid.cells) else State.EMPTY
        columns = other_columns(table, Context(_NO_FORM, knowledge, year, stage)) if table.header_rows else ()
        return RecognisedTable(table, "", caption, state, columns, unit, evidence)
    if form.shape == "performance":
        caption = caption or project_line(table, knowledge)
        table = replace(table, head_rows=(), header_rows=(), ordinal_rows=())
        return RecognisedTable(table, form.key, caption, form_state(table, form, knowledge), (), unit, evidence)
    columns, findings = recognise_columns(table, Context(form, knowledge, year, stage))
    columns = group_columns(columns, form, knowledge)
    state = state_of(table, columns, form) if columns else State.DATA
    measures = row_measures(table, columns, year, stage, knowledge)
    return RecognisedTable(table, form.key, caption, state, columns, unit, evidence, findings, measures)


def _form(table: Table, knowledge: Knowledge) -> tuple[Form | None, str, tuple[str, ...]]:
    """The form, the caption as printed and the reasons. The nearest title that names a form wins, then headings.

    A title may be broken over two lines. What stands above the title of another table is not looked at.
    """
    texts = candidates(table)
    for index, text in enumerate(texts):
        for title in (text, *joined_title(texts[index : index + 2])):
            named = [one for one in match_title(title, knowledge) if _headings_agree(table, one[0])]
            if named:
                form, words = min(named, key=lambda one: not one[0].options.get("whole_headings"))
                return form, title.strip(), (f"title {title_key(title)!r} names {words!r}",)
        if is_title(text):
            break
    caption = next((text.strip() for text in texts if title_key(text).endswith("表")), "")
    guessed = by_headings(table, knowledge)
    if guessed is not None:
        return guessed[0], caption, guessed[1]
    return None, caption, ("no title or headings of a known form",)


def _headings_agree(table: Table, form: Form) -> bool:
    """Where a form names headings it cannot do without, one of each group must be printed.

    Option `whole_headings`: each of these must be a heading by itself (收入 and 支出 over the sides of a table).
    """
    texts = _texts(table) if form.requires or form.options else []
    whole = form.options.get("whole_headings", [])
    assert isinstance(whole, list)
    if not set(whole) <= set(texts):
        return False
    return all(any(any(word in text for text in texts) for word in group) for group in form.requires)


def _texts(table: Table) -> list[str]:
    """The headings, or all cells where no headings were found."""
    rows = set(table.header_rows)
    return [fold(cell.text) for cell in table.grid.cells if not cell.blank and (not rows or cell.row in rows)]


def _with_unit(one: RecognisedTable, shared: MoneyUnit | None) -> RecognisedTable:
    """A table that states no unit takes that of the others only where they agree, and says so."""
    if one.unit is not None or not one.form or not _has_money(one):
        return one
    table = one.table
    advice = "the unit of the other tables was taken; correct it if it is another" if shared else "amounts stay blank"
    finding = Finding(Level.WARNING, "unit-not-stated", table.grid.place, one.caption, advice, table=table.table_id)
    return replace(one, unit=shared, findings=(*one.findings, finding))


def _has_money(one: RecognisedTable) -> bool:
    """True where a column of amounts does not state its own unit."""
    return any(column.role is Role.AMOUNT and column.unit is None for column in one.columns)

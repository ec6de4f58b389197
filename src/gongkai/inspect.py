"""What `gongkai inspect FILE` shows: blocks, grids, what was recognised and why, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.intake import Identity
from gongkai.model.document import Document
from gongkai.model.package import Package
from gongkai.model.table import RecognisedTable

_WIDEST = 24


def describe(
    documents: Sequence[Document], recognised: Sequence[RecognisedTable], package: Package, cells: bool = False
) -> Iterator[str]:
    """Lines of plain text; `cells` adds every cell of every table."""
    for document in documents:
        grids = len(document.grids)
        yield f"{document.file}: {len(document.blocks) - grids} paragraphs, {grids} grids"
    for one in recognised:
        yield from _table(one, package, cells)
    yield ""
    yield from left_overs(package)


def _table(one: RecognisedTable, package: Package, cells: bool) -> Iterator[str]:
    table = one.table
    place = table.grid.place
    yield ""
    yield f"{table.table_id}  {one.form or 'not recognised'}  ({one.state})  {one.caption}  [{place}]"
    yield f"     because: {'; '.join(one.evidence)}"
    yield f"     unit: {one.unit.name} ({one.unit.evidence})" if one.unit else "     unit: none stated"
    for column in one.columns:
        meaning = column.item or column.field or "?"
        side = f" {column.side}" if column.side else ""
        yield f"     column {column.column}: {'>'.join(column.path) or '(no heading)'} -> {meaning} {column.measure}{side}"
    if cells:
        width = max((cell.right for cell in table.grid.cells), default=0)
        for number in table.grid.by_row:
            covered = (table.grid.at(number, column) for column in range(1, width + 1))
            yield f"     {number:>4} | " + " | ".join(_short(cell.text) if cell else "·" for cell in covered)
    rows = sum(
        str(row.get("row_id", "")).startswith(table.table_id + "r") for r in package.resources.values() for row in r
    )
    yield f"     {rows} typed rows and amounts"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"


def describe_identity(found: Identity) -> Iterator[str]:
    """Whose document it is, and why."""
    places = ", ".join(
        f"{one.code} {''.join(dict.fromkeys((one.province, one.city, one.name)))}" for one in found.divisions
    )
    yield f"agency: {found.agency or 'not found'}"
    yield f"division: {places or 'not found'}"
    yield f"fiscal year: {found.fiscal_year or 'not found'}; stage: {found.stage or 'not found'}; scope: {found.scope}"
    if found.credit_code:
        yield f"unified social credit code: {found.credit_code}"
    for reason in found.reasons:
        yield f"  because {reason}"
    if found.unsure:
        yield f"  not certain: {', '.join(found.unsure)}"


def left_overs(package: Package) -> Iterator[str]:
    """Coverage, what is left over, and the findings."""
    coverage = package.coverage
    yield (
        f"{coverage.recognised} of {coverage.tables} tables recognised; {coverage.placed} of {coverage.numbers} "
        f"numbers in tables placed; {coverage.statements} statements in {coverage.paragraphs} paragraphs"
    )
    for name in coverage.left_over:
        yield f"  left over: {name}"
    for finding in package.findings:
        yield f"  {finding.level}: {finding}"

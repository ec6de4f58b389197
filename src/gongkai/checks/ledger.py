"""One disclosure as the rules see it: lines with figures, tables, statements, each looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from gongkai.checks.figure import Figure
from gongkai.checks.plausibility import doubts
from gongkai.checks.unprinted import economic, functional
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Knowledge
from gongkai.model.package import Package, Row, Value

T = TypeVar("T")

MONEY = {name: tuple(f.name for f in resource.fields if f.money) for name, resource in RESOURCES.items()}
"""The money fields of each resource."""

CODES = ("unit_code", "function_code", "government_economic_code", "economic_code", "code")
NAMES = (
    "item_name",
    "function_name",
    "economic_name",
    "government_economic_name",
    "project_name",
    "goods_name",
    "unit_name",
    "name",
)

_NAMES = {name: tuple(one for one in NAMES if one in resource.by_name) for name, resource in RESOURCES.items()}
_CODES = {name: tuple(one for one in CODES if one in resource.by_name) for name, resource in RESOURCES.items()}


def text(row: Row, name: str) -> str:
    """A text of a row, blank where nothing is printed."""
    value = row.get(name)
    return value if type(value) is str else "" if value is None else str(value)


def decimal(value: Value) -> Decimal | None:
    """A number of a row, exact; None where it is blank."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


@dataclass(frozen=True)
class Line:
    """One row of a typed table for one measure, with its figures by field. Blank fields have no figure."""

    resource: str
    table_id: str
    row_id: str
    measure: str
    row: Row
    figures: Mapping[str, Figure]
    kind: str
    """`total` for 合计 and 总计, `subtotal` for 小计, `line` for all else."""
    inferred: bool = False
    """True where the codes of the row are not printed but follow from its name and place."""

    @cached_property
    def name(self) -> str:
        """What the row calls itself."""
        printed = next((name for one in NAMES if (name := text(self.row, one))), "")
        return fold(printed) or " ".join(self.codes)

    @cached_property
    def shown(self) -> str:
        """What a citizen calls the row: `公务接待费`, `行政运行·办公费` where two classifications are crossed.

        Of headings one below the other the innermost counts; a 小计 is named by the heading above it, a 合计 with it.
        """
        crossed = [fold_item(text(self.row, name)) for name in ("function_name", "economic_name")]
        if all(crossed):
            return "·".join(crossed)
        *above, name = fold_item(self.name).split(">")
        if above and name in {"合计", "小计"}:
            return above[-1] if name == "小计" else "·".join((above[-1], name))
        return name

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The place of the row in the dimensions; a unit's name counts only where it has no code."""
        row = self.row
        unit = text(row, "unit_code") or text(row, "unit_name")
        return (
            unit,
            *(text(row, name) for name in ("function_code", "economic_code", "government_economic_code")),
            text(row, "project_name"),
        )

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes printed in the row."""
        return tuple(code for one in CODES if (code := text(self.row, one)))

    @property
    def item(self) -> str:
        """The canonical item, blank if the printed one has none."""
        return text(self.row, "item")

    def get(self, name: str) -> Figure | None:
        """The figure of a field."""
        return self.figures.get(name)


@dataclass(frozen=True)
class Block:
    """The lines of one printed table for one measure, in printed order."""

    resource: str
    table_id: str
    measure: str
    lines: tuple[Line, ...]
    joined: bool = False
    """True where the table goes on over several printed tables."""

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines that are neither totals nor subtotals."""
        return tuple(line for line in self.lines if line.kind == "line")

    @cached_property
    def total(self) -> Line | None:
        """The one total line; None where there is none or several."""
        totals = [line for line in self.lines if line.kind == "total"]
        return totals[0] if len(totals) == 1 else None

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The money fields that hold a figure in some line."""
        return tuple(name for name in MONEY[self.resource] if any(name in line.figures for line in self.lines))


class Ledger:
    """Lookups over one package. Built once, then only read."""

    def __init__(self, package: Package, knowledge: Knowledge) -> None:
        """Index the rows; typed lines are made when first asked for."""
        self.package = package
        self.knowledge = knowledge
        self.year = package.disclosure.fiscal_year
        self.stage = package.disclosure.stage
        self.tables: dict[str, Row] = {text(row, "table_id"): row for row in package.rows("tables")}
        self.cells: dict[str, Row] = {text(row, "cell_id"): row for row in package.rows("cells")}
        amounts = package.rows("amounts")
        self._doubts = doubts(amounts, self.cells, self.year)
        self._amounts = {
            (a.get("resource") or "", a.get("row_id") or "", a.get("measure") or "", a.get("field") or ""): a
            for a in amounts
        }
        self._blocks: dict[str, tuple[Block, ...]] = {}
        self._made: dict[Callable[..., object], object] = {}

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The word lists of lookups/checks.yml, folded."""
        lists = self.knowledge.lookups["checks"]
        assert isinstance(lists, dict)
        return {name: tuple(fold(str(word)) for word in words) for name, words in lists["words"].items()}

    def cells_of(self, *roles: str) -> list[tuple[str, Row]]:
        """Id and row of the cells with one of these roles, in printed order."""
        return [(cell_id, cell) for cell_id, cell in self.cells.items() if (cell.get("role") or "") in roles]

    def once(self, make: Callable[[Ledger], T]) -> T:
        """What a function makes of this ledger, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def lines(self, resource: str) -> Iterator[Line]:
        """All lines of a resource."""
        for block in self.blocks(resource):
            yield from block.lines

    def blocks(self, resource: str) -> tuple[Block, ...]:
        """The lines of a resource by table and measure."""
        if resource not in self._blocks:
            groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
            for row in self.package.rows(resource):
                line = self._line(resource, row)
                groups[line.table_id, line.measure].append(line)
            self._blocks[resource] = self._joined(resource, groups)
        return self._blocks[resource]

    def _joined(self, resource: str, groups: Mapping[tuple[str, str], list[Line]]) -> tuple[Block, ...]:
        """A table that goes on in the next one (same form, same or no caption, no total of its own) is one block."""
        blocks: list[Block] = []
        for (table_id, measure), own in sorted(groups.items(), key=lambda one: (one[0][1], self._order(one[0][0]))):
            lines = self._coded(own)
            last = blocks[-1] if blocks else None
            if last and last.measure == measure and self._goes_on(last.lines[-1].table_id, table_id, lines):
                blocks[-1] = Block(resource, last.table_id, measure, (*last.lines, *lines), True)
            else:
                blocks.append(Block(resource, table_id, measure, tuple(lines)))
        return tuple(blocks)

    def _coded(self, lines: list[Line]) -> list[Line]:
        """The lines of a table that prints no codes, with those that its names stand for."""
        for field, infer in (("function", functional), ("economic", economic)):
            body = [line for line in lines if line.kind == "line"]
            names = [fold_item(text(line.row, f"{field}_name")) for line in body]
            if not names or not all(names) or any(line.codes for line in lines):
                continue
            codes = iter(infer(names, self.knowledge))
            return [
                replace(line, row={**line.row, f"{field}_code": code}, inferred=True)
                if line.kind == "line" and (code := next(codes, ""))
                else line
                for line in lines
            ]
        return lines

    @cached_property
    def _orders(self) -> Mapping[str, int]:
        return {table_id: number for number, table_id in enumerate(self.tables)}

    def _order(self, table_id: str) -> int:
        return self._orders.get(table_id, len(self._orders))

    def _goes_on(self, first: str, then: str, lines: list[Line]) -> bool:
        if self._order(then) != self._order(first) + 1 or any(line.kind == "total" for line in lines):
            return False
        one, other = self.tables.get(first, {}), self.tables.get(then, {})
        caption = fold(text(other, "caption"))
        return text(one, "form") == text(other, "form") and caption in {"", fold(text(one, "caption"))}

    def open_ended(self, block: Block) -> bool:
        """True where a table may go on in the next one without our seeing how: a difference then proves nothing."""
        at = self._order(block.lines[-1].table_id)
        if block.joined or at + 1 >= len(self.tables):
            return block.joined
        here, then = (list(self.tables.values())[n] for n in (at, at + 1))
        same = fold(text(here, "caption")) == fold(text(then, "caption"))
        return not text(then, "caption") or (same and text(then, "form") in {"", text(here, "form")})

    def figure(self, resource: str, row: Row, field: str) -> Figure | None:
        """The typed amount of a field with its source; None where nothing is printed."""
        amount = decimal(row.get(field))
        return (
            self._figure(resource, text(row, "row_id"), text(row, "measure"), field, amount)
            if amount is not None
            else None
        )

    def _figure(self, resource: str, row_id: str, measure: str, field: str, amount: Decimal) -> Figure:
        entry = self._amounts.get((resource, row_id, measure, field)) or self._amounts.get(
            (resource, row_id, "", field)
        )
        table_id = table_of(row_id) if resource != "statements" else ""
        if entry is None:
            return Figure(amount, Decimal(1), table_id=table_id, row_id=row_id, field=field, doubt="no_source")
        cell_id = text(entry, "cell_id")
        return Figure(
            amount,
            decimal(entry.get("precision")) or Decimal(1),
            cell_id or text(entry, "statement_id") or row_id,
            text(entry, "printed"),
            text(entry, "unit"),
            decimal(entry.get("factor")),
            table_id,
            row_id,
            field,
            self._doubt(entry, cell_id),
        )

    def _doubt(self, entry: Row, cell_id: str) -> str:
        if text(entry, "basis") == "corrected":
            return ""
        if cell_id and cell_id not in self.cells:
            return "no_source"
        return self._doubts.get(cell_id, "")

    def _line(self, resource: str, row: Row) -> Line:
        row_id, measure = text(row, "row_id"), text(row, "measure")
        figures = {
            name: self._figure(resource, row_id, measure, name, amount)
            for name in MONEY[resource]
            if (amount := decimal(row.get(name))) is not None
        }
        return Line(resource, table_of(row_id), row_id, measure, row, figures, self._kind(resource, row))

    def _kind(self, resource: str, row: Row) -> str:
        names = {fold_item(name) for one in _NAMES[resource] if (name := text(row, one))} or self._labels.get(
            printed_row(text(row, "row_id")), set()
        )
        codes = {fold(code) for one in _CODES[resource] if (code := text(row, one))}
        if not (names | codes).isdisjoint(self.words["totals"]):
            return "total"
        if any(word in name for name in names | codes for word in self.words["subtotals"]):
            return "subtotal"
        return "line" if names or codes or resource in {"projects", "activities"} else "total"

    @cached_property
    def _labels(self) -> Mapping[str, set[str]]:
        """The words of each printed row that no field took: a 合计 or a category in a column without a field."""
        found: dict[str, set[str]] = defaultdict(set)
        for _, cell in self.cells_of("label", "text"):
            if not cell.get("used_by") and text(cell, "text"):
                found[f"{text(cell, 'table_id')}r{text(cell, 'row')}"].add(fold_item(text(cell, "text")))
        return found

    def caption(self, table_id: str) -> str:
        """The printed caption of a table; where none is printed, the title of its form and its id."""
        row = self.tables.get(table_id, {})
        known = RESOURCES.get(text(row, "form"))
        return fold(text(row, "caption")) or (f"{known.title_zh}({table_id})" if known else table_id)

    def unit_known(self, figure: Figure) -> bool:
        """True where the source states the unit of the figure."""
        return bool(figure.unit) and figure.factor is not None

    @cached_property
    def unread(self) -> Mapping[str, tuple[str, ...]]:
        """The cells with a printed number that feed no field, by `table_id` and row: `t05r12`."""
        found: dict[str, list[str]] = defaultdict(list)
        for cell_id, cell in self.cells_of("amount", "text", ""):
            if not cell.get("used_by") and _has_number(text(cell, "text")):
                found[f"{text(cell, 'table_id')}r{text(cell, 'row')}"].append(cell_id)
        return {row: tuple(ids) for row, ids in found.items()}

    def unread_beside(self, line: Line) -> tuple[str, ...]:
        """The numbers printed in the row of a line that we did not give a meaning."""
        return self.unread.get(printed_row(line.row_id), ()) if self.unread else ()

    def unread_in(self, table_id: str) -> bool:
        """True where a table holds a number that we did not give a meaning."""
        return any(table_of(row) == table_id for row in self.unread)

    @cached_property
    def statements(self) -> tuple[Row, ...]:
        """The rows of `statements` with a recognised indicator or code."""
        rows = self.package.rows("statements")
        return tuple(row for row in rows if text(row, "indicator") or text(row, "code"))

    def stated(self, row: Row, field: str = "amount") -> Figure | None:
        """A number of a sentence."""
        return self.figure("statements", row, field)

    @cached_property
    def stated_amounts(self) -> frozenset[Decimal]:
        """Every amount that stands in a sentence with its unit beside it."""
        rows = self.package.rows("statements")
        return frozenset(amount for row in rows if (amount := decimal(row.get("amount"))) is not None)


def table_of(row_id: str) -> str:
    """`t05` of `t05r12` and of `t05r12c3`."""
    return row_id.partition("r")[0]


def printed_row(row_id: str) -> str:
    """`t05r12` of `t05r12c3`: the printed row of a row that stands beside others."""
    table, _, rest = row_id.partition("r")
    return f"{table}r{rest.partition('c')[0]}"


def _has_number(printed: str) -> bool:
    plain = fold(printed).replace(",", "").lstrip("-")
    whole, _, part = plain.partition(".")
    return whole.isdecimal() and (not part or part.isdecimal()) and int(whole + part) != 0

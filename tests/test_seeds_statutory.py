"""Every amount of the statutory tables of the seeds equals the source, cell by cell.

The source is read here in the plainest way, without gongkai's readers: in the word-processor dump each cell is a line,
in the PDF text each cell is a piece of a line between tabs. So an error of the readers cannot hide itself.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from chain import convert_text  # type: ignore[import-not-found]

ROOT = Path(__file__).parent.parent
STATUTORY = (
    "revenue_expenditure", "revenue", "expenditure", "appropriation", "general_budget_expenditure",
    "basic_expenditure", "government_fund_expenditure", "state_capital_expenditure", "three_public",
)  # fmt: skip
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
CASES = (
    ("110102-kexie/2019-budget", Decimal(1), 7),
    ("130300-kexie/2021-budget", Decimal(10000), 5),
)


@pytest.mark.parametrize(("folder", "factor", "data_tables"), CASES)
def test_every_amount_equals_its_source_cell(folder: str, factor: Decimal, data_tables: int) -> None:
    path = next((ROOT / "disclosures" / folder).glob("*.txt"))
    lines = path.read_text(encoding="utf-8").split("\n")
    package = convert_text(path, int(folder.split("/")[1][:4]))
    cells = {str(row["cell_id"]): row for row in package.rows("cells")}
    amounts = [row for row in package.rows("amounts") if row["resource"] in STATUTORY]
    rows = {(name, row["row_id"], row["measure"]): row for name in STATUTORY for row in package.rows(name)}
    assert len({str(row["resource"]) for row in amounts if _has_value(row)}) >= data_tables - 1

    for amount in amounts:
        cell = cells[str(amount["cell_id"])]
        line = lines[int(str(cell["line"])) - 1]
        pieces = [piece.strip().strip("\u3000") for piece in line.split("\t")]
        assert str(amount["printed"]) in pieces, (amount, line)
        assert amount["amount"] == Decimal(str(amount["printed"])) * factor
        key = (amount["resource"], amount["row_id"], amount["measure"])
        assert rows[key][str(amount["field"])] == amount["amount"]

    # the other way round: every number printed in those tables is an amount, a code, a line number or a 栏次
    used = {str(row["cell_id"]) for row in amounts}
    statutory = {row["table_id"] for row in package.rows("tables") if row["form"] in STATUTORY}
    for table in package.rows("tables"):
        if table["table_id"] not in statutory:
            continue
        first, last = int(str(table["line_start"])), int(str(table["line_end"]))
        printed = [p.strip().strip("\u3000") for line in lines[first - 1 : last] for p in line.split("\t")]
        expected = sorted(piece for piece in printed if NUMBER.match(piece))
        mine = [row for row in cells.values() if row["table_id"] == table["table_id"]]
        assert (
            sorted(str(r["text"]).strip().strip("\u3000") for r in mine if NUMBER.match(str(r["text"]).strip()))
            == expected
        )
        for row in mine:
            if NUMBER.match(str(row["text"]).strip()):
                assert str(row["cell_id"]) in used or row["role"] in {"code", "ordinal"}, row


def _has_value(row: object) -> bool:
    return row["amount"] is not None  # type: ignore[index]

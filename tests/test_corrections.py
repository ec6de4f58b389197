"""Corrections change the typed value, keep the print, and expire loudly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from checks.builder import Builder

from gongkai import corrections
from gongkai.corrections import Correction
from gongkai.errors import CorrectionError, SettingsError
from gongkai.model.package import Package

ENTRY = """corrections:
  - cell: t01r5c2
    action: override
    expect: "1.93"
    value: "0.00"
    reason: 表中各行错位
    evidence: [文字写明0.00万元]
    reported_on: 2026-11-20
"""


def package() -> Package:
    builder = Builder()
    builder.table("three_public", "item_name total", "合计 2.23\n因公出国(境)费 1.93\n公务接待费 o.20")
    return builder.build()


def written(folder: Path, text: str) -> tuple[Correction, ...]:
    (folder / corrections.FILE).write_text(text, encoding="utf-8")
    return corrections.load(folder)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert corrections.load(tmp_path) == ()
    assert corrections.apply(package(), ()) == package()


def test_override_changes_the_typed_value_and_keeps_the_print(tmp_path: Path) -> None:
    before = package()
    after = corrections.apply(before, written(tmp_path, ENTRY))
    assert [row["total"] for row in after.rows("three_public")] == [Decimal(22300), Decimal(0), None]
    assert after.rows("cells") == before.rows("cells")
    amount = next(row for row in after.rows("amounts") if row["cell_id"] == "t01r5c2")
    assert (amount["amount"], amount["printed"], amount["basis"], amount["precision"]) == (0, "1.93", "corrected", 100)
    others = [row["basis"] for row in after.rows("amounts") if row["cell_id"] != "t01r5c2"]
    assert others == ["printed"]


def test_blank_publishes_nothing_and_flag_changes_nothing(tmp_path: Path) -> None:
    blank = ENTRY.replace("override", "blank").replace('    value: "0.00"\n', "")
    after = corrections.apply(package(), written(tmp_path, blank))
    assert after.rows("three_public")[1]["total"] is None
    flag = written(tmp_path, blank.replace("blank", "flag"))
    assert corrections.apply(package(), flag) == package()
    assert corrections.rows(package(), flag)[0]["published"] == "1.93"


def test_a_print_that_is_no_number_can_be_corrected(tmp_path: Path) -> None:
    entry = ENTRY.replace("t01r5c2", "t01r6c2").replace('"1.93"', "o.20").replace('"0.00"', '"0.20"')
    after = corrections.apply(package(), written(tmp_path, entry))
    assert after.rows("three_public")[2]["total"] == 2000
    assert after.rows("amounts")[-1]["basis"] == "corrected"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("t01r5c2", "t09r1c1", "no such cell"),
        ('"1.93"', '"1.94"', "'1.93', not '1.94'"),
        ("t01r5c2", "t01r5c1", "feeds no amount"),
    ],
)
def test_an_entry_that_no_longer_fits_stops_the_disclosure(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = ENTRY.replace(old, new)
    if "feeds" in said:
        text = text.replace('"1.93"', "因公出国（境）费")
    with pytest.raises(CorrectionError, match=said):
        corrections.apply(package(), written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.replace("override", "delete"),
        ENTRY.replace('    value: "0.00"\n', ""),
        ENTRY.replace("override", "blank"),
        ENTRY.replace("    evidence: [文字写明0.00万元]\n", ""),
        ENTRY.replace('"0.00"', "none"),
        ENTRY + ENTRY.removeprefix("corrections:\n"),
        ENTRY + "    colour: red\n",
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        written(tmp_path, text)


def test_rows_for_the_page(tmp_path: Path) -> None:
    row = corrections.rows(package(), written(tmp_path, ENTRY))[0]
    assert (row["printed"], row["published"], row["unit"], row["table_id"]) == ("1.93", "0.00", "万元", "t01")
    assert row["reported_on"] == "2026-11-20"

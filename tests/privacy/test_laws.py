"""Whatever the document looks like: planted personal data is masked, amounts and codes are never touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from privacy.conftest import make_document, make_grid, rows_of
from stdnum import luhn
from stdnum.cn import ric, uscc

from gongkai.knowledge import load
from gongkai.privacy.gate import mask
from gongkai.privacy.rules import load_rules
from gongkai.privacy.scan import scan

RULES = load_rules(load())
digits = st.text("0123456789", min_size=1, max_size=30)


def exactly(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size)


mobiles = st.builds(lambda a, b: f"1{a}{b}", st.sampled_from("3456789"), exactly(9))
landlines = st.builds(
    lambda area, first, rest: f"{area}-{first}{rest}", st.sampled_from(["010", "0310", "0871", "023"]),
    st.sampled_from("2345678"), exactly(6) | exactly(7),
)  # fmt: skip
bare_landlines = st.builds(lambda first, rest: f"{first}{rest}", st.sampled_from("2345678"), exactly(6) | exactly(7))
id_cards = st.builds(
    lambda place, day, order: (body := f"{place}{day:%Y%m%d}{order}") + ric.calc_check_digit(body + "0"),
    st.sampled_from(["110105", "130532", "530323"]),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 1, 1)),
    exactly(3),
)
bank_cards = st.builds(lambda body: (head := f"622202{body}") + luhn.calc_check_digit(head), exactly(12) | exactly(9))
emails = st.builds(lambda name, host: f"{name}@{host}.gov.cn", *[st.text("abcdefghij", min_size=1, max_size=9)] * 2)
names = st.builds(
    lambda surname, given: surname + given, st.sampled_from(["王", "李", "欧阳", "仵", "赵"]),
    st.sampled_from(["小明", "丹阳", "芳", "士广", "书超", "会敏"]),
)  # fmt: skip

amounts = st.one_of(
    st.builds(lambda whole, cents: f"{whole}.{cents:02d}", st.integers(0, 10**12), st.integers(0, 99)),
    st.builds(lambda whole: f"{whole:,}", st.integers(0, 10**12)),
    st.builds(str, st.integers(0, 10**9)),
    st.sampled_from(["-", "", "0", "0.00", "——", "无", "28384234", "20190211"]),
)
codes = st.one_of(
    st.builds(lambda a, b: f"13082123P{a}{b}", exactly(11), st.sampled_from("THJE")),
    st.builds(lambda a: f"11000022T{a}", exactly(10)),
    st.sampled_from(["2060702", "30201", "206", "冀财教[2022]166号", "A02010105", "731001", "100035"]),
    st.builds(
        lambda body: (head := f"91130{body}") + uscc.calc_check_digit(head),
        st.text("0123456789ABCDEFGHJ", min_size=12, max_size=12),
    ),
)  # fmt: skip
LABELLED = [
    ("项目负责人", names),
    ("填 报 人：", names),
    ("部门（单位）负责人", names),
    ("联系电话", mobiles | bare_landlines),
    ("传真：", landlines),
    ("身份证号", id_cards),
    ("银行账号", bank_cards),
]
plain = st.one_of(amounts, codes, st.sampled_from(["项目", "科学技术支出", "合计", "办公费", "预算数", "年度目标"]))
grids = st.lists(st.lists(plain, min_size=3, max_size=6), min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(grids, st.booleans())
def test_tables_without_personal_data_are_never_touched(rows, ragged):
    document = make_document(make_grid(rows, ragged))
    masked = mask(document, RULES)
    assert masked.document == document and not masked.log


@settings(max_examples=200, deadline=None)
@given(grids, st.booleans(), st.data())
def test_numbers_that_speak_for_themselves_are_masked_in_any_cell(rows, ragged, data):
    secret = data.draw(st.one_of(landlines, id_cards, bank_cards, emails))
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    rows = [list(cells) for cells in rows]
    rows[row][column] = data.draw(st.sampled_from(["{}", "王小明 {}", "（{}）", "详询\n{}"])).format(secret)
    masked = rows_of(mask(make_document(make_grid(rows, ragged)), RULES).document.grids[0])
    assert secret not in masked[row][column] and "已隐去" in masked[row][column]
    rows[row][column] = masked[row][column]
    assert masked == rows


@settings(max_examples=200, deadline=None)
@given(grids, st.booleans(), st.data())
def test_values_to_the_right_of_labels_are_masked_in_any_row(rows, ragged, data):
    label, values = data.draw(st.sampled_from(LABELLED))
    secret = data.draw(values)
    row = data.draw(st.integers(0, len(rows) - 1))
    rows = [*rows[:row], ["项目名称", "科普", label, secret, "邮编", "100035"], *rows[row:]]
    masked = rows_of(mask(make_document(make_grid(rows, ragged)), RULES).document.grids[0])
    assert masked[row][3].startswith("[已隐去") and secret not in masked[row][3]
    assert masked[row][:3] == rows[row][:3] and masked[row][4:] == rows[row][4:]


@settings(max_examples=200, deadline=None)
@given(
    st.text("合计支出，。；：万元 \n（）项目局办人", max_size=20),
    names,
    mobiles | landlines,
    st.text("，。；元", max_size=5),
)
def test_sentences_lose_their_personal_data_and_nothing_is_found_again(before, name, phone, after):
    text = (
        f"{before}\n填报人：{name}  联系电话：{phone}{after}"
        if not after.startswith("元")
        else f"填报人：{name}  联系电话：{phone}"
    )
    masked = mask(make_document(text), RULES)
    out = masked.document.paragraphs[0].text
    assert name not in out and phone not in out
    assert scan(out, values=masked.values) == ()
    assert mask(make_document(out), RULES).document.paragraphs[0].text == out


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_goes_through(text):
    masked = mask(make_document(text, [[text]]), RULES)
    assert len(masked.document.blocks) == 2


@pytest.mark.parametrize(
    "text", ["1" * 5000, "0" * 5000, "(" * 5000, "人：" * 3000, "王 " * 3000, "a@" * 3000, "1 " * 5000, "电话" * 3000]
)
def test_long_repetitive_text_does_not_hang(text):
    mask(make_document(text, [[text]]), RULES)

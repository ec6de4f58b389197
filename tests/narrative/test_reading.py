"""Reading: folding with the way back, sentences, paragraphs that go on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from speaking import told

from gongkai.narrative.reading import reading, sentences

TEXT = st.text(alphabet="一二“”（）()，。；;.,0123456789０１ 　\n①²％%元万年！", max_size=60)


@settings(deadline=None)
@given(TEXT)
def test_sentences_cover_the_text(text: str) -> None:
    folded = reading([(0, text)]).text
    spans = sentences(folded)
    assert "".join(folded[start:end] for start, end in spans) == folded


@settings(deadline=None)
@given(TEXT)
def test_printed_sentences_lose_nothing_but_white_space(text: str) -> None:
    read = reading([(0, text)])
    printed = "".join(read.sentence(start, end) for start, end in sentences(read.text))
    marks = "“”"
    assert [c for c in printed if not c.isspace() and c not in marks] == [
        c for c in text if not c.isspace() and c not in marks
    ]
    assert reading([(0, "甲“乙。”丙”")]).sentence(0, 3) == "甲“乙。”"


@settings(deadline=None)
@given(TEXT, TEXT)
def test_every_character_knows_its_paragraph(first: str, second: str) -> None:
    read = reading([(3, first), (4, second)])
    for at in range(len(read.text)):
        assert read.paragraph(at) == (3 if read.origin[at] < len(first) else 4)


def test_numbers_are_never_glued() -> None:
    assert reading([(0, "增加3 7,331.92 万元")]).text == "增加3 7,331.92万元"
    assert reading([(0, "共 5 ， 6 人")]).text == "共5 ,6人"
    assert reading([(0, "①5 万 元")]).text == "①5万元"
    assert reading([(0, "5²元")]).text == "5²元"


def test_nothing_is_cut_inside_brackets() -> None:
    text = "甲(乙。丙)丁。戊。"
    assert [text[a:b] for a, b in sentences(text)] == ["甲(乙。丙)丁。", "戊。"]
    text = "甲(乙。丙丁。"
    assert [text[a:b] for a, b in sentences(text)] == ["甲(乙。", "丙丁。"]


def test_a_sentence_over_a_page_break_is_read_as_one() -> None:
    found = told(
        "2021年支出预算60.42万元，其中基本支出50.62万元；项目支出9.80万元，包括省财政提",
        "12",
        "前下达2021年专项资金7.80万元。",
    )
    assert [row["kind"] for row in found.sections] == ["text", "furniture", "text"]
    last = found.statements[-1]
    assert (last["section_id"], last["line"], last["part_of"]) == ("p003", 3, "s003")
    assert str(last["sentence"]).endswith("包括省财政提前下达2021年专项资金7.80万元。")


def test_a_number_before_its_unit_on_the_next_page() -> None:
    found = told("机关运行经费年初预算为19.40", "万元，比上年增加1万元。")
    assert [(row["indicator"], row["amount"]) for row in found.statements] == [("agency_operation", 194000)]
    found = told("机关运行经费年初预算为19.", "40万元。")
    assert [row["amount"] for row in found.statements] != [4000000]


def test_headings_and_new_sentences_do_not_go_on() -> None:
    found = told("一、机关运行经费安排情况与各项业务工作开展情况", "5万元用于维修。")
    assert found.statements[0]["sentence"] == "5万元用于维修。"

from pages.sample import TEXT, UNIT, one, resources

from gongkai.pages import narrative, printed


def test_text_is_kept_whole() -> None:
    rows = one(UNIT, 2021).resources
    kept = [
        "".join(piece.text for piece in paragraph.pieces)
        for chapter in narrative.chapters(rows, {})
        for paragraph in chapter.paragraphs
    ]
    titles = [chapter.title for chapter in narrative.chapters(rows, {})]
    shown = [str(row["text"]) for row in rows["sections"] if row["kind"] in narrative.SHOWN]
    assert sorted([*kept, *titles]) == sorted([*shown, ""])


def test_numbers_get_the_anchor_of_their_statement() -> None:
    pieces = [
        piece
        for chapter in narrative.chapters(one(UNIT, 2021).resources, {"s004": "check-c003"})
        for paragraph in chapter.paragraphs
        for piece in paragraph.pieces
        if piece.anchor
    ]
    assert [(piece.text, piece.anchor) for piece in pieces] == [
        ("604.42万元", "s001"),
        ("604.42万元", "s002"),
        ("2.23 万元", "s003"),
        ("0.00 万元", "s004"),
    ]
    assert pieces[3].check == "check-c003"


def test_a_statement_without_a_number_of_its_own_keeps_its_anchor() -> None:
    rows = resources(TEXT)
    section = rows["sections"][-1]
    text = str(section["text"])
    found: list[dict[str, object]] = [
        {"row_id": "s001", "printed": "999万元", "sentence": "不在此段"},
        {"row_id": "s002", "printed": None, "sentence": text[2:]},
    ]
    rows["statements"] = [{"section_id": section["row_id"], **one} for one in found]
    last = narrative.chapters(rows, {})[-1].paragraphs[-1]
    assert [(piece.text, piece.anchor) for piece in last.pieces] == [
        ("", "s001"),
        (text[:2], ""),
        ("", "s002"),
        (text[2:], ""),
    ]


def test_what_is_not_running_text_is_listed_after_it() -> None:
    rows = resources(TEXT)
    after = ["".join(piece.text for piece in one.pieces) for one in narrative.rest(rows)]
    assert after == [row["text"] for row in rows["sections"] if row["kind"] not in narrative.SHOWN]
    assert "部门预算收支总表" in after


def test_every_number_has_its_anchor_and_a_paragraph_one_way_to_the_source() -> None:
    html = "".join(printed.chapter(chapter) for chapter in narrative.chapters(one(UNIT, 2021).resources, {"s004": "c"}))
    assert (
        "<a href=source/index.html#L65 id=s001>604.42万元</a>，其中：一般公共预算收入<b id=s002>604.42万元</b>" in html
    )
    assert '<b id=s004 title="与另一处不符">0.00 万元✗</b>' in html

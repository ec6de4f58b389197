import pytest
from privacy.conftest import make_document, make_grid, rows_of

from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.document import Document, Paragraph
from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.privacy import gate
from gongkai.privacy.gate import mask, mask_all
from gongkai.privacy.rules import load_rules

NAME, PHONE, ID, BANK = "[已隐去：姓名]", "[已隐去：联系电话]", "[已隐去：身份证号]", "[已隐去：银行账号]"


def test_label_left_value_right(masked_rows):
    rows = [
        ["项目名称", "科普活动", "预算金额", "28384234"],
        ["项目负责人", "王小明\n李晓", "主管领导", "张 伟", "联系电话", "83000001\n83000002"],
        ["单位地址", "解放路1号", "邮编", "100035", "部门（单位）负责人", "次仁多吉"],
    ]
    assert masked_rows(rows, ragged=True) == [
        rows[0],
        ["项目负责人", f"{NAME}\n{NAME}", "主管领导", NAME, "联系电话", f"{PHONE}\n{PHONE}"],
        ["单位地址", "解放路1号", "邮编", "100035", "部门（单位）负责人", NAME],
    ]


def test_empty_fields_of_a_form_announce_nothing(masked_rows):
    rows = [
        ["项目负责人", "", "主管领导", "", "联系电话", ""],
        ["单位地址", "解放路1号", "高新区", "", "28384234", ""],
        ["年度目标", "产出指标", "任务", "成效", "83976202", "常规"],
    ]
    assert masked_rows(rows, ragged=True) == rows
    assert masked_rows(rows) == rows


def test_heading_above_announces_its_column(masked_rows):
    rows = [
        ["序号", "姓名", "部门", "联系电话", "身份证号码", "银行账号", "预算数"],
        ["1", "王小明", "财务科", "83000001", "110105194912310021", "0402020919000", "83000001.50"],
        ["2", "次仁多吉", "办公室", "8300002", "110105491231002", "0402020919001", "28384234"],
        ["3", "无", "人事处", "无", "", "", "83976202"],
    ]
    assert masked_rows(rows) == [
        rows[0],
        ["1", NAME, "财务科", PHONE, ID, BANK, "83000001.50"],
        ["2", NAME, "办公室", PHONE, ID, BANK, "28384234"],
        rows[3],
    ]


def test_heading_ends_where_the_next_table_begins(masked_rows):
    rows = [
        ["姓名", "联系电话"],
        ["王小明", "83000001"],
        ["项目", "金额"],
        ["科普", "28384234"],
    ]
    assert masked_rows(rows, ragged=True)[1:] == [[NAME, PHONE], *rows[2:]]


def test_merged_label_covers_several_rows(rules):
    cells = (
        Cell(1, 1, "项目负责人", Place("t.txt"), rowspan=2, colspan=2),
        Cell(1, 3, "王小明", Place("t.txt")),
        Cell(2, 3, "李晓", Place("t.txt")),
        Cell(3, 1, "主管领导", Place("t.txt"), colspan=3),
        Cell(4, 1, "张伟", Place("t.txt"), colspan=3),
    )
    masked = mask(make_document(Grid(cells, Place("t.txt"))), rules).document.grids[0]
    assert [cell.text for cell in masked.cells] == ["项目负责人", NAME, NAME, "主管领导", NAME]
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in masked.cells] == [
        (c.row, c.column, c.rowspan, c.colspan) for c in cells
    ]


def test_table_that_goes_on_after_a_page(rules):
    first = make_grid([["姓名", "手机号码", "补贴"], ["王小明", "13800138000", "2000.00"]])
    second = make_grid([["李晓", "13900139000", "15234567890"], ["张伟", "8300001", "28384234"]])
    other = make_grid([["收入", "支出", "合计"], ["高新", "28384234", "28384234"]])
    page = Paragraph("— 3 —", Place("t.txt"), "furniture")
    masked = mask(Document("t.txt", (first, page, second, other)), rules).document
    assert rows_of(masked.grids[1]) == [[NAME, PHONE, "15234567890"], [NAME, PHONE, "28384234"]]
    assert masked.grids[2] is other


def test_eleven_digits_among_amounts_are_an_amount(masked_rows):
    rows = [
        ["项目", "预算数", "增减"],
        ["合计", "15234567890", "28384234.00"],
        ["其中", "13812345678", "0"],
        ["某", "", "13912345678"],
    ]
    assert masked_rows(rows) == rows
    assert masked_rows([["值班", "13812345678"], ["2", "13912345678"]]) == [["值班", PHONE], ["2", PHONE]]


def test_codes_stay_whatever_they_look_like(masked_rows):
    rows = [["项目编码", "11010519491231002X"], ["编号", "名称"], ["6222020000000000000", "某项"]]
    assert masked_rows(rows) == rows


def test_label_and_value_across_blocks(rules):
    document = make_document("填报人：", "王小明", [["甲"], ["联系人："]], "李晓", "联系电话：", [["83000001", "乙"]])
    masked = mask(document, rules).document
    assert [p.text for p in masked.paragraphs] == ["填报人：", NAME, NAME, "联系电话："]
    assert rows_of(masked.grids[1]) == [[PHONE, "乙"]]


def test_a_name_is_masked_wherever_it_stands_in_the_document(rules):
    document = make_document("填报人：王小明", "本项目由王小明同志负责。", [["参加", "李晓、王小明"]])
    masked = mask(document, rules)
    assert masked.document.paragraphs[1].text == f"本项目由{NAME}同志负责。"
    assert rows_of(masked.document.grids[0]) == [["参加", f"李晓、{NAME}"]]
    assert [entry.rule for entry in masked.log][1:] == ["repeated", "repeated"]


def test_log_holds_the_place_and_never_the_value(rules):
    document = make_document("填报人：王小明", [["联系电话", "83000001"]])
    masked = mask(document, rules)
    first, second = masked.log
    assert (first.line, first.table, first.kind, first.length) == (1, None, "name", 3)
    assert (second.line, second.table, second.row, second.column, second.kind) == (2, 1, 1, 2, "phone")
    assert "王小明" not in repr(masked) and "83000001" not in repr(masked)


def test_file_names_refs_hints_and_findings_are_masked(rules):
    place = Place("联系人王小明13800138000.xlsx", ref="王小明!B7")
    finding = Finding(Level.NOTE, "odd", place, "电话：83000001", "ask 王小明")
    grid = Grid((Cell(1, 1, "填报人：王小明", place),), place, hints=("sheet 王小明",))
    masked = mask(Document(place.file, (grid,), (finding,)), rules)
    assert masked.document.file == "联系人已隐去姓名已隐去联系电话.xlsx"
    assert "王小明" not in repr(masked) and "13800138000" not in repr(masked) and "83000001" not in repr(masked)
    assert masked.log[0].file == masked.document.file


def test_settings_let_office_holders_and_switchboards_stand():
    rules = load_rules(load(), keep_office_holder_names=True, keep_switchboards=True)
    document = make_document(
        "主管领导：王小明  填报人：李晓",
        "监督电话：0310-1234567  联系电话：0310-7654321",
        [["分管领导", "张伟", "联系人", "赵小云"]],
    )
    masked = mask(document, rules).document
    assert masked.paragraphs[0].text == f"主管领导：王小明  填报人：{NAME}"
    assert masked.paragraphs[1].text == f"监督电话：0310-1234567  联系电话：{PHONE}"
    assert rows_of(masked.grids[0]) == [["分管领导", "张伟", "联系人", NAME]]


def test_gate_fails_closed(rules, monkeypatch):
    def broken(*_args):
        raise IndexError("王小明")

    monkeypatch.setattr(gate, "text_spans", broken)
    with pytest.raises(PublishError) as error:
        mask(make_document("填报人：王小明"), rules)
    assert "IndexError" in str(error.value) and "王小明" not in str(error.value)


def test_gate_refuses_a_document_in_which_a_value_stays_readable(rules, monkeypatch):
    monkeypatch.setattr(gate, "replaced", lambda text, spans: text)
    with pytest.raises(PublishError):
        mask(make_document("填报人：王小明"), rules)


def test_untouched_blocks_are_the_same_objects(rules):
    document = make_document("收入 1", [["合计", "28384234"]], "填报人：王小明")
    masked = mask(document, rules).document
    assert masked.blocks[0] is document.blocks[0] and masked.blocks[1] is document.blocks[1]


def test_what_one_file_gives_away_is_masked_in_the_others(rules):
    first, second = (
        make_document("填报人：王小明，电话：83000001"),
        make_document("由王小明主持。", [["83000001", "2060702"]]),
    )
    masked = mask_all([first, second], rules)[1].document
    assert masked.paragraphs[0].text == f"由{NAME}主持。"
    assert rows_of(masked.grids[0]) == [[PHONE, "2060702"]]
    assert mask_all([first], rules)[0] == mask(first, rules)

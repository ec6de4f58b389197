import pytest
from privacy.conftest import make_document

from gongkai.errors import PublishError
from gongkai.model.document import Document
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.privacy.gate import mask
from gongkai.privacy.originals import Offer, masked_text, offer

NAME, PHONE = "[已隐去：姓名]", "[已隐去：联系电话]"
SOURCE = (
    "说明\r\n\t项目负责人\r\n\t王小明\r\n次仁多吉\r\n\t联系电话\r\n\t83000001\r\n\r\n合计 28384234\r\n王小明同志\r\n"
)


def document() -> Document:
    def cell(column: int, text: str, line: int) -> Cell:
        return Cell(1, column, text, Place("t.txt", line, line + text.count("\n")))

    cells = (cell(1, "项目负责人", 2), cell(2, "王小明\n次仁多吉", 3), cell(3, "联系电话", 5), cell(4, "83000001", 6))
    return Document("t.txt", (Grid(cells, Place("t.txt", 2, 6), ragged=True),))


def test_text_originals_keep_their_lines(rules):
    text = masked_text(SOURCE, mask(document(), rules), rules)
    assert text == (
        f"说明\r\n\t项目负责人\r\n\t{NAME}\r\n{NAME}\r\n\t联系电话\r\n\t{PHONE}\r\n\r\n合计 28384234\r\n{NAME}同志\r\n"
    )


def test_an_original_that_differs_from_what_was_read_is_refused(rules):
    with pytest.raises(PublishError):
        masked_text(SOURCE.replace("次仁多吉", "次仁&#22810;吉"), mask(document(), rules), rules)


def test_value_that_goes_over_two_paragraphs(rules):
    source = "联系方式：\n023\n—12345678\n其他"
    masked = mask(make_document(*source.split("\n")), rules)
    assert masked_text(source, masked, rules) == f"联系方式：\n{PHONE}\n{PHONE}\n其他"


def test_offer(rules):
    clean, personal = mask(make_document("合计"), rules), mask(make_document("填报人：王小明"), rules)
    assert offer(clean, is_text=False) is Offer.AS_IS
    assert offer(personal, is_text=True) is Offer.MASKED
    assert offer(personal, is_text=True, setting="withheld") is Offer.WITHHELD
    assert offer(personal, is_text=False) is Offer.WITHHELD
    with pytest.raises(ValueError, match="use 'masked' or 'withheld'"):
        offer(clean, is_text=True, setting="no")

"""An official document has the page, the fonts and the numbers of GB/T 9704—2012."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.errors import OfficeError
from kejifupin.office.measure import columns
from kejifupin.office.official.text import signature_indents
from kejifupin.office.official.titles import title_lines
from kejifupin.office.page import ChartBlock, Page, PageCell, Series, TableBlock, TextBlock
from kejifupin.office.writing import write_official

TABLE = TableBlock(
    (1, 4),
    ((PageCell("序号", style="header"), PageCell("地区", style="header")), (PageCell("1"),) * 2),
    header_rows=1,
)
CHART = ChartBlock(
    "图  进展",
    categories=("延边州", "白山市"),
    series=(Series("已完成", (3, 0), "2E7D32"), Series("滞后", (1, 2), "C62828")),
    unit="项",
    stacked=True,
)
LETTER = Page(
    "关于进展情况的通报",
    (
        TextBlock("各市（州）科协：", "recipients"),
        TextBlock("一、总体情况", "heading1"),
        TextBlock("（一）进展", "heading2"),
        TextBlock("正文。"),
        CHART,
        TextBlock("附件：1.甲表\n2.乙表", "annex_list"),
        TextBlock("吉林省科协\n2018年6月30日", "signature"),
    ),
)
ANNEX = Page("甲表", (TextBlock("附件1", "annex"), TABLE), landscape=True)


def opened(*pages):
    """The document as another library reads it."""
    return Document(BytesIO(write_official(pages)))


def font(style):
    """The East Asian font that a style names."""
    return style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))


def test_the_page_is_that_of_the_standard():
    """A4 with 37, 26, 35 and 28 mm; what lies has them turned by a quarter."""
    upright, lying = opened(LETTER, ANNEX).sections

    def near(length, millimetres):
        return abs(length - Mm(millimetres)) <= Mm(1) // 10

    sides = ("top_margin", "right_margin", "bottom_margin", "left_margin")
    for section, margins in ((upright, (37, 26, 35, 28)), (lying, (28, 37, 26, 35))):
        for side, millimetres in zip(sides, margins, strict=True):
            assert near(getattr(section, side), millimetres), side
    assert near(upright.page_width, 210)
    assert near(upright.page_height, 297)
    assert lying.orientation is WD_ORIENT.LANDSCAPE


def test_each_level_has_its_font_by_name():
    """小标宋 for the title, 黑体 and 楷体 for the headings, 仿宋 for the text; none is shipped."""
    document = opened(LETTER)
    fonts = {each.text: font(each.style) for each in document.paragraphs if each.text}
    assert fonts["关于进展情况的通报"] == "方正小标宋简体"
    assert fonts["一、总体情况"] == "黑体"
    assert fonts["（一）进展"] == "楷体_GB2312"
    assert fonts["正文。"] == "仿宋_GB2312"
    assert not [
        part
        for part in document.part.package.iter_parts()
        if "font" in part.content_type and "fontTable" not in part.content_type
    ]


def test_every_run_is_east_asian():
    """Quotation marks and dashes are as wide as characters only where a run says so."""
    runs = [run for each in opened(LETTER).paragraphs for run in each.runs if run.text]
    hints = {run._r.rPr.find(qn("w:rFonts")).get(qn("w:hint")) for run in runs}
    assert hints == {"eastAsia"}


def test_lines_and_characters_are_exact():
    """16 points, 0.25 less between characters, lines of 28.95 points exactly."""
    (body,) = [each for each in opened(LETTER).paragraphs if each.text == "正文。"]
    style = body.style.element
    assert style.rPr.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert style.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    spacing = style.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")


def test_page_numbers_stand_at_the_outer_edge():
    """Odd pages right, even pages left, between dashes, through all sections."""
    document = opened(LETTER, ANNEX)
    assert document.settings.odd_and_even_pages_header_footer
    upright = document.sections[0]
    for footer, side in ((upright.footer, "right"), (upright.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph.text == "— 1 —"
        assert "PAGE" in paragraph._p.xml
    turned = document.sections[1].header._element.xml
    assert 'w:textDirection w:val="tbRl"' in turned
    assert 'w:vertAnchor="page"' in turned
    assert not document.sections[1].footer.paragraphs[0].text
    assert not document.sections[0].header.paragraphs[0].text
    assert not document.sections[1]._sectPr.findall(qn("w:pgNumType"))


def test_the_head_of_a_table_stands_on_every_page():
    """The first row is repeated."""
    (table,) = opened(ANNEX).tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_a_chart_comes_with_its_figures():
    """The chart is one that office programs draw, and its workbook can be edited."""
    package = opened(LETTER).part.package
    parts = {str(part.partname): part.blob for part in package.iter_parts()}
    assert "/word/embeddings/chart1.xlsx" in parts
    chart = parts["/word/charts/chart1.xml"].decode()
    assert "<c:v>延边州</c:v>" in chart
    assert chart.count("<c:ser>") == 2


def test_the_same_pages_give_the_same_bytes():
    """No clock and no chance get in."""
    assert write_official((LETTER, ANNEX)) == write_official((LETTER, ANNEX))


def test_a_document_needs_a_page():
    """Nothing is not a document."""
    with pytest.raises(OfficeError):
        write_official(())


@given(st.text("通报关于的情况工作2017-—“”（）、月年", min_size=1, max_size=90))
def test_a_title_keeps_its_words(text):
    """Lines of a title say what the title says, whatever it is."""
    lines = title_lines(text, 19)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.integers(1, 4).flatmap(lambda n: st.just("科技助力" * 4 * n)))
def test_lines_of_a_title_fit(text):
    """No line of an ordinary title is longer than there is room."""
    assert all(columns(line) <= 2 * 19 for line in title_lines(text, 19))


@given(st.text("科", min_size=1, max_size=24))
def test_a_day_never_passes_its_signature(name):
    """The day begins two characters behind the name, and nothing comes nearer than two."""
    day = "2018年12月30日"
    name_end, day_end = signature_indents(name, day)
    assert min(name_end, day_end) >= 4
    assert (columns(name) + name_end) - (columns(day) + day_end) == 4

"""Mess that must not matter: the same table wrapped, cut up and revised in every way at once."""

from __future__ import annotations

import io
import random

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office import TableBlock, read_document
from kejifupin.office.page import placed_cells

TEXTS = st.text(st.sampled_from("户名致贫原因12.5人（）：万"), max_size=9)
WRAPPERS = (
    "<w:ins w:id='1'>{}</w:ins>",
    "<w:smartTag>{}</w:smartTag>",
    "<w:customXml>{}</w:customXml>",
    "<w:moveTo w:id='2'>{}</w:moveTo>",
    "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    (
        "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>后备</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    ),
)
RUN_WRAPPERS = (
    *WRAPPERS,
    "<w:hyperlink r:id='r9'>{}</w:hyperlink>",
    "<w:fldSimple>{}</w:fldSimple>",
)
RUN_NOISE = (
    "<w:proofErr w:type='spellStart'/>",
    "<w:bookmarkStart w:id='7' w:name='_GoBack'/><w:bookmarkEnd w:id='7'/>",
    "<w:del w:id='3'><w:r><w:delText>删</w:delText></w:r></w:del>",
    "<w:moveFrom w:id='4'><w:r><w:t>移</w:t></w:r></w:moveFrom>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    ),
    (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    ),
    "<w:r><w:lastRenderedPageBreak/></w:r>",
)
RUN_LOOKS = ("", "<w:rPr><w:rFonts w:hint='eastAsia' w:eastAsia='仿宋_GB2312'/><w:b/></w:rPr>")
DELETED_ROW = "<w:tr><w:trPr><w:del w:id='5'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
DELETED_CELL = (
    "<w:tc><w:tcPr><w:cellDel w:id='6'/></w:tcPr><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc>"
)


class Clerk:
    """Writes a table the hard way."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def wrap(self, content: str, wrappers: tuple[str, ...] = WRAPPERS) -> str:
        while self.chance.random() < 0.3:
            content = self.chance.choice(wrappers).format(content)
        return content

    def noise(self, *kinds: str) -> str:
        return self.chance.choice(kinds) if self.chance.random() < 0.3 else ""

    def paragraph(self, text: str) -> str:
        runs = ""
        while text:
            cut = self.chance.randrange(1, len(text) + 1)
            run = f"<w:r>{self.chance.choice(RUN_LOOKS)}<w:t>{text[:cut]}</w:t></w:r>"
            runs += self.noise(*RUN_NOISE) + self.wrap(run, RUN_WRAPPERS)
            text = text[cut:]
        return self.wrap(
            f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{runs}{self.noise(*RUN_NOISE)}</w:p>"
        )

    def table(self, block: TableBlock) -> str:
        rows, above = "", {}
        for number, row in enumerate(placed_cells(block)):
            starting = {placed.col: placed for placed in row}
            cells, col = "", 0
            while col < len(block.widths):
                placed = starting.get(col) or above[col]
                cell = placed.cell
                merge = ""
                if cell.rowspan > 1:
                    merge = "<w:vMerge w:val='restart'/>" if col in starting else "<w:vMerge/>"
                span = f"<w:gridSpan w:val='{cell.colspan}'/>" if cell.colspan > 1 else ""
                text = cell.text if col in starting else ""
                properties = f"<w:tcPr><w:tcW w:w='9' w:type='dxa'/>{span}{merge}</w:tcPr>"
                cells += self.noise(DELETED_CELL)
                cells += self.wrap(f"<w:tc>{properties}{self.paragraph(text)}</w:tc>")
                if placed.row + cell.rowspan > number + 1:
                    above[col] = placed
                col += cell.colspan
            head = "<w:tblPrEx><w:tblW w:w='0'/></w:tblPrEx><w:trPr><w:cantSplit/></w:trPr>"
            rows += self.noise(DELETED_ROW) + self.wrap(f"<w:tr>{head}{cells}</w:tr>")
        return self.wrap(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")


@given(data=st.data(), seed=st.integers(0, 10**9))
def test_mess_that_must_not_matter_does_not(data, seed, random_tables, make_docx):
    block = data.draw(random_tables(TEXTS, most=4))
    document = read_document(make_docx(Clerk(seed).table(block)), "a.docx")
    (grid,) = document.grids
    assert [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells] == [
        (p.row, p.col, p.cell.rowspan, p.cell.colspan, p.cell.text)
        for row in placed_cells(block)
        for p in row
    ]
    assert [issue.code for issue in document.issues] in ([], ["file.tracked_changes"])


@given(data=st.data())
def test_addresses_count_the_cells_that_touch_a_row(data, random_tables, make_docx):
    """C is a cell's place among all cells over its first row, those from above included."""
    block = data.draw(random_tables(TEXTS, most=5))
    grid = read_document(make_docx(Clerk(1).table(block)), "a.docx").grids[0]
    for cell in grid.cells:
        touching = sorted({c.col for c in grid.cells if c.row <= cell.row < c.row + c.rowspan})
        assert cell.address == f"表1!R{cell.row + 1}C{touching.index(cell.col) + 1}"


@pytest.fixture(scope="module")
def by_python_docx() -> bytes:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "块"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "横"
    table.cell(0, 2).text = "右\n下"
    document.add_paragraph("备注")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_files_of_python_docx(by_python_docx):
    document = read_document(by_python_docx, "a.docx")
    assert [(c.text, c.rowspan, c.colspan, c.address) for c in document.grids[0].cells] == [
        ("块", 2, 2, "表1!R1C1"),
        ("右\n下", 1, 1, "表1!R1C2"),
        ("", 1, 1, "表1!R2C2"),
        ("", 1, 1, "表1!R3C1"),
        ("横", 1, 2, "表1!R3C2"),
    ]
    assert document.paragraphs[-1].text == "备注"

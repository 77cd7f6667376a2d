"""Rows set into a workbook that is filled move all that names them, in whatever part."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from kejifupin.forms.layouts import Block, Column, FormLayout, Row
from kejifupin.forms.template_files import TemplateFile
from kejifupin.forms.writing import write_rows
from kejifupin.office.xlsx.related_moves import moved_shapes
from kejifupin.office.xlsx.row_moves import Insertion
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import make_record

KIND = RecordKind(
    "goods",
    "物资",
    (Field("name", "品名"), Field("count", "数量", FieldType.NUMBER, unit="件")),
    identity=("name",),
)
LAYOUT = FormLayout(
    "goods",
    "goods",
    "物资发放表",
    (Block(rows=(Row(columns=(Column("name"), Column("count"))),), widths=(1, 1)),),
    rows_are_records=True,
)


@pytest.fixture(scope="module")
def template():
    """A workbook with blank rows, one not listed: comments, a table, a chart, formulas around."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "物资 表"
    sheet["A1"] = LAYOUT.title
    sheet.append(["品名", "数量"])
    for row in (3, 4):
        sheet.cell(row, 1).value = None
        sheet.cell(row, 1).border = openpyxl.styles.Border(left=openpyxl.styles.Side(style="thin"))
        sheet.cell(row, 2).border = openpyxl.styles.Border(left=openpyxl.styles.Side(style="thin"))
    sheet["A6"] = "备注：一式两份"
    sheet["A6"].comment = Comment("盖章", "县科协")
    sheet["B2"].comment = Comment("按件数填", "县科协")
    sheet["A8"], sheet["B8"] = "类别", "件"
    sheet["A9"], sheet["B9"] = "农具", 1
    sheet.add_table(Table(displayName="kinds", ref="A8:B9"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=8, max_row=9), titles_from_data=True)
    sheet.add_chart(chart, "D9")
    other = book.create_sheet("汇总")
    other["A1"] = "='物资 表'!B9"
    other["A2"] = "=SUM('物资 表'!B3:B5)"
    other["A3"] = "=B9"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def written(template):
    """Five goods written into it, which has three blank rows: two are set in behind row 5."""
    from attrs import evolve

    layout = evolve(LAYOUT, template=TemplateFile.of("物资.xlsx", template))
    records = [make_record(KIND, {"name": f"锄头{n}", "count": n}) for n in range(5)]
    return write_rows(layout, KIND, records, format="xlsx")


def test_the_rows_are_there(written):
    """Below the heading, one for each record."""
    sheet = openpyxl.load_workbook(io.BytesIO(written))["物资 表"]
    assert [sheet.cell(row, 2).value for row in range(3, 8)] == [0, 1, 2, 3, 4]
    assert sheet["A8"].value == "备注：一式两份"


def test_comments_and_tables_stay_with_their_cells(written):
    """Those above stay, those below move down."""
    sheet = openpyxl.load_workbook(io.BytesIO(written))["物资 表"]
    noted = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert noted == {"B2": "按件数填", "A8": "盖章"}
    assert sheet.tables["kinds"].ref == "A10:B11"
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        shapes = next(archive.read(n) for n in archive.namelist() if n.endswith(".vml"))
        rows = etree.fromstring(shapes).findall(".//{urn:schemas-microsoft-com:office:excel}Row")
    assert sorted(int(each.text) for each in rows) == [1, 7]


def test_formulas_of_other_sheets_and_charts_follow(written):
    """What they add up grows with the rows; their own cells stay."""
    other = openpyxl.load_workbook(io.BytesIO(written))["汇总"]
    assert [other[f"A{row}"].value for row in (1, 2, 3)] == [
        *("='物资 表'!B11", "=SUM('物资 表'!B3:B7)", "=B9")
    ]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "'物资 表'!$B$11" in chart
    assert "$B$9<" not in chart


def test_shapes_that_are_no_xml_are_moved_too():
    """Excel itself writes <br> without an end into VML."""
    shapes = b"<x:Anchor> 1, 15, 5, 10, 3, 31, 9, 9</x:Anchor><br><x:Row>5</x:Row>"
    moved = moved_shapes(shapes, (Insertion(4, 3),))
    assert moved == b"<x:Anchor> 1, 15, 8, 10, 3, 31, 12, 9</x:Anchor><br><x:Row>8</x:Row>"

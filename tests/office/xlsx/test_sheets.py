"""Workbooks as Excel, WPS, LibreOffice and careless programs write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kejifupin.office import Document, Mark, cell_issue, read_document


@pytest.fixture
def read(make_xlsx):
    def read_sheets(*sheets: str, **parts) -> Document:
        return read_document(make_xlsx(*sheets, **parts), "a.xlsx")

    return read_sheets


@pytest.fixture
def grid(read):
    def read_rows(*rows: str, after: str = "", before: str = "", **parts):
        document = read(f"{before}<sheetData>{''.join(rows)}</sheetData>{after}", **parts)
        assert not [i.code for i in document.issues if i.code.startswith("file")]
        return document.grids[0]

    return read_rows


def row(number: int, *cells: str, extra: str = "") -> str:
    return f'<row r="{number}" {extra}>{"".join(cells)}</row>'


def inline(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


class TestTexts:
    STRINGS = (
        "<si><t>户名</t></si>"
        "<si><r><t>建档</t></r><r><rPr><b/></rPr><t xml:space='preserve'>立卡 </t></r>"
        "<rPh sb='0' eb='1'><t>ダメ</t></rPh></si>"
        "<si/>"
    )

    def test_shared_texts_with_runs_and_phonetic_guides(self, grid):
        cells = [f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABC")]
        found = grid(row(1, *cells), strings=self.STRINGS).cells
        assert [cell.text for cell in found] == ["户名", "建档立卡 "]

    def test_inline_texts_and_texts_of_formulas(self, grid):
        found = grid(
            row(1, inline("A1", "甲"), '<c r="B1" t="str"><f>A1&amp;"x"</f><v>甲x</v></c>')
        )
        assert [cell.text for cell in found.cells] == ["甲", "甲x"]

    def test_empty_reference_is_blank(self, grid):
        assert grid(row(1, '<c r="A1" t="s"><v></v></c>'), strings=self.STRINGS).cells == ()

    def test_reference_to_no_text_breaks_the_file(self, read):
        document = read("<sheetData>" + row(1, '<c r="A1" t="s"><v>7</v></c>') + "</sheetData>")
        assert [issue.code for issue in document.issues] == ["file.broken"]

    def test_escaped_characters(self, grid):
        found = grid(row(1, inline("A1", "甲_x000D_\n乙"), inline("B1", "_x005F_x0041_")))
        assert [cell.text for cell in found.cells] == ["甲\n乙", "_x0041_"]

    def test_booleans(self, grid):
        found = grid(row(1, '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>'))
        assert [cell.text for cell in found.cells] == ["TRUE", "FALSE"]

    def test_boxes_are_marks(self, grid):
        found = grid(row(1, inline("A1", "种植☑养殖□")))
        assert found.cells[0].marks == (
            Mark("glyph", checked=True, offset=2),
            Mark("glyph", checked=False, offset=5),
        )

    def test_letters_in_a_symbol_font(self, grid):
        """Excel forms tick with R and £ in Wingdings 2, by cell style or by run."""
        styles = (
            '<fonts><font><name val="宋体"/></font><font><name val="Wingdings 2"/></font></fonts>'
            '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
        )
        strings = (
            "<si><t>R</t></si><si><r><t>种植</t></r>"
            '<r><rPr><rFont val="Wingdings"/></rPr><t>þ</t></r><r><t>R</t></r></si>'
        )
        found = grid(
            row(
                1,
                '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>0</v></c>'
                '<c r="C1" s="0" t="s"><v>1</v></c>',
            ),
            strings=strings,
            styles=styles,
        )
        assert [cell.text for cell in found.cells] == ["☑", "R", "种植☑R"]
        assert found.cells[0].marks == (Mark("sym", checked=True, offset=0),)
        assert found.cells[2].marks == (Mark("sym", checked=True, offset=2),)


class TestNumbers:
    @pytest.mark.parametrize(
        ("stored", "number", "text"),
        [
            ("5", 5, "5"),
            ("-5", -5, "-5"),
            ("0", 0, "0"),
            ("1.5", Decimal("1.5"), "1.5"),
            ("0.30000000000000004", Decimal("0.3"), "0.3"),
            ("1.1000000000000001", Decimal("1.1"), "1.1"),
            ("12.0", 12, "12"),
            ("1E3", 1000, "1000"),
            ("1.2E-5", Decimal("0.000012"), "0.000012"),
            ("999999999999999", 999_999_999_999_999, "999999999999999"),
        ],
    )
    def test_fifteen_digits(self, grid, stored, number, text):
        """Binary fractions read as what people typed."""
        cell = grid(row(1, f'<c r="A1"><v>{stored}</v></c>')).cells[0]
        assert (cell.number, cell.text, cell.issue_code) == (number, text, None)
        assert isinstance(cell.number, (int, Decimal))

    @pytest.mark.parametrize("stored", ["222401197001010012", "2.2240119700101E17", "1e15"])
    def test_long_numbers_are_told(self, grid, stored):
        """Excel keeps 15 digits: the end of an identity number is lost, and nobody can mend it."""
        cell = grid(row(1, f'<c r="A1"><v>{stored}</v></c>')).cells[0]
        assert cell.issue_code == "cell.long_number"
        assert cell.text.isdigit()
        issue = cell_issue(cell, "a.xlsx")
        assert issue.place.cell == "Sheet1!A1"
        assert cell.text not in issue.text()

    @pytest.mark.parametrize("stored", ["abc", "NaN", "Infinity", "1E999", "1e99999999"])
    def test_what_is_no_number_stays_text(self, grid, stored):
        cell = grid(row(1, f'<c r="A1"><v>{stored}</v></c>')).cells[0]
        assert (cell.number, cell.text) == (None, stored)

    def test_errors_and_formulas_without_a_result(self, grid):
        found = grid(
            row(
                1,
                '<c r="A1" t="e"><v>#REF!</v></c>',
                '<c r="B1"><f>SUM(A1:A2)</f></c>',
                '<c r="C1"><f>SUM(A1:A2)</f><v></v></c>',
                '<c r="D1"><f>SUM(A1:A2)</f><v>3</v></c>',
                '<c r="E1" t="str"><f>""</f><v></v></c>',
            )
        )
        assert [(c.address, c.text, c.issue_code) for c in found.cells] == [
            ("Sheet1!A1", "#REF!", "cell.error_value"),
            ("Sheet1!B1", "", "cell.formula_without_value"),
            ("Sheet1!C1", "", "cell.formula_without_value"),
            ("Sheet1!D1", "3", None),
        ]


def styled(*formats: tuple[int, str | None]) -> str:
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{c}"/>' for n, c in formats if c)
    xfs = "".join(f'<xf numFmtId="{n}"/>' for n, _ in formats)
    # The first style list belongs to named styles and must not be taken for the cells' own.
    named = '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    return f"<numFmts>{own}</numFmts>{named}<cellXfs>{xfs}</cellXfs>"


class TestDates:
    @pytest.mark.parametrize(
        ("number", "code", "text", "day"),
        [
            (14, None, "2017-12-05", date(2017, 12, 5)),
            (31, None, "2017-12-05", date(2017, 12, 5)),
            (58, None, "2017-12-05", date(2017, 12, 5)),
            (57, None, "2017年12月", date(2017, 12, 5)),
            (176, 'yyyy"年"m"月"d"日"', "2017-12-05", date(2017, 12, 5)),
            (176, "yyyy/m/d;@", "2017-12-05", date(2017, 12, 5)),
            (176, "[$-F800]dddd, mmmm dd, yyyy", "2017-12-05", date(2017, 12, 5)),
            (176, '[DBNum1][$-804]yyyy"年"m"月"', "2017年12月", date(2017, 12, 5)),
            (176, "yyyy-mm", "2017年12月", date(2017, 12, 5)),
            (0, None, "43074", None),
            (2, None, "43074", None),
            (176, '0"人"', "43074人", None),
            (176, '#,##0"元/亩"', "43074元/亩", None),
            (176, "0.00_ ;[Red]\\-0.00\\ ", "43074", None),
            (176, "G/通用格式", "43074", None),
            (176, '"日期"0', "43074", None),
            (176, "General", "43074", None),
            (176, "@", "43074", None),
        ],
    )
    def test_days_are_told_by_their_format(self, grid, number, code, text, day):
        code = code.replace('"', "&quot;") if code else None
        cell = grid(
            row(1, '<c r="A1" s="0"><v>43074</v></c>'), styles=styled((number, code))
        ).cells[0]
        assert (cell.text, cell.date, cell.number) == (text, day, 43074)

    @pytest.mark.parametrize(
        ("stored", "text"),
        [("43074.604166666664", "2017-12-05 14:30"), ("43074", "2017-12-05"), ("60", "60")],
    )
    def test_days_with_times(self, grid, stored, text):
        found = grid(row(1, f'<c r="A1" s="0"><v>{stored}</v></c>'), styles=styled((22, None)))
        assert found.cells[0].text == text

    def test_times_shares_and_codes(self, grid):
        """A share reads with its sign, a code keeps its leading zeros."""
        styles = styled((20, None), (9, None), (176, "000000"), (10, None), (46, None))
        found = grid(
            row(
                1,
                '<c r="A1" s="0"><v>0.60416666666666663</v></c><c r="B1" s="1"><v>0.35</v></c>'
                '<c r="C1" s="2"><v>22401</v></c><c r="D1" s="3"><v>0.1234</v></c>',
            ),
            styles=styles,
        )
        assert [c.text for c in found.cells] == ["14:30", "35%", "022401", "12.34%"]
        assert [c.date for c in found.cells] == [None] * 4

    def test_workbooks_that_count_from_1904(self, grid):
        found = grid(
            row(1, '<c r="A1" s="0"><v>41612</v></c>'),
            styles=styled((14, None)),
            workbook='<workbookPr date1904="1"/>',
        )
        assert found.cells[0].date == date(2017, 12, 5)

    def test_days_written_as_text(self, grid):
        found = grid(row(1, '<c r="A1" t="d"><v>2017-12-05T00:00:00Z</v></c>'))
        assert (found.cells[0].text, found.cells[0].date) == ("2017-12-05", date(2017, 12, 5))

    def test_a_style_that_is_not_there(self, grid):
        found = grid(row(1, '<c r="A1" s="99"><v>1</v></c>'), styles=styled((14, None)))
        assert found.cells[0].number == 1


class TestPlaces:
    def test_cells_and_rows_without_addresses(self, grid):
        found = grid(
            "<row><c><v>1</v></c><c><v>2</v></c></row>",
            '<row><c r="B2"><v>3</v></c><c><v>4</v></c></row>',
        )
        assert [(c.address, c.text) for c in found.cells] == [
            ("Sheet1!A1", "1"),
            ("Sheet1!B1", "2"),
            ("Sheet1!B2", "3"),
            ("Sheet1!C2", "4"),
        ]

    def test_addresses_in_small_letters(self, grid):
        assert grid(row(1, '<c r="ab1"><v>1</v></c>')).cells[0].address == "Sheet1!AB1"

    def test_rows_without_numbers_take_them_from_their_cells(self, grid):
        assert grid('<row><c r="C7"><v>1</v></c></row>').cells[0].address == "Sheet1!C7"

    def test_stated_size_is_not_believed(self, grid):
        """WPS writes A1 whatever the sheet holds; openpyxl in read-only mode believes it."""
        found = grid(
            row(1, inline("A1", "一")), row(9, inline("D9", "九")), before='<dimension ref="A1"/>'
        )
        assert [c.text for c in found.cells] == ["一", "九"]
        assert (found.n_rows, found.n_cols) == (9, 4)

    def test_rows_out_of_order_are_put_in_order(self, grid):
        found = grid(row(3, inline("A3", "三")), row(1, inline("A1", "一")))
        assert [c.text for c in found.cells] == ["一", "三"]

    def test_merges_are_rectangles(self, grid):
        found = grid(
            row(1, inline("A1", "题"), '<c r="B1" s="0"/>'),
            row(2, inline("A2", "左"), inline("B2", "右")),
            after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="C2:C3"/></mergeCells>',
        )
        assert [(c.address, c.rowspan, c.colspan, c.text) for c in found.cells] == [
            ("Sheet1!A1", 1, 3, "题"),
            ("Sheet1!A2", 1, 1, "左"),
            ("Sheet1!B2", 1, 1, "右"),
            ("Sheet1!C2", 2, 1, ""),
        ]
        assert found.at(2, 2) is found.cells[3]
        assert found.right_of(found.cells[1]).text == "右"

    def test_blank_cells_answer_by_address(self, grid):
        found = grid(row(7, inline("A7", "户名"), '<c r="B7" s="3"/>'))
        blank = found.right_of(found.cells[0])
        assert (blank.text, blank.address) == ("", "Sheet1!B7")

    def test_text_under_a_merge_is_told(self, read):
        document = read(
            "<sheetData>" + row(1, inline("A1", "上"), inline("B1", "藏")) + "</sheetData>"
            '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        )
        issue = document.issues[0]
        assert (issue.code, issue.place.cell, issue.seen) == (
            "cell.covered_text",
            "Sheet1!A1",
            "藏",
        )

    def test_merging_whole_columns_costs_nothing(self, grid):
        found = grid(
            row(1, inline("A1", "题")),
            row(2, inline("E2", "值")),
            after='<mergeCells><mergeCell ref="A1:D1048576"/><mergeCell ref="C1:D2"/></mergeCells>',
        )
        assert [(c.text, c.rowspan, c.colspan) for c in found.cells] == [("题", 2, 4), ("值", 1, 1)]

    def test_empty_rows_and_styled_cells_far_away_do_not_matter(self, grid):
        found = grid(
            row(1, inline("A1", "一"), '<c r="XFD1" s="1"/>'),
            '<row r="1048576" ht="15"/>',
            '<row r="1048575"><c r="A1048575" s="1"/></row>',
        )
        assert [c.text for c in found.cells] == ["一"]

    def test_prefixed_and_strict_names(self, read, make_xlsx):
        strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        sheet = (
            f'<?xml version="1.0"?><x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="1">'
            '<x:c r="A1" t="inlineStr"><x:is><x:t>严格</x:t></x:is></x:c></x:row></x:sheetData>'
            '<x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>'
        )
        relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        book = (
            f'<workbook xmlns="{strict}" xmlns:r="{relations}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        document = read_document(make_xlsx(sheet, **{"xl/workbook.xml": book}), "a.xlsx")
        cell = document.grids[0].cells[0]
        assert (cell.text, cell.colspan, cell.address) == ("严格", 2, "表!A1")

    def test_sheet_in_utf_16(self, read):
        sheet = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{row(1, inline('A1', '宽'))}</sheetData>"
            '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
        )
        document = read("", **{"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})
        assert [(c.text, c.colspan) for c in document.grids[0].cells] == [("宽", 2)]


class TestWorkbooks:
    def test_visible_sheets_in_order_under_their_names(self, read):
        sheets = [f"<sheetData>{row(1, inline('B1', text))}</sheetData>" for text in "甲乙丙"]
        document = read(
            *sheets,
            names=("附件4 统计表", "说明", "模板"),
            states=("visible", "visible", "hidden"),
        )
        assert [g.cells[0].address for g in document.grids] == ["附件4 统计表!B1", "说明!B1"]
        assert [i.code for i in document.issues] == ["file.hidden_sheets"]
        assert "模板" in document.issues[0].message

    def test_no_visible_sheet_is_told(self, read):
        document = read("<sheetData/>", states=("veryHidden",))
        assert [i.code for i in document.issues] == ["file.no_sheet"]

    def test_hidden_rows_and_columns_are_read_and_told(self, read):
        hidden_row = "<sheetData>" + row(3, inline("A3", "藏"), extra='hidden="1"') + "</sheetData>"
        hidden_col = '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>' + row(
            1, inline("C1", "藏")
        )
        document = read(hidden_row, hidden_col + "</sheetData>")
        assert [g.cells[0].text for g in document.grids] == ["藏", "藏"]
        assert [(i.code, i.place.cell) for i in document.issues] == [
            ("sheet.hidden_cells", "Sheet1!A3"),
            ("sheet.hidden_cells", "Sheet2!C1"),
        ]

    @pytest.mark.parametrize(
        "target", ["/xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml", "Worksheets/Sheet1.xml"]
    )
    def test_odd_links_to_sheets(self, read, target):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="x/worksheet" Target="{target}"/></Relationships>'
        )
        document = read(
            f"<sheetData>{row(1, inline('A1', '在'))}</sheetData>",
            **{"xl/_rels/workbook.xml.rels": rels},
        )
        assert document.grids[0].cells[0].text == "在"

    def test_no_links_at_all(self, read):
        document = read(
            f"<sheetData>{row(1, inline('A1', '在'))}</sheetData>",
            **{"xl/_rels/workbook.xml.rels": "", "_rels/.rels": ""},
        )
        assert document.grids[0].cells[0].text == "在"

    def test_charts_are_no_sheets(self, read):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/>'
            '<Relationship Id="rId2" Type="x/worksheet" Target="worksheets/sheet2.xml"/>'
            "</Relationships>"
        )
        document = read(
            "<sheetData/>",
            f"<sheetData>{row(1, inline('A1', '在'))}</sheetData>",
            **{"xl/_rels/workbook.xml.rels": rels},
        )
        assert [grid.name for grid in document.grids] == ["Sheet2"]

    def test_defects_that_stop_openpyxl(self, grid):
        """An empty fill, an unknown enum in a validation."""
        found = grid(
            row(1, '<c r="A1" s="0"><v>43074</v></c>'),
            styles=f"<fills><fill/></fills>{styled((14, None))}",
            after='<dataValidations><dataValidation type="new" sqref="A1"/></dataValidations>',
        )
        assert found.cells[0].text == "2017-12-05"

    def test_defined_names_lead_to_cells(self, read):
        names = (
            "<definedName name='kjfp_household'>'附件 ''2'''!$B$3:$C$3</definedName>"
            "<definedName name='kjfp_gone'>#REF!</definedName>"
            "<definedName name='other'>Sheet1!$A$1</definedName>"
        )
        book = (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            "<sheets><sheet name=\"附件 '2'\" sheetId='1' r:id='rId1'/></sheets>"
            f"<definedNames>{names}</definedNames></workbook>"
        )
        document = read("<sheetData/>", **{"xl/workbook.xml": book})
        assert document.slots == {"kjfp_household": ("附件 '2'!B3",)}

    def test_markers_on_the_hidden_sheet_serve_when_properties_are_lost(self, read):
        marks = "<sheetData>" + row(
            1, inline("A1", "表"), inline("B1", "form"), inline("C1", "f/1")
        )
        document = read(
            "<sheetData/>", marks + "</sheetData>",
            names=("表", "_kejifupin"), states=("visible", "hidden"),
        )  # fmt: skip
        assert document.properties == {"form": "f/1"}
        assert [grid.name for grid in document.grids] == ["表"]
        assert document.issues == ()

    def test_what_stands_beside_the_cells_is_told(self, read):
        """A scan pasted into a sheet, a check box drawn over it."""
        scan = read("<sheetData/>", **{"xl/media/image1.png": b"x"})
        assert [i.code for i in scan.issues] == ["file.only_pictures"]
        box = read("<sheetData/>", **{"xl/ctrlProps/ctrlProp1.xml": "<x/>"})
        assert [i.code for i in box.issues] == ["file.form_controls"]


class TestBesideTheCells:
    """What a sheet says outside its cells: in headers and footers, and in shapes."""

    def test_headers_and_footers_without_their_codes(self, read):
        margins = (
            "<headerFooter differentFirst='1'><oddHeader>&amp;L&amp;\"宋体\"&amp;9"
            "填表单位：甲&amp;&amp;乙&amp;R&amp;K01+034统计时间：2018年&amp;K00FF005月</oddHeader>"
            "<oddFooter>&amp;C第&amp;P页\n填表人：某某</oddFooter></headerFooter>"
        )
        first = read(
            "<sheetData/>", f"<sheetData>{row(1, inline('A1', '甲'))}</sheetData>{margins}"
        )
        assert [(each.address, each.text) for each in first.margins] == [
            ("页眉2段落1", "填表单位：甲&乙"),
            ("页眉2段落2", "统计时间：2018年5月"),
            ("页脚2段落1", "第页"),
            ("页脚2段落2", "填表人：某某"),
        ]

    def test_headers_of_a_sheet_that_needs_the_parser(self, read):
        cells = row(1, '<c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c>', extra='hidden="1"')
        document = read(
            f"<sheetData>{cells}</sheetData><headerFooter><oddHeader>页眉的话</oddHeader></headerFooter>"
        )
        assert [each.text for each in document.margins] == ["页眉的话"]

    def test_text_in_a_shape_is_told_with_its_place(self, read):
        """It belongs to no cell; a chart or a picture says nothing."""
        a = "http://schemas.openxmlformats.org/drawingml/2006/main"
        x = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        start = "<x:from><x:col>1</x:col><x:row>2</x:row></x:from>"
        shapes = (
            f"<x:twoCellAnchor>{start}<x:sp><x:txBody><a:p><a:r><a:t>联系人：</a:t></a:r>"
            "<a:r><a:t>某某</a:t></a:r></a:p></x:txBody></x:sp></x:twoCellAnchor>"
            f"<x:twoCellAnchor>{start}<x:pic/></x:twoCellAnchor>"
        )
        links = "http://schemas.openxmlformats.org/package/2006/relationships"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
        document = read(
            f"<sheetData>{row(1, inline('A1', '甲'))}</sheetData>",
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{links}">'
                f'<Relationship Id="r1" Type="{kind}" Target="../drawings/drawing1.xml"/>'
                "</Relationships>",
                "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="{x}" xmlns:a="{a}">{shapes}'
                "</x:wsDr>",
            },
        )
        assert [(each.code, each.place.cell) for each in document.issues] == [
            ("sheet.text_box", "Sheet1!B3")
        ]
        assert document.issues[0].seen == "联系人：某某"
        assert "某某" not in document.issues[0].text()

"""OpenDocument workbooks: values, places, merging, repetition, markers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_odf import cell, meta, ods, p, placed_rows, row, table

from kejifupin.office import Limits, column_letters, read_document
from kejifupin.office.page import placed_cells

BLANK_REST = cell(repeat=16_380)
BLANK_END = row(cell(repeat=16_384), repeat=1_048_570)


def read(*body: str, limits: Limits | None = None, **more):
    return read_document(ods("".join(body), **more), "表.ods", limits=limits)


def only(*cells: str, **more):
    """The cells of one row."""
    return read(table(row(*cells)), **more).grids[0].cells


class TestValues:
    def test_every_kind_of_cell(self):
        found = only(
            cell("村名", value_type="string"),
            cell("1,234.50", value_type="float", value="1234.5"),
            cell("12.5%", value_type="percentage", value="0.125"),
            cell("001234", value_type="float", value="1234"),
            cell("真", value_type="boolean", boolean_value="true"),
            cell("FALSE", value_type="float", value="0", formula="of:=NOT(1)"),
            cell("￥3", value_type="currency", value="3"),
            cell("", value_type="string", string_value="只在属性里"),
        )
        assert [(c.address, c.text, c.number) for c in found] == [
            ("表!A1", "村名", None),
            ("表!B1", "1234.5", Decimal("1234.5")),
            ("表!C1", "12.5%", Decimal("0.125")),
            ("表!D1", "001234", 1234),
            ("表!E1", "TRUE", None),
            ("表!F1", "FALSE", None),
            ("表!G1", "3", 3),
            ("表!H1", "只在属性里", None),
        ]

    def test_numbers_as_they_are_shown(self):
        """With their unit, or by thousands, but never rounded."""
        found = only(
            cell("4户", value_type="float", value="3.56"),
            cell("3.5", value_type="float", value="35000"),
            cell("3.5万", value_type="float", value="35000"),
            cell("35,000.00", value_type="float", value="35000"),
            cell("3号", value_type="float", value="3"),
        )
        assert [(c.text, c.number) for c in found] == [
            ("3.56户", Decimal("3.56")),
            ("3.5", Decimal("3.5")),
            ("3.5万", Decimal("3.5")),
            ("35000", 35000),
            ("3", 3),
        ]

    def test_crossed_out_cells_are_blank_and_told(self):
        line = (
            '<style:style style:name="ce1" style:family="table-cell"><style:text-properties'
            ' style:text-line-through-style="solid"/></style:style>'
        )
        found = only(
            cell("5", value_type="float", value="5", style="ce1"),
            cell("6", value_type="float", value="6"),
            styles=line,
        )
        assert [(c.text, c.number, c.issue_code) for c in found] == [
            ("", None, "cell.struck_text"),
            ("6", 6, None),
        ]

    def test_days_and_times(self):
        month = (
            '<number:date-style style:name="N1"><number:year/><number:text>年</number:text>'
            '<number:month/></number:date-style><style:style style:name="ce1"'
            ' style:family="table-cell" style:data-style-name="N1"/>'
        )
        found = only(
            cell("5/12/17", value_type="date", date_value="2017-12-05"),
            cell("2017年12月", value_type="date", date_value="2017-12-01", style="ce1"),
            cell("x", value_type="date", date_value="2017-12-05T08:30:00"),
            cell("x", value_type="time", time_value="PT08H30M00S"),
            cell("x", value_type="date", date_value="1899-12-31"),
            styles=month,
        )
        assert [(c.text, c.date, c.number) for c in found[:2]] == [
            ("2017-12-05", date(2017, 12, 5), 43074),
            ("2017年12月", date(2017, 12, 1), 43070),
        ]
        assert [c.text for c in found[2:]] == ["2017-12-05 08:30", "08:30", "1899-12-31"]

    def test_mistakes_and_formulas_without_a_result(self):
        found = only(
            '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
            ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
            cell("Err:502", value_type="float", value="0", formula="of:=X()"),
            cell(formula="of:=A1"),
            cell("#REF!", value_type="string"),
        )
        assert [(c.text, c.issue_code) for c in found] == [
            ("#DIV/0!", "cell.error_value"),
            ("Err:502", "cell.error_value"),
            ("", "cell.formula_without_value"),
            ("#REF!", None),
        ]

    def test_numbers_longer_than_excel_keeps_are_told(self):
        found = only(cell("x", value_type="float", value="222401197001010012"))
        assert found[0].issue_code == "cell.long_number"

    def test_lines_spaces_and_comments(self):
        found = only(
            cell(p("一") + p("二"), value_type="string"),
            cell(p("户 <text:s/>名"), value_type="string"),
            cell(
                f"<office:annotation>{p('批注')}</office:annotation>{p('甲')}", value_type="string"
            ),
            cell(f"{p('乙')}<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame>"),
        )
        assert [c.text for c in found] == ["一\n二", "户  名", "甲", "乙"]

    def test_symbol_fonts_of_cells_and_spans(self):
        font = '<style:font-face style:name="W" svg:font-family="Wingdings 2"/>'
        styles = "".join(
            f'<style:style style:name="{name}" style:family="{family}"><style:text-properties'
            ' style:font-name="W"/></style:style>'
            for name, family in (("ce1", "table-cell"), ("T1", "text"))
        )
        found = only(
            cell("R", style="ce1", value_type="string"),
            cell(p('<text:span text:style-name="T1">R</text:span>种植'), value_type="string"),
            fonts=font,
            styles=styles,
        )
        assert [c.text for c in found] == ["☑", "☑种植"]
        assert found[0].marks[0].kind == "sym"


class TestSheets:
    @given(data=st.data())
    def test_any_table_comes_back(self, data, random_tables):
        block = data.draw(random_tables(st.text("甲乙", min_size=1, max_size=3)))
        placed = placed_cells(block)
        rows = placed_rows(placed, len(block.rows), len(block.widths))
        grid = read(table(*rows, BLANK_END, name="附件2")).grids[0]
        assert (grid.n_rows, grid.n_cols, grid.sheet) == (len(block.rows), len(block.widths), True)
        assert [(c.row, c.col, c.rowspan, c.colspan, c.text, c.address) for c in grid.cells] == [
            (q.row, q.col, q.cell.rowspan, q.cell.colspan, q.cell.text,
             f"附件2!{column_letters(q.col)}{q.row + 1}")
            for line in placed
            for q in line
        ]  # fmt: skip

    def test_repeated_cells_and_rows(self):
        """Equal neighbours are written once, and the blank rest of a sheet too."""
        document = read(
            table(row(cell("是", repeat=2), cell(repeat=2), "否", BLANK_REST, repeat=2),
                  row(cell(), repeat=3), row("末"), BLANK_END)
        )  # fmt: skip
        assert [c.address[2:] for c in document.grids[0].cells] == [
            *("A1", "B1", "E1", "A2", "B2", "E2", "A6"),
        ]
        assert (document.grids[0].n_rows, document.grids[0].n_cols) == (6, 5)

    def test_text_under_a_merged_block_is_told(self):
        document = read(table(row(cell("甲", cols=2), cell("藏", covered=True))))
        assert [(i.code, i.place.cell, i.seen) for i in document.issues] == [
            ("cell.covered_text", "表!A1", "藏")
        ]

    def test_hidden_sheets_markers_and_names(self):
        styles = (
            '<style:style style:name="ta2" style:family="table">'
            '<style:table-properties table:display="false"/></style:style>'
        )
        names = (
            '<table:named-expressions><table:named-range table:name="kjfp_household"'
            ' table:cell-range-address="$\'附件 2\'.$B$4"/><table:named-range table:name="other"'
            ' table:cell-range-address="$表.$A$1"/></table:named-expressions>'
        )
        document = read(
            table(row("甲"), name="附件 2"),
            table(row("乙"), name="底稿", style="ta2"),
            table(row("附件 2", "form", "household_survey"), name="_kejifupin", style="ta2"),
            table(row("丙"), name="'file:///x.ods'#$Sheet1", style="ta2"),
            names,
            styles=styles,
        )
        assert [g.name for g in document.grids] == ["附件 2"]
        assert dict(document.properties) == {"form": "household_survey"}
        assert dict(document.slots) == {"kjfp_household": ("附件 2!B4",)}
        assert [i.code for i in document.issues] == ["file.hidden_sheets"]
        assert document.issues[0].message.endswith("：底稿")

    def test_custom_properties_count_before_the_marker_sheet(self):
        document = read(
            table(row("甲")),
            meta=meta('<meta:user-defined meta:name="form">a</meta:user-defined>'),
        )
        assert dict(document.properties) == {"form": "a"}

    def test_hidden_rows_and_columns_are_read_and_told(self):
        hidden_row = row("甲", attributes=' table:visibility="collapse"')
        assert [i.code for i in read(table(hidden_row)).issues] == ["sheet.hidden_cells"]
        columns = (
            '<table:table-column/><table:table-column table:visibility="collapse"'
            ' table:number-columns-repeated="2"/>'
        )
        document = read(table(columns, row("甲", cell(), "乙", "丙")))
        assert [(i.code, i.place.cell) for i in document.issues] == [
            ("sheet.hidden_cells", "表!C1")
        ]

    def test_the_style_of_a_column_counts_for_its_cells(self):
        styles = (
            '<number:date-style style:name="N1"><number:year/><number:month/></number:date-style>'
            '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        )
        columns = '<table:table-column table:default-cell-style-name="ce1"/>'
        document = read(
            table(columns, row(cell("x", value_type="date", date_value="2017-12-01"))),
            styles=styles,
        )
        assert document.grids[0].cells[0].text == "2017年12月"

    def test_controls_and_pictures_are_told(self):
        shapes = "<table:shapes><draw:control/></table:shapes>"
        document = read(table(shapes, row(cell())), **{"Pictures/a.png": b""})
        assert [i.code for i in document.issues] == ["file.form_controls", "file.only_pictures"]

    def test_a_large_sheet_is_read_as_a_stream(self):
        """A part above a quarter megabyte is never in memory as a whole."""
        lines = [row(cell(f"{n}", value_type="float", value=n), "双山子村") for n in range(5_000)]
        document = read(table(*lines, name="台账"), table(row("甲"), name="二"))
        first, second = document.grids
        assert (first.n_rows, first.cells[-2].number, second.cells[0].text) == (5_000, 4_999, "甲")


class TestLimits:
    @pytest.mark.parametrize(
        "body",
        [
            table(row(cell("甲", repeat=16_384), repeat=1_048_576)),
            table(row(cell("甲", repeat=200_000))),
            table(row(cell("甲", cols=2), repeat=1_000_000)),
            table(row(cell(), repeat=1_048_575), row("末")),
            table(row(cell(repeat=16_383), "末")),
            "".join(table(row("甲"), name=str(n)) for n in range(257)),
        ],
    )
    def test_more_than_any_form(self, body):
        document = read(body)
        assert ([i.code for i in document.issues], document.blocks) == (["file.dangerous"], ())

    def test_a_block_over_the_whole_sheet_is_a_rectangle(self):
        document = read(table(row(cell("甲", cols=16_384, rows=1_048_576))))
        assert [(c.text, c.rowspan, c.colspan) for c in document.grids[0].cells] == [("甲", 1, 1)]

    def test_no_sheet(self):
        assert [i.code for i in read("").issues] == ["file.broken"]

"""Registers and other growing tables: every row, whatever stands around it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from forms_documents import document, sheet, word_table
from forms_jilin import load_kinds, load_layouts, make_setting

from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_rows
from kejifupin.office import read_document
from kejifupin.office.grid import Cell
from kejifupin.records.record import make_record
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.issues import Effect, Severity

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
HEAD = [
    "村代码",
    "村名",
    "所属县（市、区）",
    "认定为贫困村日期",
    "退出贫困村日期",
    "总户数",
    "贫困户数",
    "示范户数",
]
ROWS = [
    ["220821100201", "甲村", "镇赉县", "2014年1月1日", "", "320", "40", "6"],
    ["220821100202", "乙村", "220821", "2014-01-01", "2017.12.31", "210", "33", "5"],
    ["222426100203", "丙村", "安图县", "", "", "", "-", "0"],
]


def read(*blocks):
    return read_form(document(*blocks), tuple(LAYOUTS.values()), SETTING)


def codes(reading):
    return [issue.code for issue in reading.issues]


def names(reading):
    return [record.get("name") for record in reading.records]


def test_every_row_is_a_record():
    """With its own row and cells, and the parent by name or by code."""
    reading = read(sheet("名册", [HEAD, *ROWS]))
    assert reading.forms == ("village_register",)
    assert codes(reading) == []
    first, second, third = reading.records
    assert dict(first.items()) == {
        "code": "220821100201",
        "name": "甲村",
        "parent": DivisionName("镇赉县", "220821"),
        "poor_village_from": date(2014, 1, 1),
        "poor_village_to": None,
        "households": 320,
        "poor_households": 40,
        "demonstration_households": 6,
    }
    assert second.get("parent") == DivisionName("220821", "220821")
    assert second.get("poor_village_to") == date(2017, 12, 31)
    assert third.get("households") is None
    assert (first.origin.table, first.origin.row) == ("名册", 2)
    assert first.origin.cell("households") == "名册!F2"
    assert third.origin.cell("households") == "名册!F4"


def test_rows_share_one_mapping_of_cells():
    """A ledger of 100,000 rows must not carry 100,000 mappings."""
    reading = read(sheet("名册", [HEAD, *ROWS]))
    assert len({id(record.origin.cells) for record in reading.records}) == 1
    reading = read(word_table(1, [HEAD, *ROWS]))
    assert len({id(record.origin.cells) for record in reading.records}) == 1
    assert reading.records[1].origin.cell("code") == "表1!R3C1"


MESS = {
    "a title and a line above": [["贫困村名册", *["<"] * 7], ["填表单位：扶贫办", *[""] * 7]],
    "blank rows above": [[""] * 8, [""] * 8],
}


@pytest.mark.parametrize("mess", sorted(MESS))
def test_rows_above_the_heading_do_not_matter(mess):
    """The heading is found by its words."""
    reading = read(sheet("名册", [*MESS[mess], HEAD, *ROWS]))
    assert names(reading) == ["甲村", "乙村", "丙村"]
    assert codes(reading) == []


def test_columns_may_be_reordered_and_reworded():
    """Each column is found by its heading; numbering columns are passed over."""
    order = [1, 2, 0, 6, 5, 7, 3, 4]
    words = [
        "行政村名称",
        "县（市、区）",
        "代码",
        "建档立卡贫困户数",
        "户数",
        "示范户",
        "认定日期",
        "退出日期",
    ]
    rows = [[str(at), *(row[col] for col in order)] for at, row in enumerate(ROWS, 1)]
    reading = read(sheet("名册", [["序号", *words], *rows]))
    plain = read(sheet("名册", [HEAD, *ROWS]))
    assert [dict(r.items()) for r in reading.records] == [dict(r.items()) for r in plain.records]
    assert codes(reading) == []
    assert reading.records[0].origin.cell("code") == "名册!D2"


def test_an_added_column_is_told_and_a_missing_one_too():
    """The rest is read."""
    head = [*HEAD[:4], "第一书记", *HEAD[5:]]
    reading = read(sheet("名册", [head, *ROWS]))
    assert names(reading) == ["甲村", "乙村", "丙村"]
    assert {(each.code, each.severity) for each in reading.issues} == {
        ("form.extra_column", Severity.INFO),
        ("form.label_missing", Severity.WARNING),
    }
    assert any("退出贫困村日期" in each.message for each in reading.issues)
    assert reading.records[0].get("poor_village_to") is None


def test_two_columns_of_one_name_are_both_left():
    """Neither is chosen silently."""
    head = [*HEAD, "总户数"]
    reading = read(sheet("名册", [head, *([*row, "9"] for row in ROWS)]))
    assert [record.get("households") for record in reading.records] == [None] * 3
    assert [(each.code, each.severity) for each in reading.issues] == [
        ("form.two_columns", Severity.ERROR)
    ]
    assert "F1" in reading.issues[0].message
    assert "I1" in reading.issues[0].message


def test_totals_notes_headings_and_blank_rows_are_no_records():
    """A line of totals is told, because a county counts on it."""
    rows = [
        HEAD,
        ["一、白城市", *["<"] * 7],
        ROWS[0],
        [""] * 8,
        ROWS[1],
        ["小计", "", "", "", "", "530", "73", "11"],
        ["二、延边州", *["<"] * 7],
        ROWS[2],
        ["合  计", "", "", "", "", "530", "73", "11"],
        ["备注：以扶贫办数据为准。", *["<"] * 7],
        ["填表人：王某", "", "", "审核人：", "", "", "", ""],
    ]
    for block in (sheet("名册", rows), word_table(1, rows)):
        reading = read("贫困村名册", block)
        assert names(reading) == ["甲村", "乙村", "丙村"]
        assert codes(reading) == ["form.total_row", "form.total_row"]


def test_a_heading_of_two_levels():
    """Columns named in the second row belong to the same heading."""
    rows = [
        [*HEAD[:5], "户数", "<", "<"],
        ["^", "^", "^", "^", "^", "总户数", "贫困户数", "示范户数"],
        *ROWS,
    ]
    for block in (sheet("名册", rows), word_table(1, rows)):
        reading = read(block)
        assert [record.get("households") for record in reading.records] == [320, 210, None]
        assert codes(reading) == []


def test_a_merged_cell_speaks_for_all_its_rows_unless_it_is_a_number():
    """One county beside many villages; one number beside them cannot be shared out."""
    rows = [HEAD, ROWS[0], [*ROWS[1][:2], "^", *ROWS[1][3:5], "^", *ROWS[1][6:]]]
    for block in (sheet("名册", rows), word_table(1, rows)):
        reading = read(block)
        assert [r.get("parent").code for r in reading.records] == ["220821", "220821"]
        assert [r.get("households") for r in reading.records] == [Unread("320"), Unread("320")]
        (issue,) = reading.issues
        assert (issue.code, issue.effect) == ("form.merged_number", Effect.FIELD)
        first, second = reading.records
        assert issue.place.cell == first.origin.cell("households")
        assert second.origin.cell("parent") == first.origin.cell("parent")
        assert second.origin.cell("code") != first.origin.cell("code")


def test_several_sheets_are_several_tables():
    """Each row knows its sheet."""
    reading = read(sheet("白城", [HEAD, *ROWS[:2]]), sheet("延边", [HEAD, ROWS[2]]))
    assert [record.origin.table for record in reading.records] == ["白城", "白城", "延边"]
    assert names(reading) == ["甲村", "乙村", "丙村"]


def test_a_wrong_place_points_to_its_own_row():
    """The cell of the issue is that of the row, not of the heading."""
    rows = [HEAD, ROWS[0], [*ROWS[1][:2], "月亮县", *ROWS[1][3:]]]
    reading = read(sheet("名册", rows))
    (issue,) = reading.issues
    assert (issue.code, issue.effect) == ("value.division_unknown", Effect.RECORD)
    assert issue.place.cell == "名册!C3" == reading.records[1].origin.cell("parent")


def test_a_register_of_thousands_comes_back_whole():
    """Written and read, row by row, in order."""
    kind = KINDS["village_register"]
    rows = [
        make_record(
            kind,
            {
                "code": f"2208211{number:05d}",
                "name": f"第{number}村",
                "parent": DivisionName("镇赉县", "220821"),
                "households": number,
            },
        )
        for number in range(3000)
    ]
    data = write_rows(LAYOUTS["village_register"], kind, rows)
    reading = read_form(read_document(data, "名册.xlsx"), tuple(LAYOUTS.values()), SETTING)
    assert [dict(r.items()) for r in reading.records] == [dict(r.items()) for r in rows]
    assert codes(reading) == []


def test_a_row_with_nothing_but_a_formula_without_its_result_is_told():
    """It looks blank, and is not: no other cell of the row says anything."""
    grid = sheet("名册", [HEAD, ROWS[0], [""] * 8, ROWS[1]])
    formula = Cell(2, 5, address="名册!F3", issue_code="cell.formula_without_value")
    cells = tuple(sorted((*grid.cells, formula), key=lambda each: (each.row, each.col)))
    reading = read(attrs.evolve(grid, cells=cells))
    assert names(reading) == ["甲村", "乙村"]
    assert [(each.code, each.place.cell) for each in reading.issues] == [
        ("cell.formula_without_value", "名册!F3")
    ]


def test_rows_that_go_on_in_another_table_may_say_the_labels_of_other_forms():
    """A value that is printed in another form is no label of a form that begins there."""
    rows = [[*ROWS[0]], [*ROWS[1]]]
    rows[1][1] = "户名"
    reading = read(word_table(1, [HEAD, rows[0]]), "", word_table(2, [rows[1], rows[1]]))
    assert names(reading) == ["甲村", "户名", "户名"]
    assert reading.forms == ("village_register",)


@pytest.mark.parametrize("table", [lambda rows: sheet("名册", rows), lambda r: word_table(1, r)])
def test_ditto_is_what_the_row_above_says(table):
    """Each such cell is told; a mark in the first row, or to the left, says nothing."""
    ditto = ["220821100202", "乙村", "同上", "〃", "", "″", '"', "同上"]
    again = ["220821100203", "丙村", "〃", "", "", "同上", "3", "同左"]
    first, second, third = read(table([HEAD, ROWS[0], ditto, again])).records
    assert second.get("parent") == third.get("parent") == DivisionName("镇赉县", "220821")
    assert second.get("poor_village_from") == first.get("poor_village_from")
    assert (second.get("households"), second.get("poor_households")) == (320, 40)
    assert (third.get("households"), third.get("poor_households")) == (320, 3)
    assert third.get("demonstration_households") == Unread("同左")
    told = read(table([HEAD, ROWS[0], ditto, again])).issues.where(code="value.ditto")
    assert [each.severity for each in told] == [Severity.INFO] * 7 + [Severity.ERROR]
    (reading,) = [read(table([HEAD, ditto])).issues.where(code="value.ditto")]
    assert {each.severity for each in reading} == {Severity.ERROR}


def test_a_name_is_no_ditto_for_what_it_holds():
    """同上 is a mark only when it stands alone."""
    reading = read(sheet("名册", [HEAD, ROWS[0], ["220821100202", "同上村", *ROWS[1][2:]]]))
    assert names(reading) == ["甲村", "同上村"]
    assert codes(reading) == []

"""What is read at sight, or remembered from another row, is what its cell would be read as."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from forms_documents import document
from forms_jilin import load_kinds, load_layouts, make_setting
from hypothesis import given, settings
from hypothesis import strategies as st

from kejifupin.forms.growing import TableRow
from kejifupin.forms.reading import read_form
from kejifupin.forms.row_columns import UNKNOWN, RowColumn
from kejifupin.forms.telling import Teller
from kejifupin.forms.values import ValueReader
from kejifupin.office.cells import Line, Value, placed
from kejifupin.office.grid import Grid
from kejifupin.office.lines import SheetLines
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.values import Unread

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
GRID = Grid("名册", SheetLines("名册", ()), 99, 9, sheet=True)
texts = st.one_of(
    st.text(alphabet="甲乙 \u3000\u2003\xa0_＿1-138无\n：", max_size=13),
    st.from_regex(r"1[0-9]{9,11}", fullmatch=True),
    st.from_regex(r"[1１][3-9]\d{9}", fullmatch=True),
)
FIELDS = tuple(
    Field(each.value, each.value, each, unit="人" if each is FieldType.NUMBER else None)
    for each in (FieldType.TEXT, FieldType.PHONE, FieldType.NUMBER, FieldType.DATE)
)


def column(target: Field) -> RowColumn:
    return RowColumn(target, 1, None, ValueReader(Teller("a.xlsx"), SETTING))


@given(text=texts, target=st.sampled_from(FIELDS[:2]))
def test_what_is_read_at_sight_is_what_its_cell_says(text, target):
    """And then there is nothing to tell about it."""
    own = column(target)
    (value,) = own.at_once((text,))
    if value is not UNKNOWN:
        assert own.reader.read(target, placed("名册", 3, 1, text)) == value
        assert own.reader.teller.issues == []


@given(
    contents=st.lists(
        st.sampled_from(
            ("2017年12月5日", "不详", "5人", "约5", 5, Decimal("2.5"), Value("无", None), "12345")
        )
    ),
    target=st.sampled_from(FIELDS),
)
def test_what_is_remembered_is_what_is_read_again(contents, target):
    """Each wrong cell has its own issue, at its own address."""
    own, plain = column(target), ValueReader(Teller("a.xlsx"), SETTING)
    for row, content in enumerate(contents):
        values: dict[str, object] = {}
        own.take(TableRow(GRID, 0, row, (content,), plain=True), content, values)
        assert values[target.key] == plain.read(target, placed("名册", row, 1, content))
    assert own.reader.teller.issues == plain.teller.issues


HEAD = ("村代码", "村名", "所属县（市、区）", "总户数", "贫困户数")
ROWS = (
    ("220821100201", "甲村", "镇赉县", 320, 40),
    ("220821100202", "乙村", "镇赉县", "不详", 40),
    ("222426100203", "丙村", "安图县", "不详", Decimal("3.5")),
    ("222426100204", " 丁村 ", "无此县", 1, "-"),
    ("222426100205", "戊村", "无此县", 1, "-"),
)


def sheet(*, spelt_out: bool) -> Grid:
    lines = tuple(
        Line(at, tuple(range(len(row))), tuple(row)) for at, row in enumerate((HEAD, *ROWS * 3))
    )
    kept = SheetLines("名册", lines)
    return Grid("名册", tuple(kept) if spelt_out else kept, len(lines), len(HEAD), sheet=True)


@pytest.mark.parametrize("layouts", [tuple(LAYOUTS.values())])
def test_a_sheet_kept_as_rows_reads_as_one_of_cells(layouts):
    """The same records, origins and issues, in the same order."""
    kept = read_form(document(sheet(spelt_out=False)), layouts, SETTING)
    spelt = read_form(document(sheet(spelt_out=True)), layouts, SETTING)
    assert len(kept.records) == 15
    assert kept == spelt
    assert [each.origin for each in kept.records] == [each.origin for each in spelt.records]
    assert kept.issues.items == spelt.issues.items
    assert {issue.place.cell for issue in kept.issues.where(code="value.not_known")} == {
        f"名册!D{row}" for row in (3, 4, 8, 9, 13, 14)
    }


@pytest.mark.parametrize("code", ["cell.error_value", "cell.formula_without_value"])
def test_a_choice_whose_formula_failed_is_told_at_its_cell(code):
    """#N/A is no choice, and a result that was not saved is no blank."""
    target = Field("need", "需求", FieldType.CHOICE, choices=("种植", "养殖"))
    own = column(target)
    row = TableRow(GRID, 0, 3, (Value("#N/A" if "error" in code else "", issue_code=code),))
    values: dict[str, object] = {}
    own.fill(row, row.contents[0], values)
    assert isinstance(values["need"], Unread)
    (issue,) = own.reader.teller.issues
    assert (issue.code, issue.place.cell, issue.field) == (code, "名册!B4", "need")


def ledger(rows: Sequence[tuple[object, ...]]) -> Grid:
    """A sheet of rows under the headings, whose blank cells are not there."""
    lines = []
    for at, row in enumerate((HEAD, *rows)):
        filled = [(col, each) for col, each in enumerate(row) if each not in ("", None)]
        lines.append(Line(at, *map(tuple, zip(*filled, strict=True))))
    return Grid("名册", SheetLines("名册", tuple(lines)), len(lines), len(HEAD), sheet=True)


@settings(max_examples=4)
@given(
    names=st.lists(st.sampled_from(("", "甲村", "乙：村", " 丙村")), min_size=30, max_size=30),
    wrong=st.sets(st.integers(0, 1199), max_size=6),
    notes=st.booleans(),
)
def test_a_long_ledger_is_read_like_its_pieces(names, wrong, notes):
    """Blanks, wrong cells, and a note that ends the table after 900 rows: nothing moves."""
    rows = [
        (
            f"2208211{row:05d}",
            names[row % 30],
            ("镇赉县", "安图县")[row % 2],
            "不详" if row in wrong else row % 40,
            None if row % 7 == 0 else 3,
        )
        for row in range(1200)
    ]
    layouts = tuple(LAYOUTS.values())
    above = [*rows[:900], ("备注：以下作废", None, None, None, None), *rows[900:]]
    whole = read_form(document(ledger(above if notes else rows)), layouts, SETTING)
    last = 900 if notes else 1200
    pieces = [
        read_form(document(ledger(rows[at : at + 100])), layouts, SETTING)
        for at in range(0, last, 100)
    ]
    assert len(whole.records) == last
    assert list(whole.records) == [each for piece in pieces for each in piece.records]
    assert [each.origin.row for each in whole.records] == list(range(2, last + 2))
    assert {issue.place.cell for issue in whole.issues.where(code="value.not_known")} == {
        f"名册!D{row + 2}" for row in wrong if row < last
    }

"""Several forms in one table: each is read, with its own places; what is no form is told."""

from __future__ import annotations

from datetime import date

import pytest
from forms_documents import document, sheet, word_table
from forms_jilin import load_layouts, make_setting
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.forms.reading import read_form
from kejifupin.office.grid import sheet_address

LAYOUTS = load_layouts()
SETTING = make_setting(date(2018, 5, 31))
TITLE = "一户一策调查表"
LABELS = ["户名", "地区名称", "详细地址", "联系人", "家庭人口总数", "致贫原因", "发展潜在优势"]
KEYS = ("household", "division", "address", "contact", "members", "poverty_causes", "strengths")
CAUSES = ("因病", "因残", "缺水")


def read(*blocks):
    return read_form(document(*blocks), tuple(LAYOUTS.values()), SETTING)


def household(number: int) -> list[str]:
    name = f"李{'甲乙丙丁戊己庚'[number]}"
    return [name, "镇赉县", f"{number + 1}社", name, str(number + 2), CAUSES[number % 3], "有山"]


def told(reading) -> list[tuple[str, str | None]]:
    return [(each.code, each.place.cell) for each in reading.issues]


@given(
    count=st.integers(1, 6),
    turned=st.booleans(),
    in_word=st.booleans(),
    numbered=st.booleans(),
    blank=st.integers(0, 2),
)
def test_each_row_or_column_of_values_is_a_form(count, turned, in_word, numbered, blank):
    """Whatever the direction: every value of every form, each at the cell where it stands."""
    rows = [LABELS, *(household(each) for each in range(count))]
    if numbered:
        rows = [[("序号" if at == 0 else str(at)), *row] for at, row in enumerate(rows)]
    rows += [[""] * len(rows[0])] * blank
    if turned:
        rows = [list(row) for row in zip(*rows, strict=True)]
    reading = read(TITLE, (word_table(1, rows) if in_word else sheet("表", rows)))
    assert reading.forms == ("household_survey",) * count
    assert [record.household for record in reading.records] == [
        household(each)[0] for each in range(count)
    ]
    for at, record in enumerate(reading.records):
        assert record.members == at + 2
        assert record.poverty_causes == (CAUSES[at % 3],)
        for label, key in enumerate(KEYS):
            line, place = at + 1, label + numbered
            row, col = (place, line) if turned else (line, place)
            address = f"表1!R{row + 1}C{col + 1}" if in_word else sheet_address("表", row, col)
            assert record.origin.cell(key) == address
    # The labels that are missing are missing once.
    several = ["form.side_by_side"] if count > 1 else []
    assert [each.code for each in reading.issues] == [*several, "form.label_missing"]


def test_totals_remarks_and_signatures_are_no_forms():
    """The line of totals is told; remarks and signatures are passed over, no form below them."""
    total = ["合计", "", "", "", "5", "", ""]
    remark = ["备注：以上两户为今年新增", *["<"] * 6]
    signed = ["", "", "", "", "", "（签名）", ""]
    rows = [LABELS, household(0), household(1), total, remark, signed, household(2)]
    reading = read(TITLE, sheet("表", rows))
    assert [record.household for record in reading.records] == ["李甲", "李乙", "李丙"]
    assert told(reading)[:2] == [("form.side_by_side", "表!A1"), ("form.total_row", "表!A4")]


def test_a_value_merged_over_the_rows_of_several_forms_is_of_each():
    """The county stands once beside its households."""
    first, second = household(0), household(1)
    second[1] = "^"
    reading = read(TITLE, word_table(1, [LABELS, first, second]))
    assert [record.division.code for record in reading.records] == ["220821", "220821"]
    assert [record.origin.cell("division") for record in reading.records] == ["表1!R2C2"] * 2


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(["", "", "", "", "人", "", ""], id="a unit"),
        pytest.param(["见附件", "", "", "", "", "", ""], id="a remark"),
        pytest.param([""] * 7, id="nothing"),
    ],
)
def test_what_stands_beside_values_makes_no_second_form(beside):
    """One column of values is one form, whatever a few cells to the right say."""
    rows = [[*three] for three in zip(LABELS, household(0), beside, strict=True)]
    reading = read(TITLE, sheet("表", rows))
    assert [record.household for record in reading.records] == ["李甲"]
    assert "form.side_by_side" not in [each.code for each in reading.issues]


def test_a_second_column_of_numbers_is_told_where_a_form_names_itself_above():
    """A return has its unit in the line above: whose the second column is, nobody can say."""
    from kejifupin.forms.anchors import Role
    from kejifupin.forms.compiled import compile_layout

    layout = LAYOUTS["winter_return"]
    compiled = compile_layout(layout, SETTING.kind(layout.kind))
    labels = [each.words[0] for each in compiled.anchors if each.role is Role.LABEL and each.words]
    rows = [["项目", "11月", "12月"], *([label, "3", "4"] for label in labels)]
    reading = read(layout.title, "填表单位：镇赉县科协", word_table(1, rows))
    (record,) = reading.records
    assert record.winter_events == 3
    assert ("form.beside_unread", "表1!R2C3") in told(reading)
    alone = read(layout.title, "填表单位：镇赉县科协", word_table(1, [row[:2] for row in rows]))
    assert "form.beside_unread" not in [each.code for each in alone.issues]

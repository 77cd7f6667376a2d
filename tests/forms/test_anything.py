"""Whatever stands in a document, reading it ends with an answer."""

from __future__ import annotations

from datetime import date

from forms_documents import document, sheet, word_table
from forms_jilin import load_kinds, load_layouts, make_setting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.forms import CODES
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.reading import read_form
from kejifupin.records.kinds import FieldType

LAYOUTS = load_layouts()
SETTING = make_setting(date(2018, 5, 31))
WORDS = sorted(
    {
        words
        for layout in LAYOUTS.values()
        for anchor in compile_layout(layout, load_kinds()[layout.kind]).anchors
        for words in anchor.words
    }
)
VALUES = (
    "",
    "12",
    "3.5亩",
    "张甲",
    "镇赉县",
    "13800000000",
    "种植√养殖□",
    "备注：",
    "合计",
    "……",
    "填表单位：延边州科协（统计时间：",
    "户名：张甲 联系电话：",
    "不详",
    "-",
    "2017年12月5日",
)
CELL = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(VALUES),
    st.text(st.characters(exclude_characters="<^"), max_size=6),
)


@st.composite
def rows(draw):
    """Rows of anything, with merged cells."""
    n_cols = draw(st.integers(1, 6))
    made: list[list] = []
    for _ in range(draw(st.integers(1, 12))):
        row: list = []
        for col in range(n_cols):
            merge = draw(st.integers(0, 9))
            if merge == 0 and col and row[col - 1] != "^":
                row.append("<")
            else:
                row.append(draw(CELL))
        made.append(row)
    return made


@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_document_gets_an_answer(data):
    """No error inside, no silence, every issue explained, every record of a known kind."""
    blocks: list = []
    for number in range(1, data.draw(st.integers(1, 3)) + 1):
        table = data.draw(rows())
        as_sheet = data.draw(st.booleans())
        blocks.append(sheet(f"S{number}", table) if as_sheet else word_table(number, table))
        if not as_sheet:
            blocks += data.draw(st.lists(CELL, max_size=3))
    reading = read_form(document(*blocks), tuple(LAYOUTS.values()), SETTING)
    assert reading.records or reading.issues
    for issue in reading.issues:
        assert issue.code in CODES
        assert issue.code != "form.internal", issue.message
    for record in reading.records:
        assert record.kind.key in SETTING.kinds
        for target in record.kind.fields:
            if target.type is FieldType.ROWS:
                assert isinstance(record.get(target.key), tuple | None)

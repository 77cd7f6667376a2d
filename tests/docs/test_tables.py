"""What people write in a cell is read as the how-to guide says."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from snippets import ROOT

from kejifupin import NONE_OF_ITEM, Unread, Vague, open_programme

PAGE = ROOT / "docs" / "how-to" / "fill-and-read-forms.md"
LABEL, FIELD = "举办实用技术培训班", "training_sessions"
LABEL_OF_PEOPLE, FIELD_OF_PEOPLE = "受培训的农民人数", "training_farmer_attendances"
ROW = re.compile(
    r"^\| (?:`(?P<text>[^`]+)`|nothing)(?P<where>[^|]*) \| (?P<read>[^|]+) \|", re.MULTILINE
)


def rows() -> list[tuple[str | None, bool, str]]:
    """Text in the cell, whether the form prints 人次, and how it is said to be read."""
    text = PAGE.read_text(encoding="utf-8").split("## What people write")[1].split("\n## ")[0]
    return [
        (row["text"], "人次" in row["where"], row["read"].strip()) for row in ROW.finditer(text)
    ]


def filled(written: str | None, *, people: bool):
    """A return in which one cell says this, with the programme and the key of the field."""
    programme = open_programme("jilin-winter-2017")
    book = load_workbook(BytesIO(programme.blank("winter_return", "xlsx")))
    label, field = (LABEL_OF_PEOPLE, FIELD_OF_PEOPLE) if people else (LABEL, FIELD)
    for row in book.worksheets[0].iter_rows():
        first = str(row[0].value or "")
        if label in first:
            row[2].value = written
        if first.startswith("填表单位"):
            row[0].value = "填表单位：靖宇县科协（统计时间：2017年12月—2018年4月）"
    stream = BytesIO()
    book.save(stream)
    return programme, field, stream.getvalue()


def test_the_table_is_found():
    """The page has its table of what people write."""
    assert len(rows()) >= 9


@pytest.mark.parametrize(("text", "people", "said"), rows())
def test_a_cell_is_read_as_the_page_says(text, people, said, tmp_path):
    """A number is that number, a vague one its ends, and what is no figure is told."""
    programme, field, content = filled(text, people=people)
    (tmp_path / "a.xlsx").write_bytes(content)

    back = programme.read(tmp_path / "a.xlsx")

    value = back.records[0].get(field)
    issues = [each for each in back.reading_issues if each.field == field]
    if match := re.fullmatch(r"(\d+) to (\d+)", said):
        assert isinstance(value, Vague)
        assert (value.low, value.high) == (int(match[1]), int(match[2]))
    elif said.isdigit():
        assert value == int(said)
    elif said == "zero":
        assert value == 0
    elif said.startswith("none of this item"):
        assert value is NONE_OF_ITEM
    elif said == "not reported":
        assert value is None
        assert issues == []
    else:
        assert "issue" in said
        assert isinstance(value, Unread)
        assert issues

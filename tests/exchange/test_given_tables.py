"""Small tables read alike from every kind of file."""

from __future__ import annotations

import pytest

from kejifupin.exchange.csv_headers import Column
from kejifupin.exchange.given_tables import read_given_table
from kejifupin.office import Page, PageCell, TableBlock, TextBlock, write_docx, write_xlsx

COLUMNS = (
    Column("unit", ("单位", "地区")),
    Column("number", ("数", "分解数")),
    Column("note", ("备注",), required=False),
)
CSV = "某省任务分解表\n地区,分解数\n东州,12\n西州,8\n".encode("gb18030")
TOML = '[[rows]]\n"单位" = "东州"\nnumber = 12\n\n[[rows]]\nunit = "西州"\n"数" = 8\n'.encode()


def page(*rows):
    cells = tuple(tuple(PageCell(text) for text in row) for row in rows)
    return Page("任务分解表", (TextBlock("单位：个"), TableBlock((1, 1), cells)))


PAGE = page(("地区", "分解数"), ("东州", "12"), ("西州", "8"))
FILES = {
    "a.csv": CSV,
    "a.toml": TOML,
    "a.xlsx": write_xlsx(PAGE),
    "a.docx": write_docx(PAGE),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_says_the_same(name):
    """Units and numbers, a place for each row, and nothing for what is not there."""
    rows, issues = read_given_table(FILES[name], name, columns=COLUMNS)
    assert issues == ()
    assert [(row["unit"], row["number"], row["note"]) for row in rows] == [
        ("东州", "12", ""),
        ("西州", "8", ""),
    ]
    assert all(row.place.file == name and row.place.words() != name for row in rows)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\x00\x01"),
        ("a.csv", "单位,数\n".encode()),
        ("a.xlsx", write_xlsx(page(("单位", "数"), ("", "")))),
        ("a.xlsx", b"no workbook"),
        ("a.toml", b"no toml at all ["),
        ("a.toml", b"x = 1\n"),
        ("a.docx", write_docx(page(("甲", "乙"), ("丙", "丁")))),
        ("a.docx", write_docx(Page("无表", (TextBlock("正文"),)))),
    ],
)
def test_what_holds_no_such_table_is_told(name, content):
    """No rows, at least one issue, no exception."""
    rows, issues = read_given_table(content, name, columns=COLUMNS)
    assert rows == ()
    assert issues


def test_a_missing_column_and_a_misspelt_one_are_told():
    """The header of a workbook is checked like that of a CSV file."""
    content = write_xlsx(page(("地区", "分界数"), ("东州", "12")))
    _, issues = read_given_table(content, "a.xlsx", columns=COLUMNS)
    assert [each.code for each in issues] == ["table.unknown_column"]
    content = write_xlsx(page(("地区", "人口"), ("东州", "12")))
    _, issues = read_given_table(content, "a.xlsx", columns=COLUMNS)
    assert "table.missing_column" in [each.code for each in issues]

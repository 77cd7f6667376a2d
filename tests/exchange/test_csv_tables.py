"""CSV files are read as people save them; what is wrong is told and nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange import config_codes as codes
from kejifupin.exchange.csv_tables import Column, CsvRow, read_csv_rows
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

COLUMNS = (
    Column("file", ("文件名", "文件")),
    Column("received_on", ("收到日期", "收文日期")),
    Column("note", ("备注",), required=False),
)
TEXT = "文件名,收到日期,备注\n甲县/a.docx,2018-05-30,按时\n乙县/b.xlsx,2018-06-02,\n"


def read(text: str | bytes) -> tuple[tuple[CsvRow, ...], tuple[Issue, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_csv_rows(data, "收文登记.csv", columns=COLUMNS)


def rows_of(text: str | bytes) -> list[tuple[int, str, str, str]]:
    rows, issues = read(text)
    assert issues == ()
    return [(row.line, row["file"], row["received_on"], row["note"]) for row in rows]


EXPECTED = [(2, "甲县/a.docx", "2018-05-30", "按时"), (3, "乙县/b.xlsx", "2018-06-02", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，", "；", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end_reads_the_same(
    encoding: str, delimiter: str, line_end: str
) -> None:
    """What Excel, WPS, Notepad and people's hands make of the same table."""
    text = TEXT.replace(",", delimiter).replace("\n", line_end)
    assert rows_of(text.encode(encoding)) == EXPECTED


def test_columns_stand_in_any_order_and_under_any_known_name() -> None:
    """The English key, an alias, spaces and a colon are all the same column."""
    text = "备 注：,received_on,文件\n按时,2018-05-30,甲县/a.docx\n"
    assert rows_of(text) == EXPECTED[:1]


def test_a_title_and_blank_lines_are_passed_over() -> None:
    """Line numbers are those of the file."""
    text = "2018年收文登记表,,\n\n , \n" + TEXT.replace("\n", "\n,,\n\n", 2)
    rows, issues = read(text)
    assert issues == ()
    assert [row.line for row in rows] == [7, 10]


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_ends() -> None:
    """The row's line is where it starts."""
    text = '文件名,收到日期,备注\n"a,b.docx",2018-05-30,"第一行\n第二行""好"""\nc,2018-06-01,\n'
    assert rows_of(text) == [
        (2, "a,b.docx", "2018-05-30", '第一行\n第二行"好"'),
        (4, "c", "2018-06-01", ""),
    ]


def test_a_code_that_excel_was_told_to_leave_alone_is_unwrapped() -> None:
    """="0220" keeps its zero in Excel."""
    assert rows_of('文件名,收到日期\n="0220",2018-05-30\n')[0][1] == "0220"


@pytest.mark.parametrize("quoted", ['"b.docx,2018-05-31,x', '"b" docx,2018-05-31,x'])
def test_an_open_quote_costs_one_line_and_no_row(quoted: str) -> None:
    """The rows below are not swallowed, whether another quote follows or not."""
    for last in ("d.docx,2018-06-01,\n", 'd.docx,2018-06-01,"x\n', '"d.docx",2018-06-01,x\n'):
        text = f"文件名,收到日期,备注\na.docx,2018-05-30,\n{quoted}\nc1,1,1\nc2,2,2\n{last}"
        rows, issues = read(text)
        assert [row.line for row in rows] == [2, 3, 4, 5, 6]
        assert rows[1]["received_on"] == "2018-05-31"
        assert rows[4]["file"] == "d.docx"
        assert issues[0].code == codes.TABLE_QUOTE
        assert issues[0].place == Place("收文登记.csv", line=3)


def test_a_missing_column_is_told_and_its_cells_are_empty() -> None:
    """An optional one is not missed."""
    rows, (issue,) = read("文件名\na.docx\n")
    assert [dict(row.values) for row in rows] == [{"file": "a.docx", "received_on": "", "note": ""}]
    assert (issue.code, issue.severity) == (codes.TABLE_MISSING_COLUMN, Severity.ERROR)
    assert issue.text() == ("[错误] 收文登记.csv 第1行：缺少“收到日期”一列 → 在表头加上“收到日期”")


def test_all_that_is_wrong_with_a_header_is_told_at_once_and_once() -> None:
    """Misspelt with the nearest name and not as missing, unknown, twice."""
    rows, issues = read("文件名称,接收日期,县区,文件名,备注,备注\nx,2018-05-30,y,a.docx,1,2\n")
    assert [(issue.code, issue.severity) for issue in issues] == [
        (codes.TABLE_DUPLICATE_COLUMN, Severity.ERROR),
        (codes.TABLE_UNKNOWN_COLUMN, Severity.INFO),
        (codes.TABLE_UNKNOWN_COLUMN, Severity.ERROR),
        (codes.TABLE_UNKNOWN_COLUMN, Severity.INFO),
    ]
    assert "“接收日期”" in issues[2].message
    assert issues[2].remedy == "是否应为“收到日期”？"
    assert (rows[0]["file"], rows[0]["note"]) == ("a.docx", "1")


def test_cells_beyond_the_header_are_told() -> None:
    """A comma inside a cell without quotes moves the rest; empty ones do no harm."""
    _, (issue,) = read("文件名,收到日期\na,b.docx,2018-05-30\nc,2018-06-01,,,\n")
    assert (issue.code, issue.place.line) == (codes.TABLE_EXTRA_CELLS, 2)


def test_a_short_row_is_filled_with_empty_cells() -> None:
    """Editors leave out trailing delimiters."""
    assert rows_of("文件名,收到日期,备注\na.docx\n") == [(2, "a.docx", "", "")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , ,\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_told_with_the_header_it_should_have(data: bytes) -> None:
    """All required columns are named."""
    rows, (issue,) = read(data)
    assert rows == ()
    assert issue.code == codes.TABLE_EMPTY
    assert "文件名、收到日期" in (issue.remedy or "")


def test_a_file_without_header_is_told_without_its_cells() -> None:
    """The first row may hold names of people."""
    rows, (issue,) = read("张三,13900000000\n李四,13900000001\n")
    assert rows == ()
    assert (issue.code, issue.place.line) == (codes.TABLE_MISSING_COLUMN, 1)
    assert "张三" not in issue.text()
    assert "139" not in issue.text()


def test_a_row_that_is_barely_a_header_shows_only_what_is_near_one() -> None:
    """It may hold names of people all the same."""
    _, issues = read("张三,收到日期期\n李四,2018-05-30\n")
    assert not any("张三" in issue.text() for issue in issues)
    assert "是否应为“收到日期”？" in [issue.remedy for issue in issues]


def test_one_endless_line_is_told() -> None:
    """No header is looked for in a megabyte without a delimiter."""
    rows, (issue,) = read("文件" * 500_000)
    assert (rows, issue.code) == ((), codes.TABLE_MISSING_COLUMN)


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00\x80\xff\xff", b"\xd0\xcf\x11\xe0\xa1\x00"])
def test_a_workbook_renamed_is_told(data: bytes) -> None:
    """It is no text."""
    rows, (issue,) = read(data)
    assert (rows, issue.code) == ((), codes.TABLE_UNREADABLE)


CELLS = st.text(
    st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=8
)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from(",;\t|"),
)
def test_what_the_csv_writer_writes_is_read_whole(
    table: list[tuple[str, str, str]], encoding: str, delimiter: str
) -> None:
    """All cells come back, trimmed, on their lines."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["文件名", "收到日期", "备注"])
    writer.writerows(table)

    rows, issues = read(out.getvalue().encode(encoding))

    expected = [
        (line, tuple(trimmed))
        for line, cells in enumerate(table, start=2)
        if any(trimmed := [unforced(cell) for cell in cells])
    ]
    assert [(row.line, tuple(row.values.values())) for row in rows] == expected
    assert issues == ()


def unforced(cell: str) -> str:
    """A cell as it is read: trimmed, and freed of Excel's equals sign."""
    bare = cell.strip()
    is_forced = bare.startswith('="') and bare.endswith('"') and len(bare) > 2
    return bare[2:-1].strip() if is_forced else bare


@given(
    st.binary(max_size=80) | st.text('文件名,收到日期"\n\r;\t，="a', max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    """No content raises; without a row there is an issue, or nothing but a header."""
    rows, issues = read(data)
    assert rows or issues or data.strip()
    assert all(set(row.values) == {"file", "received_on", "note"} for row in rows)


def test_many_rows_are_read_in_seconds() -> None:
    """100,000 rows, some with open quotes, without reading the rest again for each."""
    body = "".join(f"a{n}.docx,2018-05-30,{'x' if n % 100 else chr(34)}\n" for n in range(100_000))
    rows, issues = read("文件名,收到日期,备注\n" + body)
    assert len(rows) == 100_000
    assert len(issues) == 1_000

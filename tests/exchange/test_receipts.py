"""The register of receipts, as people keep it."""

import io
from datetime import date

from openpyxl import Workbook

from kejifupin.exchange.receipts import read_receipts


def read(winter, text, encoding="utf-8-sig"):
    return read_receipts(text.encode(encoding), "收文登记.csv", winter.setting())


def test_entries_are_read_whatever_the_encoding(winter):
    """Excel on Chinese Windows saves GBK; both are read."""
    text = "文件,收文日期,收文单位\n靖宇县/附件4.docx,2018-05-25,吉林省科协\n"

    for encoding in ("utf-8-sig", "utf-8", "gb18030"):
        (entry,), issues = read(winter, text, encoding)
        assert entry.received_on == date(2018, 5, 25)
        assert entry.recipient == "220000"
        assert issues == ()


def test_dates_are_read_as_people_write_them(winter):
    """A day without a year is of the programme's period where only one year fits."""
    text = "文件名,收到日期\na.docx,2017年11月28日\nb.docx,2017.11.28\nc.docx,11月28日\n"

    entries, issues = read(winter, text)

    assert {entry.received_on for entry in entries} == {date(2017, 11, 28)}
    assert issues == ()


def test_every_row_that_cannot_be_understood_is_told_at_its_line(winter):
    """Bad rows are told, good ones kept."""
    text = "文件,收文日期,收文单位\n,2018-05-25,\na.docx,昨天,\nb.docx,2018-05-26,某某科协\n"

    entries, issues = read(winter, text)

    assert [entry.file for entry in entries] == ["b.docx"]
    assert entries[0].recipient is None
    assert [(issue.code, issue.place.line) for issue in issues] == [
        ("receipt.no_file", 2),
        ("receipt.no_date", 3),
        ("receipt.recipient", 4),
    ]


def test_a_missing_column_is_told_at_once(winter):
    """A register without dates is no register."""
    entries, issues = read(winter, "文件,备注\na.docx,x\n")

    assert any(issue.code == "table.missing_column" for issue in issues)
    assert all(entry.received_on for entry in entries)


def test_a_workbook_is_a_register_too(winter):
    """People keep it in Excel: a title above, real dates, one cell blank; rows told by number."""
    book = Workbook()
    for row in (
        ("收文登记",),
        ("文件", "收文日期", "收文单位"),
        ("靖宇县/附件4.docx", date(2018, 5, 25), "吉林省科协"),
        ("b.docx", "2018.5.26", None),
        ("c.docx", None, None),
    ):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)

    entries, issues = read_receipts(stream.getvalue(), "收文登记.xlsx", winter.setting())

    assert [(each.file, each.received_on.day, each.line) for each in entries] == [
        ("靖宇县/附件4.docx", 25, 3),
        ("b.docx", 26, 4),
    ]
    assert entries[0].recipient == "220000"
    (issue,) = issues
    assert (issue.code, issue.place.line, issue.message) == ("receipt.no_date", 5, "没有写收文日期")

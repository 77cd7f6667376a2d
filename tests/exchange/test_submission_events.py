"""The register of events as people keep it in Excel: read, told, added to."""

from __future__ import annotations

from datetime import date

import pytest

from kejifupin.errors import DefinitionError
from kejifupin.exchange.event_writing import append_events
from kejifupin.exchange.submission_events import read_events
from kejifupin.submissions import EventKind, SubmissionEvent

HEADER = "序号,日期,事项,地区,表式,文件,内容,原因,经办人,撤销序号\n"
DAY = date(2018, 5, 20)


def read(winter, text, encoding="utf-8-sig"):
    return read_events(text.encode(encoding), "报送记录.csv", winter.setting())


def test_lines_are_understood_as_people_write_them(winter):
    """Names of offices and forms, words for what happened, dates of any kind, GB 18030."""
    text = (
        "事项;日期;报送单位;表式;原因;经办人;序号\n"
        "退改;2018年5月20日;白山市科协;统计表;缺签字;甲某;7\n"
        "已受理;5月20日;靖宇县;附件4;;乙某;\n"
    ).replace("附件4", "winter_return")

    (back, taken), issues = read(winter, text, "gb18030")

    assert issues == ()
    assert (back.kind, back.on, back.division, back.form) == (
        EventKind.RETURNED,
        DAY,
        "220600",
        "winter_return",
    )
    assert (back.reason, back.by, back.number, back.line) == ("缺签字", "甲某", 7, 2)
    assert (taken.kind, taken.on, taken.division) == (EventKind.ACCEPTED, DAY, "220622")
    assert "甲某" not in repr(back)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1,昨天,退回,白山市,统计表,,,缺签字,,", "event.no_date"),
        ("1,2018-05-20,飞走,白山市,统计表,,,,,", "event.kind"),
        ("1,2018-05-20,退回,火星,统计表,,,缺签字,,", "event.division"),
        ("1,2018-05-20,退回,白山市,月报,,,缺签字,,", "event.form"),
        ("1,2018-05-20,退回,白山市,统计表,,锦旗,缺签字,,", "event.part"),
        ("1,2018-05-20,退回,,统计表,,,缺签字,,", "event.subject"),
        ("1,2018-05-20,收到,白山市,,,,,,", "event.subject"),
    ],
)
def test_a_line_that_cannot_be_understood_is_told_and_all_else_stands(winter, line, code):
    """In Chinese, with its line and what to write instead."""
    good = "2,2018-05-21,受理,白山市,统计表,,,,,"

    events, issues = read(winter, f"{HEADER}{line}\n{good}\n")

    assert [each.number for each in events] == [2]
    assert [(each.code, each.place.line) for each in issues] == [(code, 2)]
    assert issues[0].remedy


def test_small_slips_are_told_and_the_line_stands(winter):
    """A number used twice, no number at all, a reason left out."""
    text = (
        f"{HEADER}1,2018-05-20,退回,白山市,统计表,,,缺签字,,\n"
        "1,2018-05-21,受理,白山市,统计表,,,,,\n"
        "x,2018-05-22,撤回,白山市,统计表,,,,,\n"
    )

    events, issues = read(winter, text)

    assert [each.number for each in events] == [1, None, None]
    assert [each.code for each in issues] == ["event.number", "event.number", "event.no_reason"]


def test_a_register_that_is_no_table_loses_nothing(winter):
    """An empty file, a workbook with another name."""
    assert read(winter, "")[0] == ()
    assert read_events(b"PK\x03\x04\x00\x00", "a.csv", winter.setting())[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_events_are_added_below_in_the_columns_and_encoding_that_are_there(winter, encoding):
    """What stood there stays byte for byte; the new line gets the next number."""
    old = "日期\t事项\t备注\t文件\t序号\n2018-05-01\t收到\t\ta.docx\t4\n乱写一行".encode(encoding)
    new = SubmissionEvent(EventKind.RETURNED, DAY, file="a.docx", reason="缺签字")

    data = append_events(old, "报送记录.csv", [new], winter.setting())
    events, _ = read_events(data, "报送记录.csv", winter.setting())

    assert data.startswith(old)
    assert [(each.number, each.kind.value) for each in events] == [(4, "received"), (5, "returned")]
    assert (events[1].file, events[1].reason, events[1].on) == ("a.docx", "缺签字", DAY)


def test_a_new_register_gets_a_header_and_every_event_comes_back(winter):
    """Written by names, read by names: nothing is lost."""
    setting = winter.setting()
    events = [
        SubmissionEvent(
            EventKind.RETURNED,
            DAY,
            form="winter_return",
            division="220600",
            by="甲某",
            reason="缺签字，见“第3行”",
            recipient="220000",
        ),
        SubmissionEvent(EventKind.RECEIVED, DAY, division="220600", part="summary"),
        SubmissionEvent(EventKind.UNDONE, DAY, undoes=1, reason="误记"),
    ]

    data = append_events(b"", "报送记录.csv", events, setting)
    again, issues = read_events(data, "报送记录.csv", setting)

    assert issues == ()
    shared = ("kind", "on", "division", "part", "by", "reason", "recipient", "undoes")
    for key in shared:
        assert [getattr(each, key) for each in again] == [getattr(each, key) for each in events]
    assert [each.number for each in again] == [1, 2, 3]


@pytest.mark.parametrize(
    "there",
    ["文件,收文日期\r\n甲.docx,2017-11-28\r\n".encode(), b"PK\x03\x04\xff"],
)
def test_nothing_is_added_to_a_file_that_is_no_register_of_events(winter, there):
    """A register of receipts, or a workbook: lines at its end would spoil it."""
    with pytest.raises(DefinitionError) as caught:
        append_events(there, "收文登记.csv", (), winter.setting())
    assert "不是报送记录" in caught.value.chinese

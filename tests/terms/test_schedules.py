"""Schedules and the parts of what is due."""

from __future__ import annotations

from datetime import date

import pytest

from kejifupin.errors import DefinitionError
from kejifupin.exchange.codec import structure
from kejifupin.exchange.toml_files import Source
from kejifupin.terms import Citation, Level, Medium, Period, Recurrence, Schedule, SubmissionPart

DUE = date(2018, 5, 31)


def schedule(**changes):
    """A schedule of counties that hand in to their prefecture."""
    values = {"sender": Level.COUNTY, "recipient": Level.PREFECTURE, "due_on": DUE} | changes
    return Schedule("returns", "统计表", ("return",), citation=Citation("四"), **values)


def test_nobody_hands_in_downwards():
    """A prefecture to a county is told; a level to itself is not."""
    with pytest.raises(DefinitionError, match="prefecture does not hand in to a county"):
        schedule(sender=Level.PREFECTURE, recipient=Level.COUNTY)
    assert schedule(recipient=Level.COUNTY).recipient is Level.COUNTY


def test_parts_have_keys_of_their_own():
    """Two of one key are told."""
    twice = tuple(SubmissionPart("summary", label) for label in ("总结", "小结"))

    with pytest.raises(DefinitionError, match="summary"):
        schedule(parts=twice)


def test_the_form_is_always_a_part():
    """Added in front where no part is the form itself."""
    summary, form = SubmissionPart("summary", "总结"), SubmissionPart("f", "统计表", form=True)

    assert [each.key for each in schedule(parts=(summary,)).all_parts] == ["form", "summary"]
    assert [each.key for each in schedule(parts=(summary, form)).all_parts] == ["summary", "f"]


def test_parts_are_tables_or_bare_texts():
    """As a province author writes them."""
    data = {
        "key": "returns",
        "label": "统计表",
        "forms": ["return"],
        "sender": "county",
        "recipient": "province",
        "due_on": DUE,
        "citation": "四",
        "parts": [
            "统计表电子版",
            {"key": "photos", "label": "照片", "medium": "photographs", "required": False},
        ],
    }

    found, issues = structure(data, Schedule, source=Source("programme.toml"))

    assert not issues
    form, photos = found.parts
    assert (form.form, form.required) == (True, True)
    assert (photos.medium, photos.medium.label, photos.required) == (
        Medium.PHOTOGRAPHS,
        "照片",
        False,
    )


def test_what_recurs_is_due_until_its_last_period_begins_in_the_programme():
    """The return of the last quarter is due after the programme's end, and is still due."""
    first = Period(date(2018, 4, 1), date(2018, 6, 30))
    quarterly = schedule(due_on=date(2018, 7, 5), period=first, every=Recurrence.QUARTER)

    found = quarterly.occurrences(date(2018, 12, 31))

    assert [(each.key, each.label, each.due_on, each.period.end) for each in found] == [
        ("returns.2018Q2", "统计表（2018年第2季度）", date(2018, 7, 5), date(2018, 6, 30)),
        ("returns.2018Q3", "统计表（2018年第3季度）", date(2018, 10, 5), date(2018, 9, 30)),
        ("returns.2018Q4", "统计表（2018年第4季度）", date(2019, 1, 5), date(2018, 12, 31)),
    ]
    assert all(each.occurrences(date.max) == (each,) for each in found)


def test_without_a_period_the_days_themselves_lie_in_the_programme_or_by_the_last_named():
    """Month ends stay month ends; a day named as the last is included."""
    rosters = schedule(due_on=date(2018, 6, 30), every=Recurrence.HALF_YEAR)
    days = [each.due_on for each in rosters.occurrences(date(2019, 6, 30))]
    assert days == [date(2018, 6, 30), date(2018, 12, 31), date(2019, 6, 30)]

    weekly = schedule(every=Recurrence.WEEK, until=date(2018, 6, 7))
    assert [each.key for each in weekly.occurrences(date.max)] == [
        "returns.2018-05-31",
        "returns.2018-06-07",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": DUE}, "没有写 every"),
        ({"every": Recurrence.MONTH, "until": date(2018, 5, 30)}, "早于第一次的期限"),
        (
            {"every": Recurrence.MONTH, "period": Period(date(2018, 4, 1), date(2018, 5, 1))},
            "前后两次会重叠",
        ),
    ],
)
def test_what_cannot_recur_is_told(changes, said):
    """An end of what does not recur, an end before the first, periods that overlap."""
    with pytest.raises(DefinitionError) as told:
        schedule(**changes)
    assert said in told.value.chinese

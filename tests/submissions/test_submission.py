"""Who handed in what and when, and what came too late."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from small_world import (
    EAST,
    END,
    GREEN,
    PROVINCE,
    REGISTER,
    RETURN,
    TEAM,
    WHITE,
    record,
    schedule,
    setting,
)

from kejifupin.records.homes import home_of
from kejifupin.submissions import (
    SUBMISSION_KIND,
    Receipt,
    Submission,
    check_lateness,
    fold_submissions,
    submission_records,
)
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Severity
from kejifupin.terms.recurring import Recurrence
from kejifupin.terms.spans import Period

DUE = date(2018, 3, 31)
NEXT_DAY = DUE + timedelta(days=1)


def test_one_submission_for_each_form_division_and_file():
    """Two households on one sheet are one; records of a program are none; a register is none."""
    records = [
        record(TEAM, GREEN, "a.docx", leader="甲某"),
        record(TEAM, GREEN, "a.docx", leader="乙某"),
        record(TEAM, WHITE, "a.docx"),
        record(TEAM, GREEN, "b.docx"),
        record(RETURN, GREEN, "b.docx"),
        record(RETURN, GREEN),
        record(REGISTER, GREEN, "名册.xlsx"),
    ]

    found = fold_submissions(records, {}, setting())

    assert [(each.form, each.division, each.file) for each in found] == [
        ("team", GREEN, "a.docx"),
        ("team", WHITE, "a.docx"),
        ("team", GREEN, "b.docx"),
        ("return", GREEN, "b.docx"),
    ]


def test_a_receipt_gives_the_day_and_the_recipient():
    """The programme's scope received what the register does not say more of."""
    receipts = {"a.docx": Receipt("a.docx", DUE), "b.docx": Receipt("b.docx", DUE, EAST)}
    records = [record(RETURN, GREEN, f"{file}.docx", sha256=file) for file in "abc"]

    one, other, third = fold_submissions(records, receipts, setting())

    assert (one.received_on, one.recipient, one.sha256) == (DUE, PROVINCE, "a")
    assert (other.received_on, other.recipient) == (DUE, EAST)
    assert (third.received_on, third.recipient) == (None, PROVINCE)


def test_submissions_are_records_too():
    """So that timely returns are ordinary targets; without a division they count nowhere."""
    submissions = (
        Submission("return", GREEN, "a.docx", DUE, PROVINCE),
        Submission("return", None, "b"),
    )

    known, unknown = submission_records(submissions)

    assert known.kind is SUBMISSION_KIND
    assert (known.form, known.received_on, known.recipient) == ("return", DUE, PROVINCE)
    assert known.origin.file == "a.docx"
    assert home_of(known, setting()) == GREEN
    assert home_of(unknown, setting()) is None


def test_copies_of_a_file_are_one_submission():
    """Received when the first of them was; with each recipient by itself."""

    def sent(file, day, recipient=PROVINCE, sha256="ab12"):
        return Submission("return", GREEN, file, day, recipient, sha256)

    copies = [sent("a(1).docx", None), sent("a.docx", DUE), sent("a(2).docx", NEXT_DAY)]
    others = [
        sent("a.docx", DUE, EAST),
        sent("b.docx", DUE, sha256="cd34"),
        sent("c.docx", DUE, sha256=None),
    ]

    found = submission_records([*copies, *others])

    assert [(each.origin.file, each.received_on, each.recipient) for each in found] == [
        ("a.docx", DUE, PROVINCE),
        ("a.docx", DUE, EAST),
        ("b.docx", DUE, PROVINCE),
        ("c.docx", DUE, PROVINCE),
    ]


@pytest.mark.parametrize(
    ("received", "recipient", "late"),
    [
        (DUE, PROVINCE, False),
        (NEXT_DAY, PROVINCE, True),
        (NEXT_DAY, EAST, False),
        (NEXT_DAY, None, False),
        (NEXT_DAY, "990777", False),
        (None, PROVINCE, False),
        (END + timedelta(days=1), PROVINCE, False),
    ],
)
def test_a_printed_day_binds_the_receipt_of_its_level(received, recipient, late):
    """Not that of the prefecture, not one of unknown day, not one that lies in the future."""
    where = setting(schedules=(schedule(DUE),))

    issues = check_lateness([Submission("return", GREEN, "a.docx", received, recipient)], where)

    assert [each.code for each in issues] == (["submission.late"] if late else [])


def test_lateness_is_told_once_for_each_file():
    """With the day that was due, the day that it came, and how many days too late."""
    where = setting(schedules=(schedule(DUE), schedule(DUE, Level.COUNTY)))
    day = DUE + timedelta(days=5)
    submissions = [Submission("return", code, "a.docx", day, PROVINCE) for code in (GREEN, WHITE)]

    (issue,) = check_lateness(submissions, where)

    assert issue.message == "统计表应于2018年3月31日前收到，实际2018年4月5日收到，迟5天"
    assert (issue.place.file, issue.rule, issue.severity) == ("a.docx", "returns", Severity.WARNING)


def test_another_form_has_another_day():
    """A schedule speaks of the forms that it names."""
    where = setting(schedules=(schedule(DUE),))

    assert check_lateness([Submission("team", GREEN, "a.docx", NEXT_DAY, PROVINCE)], where) == ()


def test_a_form_due_several_times_is_late_for_its_own_time_alone():
    """What covers the second quarter and comes in its time is not late for the first."""
    quarterly = attrs.evolve(
        schedule(DUE),
        period=Period(date(2018, 1, 1), date(2018, 3, 31)),
        every=Recurrence.QUARTER,
        until=date(2018, 12, 31),
    )
    where = setting(date(2018, 12, 31), schedules=(quarterly,))
    came, second = date(2018, 6, 29), Period(date(2018, 4, 1), date(2018, 6, 30))
    in_time = Submission("return", GREEN, "a.docx", came, PROVINCE, covers=second)
    late = Submission("return", GREEN, "b.docx", came, PROVINCE, covers=quarterly.period)

    (issue,) = check_lateness((in_time, late), where)

    assert (issue.place.file, issue.rule) == ("b.docx", "returns.2018Q1")

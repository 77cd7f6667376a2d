"""Figures that moved too far from the cycle before, and reasons that silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import BLACK, GREEN, MONTHLY, OLD_BLACK, RETURN, WHITE, record, setting

from kejifupin.checks.swings import SwingRule, check_swings, swing_percent
from kejifupin.errors import DefinitionError
from kejifupin.records import RecordKind
from kejifupin.records.fields import Field
from kejifupin.submissions import EventKind, SubmissionEvent
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

DAY = date(2018, 4, 1)
RULE = SwingRule("swing", "return", 30, fields=("people",))


def swings(now, before, *rules, events=(), **values):
    """Messages about 青县's 人次, now and in the cycle before."""
    records = [record(RETURN, GREEN, "a.docx", people=now, **values)]
    found = check_swings(
        records, [record(RETURN, GREEN, people=before)], rules or (RULE,), setting(), events=events
    )
    return [each.message for each in found]


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (130, 100, False),
        (131, 100, True),
        (70, 100, False),
        (69, 100, True),
        (5, 0, True),
        (0, 0, False),
        (None, 100, False),
        (200, None, False),
        (200, NONE_OF_ITEM, False),
        (Decimal("1.31"), 1, True),
        (Vague(120, 140, "百余"), 100, False),
        (Vague(140, 150, "百余"), 100, True),
        (140, Vague(100, 109, "100余"), False),
        (142, Vague(100, 109, "100余"), True),
        (70, Vague(100, 109, "100余"), False),
        (69, Vague(100, 109, "100余"), True),
    ],
)
def test_only_what_surely_moved_further_is_told(now, before, told):
    """Thirty per cent is let pass; from zero any rise is too far; a vague figure may not be."""
    assert bool(swings(now, before)) is told


def test_a_swing_is_told_with_both_figures_and_where_it_stands():
    """In the form's cell, with the per cent cut to one decimal."""
    (issue,) = check_swings(
        [record(RETURN, GREEN, "a.docx", people=200)],
        [record(RETURN, GREEN, people=150)],
        (RULE,),
        setting(),
    )

    assert (
        issue.message
        == "“people”为200人次，上一期为150人次，增加33.3%，超过30%，没有说明原因".replace(
            "people", RETURN.field("people").label
        )
    )
    assert (issue.place.cell, issue.rule, issue.field) == ("表1!R2C2", "swing", "people")


def test_a_small_move_is_let_pass_whatever_its_share():
    """From 2 to 4 is twice as many, and two people."""
    rule = SwingRule("swing", "return", 30, fields=("people",), difference=10)

    assert swings(4, 2, rule) == []
    assert len(swings(12, 2, rule)) == 1


@pytest.mark.parametrize(
    ("event", "silent"),
    [
        (SubmissionEvent(EventKind.EXPLAINED, DAY, file="a.docx", reason="新增两村"), True),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, file="a.docx", field="people"), True),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, file="a.docx", field="crowd"), False),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, file="b.docx"), False),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, form="return", division=GREEN), True),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, form="team", division=GREEN), False),
        (SubmissionEvent(EventKind.EXPLAINED, DAY, form="return", division=WHITE), False),
        (SubmissionEvent(EventKind.ACCEPTED, DAY, form="return", division=GREEN), False),
    ],
)
def test_a_reason_in_the_register_of_events_silences(event, silent):
    """For the file or the division's form, for one figure or all."""
    assert (swings(200, 100, events=(event,)) == []) is silent


def test_a_reason_in_the_form_silences():
    """In the field that the rule names; blanks are no reason."""
    kind = RecordKind("return", "统计表", (*RETURN.fields, Field("notes", "备注")))
    rule = SwingRule("swing", "return", 30, fields=("people",), reason="notes")
    before = [record(kind, GREEN, people=100)]

    def told(notes):
        given = [record(kind, GREEN, "a.docx", people=200, notes=notes)]
        return len(check_swings(given, before, (rule,), setting()))

    assert [told("新增两个村"), told("  "), told(None)] == [0, 1, 1]


def test_a_division_is_found_under_its_former_name():
    """乌县 became 黑县; two records of one division have no one figure before."""
    before = [record(RETURN, OLD_BLACK, people=100)]
    now = [record(RETURN, BLACK, "a.docx", people=200)]

    assert len(check_swings(now, before, (RULE,), setting())) == 1
    assert check_swings(now, [*before, record(RETURN, BLACK, people=1)], (RULE,), setting()) == ()


def test_monthly_records_are_held_against_the_month_before():
    """March against February, not against January; the first against nothing."""
    rule = SwingRule("swing", "monthly", 30, fields=("people",))
    months = [(1, 100), (2, 300), (3, 310)]
    records = [
        record(MONTHLY, GREEN, f"{month}.docx", people=people, reported_on=date(2018, month, 28))
        for month, people in months
    ]

    for given_order in (records, records[::-1]):
        found = check_swings(given_order, (), (rule,), setting())
        assert [each.place.file for each in found] == ["2.docx"]


NUMBERS = st.integers(0, 1000)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=30)
def test_the_least_move_of_intervals_is_that_of_some_values(first, second, third, fourth):
    """No pair of possible values moved less."""
    now = Interval(min(first, second), max(first, second))
    before = Interval(min(third, fourth), max(third, fourth))

    least, _ = swing_percent(now, before)

    ends = [abs(one - other) for one in (now.low, now.high) for other in (before.low, before.high)]
    overlap = now.low <= before.high and before.low <= now.high
    assert least == (0 if overlap else min(ends))


def test_a_threshold_is_not_negative():
    """Refused with its key."""
    with pytest.raises(DefinitionError, match="swing"):
        SwingRule("swing", "return", -1)

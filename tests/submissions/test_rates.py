"""Completeness and timeliness as exact counts."""

from __future__ import annotations

from fractions import Fraction

from chain_world import DUE, EARLY, LATE, STATES, due, statuses
from small_world import EAST, GREEN, PROVINCE, STONE, WHITE, record, setting
from small_world import RETURN as FORM

from kejifupin.submissions import ReportingRates, reporting_rates
from kejifupin.terms.schedules import SubmissionPart


def test_rates_are_exact_shares_of_what_is_owed():
    """Of 7 counties 青县 came in time and whole, 白县 late without its summary, 石市 undated."""
    days = {"a": [EARLY], "b": [LATE], "c": []}
    records = [
        record(FORM, code, file) for code, file in zip((GREEN, WHITE, STONE), "abc", strict=True)
    ]
    found = statuses(days, records=tuple(records), schedules=(due(),))

    rates = reporting_rates(found, setting().reach)
    whole, east = rates[PROVINCE, "return"], rates[EAST, None]

    assert (whole.expected, whole.due, whole.received, whole.missing) == (7, 7, 3, 4)
    assert (whole.timely, whole.undated, whole.complete) == (1, 1, 3)
    assert (whole.received_share, whole.timely_share) == (Fraction(3, 7), Fraction(1, 7))
    assert (east.expected, east.received) == (4, 3)
    assert rates[GREEN, "return"].states == {STATES.ON_TIME: 1}


def test_parts_that_lack_take_from_completeness_alone():
    """The summary lacks: there and in time, not complete."""
    schedule = due(parts=(SubmissionPart("summary", "书面总结"),))
    rates = reporting_rates(statuses({"a": [EARLY]}, schedules=(schedule,)), setting().reach)

    assert (rates[GREEN, None].timely, rates[GREEN, None].complete) == (1, 0)


def test_what_is_not_yet_due_is_owed_and_not_missing():
    """And where nothing is owed there is no share."""
    rates = reporting_rates(statuses({}, on=DUE), setting(DUE).reach)[PROVINCE, None]

    assert (rates.expected, rates.due, rates.missing) == (7, 0, 0)
    assert ReportingRates().timely_share is None
    assert rates.received_share is None

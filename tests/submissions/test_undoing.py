"""Undoing: by number, by what is meant, and undone itself."""

from __future__ import annotations

from datetime import timedelta

from chain_world import AFTER, DUE, EARLY, STATES, event, state, status
from small_world import WHITE

from kejifupin.submissions.undoing import standing_events

ENTRIES = {"a.docx": [EARLY], "b.docx": [DUE]}
LATER = AFTER - timedelta(days=1)


def test_an_undoing_without_a_number_means_the_last_of_the_same_file():
    """Not what happened to another file, not what was undone before."""
    events = [
        event("returned", LATER, "b.docx", number=1),
        event("accepted", LATER, "b.docx", number=2),
        event("withdrawn", LATER, "a.docx", number=3),
    ]
    once = event("undone", AFTER, "b.docx", number=4)
    twice = event("undone", AFTER, "b.docx", number=5)

    assert state(ENTRIES, events) is STATES.ACCEPTED
    assert state(ENTRIES, [*events, once]) is STATES.RETURNED
    assert state(ENTRIES, [*events, once, twice]) is STATES.ON_TIME


def test_an_undoing_of_a_division_means_what_happened_to_its_form():
    """青县's return, not 白县's."""
    back = event("returned", LATER, number=1)

    assert state(ENTRIES, [back, event("undone", AFTER)]) is STATES.ON_TIME
    assert state(ENTRIES, [back, event("undone", AFTER, division=WHITE)]) is STATES.RETURNED


def test_an_undoing_that_finds_nothing_is_told():
    """A number nobody has, an event already undone; all else stands."""
    events = [
        event("returned", LATER, number=1),
        event("undone", AFTER, number=2, undoes=9),
        event("undone", AFTER, number=3, undoes=1),
        event("undone", AFTER, number=4, undoes=1),
    ]

    found = standing_events(events, lambda each: frozenset({each.form}), AFTER)

    assert [each.number for each in found.vain] == [2, 4]
    assert found.events == ()
    assert status(ENTRIES, events).events == ()


def test_before_it_was_undone_it_stood():
    """As of the day before, the return still holds."""
    events = [event("returned", DUE, number=1), event("undone", AFTER, undoes=1)]

    assert state(ENTRIES, events, on=LATER) is STATES.RETURNED
    assert state(ENTRIES, events, on=AFTER) is STATES.ON_TIME

"""What must hold of submissions whatever came and whatever happened."""

from __future__ import annotations

from datetime import timedelta

from chain_world import AFTER, DUE, due, receipts, sent
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import EAST, GREEN, LAKE, LONE, PROVINCE, RED, STONE, WEST, WHITE, setting

from kejifupin.submissions import (
    EventKind,
    HandedIn,
    SubmissionEvent,
    fold_statuses,
    reporting_rates,
)
from kejifupin.submissions.events import RECEIPTS
from kejifupin.terms.divisions import Level

SENDERS = (GREEN, WHITE, STONE, LAKE, RED, LONE)
FILES = tuple(f"{code}-{version}.docx" for code in SENDERS[:3] for version in (1, 2))
DAYS = st.integers(-8, 12).map(lambda days: DUE + timedelta(days=days))
HAPPENED = st.sampled_from([each for each in EventKind if each is not EventKind.UNDONE])


@st.composite
def happenings(draw):
    """Events with numbers of their own, each of a file or of a division's return."""
    kinds = draw(st.lists(HAPPENED, max_size=6))
    found = []
    for number, kind in enumerate(kinds, 1):
        file = draw(st.sampled_from((None, *FILES)))
        about = (
            {"file": file}
            if file
            else {"division": draw(st.sampled_from(SENDERS)), "form": "return"}
        )
        found.append(SubmissionEvent(kind, draw(DAYS), number=number, **about))
    return found


ENTRIES = st.dictionaries(st.sampled_from(FILES), st.lists(DAYS, max_size=2), max_size=6)
RECORDS = sent(*((file, file.split("-")[0], {"people": len(file)}) for file in FILES))


def fold(entries, events, *, on=AFTER, schedules=None):
    """Statuses of what came by the entries; a file without an entry is not there."""
    there = tuple(each for each in RECORDS if each.origin.file in entries)
    found = receipts({file: days for file, days in entries.items() if days})
    handed = HandedIn(there, tuple(entries), found, (), tuple(events))
    return fold_statuses(handed, setting(on, schedules=schedules or (due(),)))


@given(ENTRIES, happenings(), st.data())
@settings(max_examples=20)
def test_the_order_of_reading_does_not_matter(entries, events, data):
    """Neither that of the files nor that of the lines of a register."""
    shuffled = data.draw(st.permutations(events))
    backwards = dict(reversed(entries.items()))

    assert fold(entries, events).items == fold(backwards, shuffled).items


@given(ENTRIES, happenings(), st.data())
@settings(max_examples=20)
def test_undoing_restores_what_was(entries, events, data):
    """An event and its undoing leave nothing behind; undoing that brings the event back."""
    if not events:
        return
    undone = data.draw(st.sampled_from(events))
    day = max(undone.on, AFTER)
    undoing = SubmissionEvent(EventKind.UNDONE, day, number=90, undoes=undone.number)
    again = SubmissionEvent(EventKind.UNDONE, day, number=91, undoes=90)
    without = [each for each in events if each is not undone]

    assert fold(entries, [*events, undoing], on=day).items == fold(entries, without, on=day).items
    redone = fold(entries, [*events, undoing, again], on=day)
    assert redone.items == fold(entries, events, on=day).items


@given(ENTRIES, happenings(), st.sampled_from(FILES), st.integers(1, 9))
@settings(max_examples=20)
def test_a_later_receipt_never_makes_timelier(entries, events, file, later):
    """Every receipt of one file put off by some days."""
    order = {True: 2, None: 1, False: 0}
    moved = {
        each: [day + timedelta(days=later) if each == file else day for day in days]
        for each, days in entries.items()
    }
    end = AFTER + timedelta(days=30)
    plain = [each for each in events if each.kind is not EventKind.WITHDRAWN]

    for before, after in zip(fold(entries, plain, on=end), fold(moved, plain, on=end), strict=True):
        assert order[after.timely] <= order[before.timely]


@given(ENTRIES, happenings(), DAYS)
@settings(max_examples=20)
def test_every_submission_owed_stands_in_one_state_and_counts_add_up(entries, events, day):
    """What a division's counts are, those just below it have together, with its own."""
    where = setting(day)
    schedules = (due(), due(Level.PREFECTURE, key="up"))
    found = fold(entries, events, on=day, schedules=schedules)
    rates = reporting_rates(found, where.reach)

    whole = rates[PROVINCE, None]
    assert whole.expected == len(found) == sum(whole.states.values())
    assert whole.timely + whole.undated <= whole.received <= whole.due <= whole.expected
    assert whole.complete <= whole.received
    for code in (PROVINCE, EAST, WEST):
        below = [each.code for each in where.divisions.children(code, day)]
        own = [each for each in found if each.home == code]
        parts = [rates[each, None] for each in below if (each, None) in rates]
        assert rates[code, None].expected == len(own) + sum(each.expected for each in parts)
        timely = sum(each.timely for each in parts) + sum(each.timely is True for each in own)
        assert rates[code, None].timely == timely


@given(ENTRIES, happenings())
@settings(max_examples=15)
def test_what_is_not_yet_does_not_exist(entries, events):
    """Entries and events of later days change nothing of a day."""
    known = [each for each in events if each.on <= DUE]
    came = {each.file for each in known if each.kind in RECEIPTS}
    # A file that nobody dated, save by an event of a later day, has not come either.
    later = {each.file for each in events if each.kind in RECEIPTS} - came
    early = {
        file: [day for day in days if day <= DUE]
        for file, days in entries.items()
        if file in came or (min(days) <= DUE if days else file not in later)
    }

    told = ((each.state, each.timely, each.received_on) for each in fold(early, known, on=DUE))
    for status, then in zip(fold(entries, events, on=DUE), told, strict=True):
        assert (status.state, status.timely, status.received_on) == then

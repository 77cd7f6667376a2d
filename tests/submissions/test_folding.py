"""Receipts and events folded into states, each expected state told by hand."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from chain_world import AFTER, DUE, EARLY, LATE, STATES, due, event, sent, state, status, statuses
from small_world import (
    BLACK,
    EAST,
    GREEN,
    LAKE,
    LONE,
    OLD_BLACK,
    PROVINCE,
    RED,
    RETURN,
    STONE,
    SUBTREE_RETURN,
    TEAM,
    WEST,
    WHITE,
    record,
    setting,
)

from kejifupin.submissions import HandedIn, Receipt, fold_statuses
from kejifupin.terms.divisions import Level
from kejifupin.terms.periods import Period
from kejifupin.terms.recurring import Recurrence

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("entries", "on", "expected"),
    [
        ({}, DUE, STATES.NOT_YET_DUE),
        ({}, DUE + DAY, STATES.MISSING),
        ({"a.docx": [EARLY]}, EARLY, STATES.ON_TIME),
        ({"a.docx": [EARLY]}, EARLY - DAY, STATES.NOT_YET_DUE),
        ({"a.docx": [DUE]}, AFTER, STATES.ON_TIME),
        ({"a.docx": [DUE + DAY]}, AFTER, STATES.LATE),
        ({"a.docx": []}, AFTER, STATES.UNDATED),
        ({"a.docx": [EARLY, LATE]}, AFTER, STATES.ON_TIME),
        ({"a.docx": [EARLY], "b.docx": [LATE]}, AFTER, STATES.ON_TIME),
        ({"a.docx": [LATE], "b.docx": []}, AFTER, STATES.UNDATED),
        ({"a.docx": [EARLY], "b.docx": []}, AFTER, STATES.ON_TIME),
    ],
)
def test_what_came_when_gives_the_state(entries, on, expected):
    """The last day itself is in time; a later version does not make the first one late."""
    assert state(entries, on=on) is expected


RETURNED, WITHDRAWN = event("returned", LATE, "a.docx"), event("withdrawn", LATE, "a.docx")


@pytest.mark.parametrize(
    ("entries", "events", "expected", "timely"),
    [
        ({"a.docx": [EARLY]}, [RETURNED], STATES.RETURNED, True),
        ({"a.docx": [EARLY, AFTER]}, [RETURNED], STATES.RESUBMITTED, True),
        ({"a.docx": [EARLY], "b.docx": [AFTER]}, [RETURNED], STATES.RESUBMITTED, True),
        ({"a.docx": [DUE], "b.docx": [EARLY]}, [RETURNED], STATES.RETURNED, True),
        ({"a.docx": [EARLY], "b.docx": [DUE]}, [RETURNED], STATES.ON_TIME, True),
        ({"a.docx": [EARLY]}, [RETURNED, event("resubmitted", AFTER, "a.docx")], "重报", True),
        ({"a.docx": [LATE]}, [event("accepted", AFTER)], STATES.ACCEPTED, False),
        ({"a.docx": [EARLY]}, [WITHDRAWN], STATES.WITHDRAWN, False),
        ({"a.docx": [EARLY, AFTER]}, [WITHDRAWN], STATES.LATE, False),
        ({"a.docx": [EARLY], "b.docx": [DUE]}, [WITHDRAWN], STATES.ON_TIME, True),
        ({"a.docx": [EARLY], "b.docx": [AFTER]}, [WITHDRAWN], STATES.LATE, False),
        ({"a.docx": [EARLY]}, [event("returned", AFTER + DAY, "a.docx")], STATES.ON_TIME, True),
        ({"a.docx": [EARLY]}, [event("returned", AFTER, division=WHITE)], STATES.ON_TIME, True),
        ({"a.docx": [EARLY]}, [event("returned", AFTER, "x.docx")], STATES.ON_TIME, True),
        ({}, [event("received", EARLY)], STATES.ON_TIME, True),
        ({}, [event("received", EARLY), event("returned", DUE)], STATES.RETURNED, True),
        ({"a.docx": []}, [event("received", LATE, "a.docx")], STATES.LATE, False),
        ({"a.docx": []}, [event("received", AFTER + DAY, "a.docx")], STATES.MISSING, False),
    ],
)
def test_what_happened_gives_the_state(entries, events, expected, timely):
    """A return keeps the first receipt, a withdrawal takes it away; the future does not exist."""
    found = status(entries, events)
    assert found.state is (STATES.RESUBMITTED if expected == "重报" else expected)
    assert found.timely is timely


def test_an_acceptance_speaks_of_the_version_that_was_there():
    """What comes after it is a new version, not yet accepted; both are kept."""
    entries = {"a.docx": [EARLY], "b.docx": [AFTER]}

    found = status(entries, [event("accepted", LATE)])

    assert found.state is STATES.ON_TIME
    assert [each.file for each in found.versions] == ["a.docx", "b.docx"]
    assert (found.received_on, found.last_received_on) == (EARLY, AFTER)


def test_days_late_are_counted_to_the_receipt_or_to_the_day():
    """Three days to the receipt, nine to the day asked about, none where it cannot be said."""
    days = [status(entries).days_late for entries in ({"a": [LATE]}, {}, {"a": [DUE]}, {"a": []})]

    assert days == [3, 9, 0, None]


def test_several_documents_are_one_submission_of_who_hands_in():
    """Two teams of 青县 are no versions of each other; the last one decides."""
    teams = (
        record(TEAM, GREEN, "a.docx", leader="甲某"),
        record(TEAM, GREEN, "b.docx", leader="乙某"),
        record(TEAM, GREEN, "c.docx", leader="乙某", size=3),
    )
    days = {"a.docx": [EARLY], "b.docx": [EARLY], "c.docx": [AFTER]}
    schedule = due(form="team")

    assert status(days, records=teams, schedules=(schedule,)).state is STATES.ON_TIME
    late = days | {"b.docx": [LATE]}
    assert status(late, records=teams, schedules=(schedule,)).days_late == 3


def test_two_schedules_with_other_senders_are_two_duties():
    """County to prefecture by the 20th, prefecture to province by the 31st, one file for both."""
    first = due(Level.COUNTY, Level.PREFECTURE, DUE - 11 * DAY, key="up")
    both = (first, due(Level.PREFECTURE))
    records = sent(("a.docx", GREEN, {}))

    found = statuses(
        {"a.docx": [(DUE - 10 * DAY, EAST), DUE]}, records=records, schedules=both, on=AFTER
    )

    county, prefecture = found.get("up", "return", GREEN), found.get("returns", "return", EAST)
    assert (county.state, county.days_late, county.recipient) == (STATES.LATE, 1, EAST)
    assert (prefecture.state, prefecture.received_on) == (STATES.ON_TIME, DUE)
    assert {each.division for each in found.where(schedule="up")} == {
        GREEN,
        WHITE,
        LAKE,
        RED,
        BLACK,
    }
    assert {each.division for each in found.where(schedule="returns")} == {EAST, WEST, STONE, LONE}


def test_what_only_a_level_below_received_is_not_with_the_level_above():
    """And what the level above had, the level below had at the latest then."""
    both = (due(Level.COUNTY, Level.PREFECTURE, key="up"), due(Level.PREFECTURE))
    records = sent(("a.docx", GREEN, {}))

    below = statuses({"a.docx": [(EARLY, EAST)]}, records=records, schedules=both)
    above = statuses({"a.docx": [EARLY]}, records=records, schedules=both)
    after = statuses({"a.docx": [LATE]}, records=records, schedules=both)

    assert below.get("returns", "return", EAST).state is STATES.MISSING
    assert below.get("up", "return", GREEN).state is STATES.ON_TIME
    assert above.get("up", "return", GREEN).state is STATES.ON_TIME
    assert above.get("up", "return", GREEN).received_on is None
    assert after.get("up", "return", GREEN).state is STATES.UNDATED


def test_a_county_that_reports_to_the_province_owes_for_itself():
    """石市 is no part of 东州's submission; 孤城 has no prefecture."""
    records = sent(("a.docx", STONE, {}), ("b.docx", GREEN, {}))
    days = {"a.docx": [EARLY], "b.docx": [LATE]}

    found = statuses(days, records=records, schedules=(due(Level.PREFECTURE),))

    states = {each.division: each.state for each in found}
    assert states == {
        EAST: STATES.LATE,
        WEST: STATES.MISSING,
        STONE: STATES.ON_TIME,
        LONE: STATES.MISSING,
    }


def test_a_return_that_covers_all_below_stands_for_them():
    """东州's own comes late though a county's was in time; without its own the county's count."""
    schedule = due(Level.PREFECTURE, form="subtree")
    own = sent(("a.docx", GREEN, {}), ("b.docx", EAST, {}), kind=SUBTREE_RETURN)
    days = {"a.docx": [EARLY], "b.docx": [LATE]}

    whole = status(days, records=own, schedules=(schedule,), division=EAST)
    back = [event("withdrawn", AFTER, "b.docx")]
    parts = status(days, back, records=own, schedules=(schedule,), division=EAST)

    assert (whole.state, [each.file for each in whole.versions]) == (STATES.LATE, ["b.docx"])
    assert parts.state is STATES.ON_TIME


def test_a_division_that_changed_owes_as_it_was():
    """乌县 became 黑县 on 1 March: by February 乌县 owes, and a file of either name is its."""
    february = due(on=DUE.replace(month=2, day=20))

    for code in (OLD_BLACK, BLACK):
        records = sent(("a.docx", code, {}))
        found = statuses({"a.docx": [february.due_on]}, records=records, schedules=(february,))
        assert found.get("returns", "return", OLD_BLACK).state is STATES.ON_TIME
        assert found.get("returns", "return", OLD_BLACK).home == BLACK
        assert {each.division for each in found.where(division=BLACK)} == {OLD_BLACK}


def test_a_cohort_alone_owes_what_is_asked_of_it():
    """Of the counties only 青县 and 红县 are poor; what 湖县 sends is owed by nobody."""
    poor = due(cohort="poor_counties")
    records = sent(("a.docx", GREEN, {}), ("b.docx", LAKE, {}))

    found = statuses(
        {"a.docx": [EARLY], "b.docx": [EARLY]}, records=records, schedules=(poor,)
    ).where(schedule="returns")

    assert {each.division: each.state for each in found} == {
        GREEN: STATES.ON_TIME,
        RED: STATES.MISSING,
    }


def test_what_nobody_owes_stands_beside():
    """A form without a schedule, a form of the province itself, one of an unknown place."""
    records = (
        *sent(("a.docx", PROVINCE, {}), ("b.docx", None, {})),
        record(TEAM, GREEN, "c.docx", leader="甲某"),
    )

    found = statuses({}, records=records)

    assert [each.file for each in found.unasked] == ["a.docx", "b.docx", "c.docx"]
    assert {each.state for each in found} == {STATES.MISSING}


def test_a_form_of_an_unknown_place_is_who_handed_it_in_s():
    """The register of receipts says whose it is."""
    records = sent(("b.docx", None, {}))
    handed = HandedIn(records, ("b.docx",), {"b.docx": Receipt("b.docx", DUE, division=WHITE)})
    found = fold_statuses(handed, setting(AFTER, schedules=(due(),)))

    assert found.get("returns", "return", WHITE).state is STATES.ON_TIME


def test_several_days_for_one_form_take_what_came_by_each():
    """Half-year and year: what came by the first day is the first, the rest the second."""
    half, year = due(on=EARLY, key="half"), due(key="year")
    found = statuses({"a.docx": [EARLY], "b.docx": [DUE]}, schedules=(half, year))
    assert [found.get(key, "return", GREEN).versions[0].file for key in ("half", "year")] == [
        "a.docx",
        "b.docx",
    ]

    first, last = Period.month(2018, 1), Period.month(2018, 2)
    both = (due(on=EARLY, key="half", period=first), due(key="year", period=last))
    records = sent(("a.docx", GREEN, {"period": last}))
    found = statuses({"a.docx": [EARLY]}, records=records, schedules=both)
    assert found.get("half", "return", GREEN).state is STATES.MISSING
    assert found.get("year", "return", GREEN).state is STATES.ON_TIME


def test_what_names_no_division_known_is_returned_by_who_handed_it_in():
    """青县's return with a wrong code: the register of receipts says whose it is."""
    wrong = record(RETURN, None, "a.docx", people=3)
    known = {"a.docx": Receipt("a.docx", EARLY, PROVINCE, division=GREEN)}
    back = event("returned", LATE, division=GREEN, form="return")
    handed = HandedIn((wrong,), ("a.docx",), known, (), (back,))

    lives = handed.lives(setting(AFTER))

    assert [each.is_returned for each in lives.submissions] == [True]
    assert lives.idle == ()


@pytest.mark.parametrize(
    ("what", "idle"),
    [
        (event("accepted", EARLY - DAY), True),
        (event("accepted", EARLY), False),
        (event("returned", LATE, division=WHITE, form="return"), True),
        (event("returned", LATE, division=WHITE), True),
        (event("withdrawn", LATE, division=PROVINCE, form="return"), False),
        (event("received", EARLY, division=WHITE, form="return"), False),
    ],
)
def test_what_is_said_of_a_return_that_had_not_come_does_nothing_and_is_known(what, idle):
    """青县 handed in on the early day, 白县 nothing; the province's are all that it holds."""
    handed = HandedIn(
        (record(RETURN, GREEN, "a.docx", people=3),),
        ("a.docx",),
        {"a.docx": Receipt("a.docx", EARLY, PROVINCE)},
        (),
        (what,),
    )

    assert handed.lives(setting(AFTER)).idle == ((what,) if idle else ())


def test_what_is_said_of_paper_that_came_is_not_idle():
    """The register of events itself tells that it came."""
    came = event("received", EARLY, division=WHITE, form="return")
    taken = event("accepted", LATE, division=WHITE, form="return")

    assert HandedIn((), (), {}, (), (came, taken)).lives(setting(AFTER)).idle == ()


def test_what_recurs_is_owed_each_time():
    """Each month's return is one of its own: what came for January is nothing for February."""
    monthly = due(period=Period.month(2018, 1), on=date(2018, 2, 5), every=Recurrence.MONTH)
    monthly = attrs.evolve(monthly, until=date(2018, 4, 30))
    records = sent(("a.docx", GREEN, {"period": Period.month(2018, 1)}))

    found = statuses({"a.docx": [date(2018, 2, 3)]}, records=records, schedules=(monthly,))

    mine = [each for each in found if each.division == GREEN]
    assert [(each.schedule, each.state) for each in mine] == [
        ("returns.2018-01", STATES.ON_TIME),
        ("returns.2018-02", STATES.MISSING),
        ("returns.2018-03", STATES.MISSING),
    ]
    assert [each.due_on for each in mine] == [date(2018, n, 5) for n in (2, 3, 4)]
    assert mine[1].label == "统计表（2018年2月）"


def test_what_came_on_an_unknown_day_is_for_the_last_time_that_is_over():
    """Not for the last of all, years ahead; before the first is over, for the first."""
    monthly = due(on=date(2018, 2, 5), every=Recurrence.MONTH, until=date(2018, 12, 31))
    records = sent(("a.docx", GREEN, {}))
    for on, expected in ((date(2018, 1, 20), "2018-02-05"), (AFTER, "2018-04-05")):
        found = statuses({"a.docx": []}, records=records, schedules=(monthly,), on=on)
        there = [each.schedule for each in found if each.state is STATES.UNDATED]
        assert there == [f"returns.{expected}"]


def test_of_a_prefecture_s_forms_only_those_of_who_reports_are_waited_for():
    """The prefecture of 青县 hands in the return of its only poor county: nothing lacks."""
    kind = attrs.evolve(RETURN, reported_by=(Level.COUNTY,))
    above = due(Level.PREFECTURE, Level.PROVINCE)
    given = {"records": sent(("a.docx", GREEN, {})), "schedules": (above,), "division": EAST}

    waiting = status({"a.docx": [EARLY]}, kinds=(kind,), **given)
    poor = attrs.evolve(kind, reporters="poor_counties")
    whole = status({"a.docx": [EARLY]}, kinds=(poor,), **given)

    assert (waiting.complete, whole.complete) == (False, True)

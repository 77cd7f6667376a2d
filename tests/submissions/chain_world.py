"""What the tests of the chain of reporting build: schedules, receipts, events, statuses."""

from __future__ import annotations

from datetime import date, timedelta

from small_world import CITED, GREEN, PROVINCE, RETURN, record, setting

from kejifupin.submissions import (
    EventKind,
    HandedIn,
    Receipt,
    SubmissionEvent,
    SubmissionState,
    fold_statuses,
)
from kejifupin.terms.divisions import Level
from kejifupin.terms.schedules import Schedule

DUE = date(2018, 3, 31)
EARLY, LATE, AFTER = DUE - timedelta(days=5), DUE + timedelta(days=3), DUE + timedelta(days=9)
STATES = SubmissionState


def due(sender=Level.COUNTY, recipient=Level.PROVINCE, on=DUE, *, form="return", **more):
    """A schedule; counties hand in to the province by default."""
    key = more.pop("key", "returns")
    return Schedule(key, "统计表", (form,), sender, recipient, on, CITED, **more)


def event(kind, on=AFTER, file=None, **more):
    """Something that happened, to 青县's return where no file is named."""
    if file is None and "division" not in more and "undoes" not in more:
        more = {"division": GREEN, "form": "return"} | more
    return SubmissionEvent(EventKind(kind), on, file=file, source="报送记录.csv", **more)


def sent(*files, kind=RETURN):
    """Returns of divisions in files: (file, division, values)."""
    return tuple(record(kind, code, file, **values) for file, code, values in files)


def receipts(entries):
    """File → its receipt, from file → days or (day, recipient) pairs."""
    found = {}
    for file, days in entries.items():
        each = [
            Receipt(file, *(day if isinstance(day, tuple) else (day, PROVINCE))) for day in days
        ]
        *earlier, last = sorted(each, key=lambda one: one.received_on)
        found[file] = Receipt(last.file, last.received_on, last.recipient, earlier=tuple(earlier))
    return found


def statuses(entries=None, events=(), *, on=AFTER, schedules=None, records=None, **more):
    """How submissions stand; entries are those of 青县's return, by file."""
    entries = {} if entries is None else entries
    given = records
    if given is None:
        given = sent(*((file, GREEN, {"people": len(file)}) for file in entries))
    handed = HandedIn(
        given,
        more.pop("files", tuple(entries)),
        receipts({file: days for file, days in entries.items() if days}),
        more.pop("loose", ()),
        tuple(events),
    )
    where = setting(on, schedules=schedules or (due(),), **more)
    return fold_statuses(handed, where)


def status(entries=None, events=(), *, division=GREEN, **more):
    """How 青县's return stands."""
    (found,) = statuses(entries, events, **more).where(division=division)
    return found


def state(entries=None, events=(), **more):
    """The state of 青县's return."""
    return status(entries, events, **more).state

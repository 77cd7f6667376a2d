"""What was withdrawn or went back does not count until that is undone or it comes again."""

from __future__ import annotations

from datetime import date

import pytest
from small_world import GREEN, RETURN, record, setting

from kejifupin.checks import accept_records
from kejifupin.submissions import EventKind, HandedIn, Receipt, SubmissionEvent

FIRST, LATER, LAST = date(2018, 3, 1), date(2018, 3, 5), date(2018, 3, 9)


def accepted(*events, files=("a.docx", "b.docx"), days=(FIRST, LATER)):
    """Files whose records count, and codes of those that do not."""
    records = [record(RETURN, GREEN, file, people=len(file) + at) for at, file in enumerate(files)]
    receipts = {file: Receipt(file, day) for file, day in zip(files, days, strict=True)}
    handed = HandedIn(tuple(records), files, receipts, (), events)
    where = setting()
    found = accept_records(records, (), handed.lives(where).submissions, where)
    left = {each.record.origin.file: each.code for each in found.left_out}
    return [each.origin.file for each in found.records], left


def happened(kind, file, day=LAST, **more):
    """Something that happened to a file."""
    return SubmissionEvent(EventKind(kind), day, file=file, **more)


@pytest.mark.parametrize(
    ("events", "counts", "left"),
    [
        ((), "b", {"a.docx": "record.replaced"}),
        (("withdrawn", "b"), "a", {"b.docx": "record.withdrawn"}),
        (("withdrawn", "a"), "b", {"a.docx": "record.withdrawn"}),
        (("returned", "b"), "", {"a.docx": "record.replaced", "b.docx": "record.returned"}),
        (("returned", "a"), "b", {"a.docx": "record.replaced"}),
        (("accepted", "b"), "b", {"a.docx": "record.replaced"}),
    ],
)
def test_what_became_of_a_version_decides_whether_it_counts(events, counts, left):
    """A withdrawal brings the version before back, a return for correction does not."""
    given = (happened(events[0], f"{events[1]}.docx"),) if events else ()

    files, found = accepted(*given)

    assert files == ([f"{counts}.docx"] if counts else [])
    assert found == left


def test_of_two_of_one_day_the_one_that_went_back_gives_way():
    """Their order is unknown; the return says which was first."""
    files, left = accepted(happened("returned", "a.docx"), days=(LATER, LATER))

    assert (files, left) == (["b.docx"], {"a.docx": "record.returned"})
    assert accepted(days=(LATER, LATER))[0] == []


def test_a_ledger_that_came_again_counts_with_its_unchanged_rows():
    """Only one row was wrong; the others are the same in both files, and count from the second."""
    records = [record(RETURN, GREEN, file, people=7) for file in ("a.docx", "b.docx")]
    receipts = {"a.docx": Receipt("a.docx", FIRST), "b.docx": Receipt("b.docx", LAST)}
    back = happened("returned", "a.docx", LATER)
    where = setting()
    lived = HandedIn(tuple(records), ("a.docx", "b.docx"), receipts, (), (back,)).lives(where)
    for given in (records, records[::-1]):
        found = accept_records(given, (), lived.submissions, where)
        assert [each.origin.file for each in found.records] == ["b.docx"]
        assert [each.code for each in found.left_out] == ["record.replaced"]


def test_undone_it_counts_again():
    """As if nothing had happened."""
    back = happened("withdrawn", "b.docx", number=1)
    undone = happened("undone", "b.docx", number=2, undoes=1)

    assert accepted(back, undone) == accepted()

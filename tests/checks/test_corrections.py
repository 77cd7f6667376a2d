"""What spot checks found corrects what counts: a field, or the whole record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import END, GREEN, RETURN, START, record, setting

from kejifupin.checks import accept_records
from kejifupin.checks.findings import Finding, FindingOutcome, RecordReference
from kejifupin.errors import DefinitionError
from kejifupin.submissions import Submission

CONFIRMED, DIFFERS, FABRICATED, NOT_FOUND = FindingOutcome
DAY = START + timedelta(days=30)
LATER = DAY + timedelta(days=5)
SETTING = setting(END)
SUBJECT = record(RETURN, GREEN, "a.docx", people=50, groups=3)


def found(outcome, field=None, value=None, day=DAY):
    reference = RecordReference.of(SUBJECT, SETTING)
    return Finding(reference, GREEN, outcome, found_on=day, field=field, found=value)


def accepted(*findings, records=(SUBJECT,), received=(), on=END):
    return accept_records(records, (), received, setting(on), findings=findings)


def codes(acceptance):
    return [each.code for each in acceptance.left_out]


def test_a_corrected_field_counts_as_it_was_found():
    result = accepted(found(DIFFERS, "people", 20))

    (counted,) = result.records
    assert (counted.people, counted.groups) == (20, 3)
    assert [each.code for each in result.issues] == ["finding.corrected"]
    assert "抽查" in counted.origin.passage


def test_a_field_that_differs_without_a_figure_is_not_reported():
    result = accepted(found(DIFFERS, "people"))

    assert result.records[0].people is None
    assert [each.code for each in result.issues] == ["finding.set_aside"]


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (FABRICATED, "record.fabricated"),
        (NOT_FOUND, "record.not_found"),
        (DIFFERS, "record.differs"),
    ],
)
def test_a_record_that_is_wrong_as_a_whole_does_not_count(outcome, code):
    result = accepted(found(outcome))

    assert result.records == ()
    assert codes(result) == [code]
    assert [each.code for each in result.issues] == [code]


def test_what_was_found_later_decides():
    assert accepted(found(FABRICATED), found(CONFIRMED, day=LATER)).records == (SUBJECT,)
    assert codes(accepted(found(CONFIRMED), found(FABRICATED, day=LATER))) == ["record.fabricated"]
    later = accepted(found(DIFFERS, "people", 20), found(DIFFERS, "people", 30, day=LATER))
    assert later.records[0].people == 30


def test_on_one_day_the_gravest_decides_and_contradictions_are_told():
    assert codes(accepted(found(CONFIRMED), found(NOT_FOUND))) == ["record.not_found"]
    torn = accepted(found(DIFFERS, "people", 20), found(DIFFERS, "people", 30))
    assert torn.records[0].people is None
    assert [each.code for each in torn.issues] == ["finding.conflict"]


@given(st.permutations([CONFIRMED, FABRICATED, "people", "groups"]), st.data())
def test_the_order_of_findings_does_not_matter(order, data):
    days = [DAY + timedelta(days=data.draw(st.integers(0, 2))) for _ in order]
    findings = [
        found(DIFFERS, each, 7, day)
        if isinstance(each, str) and not isinstance(each, FindingOutcome)
        else found(each, day=day)
        for each, day in zip(order, days, strict=True)
    ]

    assert accepted(*findings) == accepted(*reversed(findings))


def test_what_was_found_after_the_day_asked_about_does_not_exist_yet():
    assert accepted(found(FABRICATED, day=LATER), on=DAY).records == (SUBJECT,)


def test_a_version_that_came_after_the_visit_is_not_what_was_looked_at():
    """A return put right and handed in again is believed until it is visited."""
    again = record(RETURN, GREEN, "b.docx", people=20, groups=3)
    received = (
        Submission("return", GREEN, "a.docx", START),
        Submission("return", GREEN, "b.docx", LATER),
    )
    result = accepted(found(DIFFERS, "people", 19), records=(SUBJECT, again), received=received)

    assert [each.people for each in result.records] == [20]


def test_something_else_can_only_be_right_of_a_field_that_differs():
    with pytest.raises(DefinitionError):
        found(CONFIRMED, "people", 3)
    with pytest.raises(DefinitionError):
        found(DIFFERS, None, 3)

"""Everything that a programme gives shows itself and goes into a table, without personal data."""

from __future__ import annotations

from datetime import date

import pytest
from showing_checks import check_shown, personal_texts

from kejifupin.checks.findings import Finding, FindingOutcome, RecordReference
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.programme import Programme
from kejifupin.targets import compare_runs
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import Disclosure

DAY = date(2018, 5, 31)


@pytest.fixture(scope="module")
def secrets(example):
    """Names, addresses, numbers of telephones, and all else that is personal in the example."""
    found = personal_texts(example.records)
    assert len(found) > 20
    return found


def test_a_programme_shows_what_it_is_and_what_was_read(example, secrets):
    """Its documents, its forms, the number of records; nothing is worked out for it."""
    blank = example.with_records()
    check_shown(blank, secrets)

    assert "《科技助力 精准扶贫 2017-2018年“科技之冬”活动方案》" in repr(blank)
    assert f"{len(example.records)}份记录" in blank._repr_html_()
    assert not blank._kept.outcomes


@pytest.mark.parametrize("kind", [None, "village_survey", "team_workplan", "winter_return"])
def test_records_show_themselves(example, secrets, kind):
    """Those of one kind with their fields, those of several with where they were read."""
    records = example.records.where(kind=kind)
    if kind is None:
        assert f"记录共{len(records)}份" in repr(records)
        assert all("village_survey" in records.to_frames(each) for each in ("polars", "pandas"))
        assert not any(each in str(records.to_frames("pyarrow")) for each in secrets)
        return
    check_shown(records, secrets)
    assert "***" in records._repr_html_() or kind == "winter_return"


def test_a_record_shows_every_field_of_its_form(example, secrets):
    """Blank ones too; personal ones masked."""
    for record in example.records[:20]:
        page = record._repr_html_()
        assert all(each.label in page for each in record.kind.fields)
        assert not any(each in page for each in secrets)


def test_results_show_themselves(example, secrets):
    """Issues, values, statuses, submissions, reminders, a day as a whole, the board."""
    for found in (
        example.issues,
        example.values(as_of=DAY, division="220000"),
        example.status(as_of=DAY),
        example.submissions(as_of=DAY),
        example.reminders(as_of=DAY),
        example.outcome(DAY),
        example.standing(DAY),
        example.compose_report("board", as_of=DAY).board,
    ):
        check_shown(found, secrets)


def test_nothing_shows_itself_too(winter):
    """Before anything is read: the same columns, of the same types."""
    for found in (
        winter.records,
        winter.issues[:0],
        winter.values(as_of=DAY)[:0],
        winter.status(as_of=DAY)[:0],
        winter.submissions(as_of=DAY)[:0],
        winter.reminders(as_of=DAY)[:0],
    ):
        check_shown(found, ())


def test_every_state_that_occurs_is_counted(example):
    """However many rows are left out between the first and the last."""
    statuses = example.status(as_of=DAY)
    assert len(statuses) > 100
    for state in {each.state for each in statuses}:
        count = len(statuses.where(state=state))
        assert f"{state.look.sign}{state.label}{count}" in repr(statuses)
        assert f">{state.look.sign} {state.label}{count}</span>" in statuses._repr_html_()


def test_explanations_show_themselves(example, secrets):
    """The clause, the formula, the cells; as a table the records behind the figure."""
    for status in example.status(as_of=DAY, division="220000"):
        check_shown(example.explain(status, as_of=DAY), secrets)
    for value in example.values(as_of=DAY, division="220000")[:8]:
        explanation = example.explain_value(value.indicator.key, as_of=DAY)
        check_shown(explanation, secrets)
        assert len(explanation.to_frame("pyarrow")) == len(explanation.contributions)


def test_a_comparison_shows_itself(example, winter, secrets):
    """Two days, side by side."""
    found = compare_runs(winter.run(as_of=DAY), example.run(as_of=DAY))
    check_shown(found, secrets)
    assert "原状态" in found._repr_html_()


def test_spot_checks_show_themselves(example, secrets):
    """What was drawn by its numbers, and what visits found of it."""
    check = SpotCheck(
        "homes", "入户抽查", ("household_survey",), Citation("六", "方案"), number=4, reserve=1
    )
    draw = example.draw(check, seed="第一期", as_of=DAY)
    check_shown(draw, secrets)
    setting = example.setting(DAY)
    visits = (
        Finding(RecordReference.of(each.record, setting), stratum.division, outcome, DAY)
        for (stratum, each), outcome in zip(draw, FindingOutcome, strict=False)
    )
    rates = example.with_findings(*visits).error_rates(draw, as_of=DAY)
    check_shown(rates, secrets)
    assert "差错率" in rates._repr_html_()


def test_allocations_show_themselves(example, secrets):
    """Totals handed down, as worked out and as a document states them."""
    given = example.allocate("two_provincial_teams", as_of=DAY, weight="贫困户数", total=100)
    check_shown(given, secrets)
    check_shown(example.stated_allocation("two_provincial_teams", as_of=DAY), secrets)


def test_names_come_out_only_when_asked_for(example):
    """The same disclosure as everywhere."""
    records = example.records.where(kind="village_survey")
    masked = records.to_frame("polars")
    clear = records.to_frame("polars", disclosure=Disclosure.of(("contact",)))

    assert masked["contact"].to_list() == [None] * len(records)
    assert set(masked["contact__text"].drop_nulls()) == {"***"}
    assert clear["contact"].to_list() == [each.get("contact") for each in records]
    assert clear["phone"].to_list() == [None] * len(records)


def test_reading_gives_one_sequence(example):
    """A tuple as before, and one that filters."""
    assert isinstance(example, Programme)
    assert isinstance(example.records, tuple)
    assert example.records == tuple(example.records)
    assert example.records[:2] == example.records.where(keep=lambda each: True)[:2]

"""Who is reminded of what, and how it is told."""

from __future__ import annotations

from datetime import timedelta

from chain_world import AFTER, DUE, EARLY, due, event, statuses
from small_world import BLACK, EAST, GREEN, LAKE, LONE, RED, STONE, WHITE, setting

from kejifupin.records import RecordKind
from kejifupin.submissions.reminders import find_reminders
from kejifupin.terms.divisions import Level
from kejifupin.terms.schedules import SubmissionPart

SUMMARY = SubmissionPart("summary", "书面总结")


def reminders(entries=None, events=(), *, on=AFTER, ahead=0, **more):
    """Reminders of what stands so."""
    found = statuses(entries, events, on=on, **more)
    return find_reminders(found, setting(on), ahead=ahead)


def test_who_did_not_hand_in_is_reminded_once_the_day_is_over():
    """Before that only on request; 青县 handed in."""
    others = [LONE, WHITE, STONE, LAKE, RED, BLACK]

    assert sorted(reminders({"a.docx": [EARLY]}).by_division()) == sorted(others)
    assert len(reminders({"a.docx": [EARLY]}, on=DUE)) == 6
    assert len(reminders({"a.docx": [EARLY]}, on=DUE - timedelta(days=3))) == 0
    assert len(reminders({"a.docx": [EARLY]}, on=DUE - timedelta(days=3), ahead=3)) == 6


def test_what_went_back_is_asked_for_again_before_its_day():
    """With the reason; days overdue are counted only past the day."""
    back = event("returned", EARLY, "a.docx", reason="缺签字")

    (found,) = reminders({"a.docx": [EARLY]}, [back], on=EARLY)

    assert (found.status.division, found.days_overdue) == (GREEN, 0)
    assert found.text() == (
        "青县：统计表应于2018年3月31日前报甲省；统计表2018年3月26日退回（缺签字），请改正后重报。"
    )


def test_parts_that_lack_are_named():
    """The form came, the summary did not."""
    schedules = (due(parts=(SUMMARY,)),)
    found = reminders({"a.docx": [EARLY]}, schedules=schedules).by_division()

    assert [each.lacking for each in found[GREEN]] == [("书面总结",)]
    assert [each.lacking for each in found[WHITE]] == [("统计表", "书面总结")]
    assert found[GREEN][0].text().endswith("还缺书面总结，已逾期9天，请尽快报送。")


def test_divisions_below_of_which_nothing_came_are_named():
    """东州 handed in 青县's; its kind says that each county hands one in."""
    from small_world import RETURN

    kind = RecordKind("return", "统计表", RETURN.fields, reported_by=(Level.COUNTY,))
    schedules = (due(Level.PREFECTURE),)
    found = reminders({"a.docx": [EARLY]}, schedules=schedules, kinds=(kind,)).by_division()

    assert found[EAST][0].lacking == ("统计表（湖区、白县）",)
    assert not found[EAST][0].status.complete


def test_reminders_are_a_table():
    """One row for each; days are days, and what lacks is a list."""
    found = reminders({"a.docx": [EARLY]})

    assert {len(column) for column in found.columns().values()} == {len(found)}
    columns = found.columns()
    assert columns["state"][0] == "missing"
    assert columns["due_on"][0] == found[0].status.due_on
    assert columns["lacking"][0] == found[0].lacking
    assert "✘ 未报送" in found._repr_html_()
    assert "6个地区共6项" in repr(found)

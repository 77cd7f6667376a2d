"""Statuses shown and found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_world import (
    EACH,
    EAST,
    END,
    GREEN,
    PROVINCE,
    RED,
    RETURN,
    WEST,
    judged,
    record,
    setting,
    target,
)

from kejifupin.errors import UnknownNameError
from kejifupin.targets import Basis, State, Statuses, TargetStatus
from kejifupin.terms.bounds import Bound

AFTER = setting(END + timedelta(days=1))
STATUSES = judged(
    [record(RETURN, GREEN, people=12), record(RETURN, RED, people=3)],
    target("total"),
    target("each", basis=EACH, cohort="poor_counties"),
    on=AFTER,
).statuses


def test_statuses_are_found_by_target_and_division():
    """One that is not there is told."""
    assert STATUSES.get("each", RED).state is State.MISSED
    with pytest.raises(UnknownNameError, match="total @ 990221"):
        STATUSES.get("total", RED)


def test_statuses_filter():
    """By target, division, state, or several divisions."""
    assert len(STATUSES) == 6
    assert {each.division for each in STATUSES.where(target="each", state=State.MET)} == {
        GREEN,
        EAST,
    }
    assert len(STATUSES.where(division=PROVINCE)) == 2
    assert {each.division for each in STATUSES.where(divisions=(RED, WEST))} == {RED, WEST}
    assert len(STATUSES.where(divisions=())) == 0
    assert isinstance(STATUSES[1:3], Statuses)
    assert isinstance(STATUSES[0], TargetStatus)


def test_statuses_are_columns_and_a_table():
    """For data frames and for notebooks."""
    columns = STATUSES.columns()

    assert {len(column) for column in columns.values()} == {6}
    assert (columns["state"][0], columns["low"][0], columns["at_least"][0]) == ("MET", 15, 10)
    assert columns["citation"][0] == "《方案》一"
    assert repr(STATUSES).startswith("<Statuses: 目标完成情况共6项 ✔已完成3 ✘未完成3>\n")
    assert "✔ 已完成</span>" in STATUSES._repr_html_()


def test_of_a_long_table_what_needs_looking_after_is_first():
    """Missed ones first; the sequence itself keeps its order."""
    many = Statuses(STATUSES.items * 5)

    shown = [each.state for each in many.table().items]
    assert shown == [State.MISSED] * 15 + [State.MET] * 15
    assert many[0].state is State.MET


def test_a_status_that_counts_members_says_so():
    """A member's own status does not, even where it is the only one."""
    assert STATUSES.get("each", WEST).counts_members
    assert not STATUSES.get("each", RED).counts_members
    assert not STATUSES.get("total", PROVINCE).counts_members
    assert STATUSES.get("each", WEST).bound_text() == "全部1个县，每个至少10人次"
    assert STATUSES.get("each", RED).bound_text() == "至少10人次"


def test_bases_have_chinese_words():
    """As reports print them; only what has a ceiling can be lost."""
    assert [basis.label for basis in Basis] == ["总量", "每个", "全覆盖", "比例", "基本覆盖"]
    assert not target().can_be_lost
    assert target(bound=Bound(5, 10)).can_be_lost

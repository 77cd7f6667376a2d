"""An allocation that somebody made, held against what was promised."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from small_world import (
    BLACK,
    EACH,
    EAST,
    GREEN,
    LAKE,
    PROVINCE,
    RED,
    STONE,
    WEST,
    WHITE,
    indicator,
    setting,
    target,
)

from kejifupin.errors import DefinitionError
from kejifupin.targets import GivenPart, ResponsibleUnit, check_allocation
from kejifupin.targets.allocation_check import target_as_given
from kejifupin.terms.bounds import Bound
from kejifupin.terms.issues import Severity
from kejifupin.terms.origins import Place

SETTING = setting()
GOAL = target(bound=Bound(at_least=20))
EXACT = target("exact", bound=Bound.exactly(20))


def row(code, number, taken_on=None, *, goal=GOAL, line=None):
    unit = ResponsibleUnit(code, SETTING.division_name(code))
    return GivenPart(unit, goal, number, taken_on, Place("表.csv", line=line))


def checked(*rows, others=(), **more):
    goals = {each.key: each for each in (GOAL, EXACT, *others)}
    return check_allocation(
        rows, targets=goals, indicators={"people": indicator()}, setting=SETTING, **more
    )


def codes(found):
    return [each.code for each in found.issues]


def test_too_little_names_the_gap():
    """12 and 5 come to 17 of 20: three are wanting."""
    found = checked(row(EAST, 12), row(WEST, 5))
    (issue,) = found.issues
    assert issue.code == "allocation.too_little"
    assert "少3人次" in issue.message
    assert issue.severity is Severity.ERROR


def test_too_much_is_a_choice_above_a_floor_and_wrong_of_an_exact_total():
    """25 of at least 20 is allowed and told; of exactly 20 it is an error."""
    (floor,) = checked(row(EAST, 12), row(WEST, 13)).issues
    (exact,) = checked(row(EAST, 12, goal=EXACT), row(WEST, 13, goal=EXACT)).issues
    assert (floor.code, floor.severity) == ("allocation.too_much", Severity.INFO)
    assert (exact.code, exact.severity) == ("allocation.too_much", Severity.ERROR)
    assert "多5人次" in exact.message


def test_counties_are_held_against_their_prefecture():
    """The prefectures come to 20; the counties of 东州 to 11 of its 12."""
    found = checked(
        row(EAST, 12),
        row(WEST, 8),
        *(row(code, number) for code, number in ((GREEN, 4), (WHITE, 3), (STONE, 2), (LAKE, 2))),
        row(RED, 5),
        row(BLACK, 3),
    )
    (issue,) = found.issues
    assert "东州的4个分解数" in issue.message
    assert "少1人次" in issue.message


def test_the_parent_s_own_row_must_say_what_the_target_says():
    """甲省 writes 22 where the plan says 20."""
    found = checked(row(PROVINCE, 22), row(EAST, 12), row(WEST, 8))
    assert codes(found) == ["allocation.own_promise"]


def test_what_the_children_took_on_is_held_against_their_parts_and_the_promise():
    """西州 took 6 of its 8, so that 18 are taken on of 20."""
    found = checked(row(EAST, 12, 12), row(WEST, 8, 6, line=3))
    assert codes(found) == ["allocation.taken_on_less", "allocation.taken_on_less"]
    assert "差2人次" in found.issues[0].message
    assert found.issues[0].place.line == 3
    assert "承诺20人次，下级认领合起来18人次" in found.issues[1].message


def test_a_part_that_nobody_took_on_is_told():
    """Where some say what they took on, silence is noted."""
    assert codes(checked(row(EAST, 12, 12), row(WEST, 8))) == ["allocation.not_taken_on"]


def test_a_floor_for_each_member_is_held_against_total_and_parts():
    """Two poor counties, fifteen each: 30 of 20, and 15 of 东州's 12."""
    each = target("each", bound=Bound(at_least=15), basis=EACH, cohort="poor_counties")
    found = checked(row(EAST, 12), row(WEST, 8), others=(each,))
    assert codes(found) == ["allocation.below_each"] * 3
    assert [issue.message.split("：")[1].split("共")[0] for issue in found.issues] == [
        "甲省",
        "东州",
        "西州",
    ]
    assert "至少要30人次" in found.issues[0].message


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((row(EAST, 12), row(EAST, 1), row(WEST, 7)), "allocation.twice"),
        ((row(EAST, 21), row(WEST, -1)), "allocation.negative"),
        ((row(EAST, Decimal("12.5")), row(WEST, Decimal("7.5"))), "allocation.not_whole"),
        ((row(EAST, 12), row(WEST, 8), row("980100", 0)), "allocation.outside"),
        ((row(GREEN, 12), row(RED, 8)), "allocation.left_out"),
    ],
)
def test_single_rows_that_cannot_be_meant(rows, code):
    """Each is told with its own code."""
    assert code in codes(checked(*rows))


def test_a_target_of_each_cannot_be_divided():
    """The rows of a target that is no total are told once."""
    each = target("each", basis=EACH, cohort="poor_counties")
    found = checked(row(EAST, 1, goal=each), row(WEST, 1, goal=each), others=(each,))
    assert codes(found) == ["allocation.not_divisible"]


def test_the_order_of_rows_never_matters():
    """Issues are the same whichever row comes first."""
    rows = [row(EAST, 12), row(WEST, 5), row(GREEN, 2)]
    forth, back = checked(*rows), checked(*reversed(rows))
    assert sorted(each.message for each in forth.issues) == sorted(
        each.message for each in back.issues
    )


def test_what_a_target_states_itself_can_be_checked():
    """``allocations`` of a plugin, a county of which was renamed since."""
    goal = target(bound=Bound(at_least=20), allocations={"990222": Bound(at_least=6)})
    (given_part,) = target_as_given(goal, SETTING)
    assert (given_part.unit.key, given_part.number) == (BLACK, 6)


def test_a_prefecture_holds_its_own_table_against_what_it_had():
    """东州 divided 7, 5 and 1 to two of its counties: one is wanting, of the province nothing."""
    rows = (row(GREEN, 5), row(WHITE, 1))

    (short, silent) = checked(*rows, division=EAST, total=7).issues
    (alone,) = checked(*rows, division=EAST, total=6).issues

    assert (short.code, silent.code) == ("allocation.too_little", "allocation.left_out")
    assert "少1人次" in short.message
    assert alone == silent


def test_what_a_prefecture_had_is_its_own_row_or_what_the_target_gives_it():
    """Without either nobody can say what it divided."""
    given = target("given", bound=Bound(at_least=20), allocations={EAST: Bound(at_least=8)})
    rows = (row(GREEN, 5), row(WHITE, 1), row(STONE, 0), row(LAKE, 1))
    own = checked(*rows, row(EAST, 7), division=EAST)
    told = checked(*(attrs.evolve(each, target=given) for each in rows), division=EAST)

    assert own.issues == ()
    assert "比8人次少1人次" in told.issues[0].message
    with pytest.raises(DefinitionError, match="no part for"):
        checked(*rows, division=EAST)

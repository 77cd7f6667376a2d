"""Letters of responsibility: what a unit takes on, and who answers for it."""

from __future__ import annotations

from datetime import date

from small_world import BLACK, CITED, EACH, EAST, END, WEST, indicator, setting, target

from kejifupin.targets import (
    PartLimits,
    ResponsiblePerson,
    ResponsibleUnit,
    Weights,
    allocate,
    make_letters,
)
from kejifupin.terms.bounds import Bound
from kejifupin.terms.disclosure import Disclosure

SETTING = setting()
GOAL = target(label="培训20人次", bound=Bound(20, 40, stretch=30), due_on=date(2018, 3, 1))
OF_EACH = target(
    "each", label="每个贫困县5人次", bound=Bound(at_least=5), basis=EACH, cohort="poor_counties"
)
OF_SELF = target(
    "self", label="每个市州1人次", bound=Bound(at_least=1), basis=EACH, cohort="prefectures"
)
TARGETS = {each.key: each for each in (OF_EACH, GOAL, OF_SELF)}
OFFICE = ResponsibleUnit("农委", "农委", is_division=False)
PERSON = ResponsiblePerson("李示例", "主任", "13800000000")


def letters(**changes):
    units = (ResponsibleUnit(EAST, "东州"), ResponsibleUnit(WEST, "西州"), OFFICE)
    made = allocate(
        GOAL,
        units,
        indicator=indicator(),
        weights=Weights("权", {EAST: 3, WEST: 1}),
        limits={"农委": PartLimits(quota=4)},
    )
    found = make_letters(
        [made],
        targets=TARGETS,
        indicators={"people": indicator()},
        setting=SETTING,
        people={EAST: PERSON},
        **changes,
    )
    return {each.unit.key: each for each in found}


def test_a_division_answers_for_its_part_and_for_its_members():
    """东州: 12 of the total, with more on top, one poor county, and itself."""
    letter = letters()[EAST]
    assert [task.target for task in letter.tasks] == ["each", "goal", "self"]
    of_each, part, of_self = letter.tasks
    assert part.bound.at_least == 12
    assert part.demand.startswith("12—")
    assert of_each.demand == "每县至少5人次（本地1个县）"
    assert of_self.demand == "至少1人次"
    assert part.due_on == date(2018, 3, 1)
    assert of_each.due_on == END
    assert part.citation == CITED


def test_a_department_answers_for_its_part_alone():
    """Cohorts are of divisions."""
    assert [task.target for task in letters()["农委"].tasks] == ["goal"]


def test_the_one_responsible_is_masked_unless_shown():
    """Neither the letter's repr nor its signatories name anybody by themselves."""
    letter = letters()[EAST]
    assert letter.signatories()[1] == ("责任单位", "东州", "主任***")
    shown = letter.signatories(Disclosure.of(("responsible",)))
    assert shown[1] == ("责任单位", "东州", "主任李示例")
    assert "李示例" not in repr(letter)
    assert "1380" not in repr(letter)


def test_nobody_named_leaves_the_line_open():
    """西州 has nobody yet."""
    assert letters()[WEST].signatories()[1] == ("责任单位", "西州", "")


def test_issuer_and_day_are_as_given():
    """By default the target's own division hands down."""
    assert letters()[EAST].issuer == "甲省"
    letter = letters(issuer="甲省科协", signed_on=date(2018, 1, 5))[EAST]
    assert (letter.issuer, letter.signed_on) == ("甲省科协", date(2018, 1, 5))


def test_targets_of_each_can_stay_out():
    """Only the parts of totals."""
    assert [task.target for task in letters(shared=False)[EAST].tasks] == ["goal"]
    assert BLACK not in letters()

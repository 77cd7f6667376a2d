"""What earlier runs say of a target, told day by day."""

from datetime import date
from types import SimpleNamespace

import pytest

from kejifupin.targets import State
from kejifupin.targets.history import Run, StatusPoint
from kejifupin.targets.past import Past, check_earlier
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.rule_versions import RuleVersion

START, NOW = date(2018, 1, 1), date(2018, 4, 30)


def run(day, amount=1, *, unit="场次", programme="plan", division="220881"):
    """A run in which one target was judged."""
    point = StatusPoint(
        "sessions",
        "培训",
        division,
        "洮南市",
        State.BEHIND,
        None if amount is None else Interval.exact(amount),
        Bound(at_least=10),
        unit,
        None,
        NOW,
    )
    return Run(RuleVersion(programme, "a" * 64), day, (point,), (), {}, {})


def now(division="220881", unit="场次"):
    """How the target stands on the last day."""
    return SimpleNamespace(
        target=SimpleNamespace(key="sessions"),
        division=division,
        clock=SimpleNamespace(start=START),
        as_of=NOW,
        unit=unit,
    )


def test_days_stand_in_their_order_whatever_order_the_runs_have():
    """March before February makes no difference."""
    runs = (run(date(2018, 3, 1), 7), run(date(2018, 2, 1), None))
    for given in (runs, runs[::-1]):
        february, march = Past.of(given).before(now())
        assert (february.as_of, february.value_text()) == (date(2018, 2, 1), "无数据")
        assert (march.as_of, march.value_text()) == (date(2018, 3, 1), "7场次")


def test_of_two_runs_of_one_day_the_later_given_counts():
    """A result that was kept anew stands for the one before."""
    day = date(2018, 2, 1)
    (only,) = Past.of((run(day, 3), run(day, 5))).before(now())
    assert only.value == Interval.exact(5)


@pytest.mark.parametrize(
    ("earlier", "status"),
    [
        (run(date(2017, 12, 31)), now()),
        (run(NOW), now()),
        (run(date(2018, 2, 1), unit="人次"), now()),
        (run(date(2018, 2, 1), division="220802"), now()),
    ],
    ids=["before the first day", "not before today", "another unit", "another division"],
)
def test_what_says_nothing_of_the_way_is_left_out(earlier, status):
    """Such points would be drawn where nobody could read them."""
    assert not Past.of((earlier,)).before(status)


def test_a_target_on_its_first_day_is_told():
    """The way begins there."""
    assert len(Past.of((run(START),)).before(now())) == 1


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        (run(date(2018, 2, 1), programme="other"), "of 'other', not of 'plan'"),
        (run(NOW), "2018-04-30, which is not before 2018-04-30"),
    ],
)
def test_runs_must_be_earlier_ones_of_the_programme(earlier, told):
    """Otherwise one would read one plan's figures as another's."""
    with pytest.raises(ValueError, match=told):
        check_earlier((earlier,), "plan", NOW)


def test_earlier_runs_of_the_programme_are_taken():
    """Nothing is said of them."""
    check_earlier((run(date(2018, 2, 1)), run(START)), "plan", NOW)

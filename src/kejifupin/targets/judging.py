"""From possible values, a bound and a day to a state: the one definition of what each means."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from kejifupin.targets.pace import LINEAR, Clock, Expected, Rhythm, expected_by
from kejifupin.terms import looks
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

__all__ = [
    "Clock",
    "Expected",
    "Rhythm",
    "State",
    "either",
    "expected_by",
    "judge",
    "state_by",
    "state_of",
]


class State(StrEnum):
    """How a target stands (完成状态)."""

    MET = "MET"
    ON_TRACK = "ON_TRACK"
    BEHIND = "BEHIND"
    MISSED = "MISSED"
    UNDECIDED = "UNDECIDED"
    NO_DATA = "NO_DATA"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "MET": "已完成",
            "ON_TRACK": "达序时",
            "BEHIND": "滞后",
            "MISSED": "未完成",
            "UNDECIDED": "待核实",
            "NO_DATA": "无数据",
        }[self.value]

    @property
    def look(self) -> looks.Look:
        """Its colour and its sign, everywhere."""
        return _LOOKS[self]


_LOOKS: Final = {
    State.MET: looks.DONE,
    State.ON_TRACK: looks.ON_THE_WAY,
    State.BEHIND: looks.CAREFUL,
    State.MISSED: looks.FAILED,
    State.UNDECIDED: looks.UNSURE,
    State.NO_DATA: looks.NOTHING,
}


def judge(
    value: Interval | None,
    bound: Bound,
    clock: Clock,
    rhythm: Rhythm = LINEAR,
    *,
    can_be_lost: bool,
) -> State:
    """The state of a target.

    Args:
        value: The possible values, None for no data.
        bound: What was promised.
        clock: The day, and the due day.
        rhythm: How the work is expected to advance.
        can_be_lost: Whether what holds now may be lost again, so that nothing is met before the
            due day has passed.

    Returns:
        ``MET`` and ``MISSED`` only where every possible value says so, ``MISSED`` only after the
        due day; ``UNDECIDED`` where possible values fall on both sides of the bound, or before
        the due day on both sides of the pace. Before it, too much already is ``BEHIND``.
    """
    expected = expected_by(bound, clock, rhythm).bound
    return state_of(value, bound, expected, is_over=clock.is_over, can_be_lost=can_be_lost)


def state_of(
    value: Interval | None,
    bound: Bound,
    expected: Bound | None,
    *,
    is_over: bool,
    can_be_lost: bool,
) -> State:
    """The state of a target, once it is known what is expected by the day."""
    if value is None:
        return State.NO_DATA
    return state_by(value, bound.holds(value), expected, is_over=is_over, can_be_lost=can_be_lost)


def state_by(
    value: Interval,
    held: bool | None,  # noqa: FBT001 - one of three answers
    expected: Bound | None,
    *,
    is_over: bool,
    can_be_lost: bool,
) -> State:
    """The same where it is known already whether the bound holds."""
    if is_over:
        return _AFTER[held]
    if held is True and not can_be_lost:
        return State.MET
    if held is True or expected is None:
        return State.ON_TRACK
    return _BEFORE[expected.holds(value)]


def either(one: State, other: State) -> State:
    """What can be said where one of two states is right, and nobody knows which.

    >>> either(State.MET, State.ON_TRACK), either(State.MET, State.MISSED)
    (<State.ON_TRACK: 'ON_TRACK'>, <State.UNDECIDED: 'UNDECIDED'>)
    """
    if one is other:
        return one
    return State.ON_TRACK if {one, other} == {State.MET, State.ON_TRACK} else State.UNDECIDED


_AFTER = {True: State.MET, False: State.MISSED, None: State.UNDECIDED}
_BEFORE = {True: State.ON_TRACK, False: State.BEHIND, None: State.UNDECIDED}

"""What the status of a target says to a criterion."""

from __future__ import annotations

from collections.abc import Sequence

from kejifupin.assessments.evidence import PER_CENT, Take
from kejifupin.assessments.readings import Reading
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval


def status_reading(status: TargetStatus, take: Take, scale: Sequence[str] = ()) -> Reading:
    """What is taken of a target's status.

    Args:
        status: The status.
        take: What is taken of it.
        scale: The words that are understood, for its state.
    """
    label = f"“{status.target.label}”{take.label}"
    why = f"{status.value_text()}，要求{status.bound_text()}"
    if take is Take.STATE:
        return Reading(label, words=_states(status, scale), why=why)
    if status.value is None:
        unit = "%" if take in PER_CENT else status.unit
        return Reading(label, unit=unit, why="无数据")
    if take is Take.VALUE:
        return Reading(label, status.value, status.unit)
    if take is Take.GAP:
        return Reading(label, gap_interval(status.value, status.bound), status.unit, why=why)
    if take is Take.PACE:
        pace = status.pace_completion
        return Reading(label, pace, "%", applies=pace is not None, why=why)
    return Reading(label, status.completion, "%", why=why)


def gap_interval(value: Interval, bound: Bound) -> Interval:
    """How much is wanting, for all possible values.

    >>> gap_interval(Interval(6, 12), Bound(at_least=10))
    Interval(low=0, high=4, high_open=False)
    """
    ends: list[Number | None] = [
        _gap(value.low, bound) if value.low is not None else _endless(bound.at_least),
        _gap(value.high, bound) if value.high is not None else _endless(bound.at_most),
    ]
    known = [end for end in ends if end is not None]
    most = None if len(known) < len(ends) else max(known)
    least = min(known) if known and bound.holds(value) is False else 0
    return Interval(least, most)


def _gap(number: Number, bound: Bound) -> Number | None:
    return bound.gap(Interval.exact(number))


def _endless(end: Number | None) -> Number | None:
    """How much is wanting at the far end of an unbounded value: nothing where no bound is there."""
    return 0 if end is None else None


def _states(status: TargetStatus, scale: Sequence[str]) -> tuple[str, ...]:
    state = status.state
    if state.label in scale or state not in (State.UNDECIDED, State.NO_DATA):
        return (state.label,)
    if state is State.NO_DATA:
        return ()
    over = (State.MET, State.MISSED)
    possible = over if status.clock.is_over else (State.MET, State.ON_TRACK, State.BEHIND)
    return tuple(each.label for each in possible)

"""How many divisions or households meet a requirement: each asked for itself, then counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from kejifupin.indicators.deriving import counts_units
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, roll_up_headcounts
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.roll_up import Rolled
from kejifupin.indicators.tallies import summed
from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.setting import Setting
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval

_NOBODY = Rolled()


@frozen
class UnitCount:
    """How many of the units at or below a division meet a requirement (达标个数).

    Args:
        value: Possible numbers, None where nothing is known of any of them.
        known: Those of whom something is known.
        missing: Codes of the divisions whose figures are missing, or that cannot be told; of
            households, the divisions that they belong to.
        reported: Records behind it.
        blank: Records with a blank.
        none: Records with “-”.
        units: How many units there are.
    """

    value: Interval | None
    known: Interval | None
    missing: tuple[str, ...] = ()
    reported: int = 0
    blank: int = 0
    none: int = 0
    units: int = 1


def units_of(indicator: Indicator, setting: Setting, ground: Ground) -> tuple[str, ...]:
    """Codes of the divisions that an indicator counts, in order."""
    measure = indicator.measure
    if measure.cohort is not None:
        found = division_members(find_cohort(measure.cohort, setting), setting)
    else:
        found = setting.divisions.subtree(setting.scope, setting.as_of, level=measure.level)
    return tuple(code for code in found if code in ground.reach)


def unit_counts(
    indicator: Indicator,
    finish: Finish,
    rolled: Sequence[Mapping[str, Rolled]],
    setting: Setting,
    ground: Ground,
) -> Mapping[str, UnitCount]:
    """Division → how many of the divisions at or below it meet the requirement.

    Args:
        indicator: The indicator.
        finish: What tells of one division whether it does.
        rolled: What each part amounts to, division by division.
        setting: The programme and its day.
        ground: What is rolled up over.
    """
    own = {
        code: _of_one(code, finish, [part.get(code, _NOBODY) for part in rolled])
        for code in units_of(indicator, setting, ground)
    }
    results: dict[str, UnitCount] = {}
    for code, children in ground.reach.lowest_first(frozenset(own)):
        parts = [results[child] for child in children]
        results[code] = _together([*parts, *([own[code]] if code in own else [])])
    return results


def member_question(indicator: Indicator, plan: Plan, setting: Setting) -> MemberQuestion | None:
    """What is asked of the records that an indicator counts; None where it counts divisions."""
    key = indicator.measure.cohort
    cohort = None if key is None or not counts_units(indicator) else find_cohort(key, setting)
    if cohort is None or cohort.records is None:
        return None
    finish = Finish.of(indicator, plan, setting)
    return MemberQuestion(cohort.records, cohort.where, finish, Bound(at_least=1))


def member_counts(counts: Mapping[str, Headcount], ground: Ground) -> Mapping[str, UnitCount]:
    """Division → how many of the records at or below it meet the requirement.

    Args:
        counts: Division → its own records, counted.
        ground: What is rolled up over.
    """
    unsure = frozenset(code for code, each in counts.items() if each.undecided or each.maybe_held)
    below: dict[str, tuple[str, ...]] = {}
    for code, children in ground.reach.lowest_first(unsure):
        own = (code,) if code in unsure else ()
        below[code] = tuple(sorted((*own, *(each for child in children for each in below[child]))))
    return {
        code: _of_members(each, below.get(code, ()))
        for code, each in roll_up_headcounts(counts, ground.reach).items()
    }


def _of_members(count: Headcount, missing: tuple[str, ...]) -> UnitCount:
    silent = count.silent == count.size
    # One that may not be a member adds nothing for certain.
    value = Interval(count.held, count.size - count.failed - count.maybe_failed)
    return UnitCount(
        None if silent else value,
        None if silent else Interval.exact(count.held),
        missing,
        count.size - count.silent,
        units=count.size,
    )


def _of_one(code: str, finish: Finish, rolled: Sequence[Rolled]) -> UnitCount:
    value = finish.value(rolled)
    missing = {each for one in rolled for each in one.missing}
    if (value is None or not value.is_exact) and not missing:
        missing.add(code)
    heads = tuple(finish.heads(rolled))
    return UnitCount(
        value,
        finish.known(rolled),
        tuple(sorted(missing)) if value is None or not value.is_exact else (),
        sum(each.tally.reported for each in heads),
        sum(each.tally.blank for each in rolled),
        sum(each.tally.none for each in rolled),
    )


def _together(parts: Sequence[UnitCount]) -> UnitCount:
    if len(parts) == 1:
        return parts[0]
    silent = all(each.value is None for each in parts)
    return UnitCount(
        None if silent else summed(each.value or Interval(0, each.units) for each in parts),
        None if silent else summed(each.known or Interval.exact(0) for each in parts),
        tuple(sorted({code for each in parts for code in each.missing})),
        sum(each.reported for each in parts),
        sum(each.blank for each in parts),
        sum(each.none for each in parts),
        sum(each.units for each in parts),
    )

"""Who reports a figure, and what it means that somebody did not."""

from __future__ import annotations

from attrs import frozen

from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.partials import Partial
from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.kinds import Covers, Silence
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting


@frozen
class Reporting:
    """Who reports a figure, and what their silence means (填报要求).

    Args:
        reporters: Codes of the divisions that each report it.
        silence: What it means that one of them did not.
        stands: Whether a division's own return stands for everything below it.
        rolls_up: Whether the divisions below count too.
    """

    reporters: frozenset[str]
    silence: Silence = Silence.MISSING
    stands: bool = False
    rolls_up: bool = True


def reporting_of(indicator: Indicator, partial: Partial, setting: Setting) -> Reporting:
    """Who reports an indicator: as it says itself, else as its record kind says.

    Where silence is zero and nobody in particular reports, everybody does.
    """
    kind = setting.kind(partial.records)
    levels, cohort = kind.reported_by, indicator.cohort
    if indicator.reported_by is not None:
        levels = indicator.reported_by
    elif cohort is None:
        cohort = kind.reporters
    silence = silence_of(indicator, partial, setting)
    if cohort is not None:
        reporters = division_members(find_cohort(cohort, setting), setting)
    elif levels or silence is Silence.MISSING:
        reporters = tuple(
            code
            for level in levels
            for code in setting.divisions.subtree(setting.scope, setting.as_of, level=level)
        )
    else:
        reporters = setting.divisions.subtree(setting.scope, setting.as_of)
    stands = own_return_stands(partial, setting)
    limits = limits_of(partial, setting)
    asked = reporters if limits is None else filter(limits.holds, reporters)
    return Reporting(frozenset(asked), silence, stands, indicator.rolls_up)


@frozen
class Limits:
    """The divisions whose records alone count (限定地区).

    Args:
        members: Codes of the cohort's divisions.
        reach: The tree that they stand in.
    """

    members: frozenset[str]
    reach: Reach

    def holds(self, code: str) -> bool:
        """Whether a division is a member, or lies below one."""
        return not self.members.isdisjoint(self.reach.chain(code))


def limits_of(partial: Partial, setting: Setting) -> Limits | None:
    """The divisions that a partial is limited to; None where it is not."""
    if partial.cohort is None:
        return None
    cohort = find_cohort(partial.cohort, setting)
    return Limits(frozenset(division_members(cohort, setting)), setting.reach)


def silence_of(indicator: Indicator, partial: Partial, setting: Setting) -> Silence:
    """What silence means for an indicator: as it says itself, else as its record kind says."""
    return indicator.silence or setting.kind(partial.records).silence


def own_return_stands(partial: Partial, setting: Setting) -> bool:
    """Whether a division's own return stands for everything below it.

    So it is for the figures of a return that covers its subtree. How many returns there are is
    counted at every level.
    """
    return partial.of_figures and setting.kind(partial.records).covers is Covers.SUBTREE


def reach_of(partial: Partial, setting: Setting, ground: Ground | None = None) -> Reach:
    """The tree that a partial rolls up in.

    A return that covers its subtree speaks of those that report through it: a 直管县 that reports
    to its province is no part of its prefecture's. Everything else follows the divisions.

    Args:
        partial: What was counted.
        setting: The programme and its day.
        ground: What is rolled up over, the programme's scope by default.
    """
    over = ground or Ground.of(setting)
    return over.reporting_reach if own_return_stands(partial, setting) else over.reach

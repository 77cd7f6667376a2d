"""What a bulletin speaks of: a division's targets, and how those just below it stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs
from attrs import frozen

from kejifupin.reports.results import Results
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.divisions import Level

ON_COURSE: Final = (State.MET, State.ON_TRACK)
"""States of a target that nobody has to worry about."""
LATE: Final = (State.BEHIND, State.MISSED)
"""States of a target that is surely short of what is due."""
_ENDINGS: Final = {
    Level.PREFECTURE: ("市", "州盟", "地区"),
    Level.COUNTY: ("县", "市", "区旗"),
    Level.TOWNSHIP: ("乡", "镇", "街道"),
}
_WHOLE: Final = "省市州县区旗乡镇村"


@frozen
class Standing:
    """How a division's targets stand, counted by state (地区进展).

    Args:
        division: Its code.
        name: Its name.
        statuses: Its statuses, those of periods left out.
    """

    division: str
    name: str
    statuses: tuple[TargetStatus, ...] = attrs.field(repr=False)

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """State → how many targets."""
        return Counter(each.state for each in self.statuses)

    def number(self, *states: State) -> int:
        """How many targets stand in one of some states."""
        return sum(self.counts[state] for state in states)

    @cached_property
    def due(self) -> tuple[TargetStatus, ...]:
        """Those of which something is asked for by the day, or that are met already."""
        return tuple(each for each in self.statuses if is_due(each))

    @property
    def on_course(self) -> Fraction:
        """Share of what is due that is met or on track; of nothing due it is nothing."""
        good = sum(each.state in ON_COURSE for each in self.due)
        return Fraction(good, len(self.due)) if self.due else Fraction(0)

    @property
    def has_data(self) -> bool:
        """Whether anything is known of one of its targets."""
        return self.number(State.NO_DATA) < len(self.statuses)


@frozen
class Overview:
    """A division and its day, as a report looks at them (总览).

    Args:
        results: What is known.
        own: How the division's own targets stand.
        periods: Statuses of the periods of those targets.
        below: The divisions just below it that have targets of their own.
        children: Codes of all divisions just below it.
    """

    results: Results = attrs.field(repr=False)
    own: Standing
    periods: tuple[TargetStatus, ...] = attrs.field(repr=False)
    below: tuple[Standing, ...] = attrs.field(repr=False)
    children: tuple[str, ...] = attrs.field(repr=False)

    @property
    def whole(self) -> str:
        """The division as those inside it call it: 全省, 全县."""
        name = self.own.name
        if name.endswith("自治区"):
            return "全区"
        return f"全{name[-1]}" if name and name[-1] in _WHOLE else name

    @cached_property
    def noun(self) -> str:
        """What the divisions below are called: 市（州）, 县（市、区）."""
        return "、".join(self._nouns(self.children)) or "地区"

    @cached_property
    def submissions(self) -> SubmissionStatuses:
        """What the division and those below it owe."""
        reach = self.results.setting.reach
        around = reach.below(self.results.division)
        return self.results.submissions.where(divisions=around)

    def name(self, code: str) -> str:
        """The name of a division."""
        return self.results.setting.division_name(code)

    def _nouns(self, codes: Sequence[str]) -> Sequence[str]:
        setting = self.results.setting
        found: dict[Level, set[str]] = {}
        for code in codes:
            division = setting.divisions.find(code, setting.as_of)
            if division is not None:
                found.setdefault(division.level, set()).add(division.name)
        nouns = [_noun(level, found[level]) for level in sorted(found, key=lambda one: one.rank)]
        if len(nouns) > 1 and Level.PREFECTURE in found and Level.COUNTY in found:
            # 各市、省直管县（市）: what lies just below the province without a city between.
            direct = "省直管" if self.own.name.endswith("省") else "直管"
            nouns = [f"{direct}{each}" if at == 1 else each for at, each in enumerate(nouns)]
        return nouns


def _noun(level: Level, called: set[str]) -> str:
    """One level's name, with the sorts of it that there are in brackets."""
    if level is Level.VILLAGE:
        return "村"
    sorts = [
        sort
        for ending in _ENDINGS.get(level, ())
        for sort in ((ending,) if len(ending) < 2 or ending in ("地区", "街道") else tuple(ending))
        if any(name.endswith(sort) for name in called)
    ]
    if not sorts:
        return level.label
    first, *others = sorts
    if level is Level.TOWNSHIP and others[:1] == ["镇"]:
        first, others = "乡镇", others[1:]
    return f"{first}（{'、'.join(others)}）" if others else first


def overview(results: Results) -> Overview:
    """What a report says of the division that reports.

    Args:
        results: Everything that is known.
    """
    setting, code = results.setting, results.division
    reach = setting.reach
    around = reach.below(code) if code in reach else frozenset({code})
    children = tuple(
        sorted(each for each in around if each != code and reach.chain(each)[1:2] == (code,))
    )
    by_division: dict[str, list[TargetStatus]] = {}
    wanted = {code, *children}
    for status in results.statuses:
        if status.division in wanted:
            by_division.setdefault(status.division, []).append(status)
    own = by_division.get(code, [])
    below = tuple(
        Standing(each, setting.division_name(each), whole)
        for each in children
        if (whole := _whole_targets(by_division.get(each, ())))
    )
    return Overview(
        results,
        Standing(code, setting.division_name(code), _whole_targets(own)),
        tuple(each for each in own if each.target.of is not None),
        below,
        children,
    )


def _whole_targets(statuses: Sequence[TargetStatus]) -> tuple[TargetStatus, ...]:
    return tuple(each for each in statuses if each.target.of is None)


def is_too_much(status: TargetStatus) -> bool:
    """Whether there is surely more than may be, which no more work can mend."""
    value, most = status.value, status.expected.at_most
    return most is not None and value is not None and value.low is not None and value.low > most


def is_due(status: TargetStatus) -> bool:
    """Whether something is asked for by the day, or the target is met already."""
    return (
        status.clock.is_over
        or status.pace is not None
        or status.bound.at_least is None
        or status.state is State.MET
    )

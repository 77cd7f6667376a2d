"""What stands behind every status of a target, found in one pass over its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, TypeVar

from attrs import define, field

from kejifupin.indicators.contributions import Contribution, coded_name
from kejifupin.indicators.explain import operands_of
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.values import interval_text
from kejifupin.reports.results import Results
from kejifupin.targets.bases import Basis
from kejifupin.targets.explain import Explanation, explain_status, status_members
from kejifupin.targets.members import Member
from kejifupin.targets.status import TargetStatus

SHOWN: Final = 30
"""Lines of a list that are written out; of the others the page says how many there are."""

T = TypeVar("T")


@define
class Folded(Generic[T]):
    """The first items of a list, and how many it has (节录)."""

    items: list[T] = field(factory=list)
    count: int = 0

    def add(self, item: T) -> None:
        """One more item."""
        self.count += 1
        if self.count <= SHOWN:
            self.items.append(item)


@define
class Reason:
    """What stands behind one status, long lists cut (依据).

    Args:
        sources: The records behind the figure.
        conditions: The records that decide the baseline, or who belongs to the cohort.
        failing: Members that surely are not as promised, each with its figure.
        missing: Whose figure is unknown.
        operands: What the figure was worked out from.
    """

    sources: Folded[Contribution] = field(factory=Folded)
    conditions: Folded[Contribution] = field(factory=Folded)
    failing: Folded[str] = field(factory=Folded)
    missing: Folded[str] = field(factory=Folded)
    operands: tuple[str, ...] = ()


@define
class TargetReasons:
    """What stands behind all statuses of a target (目标依据).

    Args:
        explanation: One of its statuses opened, for what all of them share; None where nothing
            was counted.
        of: Code of a division → what stands behind its status.
    """

    explanation: Explanation | None
    of: Mapping[str, Reason]


def find_reasons(statuses: Sequence[TargetStatus], results: Results) -> TargetReasons:
    """What stands behind the statuses of one target.

    Members of a cohort add up over the tree, so their records are gone through once, from the
    topmost status; of totals each has its own.

    Args:
        statuses: All statuses of one target.
        results: What they rest on; without plan and data nothing can be told.
    """
    plan, data = results.plan, results.data
    if plan is None or data is None or not statuses:
        return TargetReasons(
            None, {each.division: _without_data(each, results) for each in statuses}
        )
    gatherer = _Gatherer(statuses, plan, data, results)
    return TargetReasons(gatherer.gather(), gatherer.reasons)


class _Gatherer:
    def __init__(
        self, statuses: Sequence[TargetStatus], plan: Plan, data: DataSource, results: Results
    ) -> None:
        self._statuses = statuses
        self._plan = plan
        self._data = data
        self._results = results
        self._setting = results.setting
        self._ground = Ground.of(results.setting)
        self._spreads: dict[tuple[str, str], tuple[Reason, ...]] = {}
        self.reasons = {each.division: Reason() for each in statuses}

    def gather(self) -> Explanation | None:
        told: Explanation | None = None
        for root in self._roots():
            told = explain_status(
                root,
                self._plan,
                self._data,
                self._setting,
                values=self._results.values,
                ground=self._ground,
                version=self._results.version,
            )
            self._spread(told.contributions, root, lambda each: each.sources)
            self._spread(told.conditions, root, lambda each: each.conditions)
            if root.headcount is not None:
                self._spread_members(root)
        for status in self._statuses:
            reason = self.reasons[status.division]
            if status.headcount is None:
                _add_divisions(reason, status, self._results)
            if told is not None and told.operands:
                reason.operands = self._operands(status, told)
        return told

    def _roots(self) -> Iterator[TargetStatus]:
        """The statuses that no other of them stands above; of totals, all."""
        for each in self._statuses:
            above = self._setting.reach.chain(each.division)[1:]
            if each.target.basis is Basis.TOTAL or not any(code in self.reasons for code in above):
                yield each

    def _spread(
        self,
        found: Iterable[Contribution],
        root: TargetStatus,
        list_of: Callable[[Reason], Folded[Contribution]],
    ) -> None:
        for each in found:
            for reason in self._above(each.home, root):
                list_of(reason).add(each)

    def _spread_members(self, root: TargetStatus) -> None:
        plan, data, setting = self._plan, self._data, self._setting
        for each in status_members(root, plan, data, setting, (False,), ground=self._ground):
            if each.certain:
                line = _member_line(each, root)
                for reason in self._above(each.home, root):
                    reason.failing.add(line)
        for each in status_members(root, plan, data, setting, (None,), ground=self._ground):
            for reason in self._above(each.home, root):
                reason.missing.add(each.name)

    def _above(self, home: str, root: TargetStatus) -> tuple[Reason, ...]:
        """Behind which statuses a record of a division stands."""
        key = (root.division, home)
        if key not in self._spreads:
            codes: Sequence[str] = (root.division,)
            if root.target.basis is not Basis.TOTAL:
                codes = self._setting.reach.chain(home) or codes
            found = (self.reasons.get(code) for code in codes)
            self._spreads[key] = tuple(each for each in found if each is not None)
        return self._spreads[key]

    def _operands(self, status: TargetStatus, told: Explanation) -> tuple[str, ...]:
        values = None if status.counts_members else self._results.values
        found = operands_of(told.indicator, status.division, self._plan, self._setting, values)
        return tuple(each.text() for each in found)


def _without_data(status: TargetStatus, results: Results) -> Reason:
    reason = Reason()
    _add_divisions(reason, status, results)
    return reason


def _add_divisions(reason: Reason, status: TargetStatus, results: Results) -> None:
    """Members that are divisions, and whose figure is missing."""
    for each in status.failing:
        reason.failing.add(_member_line(each, status))
    reason.missing.count = len(status.missing)
    reason.missing.items = [coded_name(code, results.setting) for code in status.missing[:SHOWN]]


def _member_line(member: Member, status: TargetStatus) -> str:
    return f"{member.name}：{interval_text(member.value, status.each_unit)}"

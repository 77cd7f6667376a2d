"""How a target stands for a division: the state with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import overload

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.values import cut_number, interval_text
from kejifupin.targets.judging import State
from kejifupin.targets.members import Member
from kejifupin.targets.target import Basis, Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.display import html_table
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import Number, format_number


@frozen
class TargetStatus:
    """How a target stands for a division on a day (目标完成情况).

    For a total, and for a division that is itself the member, the value is the indicator's own
    and the bound the promised one. For a division with members below it, the value is the number
    of members that are as promised (for coverage and share: their per cent) and the bound how
    many must be.

    Args:
        target: The target.
        division: Code of the division.
        division_name: Its name on the day.
        state: How it stands.
        value: The possible values, None for no data.
        bound: What must be reached.
        unit: Unit of value and bound.
        due_on: Last day.
        as_of: The day of the status.
        pace: How much is expected by the day, in the same unit; None where nothing is.
        missing: Codes of the divisions, or places of the records, whose figure is unknown.
        failing: Members that are surely not as promised.
        members: All members at or below the division, where the basis speaks of members.
        each_unit: Unit of what each member has.
    """

    target: Target
    division: str
    division_name: str
    state: State
    value: Interval | None
    bound: Bound
    unit: str
    due_on: date
    as_of: date
    pace: Number | None = None
    missing: tuple[str, ...] = ()
    failing: tuple[Member, ...] = attrs.field(default=(), repr=False)
    members: tuple[Member, ...] = attrs.field(default=(), repr=False)
    each_unit: str = ""

    @property
    def complete(self) -> bool:
        """Whether every figure that it needs is there."""
        return self.value is not None and not self.missing

    @property
    def counts_members(self) -> bool:
        """Whether the value says how many members are as promised, not what one of them has."""
        return any(member.key != self.division for member in self.members)

    @property
    def gap(self) -> Number | None:
        """How much may still be lacking, 0 for nothing, None where it cannot be told."""
        return None if self.value is None else self.bound.gap(self.value)

    def gap_text(self) -> str:
        """The gap in words, e.g. 还差3个县; empty where nothing lacks or nothing is known.

        Where the value is not exact, the gap is the largest that is possible.
        """
        gap = self.gap
        if not gap or self.value is None:
            return ""
        floor = self.bound.at_least
        short = floor is not None and self.value.low is not None and self.value.low < floor
        most = "" if self.value.is_exact else "最多"
        return f"{most}{'还差' if short else '超出'}{cut_number(gap, up=True)}{self.unit}"

    def bound_text(self) -> str:
        """What must be reached, in words."""
        if not self.counts_members:
            return self.bound.text(self.unit)
        each = f"每个{self.target.bound.text(self.each_unit)}"
        if self.target.basis is Basis.EACH:
            return f"全部{format_number(self.bound.at_least or 0)}{self.unit}，{each}"
        return f"{self.bound.text(self.unit)}，{each}"

    def value_text(self) -> str:
        """The value with its unit."""
        return interval_text(self.value, self.unit)


def _as_tuple(statuses: Iterable[TargetStatus]) -> tuple[TargetStatus, ...]:
    return tuple(statuses)


@frozen(repr=False)
class Statuses(Sequence[TargetStatus]):
    """A sequence of statuses that filters and shows itself (目标完成情况表)."""

    items: tuple[TargetStatus, ...] = attrs.field(default=(), converter=_as_tuple)
    _index: Mapping[tuple[str, str], TargetStatus] = attrs.field(init=False, eq=False, hash=False)

    def __attrs_post_init__(self) -> None:
        index = {(each.target.key, each.division): each for each in self.items}
        object.__setattr__(self, "_index", index)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[TargetStatus]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> TargetStatus: ...
    @overload
    def __getitem__(self, index: slice) -> Statuses: ...
    def __getitem__(self, index: int | slice) -> TargetStatus | Statuses:
        return Statuses(self.items[index]) if isinstance(index, slice) else self.items[index]

    def where(
        self,
        *,
        target: str | None = None,
        division: str | None = None,
        state: State | None = None,
        divisions: Iterable[str] | None = None,
    ) -> Statuses:
        """The statuses that fit every condition given."""
        wanted = None if divisions is None else frozenset(divisions)
        return Statuses(
            each
            for each in self.items
            if (target is None or each.target.key == target)
            and (division is None or each.division == division)
            and (state is None or each.state is state)
            and (wanted is None or each.division in wanted)
        )

    def get(self, target: str, division: str) -> TargetStatus:
        """The status of a target for a division.

        Raises:
            UnknownNameError: No such status.
        """
        try:
            return self._index[target, division]
        except KeyError:
            raise UnknownNameError("status", f"{target} @ {division}") from None

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The statuses as columns, for any data frame library."""
        rows = self.items
        return {
            "target": tuple(each.target.key for each in rows),
            "label": tuple(each.target.label for each in rows),
            "indicator": tuple(each.target.indicator for each in rows),
            "division": tuple(each.division for each in rows),
            "division_name": tuple(each.division_name for each in rows),
            "state": tuple(each.state.value for each in rows),
            "low": tuple(each.value.low if each.value else None for each in rows),
            "high": tuple(each.value.high if each.value else None for each in rows),
            "at_least": tuple(each.bound.at_least for each in rows),
            "at_most": tuple(each.bound.at_most for each in rows),
            "unit": tuple(each.unit for each in rows),
            "due_on": tuple(each.due_on for each in rows),
            "pace": tuple(each.pace for each in rows),
            "complete": tuple(each.complete for each in rows),
            "missing": tuple(each.missing for each in rows),
            "citation": tuple(str(each.target.citation) for each in rows),
        }

    def __repr__(self) -> str:
        counts = (f"{state.label}{len(self.where(state=state))}" for state in State)
        return f"<Statuses: 共{len(self)}项 {' '.join(counts)}>"

    def _repr_html_(self) -> str:
        return html_table(
            ("目标", "地区", "状态", "数值", "要求", "差额"),
            (
                (
                    each.target.label,
                    each.division_name,
                    each.state.label,
                    each.value_text(),
                    each.bound_text(),
                    each.gap_text(),
                )
                for each in self.items
            ),
            total=len(self),
        )

"""Statuses as one sequence that filters and shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, overload

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import WHOLE, Cell, Marked, Table, View, count_marks


def _as_tuple(statuses: Iterable[TargetStatus]) -> tuple[TargetStatus, ...]:
    return tuple(statuses)


@frozen(repr=False)
class Statuses(Tabular, Sequence[TargetStatus]):
    """A sequence of statuses that filters and shows itself (目标完成情况表)."""

    items: tuple[TargetStatus, ...] = attrs.field(default=(), converter=_as_tuple)
    column_types: ClassVar[Mapping[str, str]] = {
        "low": "whole",
        "high": "whole",
        "at_least": "whole",
        "at_most": "whole",
        "due_on": "day",
        "pace": "whole",
        "complete": "flag",
        "missing": "texts",
    }

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], TargetStatus]:
        return {(each.target.key, each.division): each for each in self.items}

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
        """The statuses that fit every condition given; a target's periods are its own."""
        wanted = None if divisions is None else frozenset(divisions)
        return Statuses(
            each
            for each in self.items
            if (target is None or target in (each.target.key, each.target.of))
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

    def table(self) -> Table:
        """The statuses as a table to be shown; of a long one what needs looking after is first."""
        header = ("目标", "地区", "状态", "数值", "要求", "差额", "期限")
        items: Sequence[TargetStatus] = self.items
        if len(items) > WHOLE:
            items = sorted(items, key=lambda each: _URGENCY.index(each.state))
        return Table(header, items, _cells, numbers=("数值", "差额"))

    def view(self) -> View:
        """The statuses with how many stand how."""
        order = {state: at for at, state in enumerate(State)}
        states = sorted((each.state for each in self.items), key=order.__getitem__)
        marks = count_marks(Marked(each.label, each.look) for each in states)
        return View(f"目标完成情况共{len(self)}项", marks, tables=(self.table(),))


_URGENCY = (
    State.MISSED,
    State.BEHIND,
    State.UNDECIDED,
    State.ON_TRACK,
    State.MET,
    State.NO_DATA,
)


def _cells(status: TargetStatus) -> tuple[Cell, ...]:
    return (
        status.target.label,
        status.division_name,
        Marked(status.state.label, status.state.look),
        status.value_text(),
        status.bound_text(),
        status.gap_text(),
        chinese_date(status.due_on),
    )

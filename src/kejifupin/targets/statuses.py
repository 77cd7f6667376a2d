"""Statuses as one sequence that filters and shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import attrs
from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import html_table


def _as_tuple(statuses: Iterable[TargetStatus]) -> tuple[TargetStatus, ...]:
    return tuple(statuses)


@frozen(repr=False)
class Statuses(Sequence[TargetStatus]):
    """A sequence of statuses that filters and shows itself (目标完成情况表)."""

    items: tuple[TargetStatus, ...] = attrs.field(default=(), converter=_as_tuple)

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

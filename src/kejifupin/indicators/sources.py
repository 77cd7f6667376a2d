"""Where the figures come from: the face that every kind of data shows to the indicators."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Protocol

from attrs import frozen

from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.tallies import Tally
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

ANY_ANSWER: Collection[bool | None] = (True, False, None)


@frozen
class Homed:
    """A record with the division that it counts for (归属).

    Args:
        record: The record.
        home: Code of the division, as it is on the day of the setting.
    """

    record: Record
    home: str


@frozen
class Selected:
    """A record behind a figure (计入的记录).

    Args:
        record: The record.
        home: Code of the division that it counts for.
        certain: Whether it counts for certain.
    """

    record: Record
    home: str
    certain: bool


class DataSource(Protocol):
    """Data that indicators can be counted on (数据来源)."""

    def tallies(
        self, partials: Iterable[Partial], setting: Setting, reach: Reach | None = None
    ) -> Mapping[Partial, Mapping[str, Tally]]:
        """Partial → division as of the setting's day → tally of its own records.

        Args:
            partials: What to count.
            setting: The programme and its day.
            reach: The tree in which distinct counts add up, that of the setting by default.
        """
        ...

    def headcounts(
        self, questions: Iterable[MemberQuestion], setting: Setting
    ) -> Mapping[MemberQuestion, Mapping[str, Headcount]]:
        """Question → division as of the setting's day → its own members.

        Raises:
            DefinitionError: What is counted cannot be led to the members.
        """
        ...

    def select(
        self, partial: Partial, setting: Setting, homes: Container[str] | None = None
    ) -> Iterator[Selected]:
        """The records behind a partial in some divisions, all by default, streamed."""
        ...

    def members(
        self,
        question: MemberQuestion,
        setting: Setting,
        homes: Container[str] | None = None,
        answers: Collection[bool | None] = ANY_ANSWER,
    ) -> Iterator[RecordMember]:
        """The members behind a headcount in some divisions with some answers, streamed.

        Raises:
            DefinitionError: What is counted cannot be led to the members.
        """
        ...

"""Members that are records, counted: each way in which they may be filled in is judged once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from attrs import Factory, define, field

from kejifupin.indicators.headcounts import Headcount, MemberQuestion
from kejifupin.indicators.joining import Join
from kejifupin.indicators.member_counting import judge_member
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.sources import Homed
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

Standing = tuple[bool, bool | None, bool]
"""Whether a record surely is a member, whether it is as promised, whether it has no value."""

_REMEMBERED = 200_000


@define
class MemberCounter:
    """Counts members; those that agree in all that their question reads are judged once (成员计数).

    Args:
        question: What is asked of them.
        joins: For each part of the value, how its records are led to the members.
        groups: For each part, key of a member → the records that name it.
        setting: The programme and its day.
    """

    question: MemberQuestion
    joins: Sequence[Join]
    groups: Sequence[Mapping[Hashable, Sequence[Record]]]
    setting: Setting
    _known: dict[Hashable, Standing | None] = Factory(dict)
    _of_member: Callable[[Record], Hashable] = field(init=False)
    _of_others: tuple[tuple[int, Callable[[Record], Hashable]], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        parts = list(zip(self.question.finish.parts, self.joins, strict=True))
        own = [] if self.question.where is None else [*self.question.where.fields()]
        own += [key for part, join in parts if join.is_itself for key in _read(part)]
        self._of_member = _marks(own)
        self._of_others = tuple(
            (place, _marks(_read(part, join.other)))
            for place, (part, join) in enumerate(parts)
            if not join.is_itself
        )

    def count(self, homes: Mapping[str, Sequence[Record]]) -> Mapping[str, Headcount]:
        """Division → its own members, counted; none where nobody is one.

        Args:
            homes: Division → its records of the members' kind.
        """
        counted = ((home, self._count(home, records)) for home, records in homes.items())
        return {home: count for home, count in counted if count.size}

    def _count(self, home: str, records: Sequence[Record]) -> Headcount:
        marks = tuple(self._marked(home, records))
        numbers = Counter(marks)
        examples = dict(zip(marks, records, strict=True))
        found: Counter[Standing] = Counter()
        for mark, number in numbers.items():
            if mark not in self._known:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[mark] = self._standing(home, examples[mark])
            standing = self._known[mark]
            if standing is not None:
                found[standing] += number
        return Headcount.counted(found)

    def _marked(self, home: str, records: Sequence[Record]) -> Iterable[Hashable]:
        """For each record, all that its question reads of it and of those that speak of it."""
        if not self._of_others:
            return map(self._of_member, records)
        return self._marked_with_others(home, records)

    def _marked_with_others(self, home: str, records: Sequence[Record]) -> Iterator[Hashable]:
        for record in records:
            own = self._own(home, record)
            others = (tuple(map(mark, own[place])) for place, mark in self._of_others)
            yield (self._of_member(record), *others)

    def _standing(self, home: str, record: Record) -> Standing | None:
        own = self._own(home, record)
        member = judge_member(self.question, Homed(record, home), own, self.setting)
        if member is None:
            return None
        return member.certain, member.answer, member.value is None

    def _own(self, home: str, record: Record) -> Sequence[Sequence[Record]]:
        return [
            tuple(join.inside(record))
            if join.is_inside
            else group.get(join.key(Homed(record, home), self.setting), ())
            for join, group in zip(self.joins, self.groups, strict=True)
        ]


def _read(part: Partial, other: RecordKind | None = None) -> list[str]:
    """Keys of the fields that a partial reads, among several records also who they speak of."""
    where = () if part.where is None else part.where.fields()
    named = (key for key in (part.field, part.by) if key is not None)
    latest = part.kind is PartialKind.LATEST and other is not None
    subject = other.identity if latest and other is not None else ()
    return [*where, *named, *part.distinct, *part.without_none, *subject]


def _marks(keys: Iterable[str]) -> Callable[[Record], Hashable]:
    wanted = tuple(dict.fromkeys(keys))
    return attrgetter(*wanted) if wanted else lambda _: None

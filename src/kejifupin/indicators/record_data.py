"""Accepted records as a data source, in plain Python with nothing to install."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence

import attrs
from attrs import frozen

from kejifupin.indicators.compiled_tallies import count_records
from kejifupin.indicators.counting import counted
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.joining import Join, joins_of
from kejifupin.indicators.member_counting import record_members
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.remembered_members import MemberCounter
from kejifupin.indicators.sources import ANY_ANSWER, Homed, Selected
from kejifupin.indicators.tallies import Tally
from kejifupin.records.homes import HomeFinder
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

ByHome = Mapping[str, Sequence[Record]]


@frozen
class RecordData:
    """Accepted records as a data source (记录数据).

    Args:
        records: Kind → division → its own records, in the order given.
    """

    records: Mapping[str, ByHome] = attrs.field(repr=False)
    _known_places: dict[str, Mapping[str, int]] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    @classmethod
    def of(cls, records: Iterable[Record], setting: Setting) -> RecordData:
        """Records, grouped by kind and by the divisions that they speak of.

        Rows count where the record that they stand in does; a record whose division is unknown
        counts nowhere.

        Args:
            records: The records, also a stream of them.
            setting: The programme and its day.
        """
        find = HomeFinder(setting, counting=True)
        found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in records:
            home = find.home(record)
            if home is None:
                continue
            found[record.kind.key][home].append(record)
            for row in record.rows():
                found[row.kind.key][home].append(row)
        return cls({kind: dict(homes) for kind, homes in found.items()})

    def tallies(
        self, partials: Iterable[Partial], setting: Setting, reach: Reach | None = None
    ) -> Mapping[Partial, Mapping[str, Tally]]:
        """Partial → division → tally of its own records; one pass over the records of a kind."""
        by_kind: dict[str, list[Partial]] = defaultdict(list)
        for partial in partials:
            by_kind[partial.records].append(partial)
        results: dict[Partial, Mapping[str, Tally]] = {}
        for key, wanted in by_kind.items():
            homes = self.records.get(key)
            if homes:
                kind = next(iter(next(iter(homes.values())))).kind
                results |= count_records(kind, wanted, homes, setting, reach or setting.reach)
            else:
                results |= {each: {} for each in wanted}
        return results

    def headcounts(
        self, questions: Iterable[MemberQuestion], setting: Setting
    ) -> Mapping[MemberQuestion, Mapping[str, Headcount]]:
        """Question → division → its own members."""
        return {each: self._headcounts(each, setting) for each in questions}

    def select(
        self, partial: Partial, setting: Setting, homes: Container[str] | None = None
    ) -> Iterator[Selected]:
        """The records behind a partial, streamed division by division."""
        for home, records in self._at(partial.records, homes):
            for record, answer in counted(partial, records, setting):
                yield Selected(record, home, certain=answer is True)

    def members(
        self,
        question: MemberQuestion,
        setting: Setting,
        homes: Container[str] | None = None,
        answers: Collection[bool | None] = ANY_ANSWER,
    ) -> Iterator[RecordMember]:
        """The members behind a headcount, streamed division by division."""
        for each in self._members(question, setting, homes):
            if each.answer in answers:
                yield each

    def homed(self, kind: str, homes: Container[str] | None = None) -> Iterator[Homed]:
        """The records of a kind in some divisions, all by default, with their homes."""
        for home, records in self._at(kind, homes):
            yield from (Homed(record, home) for record in records)

    def _at(
        self, kind: str, homes: Container[str] | None
    ) -> Iterable[tuple[str, Sequence[Record]]]:
        """The divisions with records of a kind, all or some, in the order given."""
        groups = self.records.get(kind, {})
        if homes is None:
            return groups.items()
        if isinstance(homes, Collection) and len(homes) * 8 < len(groups):
            # A few villages of a country are not looked for among all of them.
            places = self._places(kind)
            found = sorted((home for home in homes if home in groups), key=places.__getitem__)
            return ((home, groups[home]) for home in found)
        return ((home, records) for home, records in groups.items() if home in homes)

    def _places(self, kind: str) -> Mapping[str, int]:
        """Division → its place among those with records of a kind."""
        if kind not in self._known_places:
            groups = self.records.get(kind, {})
            self._known_places[kind] = {home: place for place, home in enumerate(groups)}
        return self._known_places[kind]

    def _headcounts(self, question: MemberQuestion, setting: Setting) -> Mapping[str, Headcount]:
        homes = self.records.get(question.members, {})
        counter = MemberCounter(question, *self._joined(question, setting, None), setting)
        return counter.count(homes)

    def _members(
        self, question: MemberQuestion, setting: Setting, homes: Container[str] | None
    ) -> Iterator[RecordMember]:
        members = self.homed(question.members, homes)
        return record_members(question, members, *self._joined(question, setting, homes), setting)

    def _joined(
        self, question: MemberQuestion, setting: Setting, homes: Container[str] | None
    ) -> tuple[Sequence[Join], Sequence[Mapping[Hashable, Sequence[Record]]]]:
        """How each part is led to the members, and the records that name them."""
        joins = joins_of(question, setting)
        named: Mapping[Hashable, Sequence[Record]] = {}
        return joins, [
            named if join.is_inside else join.groups(self.homed(join.other.key, homes), setting)
            for join in joins
        ]

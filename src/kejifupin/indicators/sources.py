"""Where the figures come from: the face that every kind of data shows to the indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import attrs
from attrs import frozen

from kejifupin.indicators.counting import counted, tally_of
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.tallies import Tally
from kejifupin.records.homes import home_of
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting


@frozen
class Homed:
    """A record with the division that it counts for (归属).

    Args:
        record: The record.
        home: Code of the division, as it is on the day of the setting.
        parent: The record in whose growing table it is a row.
    """

    record: Record
    home: str
    parent: Record | None = None


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

    def partials(
        self, partials: Iterable[Partial], setting: Setting
    ) -> Mapping[Partial, Mapping[str, Tally]]:
        """Partial → division as of the setting's day → tally of its own records."""
        ...

    def select(
        self, partial: Partial, setting: Setting, homes: Container[str] | None = None
    ) -> Iterator[Selected]:
        """The records behind a partial in some divisions, all by default."""
        ...

    def members(self, kind: str) -> Sequence[Homed]:
        """All records of a kind with their homes."""
        ...


@frozen
class RecordData:
    """Accepted records as a data source (记录数据).

    Args:
        homed: Kind → records with their homes, in the order given.
    """

    homed: Mapping[str, tuple[Homed, ...]] = attrs.field(repr=False)

    @classmethod
    def of(cls, records: Iterable[Record], setting: Setting) -> RecordData:
        """Records, grouped by kind and led to the divisions that they speak of.

        Rows count where the record that they stand in does; a record whose division is unknown
        counts nowhere.
        """
        by_kind: dict[str, list[Homed]] = defaultdict(list)
        for record in records:
            home = home_of(record, setting)
            if home is None:
                continue
            by_kind[record.kind.key].append(Homed(record, home))
            for row in record.rows():
                by_kind[row.kind.key].append(Homed(row, home, record))
        return cls({kind: tuple(found) for kind, found in by_kind.items()})

    def partials(
        self, partials: Iterable[Partial], setting: Setting
    ) -> Mapping[Partial, Mapping[str, Tally]]:
        """Partial → division → tally of its own records."""
        wanted = tuple(partials)
        groups = {kind: self._by_home(kind) for kind in {each.records for each in wanted}}
        return {
            partial: {
                home: tally_of(partial, records, setting)
                for home, records in groups[partial.records].items()
            }
            for partial in wanted
        }

    def select(
        self, partial: Partial, setting: Setting, homes: Container[str] | None = None
    ) -> Iterator[Selected]:
        """The records behind a partial, streamed division by division."""
        for home, records in self._by_home(partial.records).items():
            if homes is None or home in homes:
                for record, answer in counted(partial, records, setting):
                    yield Selected(record, home, certain=answer is True)

    def members(self, kind: str) -> Sequence[Homed]:
        """All records of a kind with their homes."""
        return self.homed.get(kind, ())

    def _by_home(self, kind: str) -> Mapping[str, Sequence[Record]]:
        groups: dict[str, list[Record]] = defaultdict(list)
        for each in self.homed.get(kind, ()):
            groups[each.home].append(each.record)
        return groups

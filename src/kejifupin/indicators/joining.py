"""How records find the member of a cohort that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.sources import Homed
from kejifupin.records.fields import FieldType
from kejifupin.records.identities import value_key
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.divisions import Level


@frozen
class Join:
    """How records of one kind are led to the records that are members (关联方式).

    A record is itself the member, or a row of it; else both name the same subject: their home and
    the other fields of the member's identity agree, spelling set aside.

    Args:
        member: Kind of the members.
        other: Kind of the records that are led to them.
        keys: Fields that must agree beside the home.
    """

    member: RecordKind
    other: RecordKind
    keys: tuple[str, ...]

    @classmethod
    def of(cls, member: RecordKind, other: RecordKind) -> Join:
        """How one kind is led to another.

        Raises:
            DefinitionError: The records do not say which member they speak of.
        """
        if other.key == member.key or other.parent == member.key:
            return cls(member, other, ())
        keys = tuple(
            key
            for key in member.identity
            if member.field(key).type is not FieldType.DIVISION and key != member.locality
        )
        lacking = [key for key in keys if key not in other]
        if member.parent is not None:
            raise DefinitionError(
                f"rows of {member.key!r} have no identity that {other.key!r} could name",
                f"“{member.label}”是明细行，“{other.label}”对不上是哪一行",
                "改用明细行自己的字段作指标",
            )
        if lacking:
            raise DefinitionError(
                f"records of {other.key!r} do not say which {member.key!r} they speak of: "
                f"no field {', '.join(lacking)}",
                f"“{other.label}”没有字段{'、'.join(lacking)}，对不上是哪一份“{member.label}”",
                f"给“{other.key}”加上这些字段",
            )
        return cls(member, other, keys)

    @property
    def is_itself(self) -> bool:
        """Whether what is led to a member is the member itself."""
        return self.other.key == self.member.key

    @property
    def is_inside(self) -> bool:
        """Whether what is led to a member is the member itself or a row of it."""
        return self.is_itself or self.other.parent == self.member.key

    def inside(self, member: Record) -> Iterator[Record]:
        """The member itself, or its rows, whichever is led to it."""
        if self.other.key == self.member.key:
            return iter((member,))
        return member.rows(self.other.key.removeprefix(f"{self.member.key}."))

    def key(self, homed: Homed, setting: Setting) -> Hashable:
        """What a member and the records that name it share; None where it cannot be told."""
        record, kind = homed.record, homed.record.kind
        parts: list[Hashable] = [homed.home, *(value_key(record.get(key)) for key in self.keys)]
        locality = self.member.locality
        if locality is not None:
            home = setting.divisions.get(homed.home, setting.as_of)
            if home.level is not Level.VILLAGE:
                # A village that no register has is known by its name alone.
                if kind.locality is None:
                    return None
                parts.append(value_key(record.get(kind.locality)))
        return tuple(parts)

    def groups(
        self, others: Iterable[Homed], setting: Setting
    ) -> Mapping[Hashable, Sequence[Record]]:
        """Key of a member → the records that name it."""
        found: dict[Hashable, list[Record]] = defaultdict(list)
        for each in others:
            key = self.key(each, setting)
            if key is not None:
                found[key].append(each.record)
        return found


def joins_of(question: MemberQuestion, setting: Setting) -> tuple[Join, ...]:
    """How the records of each part of a question are led to its members.

    Raises:
        DefinitionError: They do not say which member they speak of, or count for some divisions
            alone.
    """
    member = setting.kind(question.members)
    limited = next((part for part in question.finish.parts if part.cohort is not None), None)
    if limited is not None:
        raise DefinitionError(
            f"a measure limited to cohort {limited.cohort!r} says nothing of one record",
            f"指标限定了口径“{limited.cohort}”的地区，对一份“{member.label}”没有意义",
            "换一个没有限定地区的指标",
        )
    return tuple(Join.of(member, setting.kind(part.records)) for part in question.finish.parts)

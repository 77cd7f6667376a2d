"""Members that are records, each judged by itself, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from kejifupin.indicators.counting import tally_of
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.joining import Join
from kejifupin.indicators.sources import Homed
from kejifupin.records.conditions import holds
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting


def record_members(
    question: MemberQuestion,
    homed: Iterable[Homed],
    joins: Sequence[Join],
    groups: Sequence[Mapping[Hashable, Sequence[Record]]],
    setting: Setting,
) -> Iterator[RecordMember]:
    """The members among some records, each with its value and whether it is as promised.

    Args:
        question: Who is a member, and what is promised.
        homed: Records of the members' kind, with their homes.
        joins: For each part of the value, how its records are led to the members.
        groups: For each part, key of a member → the records that name it, where any do.
        setting: The programme and its day.
    """
    for each in homed:
        own = [
            tuple(join.inside(each.record))
            if join.is_inside
            else group.get(join.key(each, setting), ())
            for join, group in zip(joins, groups, strict=True)
        ]
        member = judge_member(question, each, own, setting)
        if member is not None:
            yield member


def judge_member(
    question: MemberQuestion, homed: Homed, own: Sequence[Sequence[Record]], setting: Setting
) -> RecordMember | None:
    """How a record stands, None where it surely is no member.

    Args:
        question: Who is a member, and what is promised.
        homed: The record with its home.
        own: For each part of the value, the records that speak of this one.
        setting: The programme and its day.
    """
    record, where = homed.record, question.where
    belongs = where is None or holds(where, record, setting.definition.period)
    if belongs is False:
        return None
    parts = zip(question.finish.parts, own, strict=True)
    tallies = [tally_of(part, records, setting) for part, records in parts]
    value = question.finish.alone(tallies)
    return RecordMember(
        record,
        homed.home,
        value,
        question.answer(value),
        certain=belongs is True,
        reported=tallies[0].reported,
    )


def headcounts_by_home(members: Iterable[RecordMember]) -> Mapping[str, Headcount]:
    """Division → its own members, counted."""
    groups: dict[str, list[RecordMember]] = defaultdict(list)
    for member in members:
        groups[member.home].append(member)
    return {
        home: Headcount.of(
            ((each.certain, each.answer) for each in found),
            silent=sum(each.value is None for each in found),
        )
        for home, found in groups.items()
    }

"""Which of several records about one subject counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import islice

from attrs import frozen

from kejifupin.checks.left_out import LeftOut
from kejifupin.records.identities import content_key, record_name
from kejifupin.records.record import Record

_NAMED = 5


@frozen
class Candidate:
    """A record that may count (候选记录).

    Args:
        record: The record as read.
        cleaned: The same, wrong fields taken as not reported.
        received_on: When its file was received, None where that is unknown.
    """

    record: Record
    cleaned: Record
    received_on: date | None = None


@frozen
class _Version:
    """The copies of one content, the first by place in front."""

    copies: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        return self.copies[0]

    @property
    def last_on(self) -> date | None:
        """The latest day on which it surely came."""
        return max((day for day in self._days() if day is not None), default=None)

    @property
    def may_be_later(self) -> bool:
        """Whether a copy of it may have come on any day."""
        return None in self._days()

    def _days(self) -> tuple[date | None, ...]:
        # A copy of a file is no new version: it came when the file came.
        known = {
            sha256: each.received_on
            for each in self.copies
            if (sha256 := _sha256(each)) and each.received_on
        }
        return tuple(each.received_on or known.get(_sha256(each) or "") for each in self.copies)


def choose_version(
    group: Iterable[Candidate],
) -> tuple[Candidate | None, tuple[LeftOut, ...]]:
    """The record that counts among those of one subject, and why the others do not.

    Of different contents the one received last counts; a content sent again counts from the day
    it came last. If the order is unknown, none of them counts. The order of the group decides
    nothing.

    Args:
        group: Candidates with one identity, at least one.
    """
    contents: dict[Hashable, list[Candidate]] = {}
    for each in sorted(group, key=lambda one: _place_key(one.record)):
        contents.setdefault(content_key(each.cleaned), []).append(each)
    versions = [_Version(tuple(copies)) for copies in contents.values()]
    left = [
        LeftOut(copy.record, "record.repeated", f"与{_where(version.first)}内容相同")
        for version in versions
        for copy in version.copies[1:]
    ]
    last = _last(versions)
    if last is not None:
        left += [
            LeftOut(each.first.record, "record.replaced", f"后来收到的{_where(last.first)}代替了它")
            for each in versions
            if each is not last
        ]
        return last.first, tuple(left)
    left += [
        LeftOut(each.first.record, "record.conflict", f"与{_others(each, versions)}内容不同")
        for each in versions
    ]
    return None, tuple(left)


def _last(versions: Sequence[_Version]) -> _Version | None:
    if len(versions) == 1:
        return versions[0]
    days = [each.last_on for each in versions]
    latest = max((day for day in days if day is not None), default=None)
    if latest is None or days.count(latest) > 1:
        return None
    last = versions[days.index(latest)]
    return None if any(each.may_be_later for each in versions if each is not last) else last


def _others(version: _Version, versions: Sequence[_Version]) -> str:
    others = (_where(each.first) for each in versions if each is not version)
    count = len(versions) - 1
    return "、".join(islice(others, _NAMED)) + (f"等{count}份" if count > _NAMED else "")


def _place_key(record: Record) -> tuple[int, str, str, int]:
    """Shorter names first: a copy is called 统计表(1), 统计表-副本."""
    origin = record.origin
    if origin is None:
        return (0, "", "", 0)
    return (len(origin.file), origin.file, origin.table or "", origin.row or 0)


def _where(candidate: Candidate) -> str:
    return record_name(candidate.record) if candidate.record.origin else "另一份"


def _sha256(candidate: Candidate) -> str | None:
    origin = candidate.record.origin
    return origin.sha256 if origin else None

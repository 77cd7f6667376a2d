"""What differs between two runs: fields, records, statuses, each told in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from kejifupin.targets.history import RecordPoint, StatusPoint
from kejifupin.terms.origins import cell_words
from kejifupin.terms.quantities import format_number

_SHOWN = 20
"""Members that a line names before it breaks off."""


@frozen
class FieldChange:
    """A field of a record that says something else than before (字段变动).

    Args:
        field: Key of the field.
        label: Its name.
        before: What stood there, masked where it is personal.
        after: What stands there now.
        cell_before: Where it stood.
        cell_after: Where it stands.
    """

    field: str
    label: str
    before: str
    after: str
    cell_before: str | None = None
    cell_after: str | None = None


@frozen
class RecordChange:
    """A record that was added, is gone, or says something else (记录变动).

    Args:
        before: The record in the earlier run, None where it was added.
        after: The same in the later run, None where it is gone.
        fields: The fields that changed.
    """

    before: RecordPoint | None
    after: RecordPoint | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def point(self) -> RecordPoint:
        """The record as it stands, or as it stood before it went."""
        point = self.after or self.before
        assert point is not None  # noqa: S101 - one of the two there always is
        return point

    @property
    def kind(self) -> str:
        """Key of its kind."""
        return self.point.kind

    @property
    def is_whole(self) -> bool:
        """Whether the record came, went, or moved to another division."""
        before, after = self.before, self.after
        return before is None or after is None or before.home != after.home

    @property
    def change(self) -> str:
        """What happened: ``added``, ``gone``, ``moved`` or ``changed``."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "moved" if self.is_whole else "changed"

    def text(self, names: Mapping[str, str]) -> str:
        """The change in one line."""
        word = {"added": "新增", "gone": "没有了", "moved": "改了地区", "changed": "改动"}
        point = self.point
        home = names.get(point.home, point.home)
        cell = f" {point.cell}（{cell_words(point.cell)}）" if point.cell else ""
        where = f"{point.file or '程序提供的记录'}{'' if self.fields else cell}"
        parts = [f"{word[self.change]}：{home}“{point.label}” {where}"]
        for each in self.fields:
            address = each.cell_after or each.cell_before
            at = f" {address}（{cell_words(address)}）" if address else ""
            parts.append(f"{each.label}{at}由{each.before}改为{each.after}")
        return "；".join(parts)


@frozen
class StatusChange:
    """A status that differs between two runs (状态变动).

    Args:
        before: The earlier status, None where there was none.
        after: The later one, None where there is none any more.
        records: The changes of records that may have made the difference.
        records_now_failing: Places of the members that are records and did not fail before.
        records_no_longer_failing: Places of those that fail no more.
    """

    before: StatusPoint | None
    after: StatusPoint | None
    records: tuple[RecordChange, ...] = field(default=(), repr=False)
    records_now_failing: tuple[str, ...] = field(default=(), repr=False)
    records_no_longer_failing: tuple[str, ...] = field(default=(), repr=False)

    @property
    def point(self) -> StatusPoint:
        """The status as it stands, or as it stood."""
        point = self.after or self.before
        assert point is not None  # noqa: S101 - one of the two there always is
        return point

    @property
    def state_changed(self) -> bool:
        """Whether it is in another state."""
        return self.states[0] != self.states[1]

    @property
    def now_failing(self) -> tuple[str, ...]:
        """Members that did not fail before: codes of divisions, places of records."""
        return _more(self.before, self.after) or self.records_now_failing

    @property
    def no_longer_failing(self) -> tuple[str, ...]:
        """Members that fail no more: codes of divisions, places of records."""
        return _more(self.after, self.before) or self.records_no_longer_failing

    @property
    def states(self) -> tuple[str, str]:
        """The words for both states."""
        before, after = self.before, self.after
        return (
            before.state.label if before else "（没有）",
            after.state.label if after else "（没有）",
        )

    def text(self) -> str:
        """What changed, in one line."""
        before, after = self.before, self.after
        one, other = self.states
        parts = [f"{one} → {other}" if one != other else one]
        if before is not None and after is not None:
            if before.value != after.value:
                parts.append(f"数值由{before.value_text()}变为{after.value_text()}")
            if before.bound != after.bound:
                bounds = before.bound.text(before.unit), after.bound.text(after.unit)
                parts.append(f"要求由{bounds[0]}变为{bounds[1]}")
            if before.pace != after.pace and self.state_changed:
                parts.append(f"序时应达由{_pace(before)}变为{_pace(after)}")
            parts.append(_members("新增不符合要求的", self.now_failing))
            parts.append(_members("不再不符合要求的", self.no_longer_failing))
        point = self.point
        return f"{point.division_name}（{point.division}）：" + "；".join(filter(None, parts))


def _more(before: StatusPoint | None, after: StatusPoint | None) -> tuple[str, ...]:
    if after is None:
        return ()
    known = frozenset(before.failing if before is not None else ())
    return tuple(code for code in after.failing if code not in known)


def _members(words: str, codes: Iterable[str]) -> str:
    codes = tuple(codes)
    shown = "、".join(codes[:_SHOWN]) + ("……" if len(codes) > _SHOWN else "")
    return f"{words}{len(codes)}个：{shown}" if codes else ""


def _pace(point: StatusPoint) -> str:
    return "不要求" if point.pace is None else f"{format_number(point.pace)}{point.unit}"

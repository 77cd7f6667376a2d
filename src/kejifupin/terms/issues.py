"""What is wrong with what people wrote, told in Chinese, collected and never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, overload

import attrs
from attrs import frozen

from kejifupin.terms import looks
from kejifupin.terms.origins import Place
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import Cell, Marked, Table, View


class Severity(StrEnum):
    """How much an issue weighs (轻重)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {"error": "错误", "warning": "提醒", "info": "说明"}[self.value]

    @property
    def look(self) -> looks.Look:
        """Its colour and its sign."""
        return {"error": looks.FAILED, "warning": looks.CAREFUL, "info": looks.ON_THE_WAY}[self]


class Effect(StrEnum):
    """What an issue does to the record it is about (处置)."""

    NONE = "none"
    """The record counts as it stands."""
    FIELD = "field"
    """The field is taken as not reported."""
    RECORD = "record"
    """The record is left out."""


@frozen
class Issue:
    """Something wrong or doubtful in a form, a file or a plugin (问题).

    Args:
        code: Stable key of the kind of issue, dotted, e.g. ``field.required``.
        message: What is wrong and what to write instead, in Chinese, without personal data.
        severity: How much it weighs.
        place: File and cell, or file, line and key.
        field: Key of the field concerned.
        rule: Key of the record rule that found it.
        remedy: What to write or do, in Chinese; part of what people are shown.
        seen: What stood there. Kept apart from the message because it may be personal; only a
            disclosure lets it out.
        effect: What follows for the record.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    place: Place = Place()
    field: str | None = None
    rule: str | None = None
    remedy: str | None = None
    seen: str | None = attrs.field(default=None, repr=False)
    effect: Effect = Effect.NONE

    def text(self) -> str:
        """One line for people: weight, place, what is wrong, what to do."""
        where = self.place.words()
        remedy = f" → {self.remedy}" if self.remedy else ""
        return f"[{self.severity.label}] {where + '：' if where else ''}{self.message}{remedy}"


def _as_tuple(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(issues)


@frozen(repr=False)
class Issues(Tabular, Sequence[Issue]):
    """A sequence of issues that filters and shows itself (问题清单)."""

    items: tuple[Issue, ...] = attrs.field(default=(), converter=_as_tuple)
    column_types: ClassVar[Mapping[str, str]] = {"line": "whole"}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Issue: ...
    @overload
    def __getitem__(self, index: slice) -> Issues: ...
    def __getitem__(self, index: int | slice) -> Issue | Issues:
        return Issues(self.items[index]) if isinstance(index, slice) else self.items[index]

    def __add__(self, other: Iterable[Issue]) -> Issues:
        return Issues((*self.items, *other))

    def where(
        self,
        *,
        code: str | None = None,
        severity: Severity | None = None,
        file: str | None = None,
        keep: Callable[[Issue], bool] | None = None,
    ) -> Issues:
        """The issues that fit every condition given."""
        return Issues(
            issue
            for issue in self.items
            if (code is None or issue.code == code)
            and (severity is None or issue.severity is severity)
            and (file is None or issue.place.file == file)
            and (keep is None or keep(issue))
        )

    @property
    def errors(self) -> Issues:
        """Those of severity error."""
        return self.where(severity=Severity.ERROR)

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The issues as columns, for any data frame library; what stood there stays out."""
        rows = self.items
        return {
            "code": tuple(each.code for each in rows),
            "severity": tuple(each.severity.value for each in rows),
            "file": tuple(each.place.file for each in rows),
            "cell": tuple(each.place.cell for each in rows),
            "line": tuple(each.place.line for each in rows),
            "key": tuple(each.place.key for each in rows),
            "field": tuple(each.field for each in rows),
            "rule": tuple(each.rule for each in rows),
            "message": tuple(each.message for each in rows),
            "remedy": tuple(each.remedy for each in rows),
            "effect": tuple(each.effect.value for each in rows),
        }

    def table(self) -> Table:
        """The issues as a table to be shown, errors first."""
        order = {severity: at for at, severity in enumerate(Severity)}
        items = sorted(self.items, key=lambda each: order[each.severity])
        return Table(("轻重", "位置", "问题", "怎么改"), items, _cells)

    def view(self) -> View:
        """The issues with how many of each weight there are."""
        counts = ((each, len(self.where(severity=each))) for each in Severity)
        marks = tuple(
            Marked(f"{each.label}{count}条", each.look) for each, count in counts if count
        )
        return View(f"问题共{len(self)}条", marks, tables=(self.table(),))

    def summary(self) -> str:
        """How many of each weight, in Chinese.

        >>> Issues((Issue("a.b", "…"), Issue("a.c", "…", Severity.INFO))).summary()
        '错误1条 提醒0条 说明1条'
        """
        return " ".join(f"{each.label}{len(self.where(severity=each))}条" for each in Severity)


def _cells(issue: Issue) -> tuple[Cell, ...]:
    mark = Marked(issue.severity.label, issue.severity.look)
    return mark, issue.place.words(), issue.message, issue.remedy or ""

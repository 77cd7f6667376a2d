"""What a programme is: its scope, period, stages, agencies and schedules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.periods import Period
from kejifupin.terms.schedules import Schedule
from kejifupin.terms.status_rules import StatusRules


@frozen
class SourceDocument:
    """An official document that a programme rests on (文件依据).

    Args:
        key: Short key by which citations name it.
        title: Its title, without 《》.
        number: Its document number (文号).
    """

    key: str
    title: str
    number: str | None = None


@frozen
class Stage:
    """A stage of a programme with its days (实施阶段)."""

    key: str
    label: str
    period: Period
    citation: Citation


@frozen
class Agency:
    """A body that carries the programme (部门)."""

    key: str
    label: str
    leads: bool = False


@frozen
class Duty:
    """What an agency has to do (工作分工).

    Args:
        key: Key of the duty.
        label: What is to be done, in Chinese.
        agencies: Keys of the agencies that do it.
        citation: The clause that gives it to them.
        levels: Levels whose agencies do it; all by default.
        recurs: How often, in the document's words, e.g. ``定期``; None for what is done once.
        shown_by: Kinds of records from which it can be seen that it was done.
    """

    key: str
    label: str
    agencies: tuple[str, ...]
    citation: Citation
    levels: tuple[Level, ...] = ()
    recurs: str | None = None
    shown_by: tuple[str, ...] = ()


@frozen
class ProgrammeDefinition:
    """A programme as its documents set it up (工程、行动计划).

    Args:
        key: Key of the programme, e.g. ``jilin-winter-2017``.
        title: Its name in Chinese.
        scope: Code of the division it covers.
        period: First and last day.
        documents: The documents it rests on; the first is the main one.
        extends: Key of the programme above it.
        cycle: Name of the reporting cycle, where forms print one; the title by default.
        schedules: When forms are due, as written; `all_schedules` tells those that recur apart.
        status_rules: The thresholds by which its targets are judged.
    """

    key: str
    title: str
    scope: str
    period: Period
    documents: tuple[SourceDocument, ...]
    extends: str | None = None
    cycle: str | None = None
    stages: tuple[Stage, ...] = ()
    agencies: tuple[Agency, ...] = ()
    duties: tuple[Duty, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    vocabularies: Mapping[str, tuple[str, ...]] = attrs.field(
        factory=lambda: MappingProxyType({}), hash=False
    )
    status_rules: StatusRules = StatusRules()

    def __attrs_post_init__(self) -> None:
        if not self.documents:
            raise DefinitionError(
                f"programme {self.key!r} rests on no document",
                f"方案“{self.key}”没有写明依据的文件",
                "加上 [[documents]]，写 key 和 title",
            )

    @cached_property
    def all_schedules(self) -> tuple[Schedule, ...]:
        """The schedules, one that recurs as each time that it is due."""
        last = self.period.end
        return tuple(each for one in self.schedules for each in one.occurrences(last))

    def schedules_for(self, form: str) -> tuple[Schedule, ...]:
        """The schedules under which a form is due."""
        return tuple(schedule for schedule in self.all_schedules if form in schedule.forms)

"""What a run came to, kept so that a later one can be held against it; no personal data in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

import attrs
from attrs import frozen

from kejifupin.indicators.values import interval_text
from kejifupin.targets.judging import State
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.rule_versions import RuleVersion


@frozen
class StatusPoint:
    """How a target stood for a division in one run (一次判断).

    Args:
        target: Key of the target.
        label: Its words.
        division: Code of the division.
        division_name: Its name.
        state: How it stood.
        value: The possible values.
        bound: What had to be reached.
        unit: Their unit.
        pace: How much was expected by the day.
        due_on: The due day.
        failing: Codes of the members that surely were not as promised, where they are divisions.
        missing: Codes of the divisions whose figure was unknown.
    """

    target: str
    label: str
    division: str
    division_name: str
    state: State
    value: Interval | None
    bound: Bound
    unit: str
    pace: Number | None
    due_on: date
    failing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def value_text(self) -> str:
        """The value with its unit."""
        return interval_text(self.value, self.unit)


@frozen
class Figure:
    """What stood in a field that counts (字段所填).

    Args:
        label: Name of the field.
        text: What stood there, masked where it is personal.
        cell: Address of its cell.
        mark: What tells it from another value; None where nothing but the text is known.
    """

    label: str
    text: str
    cell: str | None = None
    mark: Hashable = attrs.field(default=None, repr=False)


@frozen
class RecordPoint:
    """A record as it stood in one run (一份记录).

    Args:
        kind: Key of its kind.
        label: Name of the kind.
        home: Code of the division that it counted for.
        file: The file that it was read from.
        place: Table and row inside the file.
        cell: The cell that it is best pointed to.
        name: The part of its identity that is nobody's personal data.
        figures: Field → what stood there, for the fields that some target counts.
        identity: What it shares with later versions of it; None once it was saved.
        failing: Keys of the targets of whose cohort it surely is a member, and surely not as
            promised.
    """

    kind: str
    label: str
    home: str
    file: str | None
    place: str
    cell: str | None
    name: str
    figures: Mapping[str, Figure] = attrs.field(factory=dict, hash=False)
    identity: Hashable = attrs.field(default=None, repr=False)
    failing: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The file and the place in it, by which people find it."""
        return " ".join(filter(None, (self.file or self.label, self.place)))


@frozen
class Run:
    """What was worked out on a day, as far as a later run is held against it (一次结果).

    Args:
        version: The definitions that it rests on.
        as_of: The day.
        statuses: How every target stood; streamed anew each time where the run was just made.
        records: The records that some target counts; likewise.
        needs: Target → kinds of records that it counts → the fields of them.
        chains: Division → itself and those above it, nearest first.
        names: Division → its name.
        group: Key of the designation whose divisions were judged together, None for the scope.
    """

    version: RuleVersion
    as_of: date
    statuses: Sequence[StatusPoint] = attrs.field(repr=False)
    records: Sequence[RecordPoint] = attrs.field(repr=False)
    needs: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(repr=False, hash=False)
    chains: Mapping[str, tuple[str, ...]] = attrs.field(repr=False, hash=False)
    names: Mapping[str, str] = attrs.field(factory=dict, repr=False, hash=False)
    group: str | None = None

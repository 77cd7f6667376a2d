"""How a shared record class says what its kind is: one line a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast, dataclass_transform

import attrs

from kejifupin.records.fields import Accumulation, Field, FieldType
from kejifupin.records.kinds import RecordKind, Silence
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.origins import Origin
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NoneOfItem, Vague

R = TypeVar("R", bound=Record)
Text = str | Unread | None
"""What a text field holds; a choice is one of its labels."""
Several = tuple[str, ...] | Unread | None
"""What a field of several choices holds."""
Figure = int | Decimal | Vague | NoneOfItem | Unread | None
"""What a number field holds, in the field's unit."""
Day = date | Period | Unread | None
"""What a date field holds."""
When = date | Period | str | Unread | None
"""What a field for a time holds: a day, the days of a month or a year, or words (春节前)."""
Span = Period | Unread | None
"""What a field of a period holds."""
Place = DivisionName | Unread | None
"""What a field that names a division holds."""
Rows = tuple[Record, ...] | None
"""What a growing table holds."""

_SPEC = "kejifupin.field"
_SOURCE = "data_source"
PERSONAL = Privacy.PERSONAL
SENSITIVE = Privacy.SENSITIVE


def text(
    label: str,
    *,
    required: bool = False,
    privacy: Privacy = Privacy.OPEN,
    scale: tuple[tuple[str, ...], ...] = (),
) -> Any:
    """A field of free text; a scale puts its words in order, lowest first."""
    return _field(label, FieldType.TEXT, required=required, privacy=privacy, scale=scale)


def phone(label: str) -> Any:
    """A field for a phone number, which is personal."""
    return _field(label, FieldType.PHONE, privacy=PERSONAL)


def place(label: str, *, required: bool = False) -> Any:
    """A field that names a division."""
    return _field(label, FieldType.DIVISION, required=required)


def day(label: str) -> Any:
    """A field for a date."""
    return _field(label, FieldType.DATE)


def when(label: str) -> Any:
    """A field for a time of which perhaps only the month or the year is known."""
    return _field(label, FieldType.WHEN)


def span(label: str) -> Any:
    """A field for a first and a last day."""
    return _field(label, FieldType.PERIOD)


def figure(
    label: str,
    unit: str,
    *,
    decimals: int = 0,
    minimum: int | None = 0,
    measure: Accumulation | None = None,
    privacy: Privacy = Privacy.OPEN,
) -> Any:
    """A field for a number in a unit."""
    return _field(
        label,
        FieldType.NUMBER,
        unit=unit,
        decimals=decimals,
        minimum=minimum,
        measure=measure,
        privacy=privacy,
    )


def choice(
    label: str,
    *choices: str,
    required: bool = False,
    ordered: bool = False,
    privacy: Privacy = Privacy.OPEN,
) -> Any:
    """A field for one of several labels; a programme may put its own labels in their place."""
    return _field(
        label,
        FieldType.CHOICE,
        choices=choices,
        required=required,
        ordered=ordered,
        privacy=privacy,
    )


def several(
    label: str, *choices: str, other: str | None = None, privacy: Privacy = Privacy.OPEN
) -> Any:
    """A field for any number of labels; a programme may put its own labels in their place."""
    return _field(label, FieldType.CHOICES, choices=choices, other=other, privacy=privacy)


def rows(label: str, *columns: tuple[str, Any]) -> Any:
    """A growing table: each column with its key."""
    fields = tuple(attrs.evolve(_spec_of(made), key=key) for key, made in columns)
    return _field(label, FieldType.ROWS, fields=fields)


def _field(label: str, type_: FieldType, **more: Any) -> Any:
    # The key is the attribute's name, which is known once the class is made.
    spec = Field("field", label, type_, **more)
    return attrs.field(default=None, metadata={_SPEC: spec})


def _spec_of(made: Any) -> Field:
    spec: Field = made.metadata[_SPEC]
    return spec


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text,
        phone,
        place,
        day,
        when,
        span,
        figure,
        choice,
        several,
        rows,
        attrs.field,
    ),
)
def _frozen(described: type[R]) -> type[R]:
    make = attrs.define(frozen=True, slots=True, kw_only=True, repr=False)
    made: type[R] = make(described)
    return made


@_frozen
class SharedRecord(Record):
    """A record of a kind that several programmes share (共用记录).

    Args:
        origin: Where it was read.
        data_source: Where whoever wrote it has it from: another system, a passage (许昌 二（五）:
            国家扶贫信息系统显示).
    """

    origin: Origin | None = attrs.field(default=None, eq=False)
    data_source: Text = text("数据来源")


S = TypeVar("S", bound=SharedRecord)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text,
        phone,
        place,
        day,
        when,
        span,
        figure,
        choice,
        several,
        rows,
        attrs.field,
    ),
)
def shared(
    key: str,
    label: str,
    *,
    identity: tuple[str, ...] = ("division",),
    locality: str | None = None,
    silence: Silence = Silence.ZERO,
) -> Callable[[type[S]], type[S]]:
    """Make a class of records with its kind from one line a field.

    Args:
        key: Key of the kind.
        label: Its name in Chinese.
        identity: Keys of the fields that tell two records apart.
        locality: Key of a text field that names a place inside the division.
        silence: What it means that a division has no such record; there is none, by default.
    """

    def make(described: type[S]) -> type[S]:
        made = _frozen(described)
        found = ((each.name, each.metadata.get(_SPEC)) for each in attrs.fields(cast("Any", made)))
        # What every shared record has stands behind what this one is about.
        specs = sorted(found, key=lambda named: named[0] == _SOURCE)
        made.kind = RecordKind(
            key=key,
            label=label,
            fields=tuple(attrs.evolve(spec, key=name) for name, spec in specs if spec),
            identity=identity,
            locality=locality,
            source=_SOURCE,
            silence=silence,
            shared=made,
        )
        return made

    return make

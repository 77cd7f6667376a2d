"""Records: frozen values of a kind, one class per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

import attrs

from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.records.values import FieldValue
from kejifupin.terms.disclosure import CLOSED, MASK
from kejifupin.terms.html_tables import html_view
from kejifupin.terms.origins import Origin


class Record:
    """What one form or one row of it said (记录).

    The class of a kind is made from its fields by `record_class`; each field is an attribute.
    None is not reported; 0, blank and “-” are three different things. Two records are equal when
    they say the same, wherever they were read.
    """

    __slots__ = ()
    kind: ClassVar[RecordKind]
    origin: Origin | None

    def get(self, key: str) -> FieldValue:
        """The value of a field, None where it was not reported."""
        return getattr(self, key)

    def items(self) -> Iterator[tuple[str, FieldValue]]:
        """Field keys with their values, in the order of the form."""
        for each in self.kind.fields:
            yield each.key, getattr(self, each.key)

    def rows(self, key: str | None = None) -> Iterator[Record]:
        """The rows of all growing tables in it, or of the one named."""
        for each in self.kind.fields:
            if each.type is FieldType.ROWS and key in (None, each.key):
                found = getattr(self, each.key)
                rows = found if isinstance(found, tuple) else ()
                yield from (row for row in rows if isinstance(row, Record))

    def identity(self) -> tuple[FieldValue, ...]:
        """The values that tell this record from others of its kind."""
        return tuple(getattr(self, key) for key in self.kind.identity)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{key}={value!r}"
            if CLOSED.allows(key, self.kind.field(key).privacy)
            else f"{key}={MASK}"
            for key, value in self.items()
            if value is not None
        )
        return f"<{self.kind.key} {shown}>"

    def _repr_html_(self) -> str:
        # What shows fields needs to know records.
        from kejifupin.records.showing import record_view

        return html_view(record_view(self))

    def __reduce__(self) -> tuple[Any, ...]:
        # A read-only view of the cells, as forms share it among rows, cannot be pickled itself.
        origin = self.origin and attrs.evolve(self.origin, cells=dict(self.origin.cells))
        return make_record, (self.kind, dict(self.items()), origin)


@lru_cache(maxsize=512)
def record_class(kind: RecordKind) -> type[Record]:
    """The frozen class whose instances are records of a kind, made once for each content."""
    shared: type[Record] | None = kind.shared
    if shared is not None and shared.kind == kind:
        return shared
    own = (
        kind.fields
        if shared is None
        else (each for each in kind.fields if each.key not in shared.kind)
    )
    fields = {each.key: attrs.field(default=None) for each in own}
    if shared is None:
        fields["origin"] = attrs.field(default=None, eq=False)
    made: type[Record] = attrs.make_class(
        kind.key.title().replace("_", "").replace(".", ""),
        fields,
        bases=(shared or Record,),
        frozen=True,
        slots=True,
        repr=False,
        kw_only=True,
    )
    made.kind = kind
    made.__doc__ = f"A record of {kind.key} ({kind.label})."
    return made


def with_values(
    record: Record, values: Mapping[str, FieldValue], origin: Origin | None = None
) -> Record:
    """A record that says something else in some of its fields.

    Args:
        record: The record.
        values: Field key → what it says instead.
        origin: Where it was read; as before by default.

    Raises:
        UnknownNameError: As for `make_record`.
    """
    return make_record(record.kind, {**dict(record.items()), **values}, origin or record.origin)


def make_record(
    kind: RecordKind, values: Mapping[str, FieldValue], origin: Origin | None = None
) -> Record:
    """A record of a kind.

    Args:
        kind: Its kind.
        values: Field key → value; fields left out are not reported.
        origin: Where it was read.

    Raises:
        UnknownNameError: A key that the kind does not have; carries the nearest ones.
    """
    make: Callable[..., Record] = record_class(kind)
    try:
        return make(**values, origin=origin)
    except TypeError:
        for key in values:
            kind.field(key)
        raise

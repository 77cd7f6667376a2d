"""The one description of a kind of record, from which everything else is derived."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.records.fields import RESERVED, Accumulation, Field, FieldType
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.text import nearest

__all__ = [
    "RESERVED",
    "Accumulation",
    "Covers",
    "Field",
    "FieldType",
    "RecordKind",
    "Silence",
]


class Covers(StrEnum):
    """What a return of a division speaks of (填报口径)."""

    OWN = "own"
    """Its own level alone: the levels add."""
    SUBTREE = "subtree"
    """Itself and everything below it."""


class Silence(StrEnum):
    """What it means that a reporter handed nothing in (未报含义)."""

    MISSING = "missing"
    """Its figure is unknown."""
    ZERO = "zero"
    """It had nothing to report."""


@frozen(cache_hash=True)
class RecordKind:
    """A kind of record: its fields, what tells two records apart, what it covers (记录类型).

    Args:
        key: English key; a kind of rows is named ``kind.field``.
        label: Its name in Chinese.
        fields: In the order of the form.
        identity: Keys of the fields that tell two records apart.
        covers: Whether a return speaks of its division alone or of all below it.
        parent: Key of the kind whose rows these are.
        register: Whether the rows are divisions (a village register) that others refer to; it
            then has the fields ``code`` and ``name``.
        reported_by: Levels whose divisions each hand one in.
        reporters: Key of the cohort of divisions that alone do, where it is not whole levels.
        silence: What it means that one of them did not.
        locality: Key of a text field that names a place inside the division, e.g. the village.
        source: Key of a text field that says where the figures come from: a system, a passage.
        citation: The form that it is taken from.
        note: A doubt that a reader of the figures should know.
        shared: The class that these records share with other programmes, with more fields or none.
    """

    key: str
    label: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ("division",)
    covers: Covers = Covers.OWN
    parent: str | None = None
    register: bool = False
    reported_by: tuple[Level, ...] = ()
    reporters: str | None = None
    silence: Silence = Silence.MISSING
    locality: str | None = None
    source: str | None = None
    citation: Citation | None = None
    note: str | None = None
    shared: type[Any] | None = attrs.field(default=None, repr=False, metadata={"key": None})
    _by_key: dict[str, Field] = attrs.field(init=False, repr=False, eq=False, hash=False)

    def __attrs_post_init__(self) -> None:
        by_key = {each.key: each for each in self.fields}
        object.__setattr__(self, "_by_key", by_key)
        if len(by_key) < len(self.fields):
            keys = [each.key for each in self.fields]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise DefinitionError(
                f"kind {self.key!r} has fields twice: {', '.join(twice)}",
                f"记录类型“{self.key}”的字段重名：{'、'.join(twice)}",
                "给其中一个换一个键",
            )
        named = [(key, "identity") for key in self.identity if self.parent is None]
        named += [(self.locality, "locality")] if self.locality else []
        named += [(self.source, "source")] if self.source else []
        named += [(each.other, "other") for each in self.fields if each.other]
        for key, where in named:
            if key not in by_key:
                close = nearest(key, by_key)
                raise DefinitionError(
                    f"kind {self.key!r}: {where} names the unknown field {key!r}",
                    f"记录类型“{self.key}”的 {where} 提到没有的字段“{key}”",
                    f"是否应为“{close[0]}”？" if close else f"已有字段：{'、'.join(by_key)}",
                )
        if self.register and not {"code", "name"} <= by_key.keys():
            raise DefinitionError(
                f"register {self.key!r} needs the fields code and name",
                f"名册“{self.key}”须有字段 code（代码）和 name（名称）",
                "加上这两个字段，或去掉 register = true",
            )

    def field(self, key: str) -> Field:
        """The field of that key.

        Raises:
            UnknownNameError: No such field; carries the nearest keys.
        """
        try:
            return self._by_key[key]
        except KeyError:
            raise UnknownNameError("field", key, nearest(key, self._by_key)) from None

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def speaks_for(self, key: str) -> bool:
        """Whether a field says for which days alone a return speaks.

        So it is where a division hands in one for each period: that of one quarter says nothing of
        another, while a ledger in which something is not says that there was none.

        Args:
            key: Key of the field.
        """
        division = next((each.key for each in self.fields if each.type is FieldType.DIVISION), None)
        is_return = self.parent is None and not self.register and division is not None
        alone = {division, self.locality, key}.issuperset(self.identity)
        return is_return and alone and self.field(key).type is FieldType.PERIOD

    @cached_property
    def row_kinds(self) -> tuple[RecordKind, ...]:
        """The kinds of the growing tables inside it."""
        return tuple(
            RecordKind(
                key=f"{self.key}.{each.key}",
                label=f"{self.label} {each.label}",
                fields=each.fields,
                identity=(),
                covers=self.covers,
                parent=self.key,
                reported_by=self.reported_by,
                reporters=self.reporters,
                silence=self.silence,
                citation=each.citation or self.citation,
            )
            for each in self.fields
            if each.type is FieldType.ROWS
        )

    def row_kind(self, key: str) -> RecordKind:
        """The kind of the rows under a field.

        Raises:
            UnknownNameError: No field of that key holds rows; carries the nearest keys.
        """
        kinds = {kind.key.removeprefix(f"{self.key}."): kind for kind in self.row_kinds}
        try:
            return kinds[key]
        except KeyError:
            raise UnknownNameError("growing table", key, nearest(key, kinds)) from None

    @property
    def measured(self) -> tuple[Field, ...]:
        """The fields that are indicators of their own."""
        return tuple(each for each in self.fields if each.measure is not None)

"""A shared kind as one programme uses it: with its own labels to choose from, with more fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.fields import Field
from kejifupin.records.kinds import RecordKind, Silence
from kejifupin.records.shared.classes import SHARED
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.text import nearest


@frozen
class SharedUse:
    """How a programme uses a shared kind of record (共用记录类型的用法).

    Args:
        shared: Key of the shared kind, e.g. ``organisation``.
        key: Key of the kind in the programme; the shared one's by default.
        label: Its name in Chinese; the shared one's by default.
        choices: Field → labels to choose from, in place of the shared ones.
        fields: More fields, behind the shared ones.
        identity: Keys of the fields that tell two records apart; the shared ones by default.
        reported_by: Levels whose divisions each hand one in.
        silence: What it means that one of them did not; that there is none, by default.
        citation: The passage that speaks of them.
        note: A doubt that a reader of the figures should know.
        ledger: Whether there is a plain form for them: a ledger under the labels of the fields.
    """

    shared: str
    key: str | None = None
    label: str | None = None
    choices: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    fields: tuple[Field, ...] = ()
    identity: tuple[str, ...] | None = None
    reported_by: tuple[Level, ...] = ()
    silence: Silence = Silence.ZERO
    citation: Citation | None = None
    note: str | None = None
    ledger: bool = True

    def __attrs_post_init__(self) -> None:
        if self.shared not in SHARED:
            close = nearest(self.shared, SHARED)
            raise DefinitionError(
                f"there is no shared kind {self.shared!r}",
                f"没有共用记录类型“{self.shared}”",
                f"是否应为“{close[0]}”？" if close else f"可用：{'、'.join(SHARED)}",
            )
        named = {each.key: each for each in SHARED[self.shared].kind.fields}
        for key in self.choices:
            if key not in named or not named[key].choices:
                chosen = tuple(each.key for each in named.values() if each.choices)
                close = nearest(key, chosen)
                raise DefinitionError(
                    f"shared kind {self.shared!r} has no choice field {key!r}",
                    f"共用记录类型“{self.shared}”没有选择字段“{key}”",
                    f"是否应为“{close[0]}”？" if close else f"选择字段：{'、'.join(chosen)}",
                )
        self.as_kind()

    def as_kind(self) -> RecordKind:
        """The kind that it makes.

        Raises:
            DefinitionError: The fields do not go together, as two of one key.
        """
        return self._kind

    @cached_property
    def _kind(self) -> RecordKind:
        kind = SHARED[self.shared].kind
        own = tuple(
            attrs.evolve(each, choices=self.choices.get(each.key, each.choices))
            for each in kind.fields
        )
        return attrs.evolve(
            kind,
            key=self.key or kind.key,
            label=self.label or kind.label,
            fields=(*own, *self.fields),
            identity=kind.identity if self.identity is None else self.identity,
            reported_by=self.reported_by,
            silence=self.silence,
            citation=self.citation,
            note=self.note,
        )

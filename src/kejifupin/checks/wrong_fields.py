"""Which fields of which records issues have found wrong, and what is left without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_

from attrs import frozen

from kejifupin.records.fields import FieldType
from kejifupin.records.identities import place_finder
from kejifupin.records.record import Record, with_values
from kejifupin.records.values import FieldValue
from kejifupin.terms.issues import Effect, Issue
from kejifupin.terms.origins import Place


@frozen
class WrongFields:
    """The wrong fields of records, found by the place that an issue points to (有误的字段).

    Args:
        effects: File, None for records without one → place and field → what follows.
    """

    effects: Mapping[str | None, Mapping[tuple[Place, str], Effect]]

    @classmethod
    def of(cls, issues: Iterable[Issue]) -> WrongFields:
        """The fields that issues take out of the figures; the graver effect wins."""
        effects: dict[str | None, dict[tuple[Place, str], Effect]] = {}
        for issue in issues:
            if issue.effect is Effect.NONE or issue.field is None:
                continue
            found = effects.setdefault(issue.place.file, {})
            key = (issue.place, issue.field)
            if found.get(key) is not Effect.RECORD:
                found[key] = issue.effect
        return cls(effects)

    def in_record(self, record: Record) -> Mapping[str, Effect]:
        """Field key → what follows, for the wrong fields of one record."""
        found = self.effects.get(record.origin.file if record.origin else None)
        if not found:
            return {}
        place, file = place_finder(record), Place(record.origin.file if record.origin else None)
        effects: dict[str, Effect] = {}
        for each in record.kind.fields:
            at = place(each.key)
            # Who reads a form without telling cells can only point to the file.
            effect = found.get((at, each.key)) or (
                found.get((file, each.key)) if at.cell is None else None
            )
            if effect is not None:
                effects[each.key] = effect
        return effects

    def wrong_identity(self, record: Record) -> str | None:
        """Label of a wrong field without which it is unknown of whom the record speaks."""
        for key, effect in self.in_record(record).items():
            field = record.kind.field(key)
            lost = key in record.kind.identity or field.type is FieldType.DIVISION
            if lost or effect is Effect.RECORD:
                return field.label
        return None

    def cleaned(self, record: Record) -> Record:
        """The record with its wrong fields, and those of its rows, taken as not reported.

        Rows that speak of nobody known are left out of it.
        """
        changes: dict[str, FieldValue] = dict.fromkeys(self.in_record(record))
        for each in record.kind.fields:
            if each.type is not FieldType.ROWS or each.key in changes:
                continue
            old = tuple(record.rows(each.key))
            new = tuple(self.cleaned(row) for row in old if self.wrong_identity(row) is None)
            if len(new) < len(old) or not all(map(is_, new, old)):
                changes[each.key] = new
        return with_values(record, changes) if changes else record

    def lost_rows(self, record: Record) -> tuple[tuple[Record, str], ...]:
        """The rows that `cleaned` leaves out, each with the label of its wrong field."""
        found = ((row, self.wrong_identity(row)) for row in record.rows())
        return tuple((row, label) for row, label in found if label is not None)

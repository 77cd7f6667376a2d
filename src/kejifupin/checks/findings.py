"""What a spot check found of single records, and how often the records it drew were wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.identities import identity_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue
from kejifupin.terms.origins import Origin


class FindingOutcome(StrEnum):
    """What a visit found of a record (抽查结论)."""

    CONFIRMED = "confirmed"
    """The record is right."""
    DIFFERS = "differs"
    """A figure or a word of it is wrong."""
    FABRICATED = "fabricated"
    """What it tells never was."""
    NOT_FOUND = "not_found"
    """Nobody knows whom or what it speaks of."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "confirmed": "属实",
            "differs": "不符",
            "fabricated": "弄虚作假",
            "not_found": "查无",
        }[self.value]


ERRORS = frozenset(FindingOutcome) - {FindingOutcome.CONFIRMED}
"""The outcomes that say a record is wrong."""


@frozen
class RecordReference:
    """Which record is meant, without holding what it says (记录指认).

    Args:
        kind: Key of its kind.
        identity: What `kejifupin.records.identities.identity_key` makes of it. It may hold names,
            hence no ``repr`` shows it.
        origin: Where it was read, None where a program made it.
    """

    kind: str
    identity: tuple[object, ...] = attrs.field(repr=False)
    origin: Origin | None = attrs.field(default=None, eq=False)

    @classmethod
    def of(cls, record: Record, setting: Setting) -> RecordReference:
        """The reference to a record."""
        return cls(record.kind.key, identity_key(record, setting), record.origin)


@frozen
class Finding:
    """What a spot check found of one record (抽查发现).

    Args:
        record: The record.
        division: Code of the division that handed it in, as on the day of the finding.
        outcome: What was found.
        found_on: Day of the visit.
        by: Who found it.
        field: Key of the field that differs; None where the whole record is meant.
        found: What is right instead, as the field would hold it. It may be personal, hence no
            ``repr`` shows it.
        note: What else is to be said.

    Raises:
        DefinitionError: Something is said to be right instead, of no field or of one that does
            not differ.
    """

    record: RecordReference
    division: str
    outcome: FindingOutcome
    found_on: date
    by: str = attrs.field(default="", repr=False)
    field: str | None = None
    found: FieldValue = attrs.field(default=None, repr=False)
    note: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        differs = self.outcome is FindingOutcome.DIFFERS
        if self.found is not None and (self.field is None or not differs):
            raise DefinitionError(
                "a value found instead belongs to a field that differs",
                "写了核实后的数，须写明是哪个字段，且结论为“不符”",
                "补上字段，或把结论改为“不符”",
            )


@frozen
class FindingCounts:
    """How many records of each outcome there are (抽查情况).

    Of one record several fields may differ: it is one record, of its gravest outcome.

    Args:
        confirmed: Records that are right.
        differs: Records that differ.
        fabricated: Records that are made up.
        not_found: Records that could not be found.
    """

    confirmed: int = 0
    differs: int = 0
    fabricated: int = 0
    not_found: int = 0

    @property
    def drawn(self) -> int:
        """Records that were looked at."""
        return self.confirmed + self.wrong

    @property
    def wrong(self) -> int:
        """Records that are not right."""
        return self.differs + self.fabricated + self.not_found

    def of(self, outcomes: Iterable[FindingOutcome]) -> int:
        """Records of these outcomes."""
        return sum(getattr(self, each.value) for each in frozenset(outcomes))


_GRAVITY = (
    FindingOutcome.FABRICATED,
    FindingOutcome.NOT_FOUND,
    FindingOutcome.DIFFERS,
    FindingOutcome.CONFIRMED,
)


def gravest(outcomes: Iterable[FindingOutcome]) -> FindingOutcome:
    """The gravest of some outcomes, at least one: made up, not found, different, right."""
    return min(outcomes, key=_GRAVITY.index)


def count_findings(findings: Iterable[Finding]) -> FindingCounts:
    """How many records of each outcome there are.

    Args:
        findings: The findings, in any order.
    """
    worst: dict[tuple[object, ...], FindingOutcome] = {}
    for each in findings:
        key = (each.record.kind, each.record.identity)
        worst[key] = gravest((worst.get(key, FindingOutcome.CONFIRMED), each.outcome))
    counts = {each.value: 0 for each in FindingOutcome}
    for outcome in worst.values():
        counts[outcome.value] += 1
    return FindingCounts(**counts)

"""The primitive counts that every engine gives, and nothing else is asked of it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from kejifupin.indicators.windows import Window
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import RecordKind


class PartialKind(StrEnum):
    """The primitive counts that every engine can give (部分量)."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    LATEST = "latest"


@frozen
class Partial:
    """One primitive count per division as written (部分量).

    Partials are values: two indicators that need the same one share it.

    Args:
        kind: The operation.
        records: Kind of the records.
        field: The number that is added or taken; for a count, only records with a number there.
        where: Only records for which this holds.
        distinct: Fields that tell two counted things apart.
        by: Date field; what it dates after the day asked about does not exist. Of the latest, it
            decides which record that is.
        without_none: Records with “-” in one of these fields are left aside.
        apart: For distinct counts: one key names different things in different divisions.
        cohort: Only what the divisions of this cohort have, and those below them. No engine needs
            to know: it is asked for all, and others are left aside where parts are rolled up.
        within: The days that are asked about, which ``where`` tests; a return that speaks of other
            days alone does not exist for it.
    """

    kind: PartialKind
    records: str
    field: str | None = None
    where: Condition | None = None
    distinct: tuple[str, ...] = ()
    by: str | None = None
    without_none: tuple[str, ...] = ()
    apart: bool = False
    cohort: str | None = None
    within: Window | None = None

    def asked_of(self, kind: RecordKind) -> Window | None:
        """The days that a record of a kind must speak of to exist at all; None for any.

        Args:
            kind: The kind that is counted.
        """
        if self.within is None or self.by is None or not kind.speaks_for(self.by):
            return None
        return self.within

    @property
    def of_figures(self) -> bool:
        """Whether it rests on figures that stand in a field, not on how many records there are."""
        return self.field is not None

    @property
    def is_plain_sum(self) -> bool:
        """Whether it adds a field of all records, without any condition."""
        return self.kind is PartialKind.SUM and self.where is None and not self.without_none

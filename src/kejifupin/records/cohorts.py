"""Cohorts: the members that “each” speaks of."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level


class Reference(StrEnum):
    """The day whose members count (时点).

    The 53 counties stay the 53 after 摘帽, hence fixed by default.
    """

    FIXED = "fixed"
    CURRENT = "current"
    EVER = "ever"


@frozen
class Cohort:
    """Those of whom something is demanded one by one (口径：每个…).

    The members are divisions (``level``, narrowed by ``designation`` or derived by
    ``ancestors_of``) or records of a kind (``records``, narrowed by ``where``).

    Args:
        key: Key of the cohort.
        label: What a member is called, e.g. ``国家级贫困县``.
        citation: The clause that speaks of them.
        unit: How members are counted, e.g. ``个县``.
        level: Level of the divisions.
        designation: Only divisions with this designation.
        ancestors_of: Only the divisions above the members of that other cohort.
        records: Kind of the records that are the members.
        where: Only the records for which this holds.
        indicator: Key of an indicator; only the divisions whose figure of it lies within ``bound``.
        bound: What that figure must be.
        reference: Whose day counts.
        stated_size: How many the document says there are.
    """

    key: str
    label: str
    citation: Citation
    unit: str = "个"
    level: Level | None = None
    designation: str | None = None
    ancestors_of: str | None = None
    records: str | None = None
    where: Condition | None = None
    indicator: str | None = None
    bound: Bound | None = None
    reference: Reference = Reference.FIXED
    stated_size: int | None = None

    def __attrs_post_init__(self) -> None:
        if (self.level is None) == (self.records is None):
            raise DefinitionError(
                f"cohort {self.key!r} needs a level or a kind of records, not both",
                f"口径“{self.key}”须写 level（行政区划）或 records（记录）之一",
                '例：level = "county", designation = "national_poor_county"',
            )
        if self.records is not None and (self.designation or self.ancestors_of):
            raise DefinitionError(
                f"cohort {self.key!r}: designation and ancestors_of are for divisions",
                f"口径“{self.key}”的成员是记录，不能写 designation 或 ancestors_of",
                "改用 where 筛选记录",
            )
        if self.level is not None and self.where is not None:
            raise DefinitionError(
                f"cohort {self.key!r}: where is for records",
                f"口径“{self.key}”的成员是行政区划，不能写 where",
                "改用 designation、ancestors_of，或 indicator 与 bound",
            )
        if (self.indicator is None) != (self.bound is None) or (
            self.indicator is not None and self.level is None
        ):
            raise DefinitionError(
                f"cohort {self.key!r}: indicator and bound go together, for divisions",
                f"口径“{self.key}”的 indicator 与 bound 须同写，且成员须是行政区划（level）",
                '例：level = "township", indicator = "industries", bound = { at_least = 1 }',
            )

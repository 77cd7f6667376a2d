"""What a criterion reads: a figure, a target, forms handed in, findings, a scoring sheet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from kejifupin.checks.findings import FindingOutcome
from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number


class Take(StrEnum):
    """What is taken of that which a criterion reads (取数)."""

    VALUE = "value"
    """The figure itself."""
    COMPLETION = "completion"
    """How much of the target is kept, in per cent."""
    PACE = "pace"
    """How much is done of what is asked for by the day, in per cent."""
    GAP = "gap"
    """How much is wanting for the target, in its unit."""
    STATE = "state"
    """The state of the target, for ``graded``."""
    RECEIVED = "received"
    """Share of the forms owed that are there, in per cent."""
    TIMELY = "timely"
    """Share of the forms owed that came in time, in per cent."""
    COMPLETE = "complete"
    """Share of the forms owed that are there with every part, in per cent."""
    MISSING = "missing"
    """How many forms that are due are not there."""
    LATE = "late"
    """How many forms came late."""
    ERROR_RATE = "error_rate"
    """Share of the records drawn that are wrong, in per cent."""
    ERRORS = "errors"
    """How many of the records drawn are wrong."""
    ONLY = "only"
    """The one entry; several that differ leave it open which is right."""
    SUM = "sum"
    """The sum of all entries."""
    AVERAGE = "average"
    """The mean of all entries."""
    COUNT = "count"
    """How many entries there are."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]


_LABELS: Mapping[Take, str] = {
    Take.VALUE: "数值",
    Take.COMPLETION: "完成率",
    Take.PACE: "序时完成率",
    Take.GAP: "差额",
    Take.STATE: "完成状态",
    Take.RECEIVED: "报送率",
    Take.TIMELY: "按时报送率",
    Take.COMPLETE: "报送完整率",
    Take.MISSING: "未报份数",
    Take.LATE: "迟报份数",
    Take.ERROR_RATE: "抽查差错率",
    Take.ERRORS: "抽查差错数",
    Take.ONLY: "登记数",
    Take.SUM: "登记合计",
    Take.AVERAGE: "登记平均",
    Take.COUNT: "登记条数",
}
SOURCES: Mapping[str, tuple[Take, ...]] = {
    "indicator": (Take.VALUE,),
    "target": (Take.COMPLETION, Take.PACE, Take.VALUE, Take.GAP, Take.STATE),
    "submissions": (Take.TIMELY, Take.RECEIVED, Take.COMPLETE, Take.MISSING, Take.LATE),
    "findings": (Take.ERROR_RATE, Take.ERRORS),
    "sheet": (Take.ONLY, Take.SUM, Take.AVERAGE, Take.COUNT),
    "field": (Take.ONLY,),
}
"""What may be taken of each source; the first by default."""

ALL = "all"
"""Every form, or every kind of record."""

FULL_AT: Mapping[Take, Number] = {
    Take.COMPLETION: 100,
    Take.PACE: 100,
    Take.RECEIVED: 100,
    Take.TIMELY: 100,
    Take.COMPLETE: 100,
}
"""Where a share of something is whole, which then need not be written."""

BOUNDED = frozenset({Take.RECEIVED, Take.TIMELY, Take.COMPLETE, Take.ERROR_RATE})
"""Shares that never exceed 100 per cent."""

PER_CENT = frozenset({*FULL_AT, Take.ERROR_RATE})
"""What is told in per cent."""


@frozen
class Evidence:
    """What a criterion reads: one of these sources (依据).

    Args:
        indicator: Key of an indicator; its value for the subject's division.
        target: Key of a target; its status for the subject's division.
        submissions: Key of a form's record kind, or ``all``; how they were handed in.
        findings: Key of a record kind, or ``all``; what spot checks found.
        sheet: Key of one of the scheme's sheets; what was entered there.
        field: Key of a field: of the subject's own record, or with ``sheet`` the column that holds
            this criterion's entry.
        take: What is taken of it; the first that fits by default.
        outcomes: Of findings, only these; all that are wrong by default.
    """

    indicator: str | None = None
    target: str | None = None
    submissions: str | None = None
    findings: str | None = None
    sheet: str | None = None
    field: str | None = None
    take: Take | None = None
    outcomes: tuple[FindingOutcome, ...] = ()

    def __attrs_post_init__(self) -> None:
        named = [name for name in SOURCES if getattr(self, name) is not None]
        if len(named) != 1 and named != ["sheet", "field"]:
            raise DefinitionError(
                "evidence is one source: " + ", ".join(SOURCES),
                "reads 须写一种依据：indicator、target、submissions、findings、sheet 或 field",
                '例：reads = { indicator = "experts" }',
            )
        if self.take is not None and self.take not in SOURCES[self.source]:
            known = "、".join(each.value for each in SOURCES[self.source])
            raise DefinitionError(
                f"{self.take.value!r} cannot be taken of {self.source}",
                f"依据 {self.source} 不能取 take = “{self.take.value}”",
                f"可写：{known}",
                "take",
            )
        if self.outcomes and self.findings is None:
            raise DefinitionError(
                "outcomes are of findings",
                "outcomes（抽查结论）只与 findings 同用",
                "去掉 outcomes",
                "outcomes",
            )

    @property
    def source(self) -> str:
        """Which of the sources it is."""
        return next(name for name in SOURCES if getattr(self, name) is not None)

    @property
    def name(self) -> str:
        """The key that it names."""
        return str(getattr(self, self.source))

    @property
    def taken(self) -> Take:
        """What is taken of it."""
        return self.take or SOURCES[self.source][0]

    @property
    def full_at(self) -> Number | None:
        """At what it is whole, where that goes without saying."""
        return FULL_AT.get(self.taken)

"""Targets: what was promised, of whom, by when, and in which clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation


class Basis(StrEnum):
    """What a bound speaks of (目标口径)."""

    TOTAL = "total"
    """One figure of a division."""
    EACH = "each"
    """Every member of a cohort by itself."""
    COVERAGE = "coverage"
    """All members of a cohort, as a share of 100 %."""
    SHARE = "share"
    """A stated share of the members of a cohort."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {"total": "总量", "each": "每个", "coverage": "全覆盖", "share": "比例"}[self.value]


class Pace(StrEnum):
    """How much is expected before the due day (序时进度)."""

    LINEAR = "linear"
    """Evenly from the programme's first day to the due day."""
    NONE = "none"
    """Nothing until the due day."""


@frozen
class Target:
    """A promise: an indicator within a bound by a day (目标任务).

    Args:
        key: Key of the target.
        label: Its words in Chinese.
        indicator: Key of the indicator.
        bound: What is promised; of each member where the basis is not a total.
        citation: The clause that promises it.
        basis: What the bound speaks of.
        cohort: Key of the cohort, unless the basis is a total.
        share: Least share of the members in per cent, for ``share``; coverage means 100.
        scope: Code of the division; the programme's by default.
        due_on: Last day; the programme's last day where the document prints none.
        pace: How much is expected before.
        allocations: Division → its part of a total.
        replaces: Key of the target of the programme above that it stands for.
        tightens: The same, checked to be stricter.
        note: A doubt that a reader of the status should know.
    """

    key: str
    label: str
    indicator: str
    bound: Bound
    citation: Citation
    basis: Basis = Basis.TOTAL
    cohort: str | None = None
    share: int | None = None
    scope: str | None = None
    due_on: date | None = None
    pace: Pace = Pace.LINEAR
    allocations: Mapping[str, Bound] = attrs.field(factory=dict, hash=False)
    replaces: str | None = None
    tightens: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.basis is Basis.TOTAL) != (self.cohort is None):
            raise DefinitionError(
                f"target {self.key!r}: basis {self.basis.value} and cohort do not fit",
                f"目标“{self.key}”的 basis 与 cohort 不相配",
                'basis = "total" 时不写 cohort；each、coverage、share 须写 cohort',
            )
        if (self.basis is Basis.SHARE) != (self.share is not None):
            raise DefinitionError(
                f"target {self.key!r}: share goes with the basis share",
                f'目标“{self.key}”的 share（比例）只与 basis = "share" 同用，且必须写',
                '例：basis = "share", share = 60',
            )
        if self.share is not None and not 0 < self.share <= 100:
            raise DefinitionError(
                f"target {self.key!r}: share is 1 to 100 per cent, not {self.share}",
                f"目标“{self.key}”的 share 应在1到100之间，现为{self.share}",
                "按百分数填写，如 60",
            )
        if self.allocations and self.basis is not Basis.TOTAL:
            raise DefinitionError(
                f"target {self.key!r}: only a total is allocated",
                f"目标“{self.key}”不是总量，不能分解（allocations）",
                '去掉 allocations，或把 basis 改为 "total"',
            )

    @property
    def can_be_lost(self) -> bool:
        """Whether what holds today may no longer hold tomorrow."""
        return self.bound.at_most is not None

"""What a bound speaks of: one figure, every member, or a share of the members."""

from __future__ import annotations

from enum import StrEnum


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
    BASIC_COVERAGE = "basic_coverage"
    """A share of the members that no document states (基本覆盖), unless somebody declares it."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "total": "总量",
            "each": "每个",
            "coverage": "全覆盖",
            "share": "比例",
            "basic_coverage": "基本覆盖",
        }[self.value]

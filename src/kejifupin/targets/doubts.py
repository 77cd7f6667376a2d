"""What the targets of a programme are held against when they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.records.cohort_members import candidates
from kejifupin.records.cohorts import Cohort
from kejifupin.records.setting import Setting
from kejifupin.targets.target import Target
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Severity

Path = tuple[str | int, ...]


@frozen
class Doubt:
    """Something in a target that cannot be meant (疑点).

    Args:
        code: Code of the issue that it is told as.
        target: Key of the target.
        path: Keys inside it.
        message: What is wrong, in Chinese.
        remedy: What to write instead.
        severity: How much it weighs.
    """

    code: str
    target: str
    path: Path
    message: str
    remedy: str
    severity: Severity = Severity.WARNING


@frozen
class Definitions:
    """What the targets of a programme are held against (方案定义).

    Args:
        targets: All targets, inherited ones included.
        indicators: All indicators.
        setting: The programme, its divisions, kinds and cohorts.
        above: Targets of the programme above, its totals included.
    """

    targets: Mapping[str, Target]
    indicators: Mapping[str, Indicator]
    setting: Setting
    above: Mapping[str, Target]

    @property
    def start(self) -> date:
        """The programme's first day."""
        return self.setting.definition.period.start

    @property
    def end(self) -> date:
        """The programme's last day."""
        return self.setting.definition.period.end

    def cohort(self, target: Target) -> Cohort | None:
        """The cohort of a target, None for a total or one that is not defined."""
        return self.setting.cohorts.get(target.cohort or "")

    def size(self, cohort: Cohort) -> int | None:
        """How many members a cohort has, as a document or the table of divisions says.

        None where that is only known from a register, a form or an indicator.
        """
        if cohort.stated_size is not None:
            return cohort.stated_size
        return None if self.is_open(cohort) else len(candidates(cohort, self.setting))

    def is_open(self, cohort: Cohort) -> bool:
        """Whether who belongs to a cohort is known only from what is read."""
        if cohort.records is not None or cohort.indicator is not None:
            return True
        if cohort.level in (Level.TOWNSHIP, Level.VILLAGE):
            return True
        named = {field.designates for kind in self.setting.kinds.values() for field in kind.fields}
        if cohort.designation is not None and cohort.designation in named:
            return True
        other = self.setting.cohorts.get(cohort.ancestors_of or "")
        return other is not None and self.is_open(other)

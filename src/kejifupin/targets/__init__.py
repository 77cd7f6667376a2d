"""What was promised and how it stands: targets, states, statuses, explanations."""

from kejifupin.targets.allocating import allocate
from kejifupin.targets.allocation import (
    EQUALLY,
    AllocatedPart,
    Allocation,
    PartLimits,
    ResponsibleUnit,
    Weights,
)
from kejifupin.targets.allocation_changes import reallocate
from kejifupin.targets.allocation_check import AllocationCheck, check_allocation
from kejifupin.targets.allocation_given import GivenPart
from kejifupin.targets.allocation_letters import (
    LetterTask,
    ResponsibilityLetter,
    ResponsiblePerson,
    make_letters,
)
from kejifupin.targets.allocation_weights import (
    weights_by_designation,
    weights_by_field,
    weights_by_indicator,
    weights_by_members,
)
from kejifupin.targets.baselines import Baseline, Begins, Growth
from kejifupin.targets.bases import Basis
from kejifupin.targets.changes import FieldChange, RecordChange, StatusChange
from kejifupin.targets.comparing import compare_runs
from kejifupin.targets.comparison import Comparison
from kejifupin.targets.explain import Explanation, explain_status, status_members
from kejifupin.targets.forecast import Forecast, ForecastMethod
from kejifupin.targets.history import Figure, RecordPoint, Run, StatusPoint
from kejifupin.targets.judge import Judgement, judge_targets
from kejifupin.targets.judging import State
from kejifupin.targets.kept_runs import run_of
from kejifupin.targets.members import Member
from kejifupin.targets.pace import Milestone, Pace
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target, TargetPeriod

__all__ = [
    "EQUALLY",
    "AllocatedPart",
    "Allocation",
    "AllocationCheck",
    "Baseline",
    "Basis",
    "Begins",
    "Comparison",
    "Demand",
    "Explanation",
    "FieldChange",
    "Figure",
    "Forecast",
    "ForecastMethod",
    "GivenPart",
    "Growth",
    "Judgement",
    "LetterTask",
    "Member",
    "Milestone",
    "Pace",
    "PartLimits",
    "RecordChange",
    "RecordPoint",
    "ResponsibilityLetter",
    "ResponsiblePerson",
    "ResponsibleUnit",
    "Run",
    "State",
    "StatusChange",
    "StatusPoint",
    "Statuses",
    "Target",
    "TargetPeriod",
    "TargetStatus",
    "Weights",
    "allocate",
    "check_allocation",
    "compare_runs",
    "explain_status",
    "judge_targets",
    "make_letters",
    "reallocate",
    "run_of",
    "status_members",
    "weights_by_designation",
    "weights_by_field",
    "weights_by_indicator",
    "weights_by_members",
]

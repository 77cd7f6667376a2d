"""What was promised and how it stands: targets, states, statuses, explanations."""

from kejifupin.targets.baselines import Baseline, Begins, Growth
from kejifupin.targets.bases import Basis
from kejifupin.targets.changes import FieldChange, RecordChange, StatusChange
from kejifupin.targets.comparing import compare_runs
from kejifupin.targets.comparison import Comparison
from kejifupin.targets.explain import Explanation, explain_status, status_members
from kejifupin.targets.forecast import Forecast, ForecastMethod
from kejifupin.targets.history import Figure, RecordPoint, Run, StatusPoint, run_of
from kejifupin.targets.judge import Judgement, judge_targets
from kejifupin.targets.judging import State
from kejifupin.targets.members import Member
from kejifupin.targets.pace import Milestone, Pace
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target, TargetPeriod

__all__ = [
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
    "Growth",
    "Judgement",
    "Member",
    "Milestone",
    "Pace",
    "RecordChange",
    "RecordPoint",
    "Run",
    "State",
    "StatusChange",
    "StatusPoint",
    "Statuses",
    "Target",
    "TargetPeriod",
    "TargetStatus",
    "compare_runs",
    "explain_status",
    "judge_targets",
    "run_of",
    "status_members",
]

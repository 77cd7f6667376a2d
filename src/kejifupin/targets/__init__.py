"""What was promised and how it stands: targets, states, statuses, explanations."""

from kejifupin.targets.explain import Explanation, explain_status
from kejifupin.targets.judge import Judgement, judge_targets
from kejifupin.targets.judging import State
from kejifupin.targets.members import Member
from kejifupin.targets.status import Statuses, TargetStatus
from kejifupin.targets.target import Basis, Pace, Target

__all__ = [
    "Basis",
    "Explanation",
    "Judgement",
    "Member",
    "Pace",
    "State",
    "Statuses",
    "Target",
    "TargetStatus",
    "explain_status",
    "judge_targets",
]

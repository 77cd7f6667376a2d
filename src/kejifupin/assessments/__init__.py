"""How bodies are judged: schemes as data, scores that explain themselves, ranks and grades."""

from kejifupin.assessments.assess import assess
from kejifupin.assessments.assessment import Assessment, Assessments
from kejifupin.assessments.award import Award, Awards, AwardState
from kejifupin.assessments.award_events import AwardEvent, AwardEventKind, PastAward
from kejifupin.assessments.award_quotas import AwardQuota, QuotaResult, divide_quota
from kejifupin.assessments.award_scheme import AwardScheme, EdgeTies, NoticeTerm, Sharing, Unproven
from kejifupin.assessments.awarding import decide_awards
from kejifupin.assessments.bands import Band
from kejifupin.assessments.checking import check_scheme
from kejifupin.assessments.comparisons import ByRank, Scaled
from kejifupin.assessments.criteria import Applies, Criterion, NotApplicable, Role
from kejifupin.assessments.deductions import Deduction, PerEvent
from kejifupin.assessments.evidence import Evidence, Take
from kejifupin.assessments.explanations import AssessmentExplanation
from kejifupin.assessments.peers import Among
from kejifupin.assessments.proportions import AllOrNothing, Proportional
from kejifupin.assessments.ranks import Ties
from kejifupin.assessments.requirements import Requires
from kejifupin.assessments.scheme import (
    AssessmentScheme,
    Channel,
    Grade,
    Group,
    Ranking,
    Rounding,
    Sheet,
    Veto,
)
from kejifupin.assessments.score_lines import PartScore, ScoreLine
from kejifupin.assessments.subjects import Subject, Subjects

__all__ = [
    "AllOrNothing",
    "Among",
    "Applies",
    "Assessment",
    "AssessmentExplanation",
    "AssessmentScheme",
    "Assessments",
    "Award",
    "AwardEvent",
    "AwardEventKind",
    "AwardQuota",
    "AwardScheme",
    "AwardState",
    "Awards",
    "Band",
    "ByRank",
    "Channel",
    "Criterion",
    "Deduction",
    "EdgeTies",
    "Evidence",
    "Grade",
    "Group",
    "NotApplicable",
    "NoticeTerm",
    "PartScore",
    "PastAward",
    "PerEvent",
    "Proportional",
    "QuotaResult",
    "Ranking",
    "Requires",
    "Role",
    "Rounding",
    "Scaled",
    "ScoreLine",
    "Sharing",
    "Sheet",
    "Subject",
    "Subjects",
    "Take",
    "Ties",
    "Unproven",
    "Veto",
    "assess",
    "check_scheme",
    "decide_awards",
    "divide_quota",
]

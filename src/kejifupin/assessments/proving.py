"""What counts where a score is not known: nothing yet, or the lowest that is possible."""

from __future__ import annotations

import attrs

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.award_scheme import Unproven
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.ranks import ranks_of


def proven(assessments: Assessments, unproven: Unproven) -> Assessments:
    """The results that an award rests on.

    Args:
        assessments: The results of one scheme.
        unproven: What becomes of points that are not known. Whether a veto strikes stays open.
    """
    if unproven is Unproven.WAIT or not assessments:
        return assessments
    scores = {each.subject.key: Marks.exact(each.marks.low) for each in assessments}
    groups = {each.subject.key: each.rank.group for each in assessments}
    ranks = ranks_of(scores, groups, assessments[0].scheme.ranking.ties)
    return Assessments(
        (
            attrs.evolve(
                each,
                marks=scores[each.subject.key],
                grades=each.grades[-1:],
                rank=ranks[each.subject.key],
            )
            for each in assessments
        ),
        assessments.issues,
    )

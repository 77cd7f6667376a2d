"""Why a better grade is not given though the score earns it: rank, share, single parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kejifupin.assessments.assessment import Assessment
from kejifupin.assessments.grading import asked_parts, is_kept
from kejifupin.assessments.marks import fraction_text
from kejifupin.assessments.ranks import Rank
from kejifupin.assessments.scheme import Grade
from kejifupin.assessments.score_lines import PartScore
from kejifupin.terms.quantities import format_number


def grade_limits(told: Assessment) -> Iterator[str]:
    """What bars a body from each better grade that its score earns, or may bar it, in Chinese.

    What a veto bars is told by the veto.

    Args:
        told: The assessment.

    Yields:
        One sentence for each limit that is not kept, or of which that is not known.
    """
    for grade in told.scheme.grades:
        if told.grades and grade == told.grades[-1]:
            return
        if grade.at_least is not None and told.worked_out.high < Fraction(grade.at_least):
            continue
        for words, barred in _limits(grade, told):
            if barred is not False:
                ending = "不得评" if barred else "尚不能定能否评"
                yield f"{words}，{ending}{grade.label}"


def _limits(grade: Grade, told: Assessment) -> Iterator[tuple[str, bool | None]]:
    """Each limit of a grade, and whether it bars; None where that is not known."""
    rank = told.rank
    if grade.rank_at_most is not None:
        most = Fraction(grade.rank_at_most)
        words = f"{rank.text()}，要求前{grade.rank_at_most}名"
        yield words, _exceeds(rank.best, rank.worst, most)
    if grade.share_at_most is not None:
        quota = Fraction(grade.share_at_most) * rank.among / 100
        yield (
            _share_words(grade, rank, quota),
            _exceeds(Fraction(rank.best_place), Fraction(rank.worst_place), quota),
        )
    for part in asked_parts(grade, told.scheme, told.parts):
        kept = is_kept(part, Fraction(grade.parts_at_least or 0) / 100)
        yield _part_words(grade, part), None if kept is None else not kept


def _exceeds(best: Fraction, worst: Fraction, most: Fraction) -> bool | None:
    if worst <= most:
        return False
    return True if best > most else None


def _share_words(grade: Grade, rank: Rank, quota: Fraction) -> str:
    most = quota.numerator // quota.denominator
    share = format_number(grade.share_at_most or 0)
    places = f"{rank.best_place}"
    if rank.worst_place != rank.best_place:
        places += f"—{rank.worst_place}"
    group = f"{rank.group}" or "一起排名的"
    return f"{group}{rank.among}个中至多{share}%（{most}个），连同并列已到{places}个"


def _part_words(grade: Grade, part: PartScore) -> str:
    least = format_number(grade.parts_at_least or 0)
    words = f"“{part.label}”{part.points.text()}／{part.full.text()}"
    if part.points.is_exact and part.full.is_exact and part.full.low:
        words += f"（{fraction_text(part.points.low * 100 / part.full.low)}%）"
    return f"{words}，要求单项不低于满分的{least}%"

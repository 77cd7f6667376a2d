"""Grades: by left-closed thresholds, by rank and score together, barred by vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kejifupin.assessments.criteria import Role
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.ranks import Rank
from kejifupin.assessments.scheme import AssessmentScheme, Grade
from kejifupin.assessments.score_lines import PartScore
from kejifupin.assessments.vetoes import Strike


def possible_grades(
    scheme: AssessmentScheme,
    score: Marks,
    rank: Rank,
    strikes: Sequence[Strike],
    parts: Sequence[PartScore],
) -> tuple[Grade, ...]:
    """The grades that are possible, best first; one alone where it is certain.

    Args:
        scheme: The scheme with its grades.
        score: The score before any veto.
        rank: The rank.
        strikes: What the vetoes come to.
        parts: The points of each part of the table.
    """
    grades = scheme.grades
    if not grades:
        return ()
    kept = [parts_kept(each, scheme, parts) for each in grades]
    may = [each is not False for each in kept]
    does = [each is True for each in kept]
    best = _index(grades, score.high, rank.best, rank.best_place, rank.among, may)
    worst = _index(grades, score.low, rank.worst, rank.worst_place, rank.among, does)
    found = set(range(best, max(best, worst) + 1))
    keys = [each.key for each in grades]
    for strike in strikes:
        if strike.struck is False:
            continue
        veto = strike.veto
        if veto.at_best is not None:
            barred = {max(each, keys.index(veto.at_best)) for each in found}
        else:
            barred = {keys.index(veto.grade) if veto.grade else len(keys) - 1}
        found = barred if strike.struck else found | barred
    certain = [each for each in strikes if each.struck and each.veto.at_best is None]
    if certain:
        # Of several vetoes the gravest counts, whatever is not certain besides.
        lowest = max(
            keys.index(each.veto.grade) if each.veto.grade else len(keys) - 1 for each in certain
        )
        found = {each for each in found if each >= lowest} | {lowest}
    return tuple(grades[each] for each in sorted(found))


def parts_kept(grade: Grade, scheme: AssessmentScheme, parts: Sequence[PartScore]) -> bool | None:
    """Whether each part that a grade asks about earned what it asks; None where it is not known.

    Args:
        grade: The grade.
        scheme: The scheme that it is of.
        parts: The points of each part of the table.
    """
    share = Fraction(grade.parts_at_least or 0) / 100
    answers = {is_kept(each, share) for each in asked_parts(grade, scheme, parts)}
    if False in answers:
        return False
    return None if None in answers else True


def asked_parts(
    grade: Grade, scheme: AssessmentScheme, parts: Sequence[PartScore]
) -> tuple[PartScore, ...]:
    """The parts that a grade asks about, none where it asks nothing of single parts.

    Args:
        grade: The grade.
        scheme: The scheme that it is of.
        parts: The points of each part of the table.
    """
    if grade.parts_at_least is None:
        return ()
    asked = grade.of_parts or [each.key for each in scheme.criteria if each.role is Role.NORMAL]
    return tuple(each for each in parts if each.key in asked)


def is_kept(part: PartScore, share: Fraction) -> bool | None:
    """Whether a part earned so much of its full marks; None where that is not known.

    Args:
        part: The part; what did not apply stands in nobody's way.
        share: How much of its full marks, 1 for all.
    """
    if part.absent or part.points.low >= share * part.full.high:
        return True
    if part.absent is None or part.points.high >= share * part.full.low:
        return None
    return False


def _index(
    grades: Sequence[Grade],
    score: Fraction,
    rank: Fraction,
    place: int,
    among: int,
    kept: Sequence[bool],
) -> int:
    for index, grade in enumerate(grades):
        if not kept[index]:
            continue
        if grade.at_least is not None and score < Fraction(grade.at_least):
            continue
        if grade.rank_at_most is not None and rank > grade.rank_at_most:
            continue
        if grade.share_at_most is not None:
            quota = Fraction(grade.share_at_most) * among / 100
            if place > quota:
                continue
        return index
    return len(grades) - 1

"""Grades: by left-closed thresholds, by rank and score together, barred by vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kejifupin.assessments.marks import Marks
from kejifupin.assessments.ranks import Rank
from kejifupin.assessments.scheme import Grade
from kejifupin.assessments.vetoes import Strike


def possible_grades(
    grades: Sequence[Grade], score: Marks, rank: Rank, strikes: Sequence[Strike]
) -> tuple[Grade, ...]:
    """The grades that are possible, best first; one alone where it is certain.

    Args:
        grades: The grades, best first.
        score: The score before any veto.
        rank: The rank.
        strikes: What the vetoes come to.
    """
    if not grades:
        return ()
    best = _index(grades, score.high, rank.best, rank.best_place, rank.among)
    worst = _index(grades, score.low, rank.worst, rank.worst_place, rank.among)
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


def _index(grades: Sequence[Grade], score: Fraction, rank: Fraction, place: int, among: int) -> int:
    for index, grade in enumerate(grades):
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

"""Whether every score has one grade, and every grade can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kejifupin.assessments.faults import Faults, SchemeFault, unknown
from kejifupin.assessments.scheme import AssessmentScheme, Grade
from kejifupin.terms.arithmetic import Number, format_number


def grade_faults(scheme: AssessmentScheme, most: Fraction, known: Sequence[str]) -> Faults:
    """Every mistake of the grades.

    Args:
        scheme: The scheme.
        most: The most that the whole comes to, bonuses included.
        known: Keys of the parts of the table.
    """
    bar: Number | None = None
    limited: Number | None = None
    closed: Grade | None = None
    for index, grade in enumerate(scheme.grades):
        path = ("grades", index)
        yield from _limits(grade, index)
        if closed is not None:
            yield SchemeFault(
                "assessment.grades",
                path,
                f"“{closed.label}”没有下限，后面的“{grade.label}”永远评不上",
                "等次从高到低写，没有下限的放在最后",
            )
        least = grade.at_least
        if least is not None and Fraction(least) > most:
            yield SchemeFault(
                "assessment.grades",
                (*path, "at_least"),
                f"“{grade.label}”要{format_number(least)}分，最多只能得{format_number(most_number(most))}分",
                "降低分数线，或核对满分",
            )
        if least is not None and bar is not None and least >= bar:
            yield SchemeFault(
                "assessment.grades",
                (*path, "at_least"),
                f"“{grade.label}”的分数线{format_number(least)}不低于上一等次的"
                f"{format_number(bar)}，两个等次重叠",
                "等次从高到低写，分数线逐级降低",
            )
        elif least is not None and limited is not None and least > limited:
            yield SchemeFault(
                "assessment.grades",
                (*path, "at_least"),
                f"“{grade.label}”的分数线{format_number(least)}高于前面等次的{format_number(limited)}",
                "等次从高到低写，分数线逐级降低",
            )
        if grade.below is not None and grade.below != bar:
            wrong = "重叠" if bar is not None and grade.below > bar else "有空档"
            above = "没有" if bar is None else f"从{format_number(bar)}分起"
            yield SchemeFault(
                "assessment.grades",
                (*path, "below"),
                f"“{grade.label}”到{format_number(grade.below)}分为止，上一等次{above}，两者{wrong}",
                "below 写上一等次的分数线；分数线含在上一等次内",
            )
        yield from _parts(grade, index, known)
        if grade.is_limited:
            limited = least if least is not None else limited
        else:
            bar = least if least is not None else bar
            closed = grade if least is None else closed
    if scheme.grades:
        yield from _lowest(scheme, scheme.grades[-1])


def _parts(grade: Grade, index: int, known: Sequence[str]) -> Faults:
    share, path = grade.parts_at_least, ("grades", index)
    if share is not None and not 0 < share <= 100:
        yield SchemeFault(
            "assessment.grades",
            (*path, "parts_at_least"),
            f"“{grade.label}”要求单项达到{format_number(share)}%，不在0到100之间",
            "例：parts_at_least = 80",
        )
    if grade.of_parts and share is None:
        yield SchemeFault(
            "assessment.grades",
            (*path, "of_parts"),
            f"“{grade.label}”写了哪几项（of_parts），没有写至少得百分之几",
            "加上 parts_at_least，例：parts_at_least = 80",
        )
    for key in grade.of_parts:
        yield from unknown("评分项、组或渠道", key, known, (*path, "of_parts"))


def most_number(most: Fraction) -> Number:
    """The most, as a number to show."""
    return int(most) if most.denominator == 1 else round(most)


def _limits(grade: Grade, index: int) -> Faults:
    rank, share = grade.rank_at_most, grade.share_at_most
    if (rank is not None and rank < 1) or (share is not None and not 0 < share <= 100):
        yield SchemeFault(
            "assessment.grades",
            ("grades", index),
            f"“{grade.label}”的名次或比例限制没有人能满足",
            "rank_at_most 至少为1；share_at_most 在0到100之间",
        )


def _lowest(scheme: AssessmentScheme, last: Grade) -> Faults:
    path = ("grades", len(scheme.grades) - 1)
    if last.is_limited:
        yield SchemeFault(
            "assessment.grades",
            path,
            f"最低一等“{last.label}”有名次、比例或单项的限制，其余的没有等次",
            "再加一个没有限制的等次",
        )
    elif last.at_least is not None and last.at_least > scheme.floor:
        yield SchemeFault(
            "assessment.grades",
            (*path, "at_least"),
            f"低于{format_number(last.at_least)}分的没有等次",
            "最低一等不写 at_least",
        )

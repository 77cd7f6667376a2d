"""Whether awards name schemes, grades and cohorts that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.criteria import Role
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.terms.issues import Issue
from kejifupin.terms.quantities import format_number


def award_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Everything in the programme's own awards and quotas that names nothing.

    Args:
        base: The programme's definitions with their places.
    """
    for key, _ in base.own("awards"):
        award = base.catalogue.awards[key]
        yield from _scheme(base, "awards", key, award.assessment)
        scheme = base.catalogue.assessments.get(award.assessment)
        yield from _grades(base, "awards", key, "grades", enumerate(award.grades), scheme)
        yield from _grades(
            base, "awards", key, "amounts", ((each, each) for each in award.amounts), scheme
        )
        yield from _beyond(base, award, scheme)
        if award.cohort is not None:
            place = base.place("awards", key, "cohort")
            cohorts = base.catalogue.cohorts
            yield from base.unknown("口径", "cohorts", award.cohort, cohorts, place)
            cohort = cohorts.get(award.cohort)
            if cohort is not None and cohort.level is None:
                yield Issue(
                    "reference.award",
                    f"口径“{award.cohort}”的成员是记录，评奖范围要用行政区划的口径",
                    place=place,
                    remedy="改用按 level、designation 定的口径",
                )
    for key, _ in base.own("award_quotas"):
        quota = base.catalogue.award_quotas[key]
        yield from _scheme(base, "award_quotas", key, quota.assessment)
        scheme = base.catalogue.assessments.get(quota.assessment)
        yield from _grades(
            base, "award_quotas", key, "weights", ((each, each) for each in quota.weights), scheme
        )


CODES = {"reference.award": "评奖办法与考核办法、口径不相配"}


def _beyond(
    base: ReferenceBase, award: AwardScheme, scheme: AssessmentScheme | None
) -> Iterator[Issue]:
    """A least score that nobody can reach."""
    if scheme is None or award.minimum_score is None:
        return
    most = scheme.cap
    if most is None and not any(each.role is Role.BONUS for each in scheme.criteria):
        most = scheme.full_marks
    if most is not None and award.minimum_score > most:
        yield Issue(
            "reference.award",
            f"至少{format_number(award.minimum_score)}分才能评，"
            f"而考核办法“{scheme.key}”最多{format_number(most)}分，谁也评不上",
            place=base.place("awards", award.key, "minimum_score"),
            remedy="核对两处的分数",
        )


def _scheme(base: ReferenceBase, table: str, key: str, name: str) -> Iterator[Issue]:
    place = base.place(table, key, "assessment")
    yield from base.unknown("考核办法", "assessments", name, base.catalogue.assessments, place)


def _grades(
    base: ReferenceBase,
    table: str,
    key: str,
    path: str,
    grades: Iterable[tuple[str | int, str]],
    scheme: AssessmentScheme | None,
) -> Iterator[Issue]:
    if scheme is None:
        return
    known = [each.key for each in scheme.grades]
    for part, grade in grades:
        place = base.place(table, key, path, part)
        yield from base.unknown(f"等次（考核办法“{scheme.key}”）", "grades", grade, known, place)

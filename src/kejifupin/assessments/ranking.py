"""Who is ranked with whom: all together, by cohort, by area, by a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kejifupin.assessments.scheme import Ranking
from kejifupin.assessments.subjects import Subject
from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName

OTHERS = "其他"
"""The name of those who are in none of the cohorts that are ranked apart."""


def rank_groups(
    ranking: Ranking, subjects: Sequence[Subject], setting: Setting
) -> Mapping[str, str]:
    """Subject → the name of those it is ranked with.

    Args:
        ranking: How they are ranked.
        subjects: Those who are ranked.
        setting: The programme and its day.
    """
    if ranking.cohorts:
        cohorts = [find_cohort(key, setting) for key in ranking.cohorts]
        members = [(each.label, frozenset(division_members(each, setting))) for each in cohorts]
        return {
            each.key: next((name for name, held in members if each.division in held), OTHERS)
            for each in subjects
        }
    if ranking.level is not None:
        day, named = setting.as_of, {}
        for each in subjects:
            chain = setting.reach.chain(each.division) if each.division else ()
            above = (
                code for code in chain if setting.divisions.get(code, day).level is ranking.level
            )
            code = next(above, None)
            named[each.key] = OTHERS if code is None else setting.division_name(code)
        return named
    if ranking.field is not None:
        return {each.key: _field(each, ranking.field) for each in subjects}
    return {each.key: "" for each in subjects}


def _field(subject: Subject, key: str) -> str:
    record = subject.record
    value = record.get(key) if record is not None and key in record.kind else None
    if isinstance(value, DivisionName):
        return value.text
    return OTHERS if value is None else str(value)

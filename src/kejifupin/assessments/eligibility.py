"""Whether the rules allow a candidate to be given an award, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.assessment import Assessment
from kejifupin.assessments.award_events import AwardEvent, AwardEventKind, PastAward
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.marks import fraction_text
from kejifupin.assessments.subjects import members_of
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.identities import spelling_key
from kejifupin.records.setting import Setting


@frozen
class Eligibility:
    """Whether a candidate may be given an award (参评资格).

    Args:
        answer: Yes, no, or not known (None).
        reasons: Why not, or what it hangs on, in Chinese.
    """

    answer: bool | None
    reasons: tuple[str, ...] = ()


def eligibility(
    scheme: AwardScheme,
    assessment: Assessment,
    events: Iterable[AwardEvent],
    past: Iterable[PastAward],
    setting: Setting,
) -> Eligibility:
    """Whether the rules of an award allow a candidate.

    Args:
        scheme: The rules.
        assessment: How the candidate was assessed.
        events: What happened to it on the way.
        past: Awards of earlier years.
        setting: The programme and its day, whose year is this year's.

    Raises:
        UnknownNameError: A cohort that does not exist.
    """
    said = (
        *_by_assessment(scheme, assessment),
        *_by_cohort(scheme, assessment, setting),
        *_by_nomination(scheme, events),
        *_by_history(scheme, assessment, past, setting.as_of.year),
    )
    refused = tuple(reason for answer, reason in said if answer is False)
    if refused:
        return Eligibility(answer=False, reasons=refused)
    open_ = tuple(reason for answer, reason in said if answer is None)
    return Eligibility(None if open_ else True, open_)


_Said = Iterable[tuple[bool | None, str]]


def _by_assessment(scheme: AwardScheme, assessment: Assessment) -> _Said:
    if assessment.vetoed is not False:
        struck = assessment.vetoed is True
        yield (False, "被一票否决") if struck else (None, "是否一票否决待核实")
    if scheme.grades:
        wanted = set(scheme.grades)
        possible = [each.key in wanted for each in assessment.grades]
        if not any(possible):
            yield False, f"等次为{assessment.grade_text() or '无'}，不在评奖范围"
        elif not all(possible):
            yield None, f"等次{assessment.grade_text()}"
    least = scheme.minimum_score
    if least is not None and assessment.marks.low < least:
        sure = assessment.marks.high < least
        told = f"得分{assessment.marks.text()}，要求{fraction_text(Fraction(least))}分以上"
        yield (False if sure else None), told
    if scheme.best is not None and assessment.rank.worst > scheme.best:
        sure = assessment.rank.best > scheme.best
        yield (False if sure else None), f"{assessment.rank.text()}，要求前{scheme.best}名"


def _by_cohort(scheme: AwardScheme, assessment: Assessment, setting: Setting) -> _Said:
    if scheme.cohort is None:
        return
    cohort = find_cohort(scheme.cohort, setting)
    if assessment.subject.division not in members_of(cohort, setting):
        yield False, f"不属于{cohort.label}"


def _by_nomination(scheme: AwardScheme, events: Iterable[AwardEvent]) -> _Said:
    if scheme.nominated and not any(each.kind is AwardEventKind.NOMINATED for each in events):
        yield False, "没有推荐"


def _by_history(
    scheme: AwardScheme, assessment: Assessment, past: Iterable[PastAward], year: int
) -> _Said:
    subject = assessment.subject
    names = {subject.key, spelling_key(subject.label)}
    for each in sorted(past, key=lambda each: each.year):
        of_this = each.award in (scheme.key, scheme.label)
        if not of_this or each.year >= year or spelling_key(each.subject) not in names:
            continue
        if each.withdrawn and year - each.year <= scheme.bars_for:
            yield False, f"{each.year}年的奖励被撤销，{scheme.bars_for}年内不得参评"
        elif not each.withdrawn and year - each.year <= scheme.excludes_winners_of:
            yield False, f"{each.year}年已获奖，近{scheme.excludes_winners_of}年获奖的不再评"

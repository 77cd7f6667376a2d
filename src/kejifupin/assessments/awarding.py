"""Awards decided: candidates, places, money, and what happened on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from kejifupin.assessments.assessment import Assessment, Assessments
from kejifupin.assessments.award import Award, Awards, AwardState
from kejifupin.assessments.award_events import (
    ENDS,
    AwardEvent,
    AwardEventKind,
    PastAward,
    standing_events,
)
from kejifupin.assessments.award_money import pay
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.eligibility import Eligibility, eligibility
from kejifupin.assessments.proving import proven
from kejifupin.assessments.selection import Entrant, Places, select
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.working_days import end_of_term

CODES: Mapping[str, str] = {
    "award.undecided": "末位同分或得分待核实，名额还不能定",
    "award.unknown_subject": "评奖记录提到的对象没有参评",
    "award.calendar": "公示期所在年份的节假日安排不明，按周一至周五为工作日算",
    "award.noticed_early": "没有名额的对象已经公示",
}


def decide_awards(
    scheme: AwardScheme,
    assessments: Assessments,
    setting: Setting,
    *,
    events: Iterable[AwardEvent] = (),
    past: Iterable[PastAward] = (),
) -> Awards:
    """Decide who gets an award, as things stand on the day of the setting.

    Those that the rules allow are taken by score within the places; whom the review, an objection
    or a withdrawal takes out leaves its place to the next. The order of assessments and events
    does not matter.

    Args:
        scheme: The rules.
        assessments: The results of the assessment scheme that the award names; others are left.
        setting: The programme and its day.
        events: What happened on the way.
        past: Awards of earlier years.

    Raises:
        UnknownNameError: A cohort that does not exist.
    """
    own = proven(assessments.where(scheme=scheme.assessment), scheme.unproven)
    standing = [each for each in standing_events(events, setting.as_of) if each.award == scheme.key]
    happened: dict[str, tuple[AwardEvent, ...]] = {}
    for event in standing:
        happened[event.subject] = (*happened.get(event.subject, ()), event)
    past = tuple(past)
    allowed = {
        each.subject.key: eligibility(
            scheme, each, happened.get(each.subject.key, ()), past, setting
        )
        for each in own
    }
    entrants = tuple(_entrant(each, allowed, scheme, setting) for each in own)
    places = _places(scheme, len(own))
    out = {key for key, told in happened.items() if _end(told) is not None}
    first = select(entrants, places)
    held = {key for key, told in happened.items() if key not in out and _confirmed(told)}
    taken = Counter(each.area for each in entrants if each.key in held)
    open_ = tuple(each for each in entrants if each.key not in out | held)
    now = {**select(open_, attrs.evolve(places, taken=taken)), **dict.fromkeys(held, True)}
    made = [
        _award(
            scheme,
            each,
            allowed[each.subject.key],
            happened.get(each.subject.key, ()),
            answer=now.get(each.subject.key, False),
            moved_up=first.get(each.subject.key) is False,
            setting=setting,
        )
        for each in own
    ]
    paid = pay(scheme, made)
    ordered = sorted(paid, key=_order)
    known = {each.subject.key for each in own}
    return Awards(ordered, Issues(_issues(scheme, ordered, set(happened) - known - {""})))


def _entrant(
    assessment: Assessment,
    allowed: Mapping[str, Eligibility],
    scheme: AwardScheme,
    setting: Setting,
) -> Entrant:
    key, division = assessment.subject.key, assessment.subject.division
    area = ""
    if scheme.area is not None and division is not None:
        chain = setting.reach.chain(division)
        area = next(
            (
                code
                for code in chain
                if setting.divisions.get(code, setting.as_of).level is scheme.area
            ),
            division,
        )
    return Entrant(key, assessment.marks, allowed[key].answer, area)


def _places(scheme: AwardScheme, assessed: int) -> Places:
    total = scheme.quota
    if scheme.quota_share is not None:
        share = Fraction(scheme.quota_share) * assessed / 100
        total = share.numerator // share.denominator
    return Places(total, scheme.area_quota, scheme.edge_ties)


def _end(events: Sequence[AwardEvent]) -> AwardEvent | None:
    """The last event that takes a candidate out."""
    return next((each for each in reversed(events) if each.kind in ENDS), None)


def _confirmed(events: Sequence[AwardEvent]) -> bool:
    """Whether an award was given; nobody loses it because figures changed since."""
    return any(each.kind is AwardEventKind.CONFIRMED for each in events)


def _award(
    scheme: AwardScheme,
    assessment: Assessment,
    allowed: Eligibility,
    events: tuple[AwardEvent, ...],
    *,
    answer: bool | None,
    moved_up: bool,
    setting: Setting,
) -> Award:
    award = Award(scheme, assessment, AwardState.NOT_CHOSEN, events=events)
    end = _end(events)
    if end is not None:
        gone = end.kind is AwardEventKind.WITHDRAWN
        state = AwardState.WITHDRAWN if gone else AwardState.REJECTED
        return attrs.evolve(award, state=state, reasons=(end.text(),))
    if allowed.answer is False and answer is not True:
        return attrs.evolve(award, state=AwardState.NOT_ELIGIBLE, reasons=allowed.reasons)
    if answer is None:
        reasons = allowed.reasons or ("名额末位还不能定（同分或得分待核实）",)
        return attrs.evolve(award, state=AwardState.UNDECIDED, reasons=reasons)
    if answer is False:
        return attrs.evolve(award, reasons=("超出名额",))
    return _on_the_way(attrs.evolve(award, moved_up=moved_up), setting)


def _on_the_way(award: Award, setting: Setting) -> Award:
    """How far one that has a place has come."""
    state = AwardState.PROPOSED
    noticed = objected = None
    for event in award.events:
        match event.kind:
            case AwardEventKind.NOTICED:
                noticed, state = event, AwardState.ON_NOTICE
            case AwardEventKind.OBJECTED:
                objected, state = event, AwardState.OBJECTED
            case AwardEventKind.DISMISSED:
                objected = None
                state = AwardState.ON_NOTICE if noticed else AwardState.PROPOSED
            case AwardEventKind.CONFIRMED:
                state = AwardState.CONFIRMED
    term, end = award.scheme.notice, None
    if noticed is not None and term is not None:
        end = end_of_term(noticed.on, term.days, term.kind)
        if state is AwardState.ON_NOTICE and setting.as_of > end.day:
            state = AwardState.CLEAR
    return attrs.evolve(
        award,
        state=state,
        reasons=(objected.text(),) if state is AwardState.OBJECTED and objected else (),
        noticed_on=noticed.on if noticed else None,
        notice_end=end,
    )


def _order(award: Award) -> tuple[object, ...]:
    marks = award.assessment.marks
    place = list(AwardState).index(award.state)
    first = 0 if award.state.is_in else 1 + place
    return (first, -marks.high, -marks.low, award.subject)


def _issues(
    scheme: AwardScheme, awards: Sequence[Award], strangers: Iterable[str]
) -> Iterable[Issue]:
    undecided = [each for each in awards if each.state is AwardState.UNDECIDED]
    if undecided:
        yield Issue(
            "award.undecided",
            f"“{scheme.label}”有{len(undecided)}个对象还不能定：末位同分，或得分待核实",
            Severity.WARNING,
            remedy="核实未定的数据；同分的由评审决定，在评奖记录中写“评审通过”“评审不通过”",
        )
    if any(each.notice_end is not None and each.notice_end.assumed for each in awards):
        yield Issue(
            "award.calendar",
            f"“{scheme.label}”公示期内的节假日和调休不明，按周一至周五为工作日算",
            Severity.WARNING,
            remedy="安装 kejifupin[calendar]，或按当年放假通知核对公示期满日",
        )
    for key in sorted(strangers):
        yield Issue(
            "award.unknown_subject",
            f"评奖记录提到“{key}”，它没有参加“{scheme.label}”的考核",
            Severity.ERROR,
            remedy="核对对象的代码或名称",
        )
    for each in awards:
        early = any(event.kind is AwardEventKind.NOTICED for event in each.events)
        if early and each.state in (AwardState.NOT_CHOSEN, AwardState.NOT_ELIGIBLE):
            yield Issue(
                "award.noticed_early",
                f"“{each.assessment.subject.shown()}”{each.state.label}，却已经公示",
                Severity.WARNING,
                remedy="核对考核结果和评奖记录",
            )

"""From scores to awards: who is eligible, who moves up, what each gets, what the notice says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_world import CITED, A, B, C, D, E, F, score, setting

from kejifupin.assessments.award_events import AwardEvent, AwardEventKind, PastAward
from kejifupin.assessments.award_quotas import AwardQuota, divide_quota
from kejifupin.assessments.award_scheme import (
    AwardScheme,
    EdgeTies,
    NoticeTerm,
    Sharing,
    Unproven,
)
from kejifupin.assessments.awarding import decide_awards
from kejifupin.errors import DefinitionError
from kejifupin.terms.divisions import Level
from kejifupin.terms.working_days import DayKind

NOTICED, FAILED, CONFIRMED = (
    AwardEventKind.NOTICED,
    AwardEventKind.FAILED,
    AwardEventKind.CONFIRMED,
)
DAY = date(2018, 3, 1)
TABLE = """
criteria = [{ key = "work", label = "工作", points = 100, reads = { indicator = "work" },
      per_event = { points = 1 } }]
grades = [
    { key = "good", label = "优秀", at_least = 90 },
    { key = "fair", label = "良好", at_least = 80 },
    { key = "poor", label = "一般", at_least = 0 },
]
"""
SCORES = {A: 95, B: 92, C: 90, D: 85, E: 80, F: 60}


@cache
def assessed(items):
    return score(TABLE, {"work": dict(items)})


def decide(scheme, scores=SCORES, *, on=DAY, **others):
    results = assessed(tuple(scores.items()))
    return decide_awards(scheme, results, attrs.evolve(setting(), as_of=on), **others)


def award(**others):
    return AwardScheme("model", "先进区县", "year", CITED, **others)


def event(kind, subject, on=DAY, **others):
    return AwardEvent(kind, on, "model", subject, **others)


def winners(awards):
    return [each.subject for each in awards.winners]


def state(awards, subject):
    return awards.get(subject).state.value


def test_the_best_of_the_grades_are_proposed():
    """Three of 优秀 and 良好, of whom there are five."""
    awards = decide(award(grades=("good", "fair"), quota=3))

    assert winners(awards) == [A, B, C]
    assert [state(awards, each) for each in (D, F)] == ["not_chosen", "not_eligible"]
    assert "等次为一般" in awards.get(F).text()


def test_a_share_of_those_assessed_is_rounded_down():
    """30% of 6 is 1.8: one."""
    assert winners(decide(award(quota_share=30))) == [A]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"minimum_score": 90}, [A, B, C]),
        ({"best": 2}, [A, B]),
        ({"cohort": "poor", "minimum_score": 90}, [A, B]),
        ({"area": Level.PREFECTURE, "area_quota": 1}, [A]),
    ],
)
def test_what_makes_eligible(rules, expected):
    assert winners(decide(award(**rules))) == expected


def test_who_got_it_in_the_last_two_years_does_not_get_it_again():
    past = (
        PastAward("model", A, 2016),
        PastAward("先进区县", "乙县", 2015),
        PastAward("x", C, 2017),
    )

    assert winners(decide(award(quota=2, excludes_winners_of=2), past=past)) == [B, C]


def test_a_withdrawn_award_bars_for_years():
    past = (PastAward("model", A, 2015, withdrawn=True),)

    assert winners(decide(award(quota=1, bars_for=3), past=past)) == [B]
    assert winners(decide(award(quota=1, bars_for=2), past=past)) == [A]


def test_only_those_nominated_are_candidates():
    nominated = event(AwardEventKind.NOMINATED, D)

    assert winners(decide(award(quota=3, nominated=True), events=[nominated])) == [D]


@pytest.mark.parametrize("kind", [FAILED, AwardEventKind.UPHELD, AwardEventKind.WITHDRAWN])
def test_whoever_is_taken_out_leaves_the_place_to_the_next(kind):
    awards = decide(award(quota=2), events=[event(kind, A, reason="弄虚作假")])

    assert winners(awards) == [B, C]
    assert [each.moved_up for each in awards.winners] == [False, True]
    assert "弄虚作假" in awards.get(A).text()


def test_an_undone_event_is_as_if_it_had_not_been():
    failed = event(FAILED, A, number=1)
    undone = AwardEvent(AwardEventKind.UNDONE, DAY, "model", number=2, undoes=1)
    again = AwardEvent(AwardEventKind.UNDONE, DAY, "model", number=3, undoes=2)

    assert decide(award(quota=2), events=[failed, undone]) == decide(award(quota=2))
    assert winners(decide(award(quota=2), events=[again, undone, failed])) == [B, C]


def test_a_notice_runs_for_its_term():
    """Five working days after Thursday 2018-03-01 end on Thursday the 8th."""
    rules = award(quota=1, notice=NoticeTerm(5))
    told = [event(NOTICED, A)]

    on_notice = decide(rules, events=told, on=date(2018, 3, 8)).get(A)
    assert (on_notice.state.value, on_notice.notice_end.day) == ("on_notice", date(2018, 3, 8))
    assert state(decide(rules, events=told, on=date(2018, 3, 9)), A) == "clear"
    objected = [*told, event(AwardEventKind.OBJECTED, A, on=date(2018, 3, 5))]
    assert state(decide(rules, events=objected, on=date(2018, 3, 20)), A) == "objected"
    settled = [*objected, event(AwardEventKind.DISMISSED, A, on=date(2018, 3, 12))]
    assert state(decide(rules, events=settled, on=date(2018, 3, 20)), A) == "clear"


def test_what_was_confirmed_stays_though_scores_changed():
    changed = {**SCORES, A: 70}
    awards = decide(award(quota=2), changed, events=[event(CONFIRMED, A)])

    assert winners(awards) == [B, A]
    assert state(awards, A) == "confirmed"


def test_one_score_where_the_places_end_waits_for_people():
    tied = {**SCORES, C: 92}
    awards = decide(award(quota=2), tied)

    assert winners(awards) == [A]
    assert [each.code for each in awards.issues] == ["award.undecided"]
    assert winners(decide(award(quota=2), tied, events=[event(FAILED, B)])) == [A, C]
    assert winners(decide(award(quota=2, edge_ties=EdgeTies.ALL), tied)) == [A, B, C]


def test_a_score_that_is_not_exact_leaves_open_what_hangs_on_it():
    vague = {**SCORES, B: (85, 96)}
    awards = decide(award(quota=2), vague)

    assert winners(awards) == [A]
    assert (state(awards, B), state(awards, C)) == ("undecided", "undecided")
    assert state(awards, F) == "not_chosen"


def test_a_fixed_amount_is_paid_until_the_money_ends():
    rules = award(quota=4, amounts={"good": 50, "fair": Decimal("20.5")}, pool=160)
    awards = decide(rules)

    assert {each.subject: each.amount for each in awards if each.state.is_in} == {
        A: 50,
        B: 50,
        C: 50,
    }
    assert state(awards, D) == "unfunded"


def test_a_pool_is_divided_to_the_last_cent():
    """100万元 among three: 33.34, 33.33, 33.33, ties by key."""
    awards = decide(award(quota=3, pool=100, sharing=Sharing.EQUALLY))

    assert [each.amount for each in awards.winners] == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]


@given(st.lists(st.integers(1, 100), min_size=6, max_size=6), st.integers(1, 500))
def test_what_is_paid_out_by_score_adds_up(points, pool):
    scores = dict(zip(SCORES, points, strict=True))
    awards = decide(award(pool=pool, sharing=Sharing.BY_SCORE, decimals=1), scores)

    assert sum(each.amount for each in awards.winners) == pool


def test_next_years_places_add_up():
    """Ten places by 3, 2, 0: A, B, C weigh 3, D and E 2, F nothing; 13 in all.

    3 of 13 of ten is 2.31, 2 of 13 is 1.54: 2+2+2+1+1 leave two places, to the largest remainders
    of D and E.
    """
    quota = AwardQuota("next", "下年度指标", "year", 10, CITED, {"good": 3, "fair": 2})
    result = divide_quota(quota, assessed(tuple(SCORES.items())))

    assert {each.assessment.subject.key: each.places for each in result.parts} == {
        A: 2, B: 2, C: 2, D: 2, E: 2, F: 0,
    }  # fmt: skip
    vague = assessed(tuple({**SCORES, A: (85, 96)}.items()))
    assert divide_quota(quota, vague).parts == ()


@given(st.permutations(range(5)), st.integers(0, 3))
def test_the_order_of_events_does_not_matter(order, later):
    events = [
        event(NOTICED, A, number=1),
        event(AwardEventKind.OBJECTED, A, number=2),
        event(AwardEventKind.DISMISSED, A, number=3, on=DAY + timedelta(days=later)),
        event(FAILED, B, number=4),
        event(CONFIRMED, C, number=5, on=DAY + timedelta(days=later)),
    ]
    rules = award(quota=2, notice=NoticeTerm(7, DayKind.CALENDAR))
    until = DAY + timedelta(days=3)

    assert decide(rules, events=[events[each] for each in order], on=until) == decide(
        rules, events=events, on=until
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"quota": 1, "quota_share": 10},
        {"quota": 0},
        {"quota_share": 101},
        {"area": Level.COUNTY},
        {"amount": 5, "amounts": {"good": 5}},
        {"sharing": Sharing.EQUALLY},
        {"sharing": Sharing.EQUALLY, "pool": 5, "amount": 3},
        {"amount": 0},
        {"grades": ("good",), "amounts": {"fair": 5}},
        {"bars_for": -1},
    ],
)
def test_rules_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(DefinitionError):
        award(**wrong)


def test_what_is_not_proven_may_count_as_the_lowest():
    """乙县 has 85 to 96: at 85 it is level with 丁县 behind 甲县 and 丙县, in the second grade."""
    rules = award(quota=2, unproven=Unproven.LOWEST)
    awards = decide(rules, {**SCORES, B: (85, 96)})

    assert winners(awards) == [A, C]
    assert awards.get(B).assessment.rank.text() == "第3名（共6个）"
    assert awards.get(B).assessment.grade.key == "fair"

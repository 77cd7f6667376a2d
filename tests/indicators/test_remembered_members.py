"""Members counted by what they have in common, held against each judged by itself."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from small_world import GREEN, HOUSEHOLD, LEDGER, RED, TEAM, WILLOW, record, setting

from kejifupin.indicators import Headcount, MemberQuestion, Partial, RecordData
from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.member_counting import headcounts_by_home
from kejifupin.indicators.plan import PartialKind
from kejifupin.records import Condition, Operand, Silence, make_record
from kejifupin.terms.bounds import Bound
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

WHERE = setting()
ROWS = TEAM.row_kind("experts")
figures = st.sampled_from([0, 1, 2, 3, None, NONE_OF_ITEM, Vague(1, 2, "一两")])
names = st.sampled_from(["甲", "乙", "甲 ", None])
homes = st.sampled_from([GREEN, RED, WILLOW])
days = st.sampled_from([None, date(2018, 1, 5), date(2018, 2, 5), date(2018, 5, 1)])
households = st.builds(
    lambda home, **values: record(HOUSEHOLD, home, **values),
    homes,
    name=names,
    workers=figures,
    skills=figures,
)
entries = st.builds(
    lambda home, **values: record(LEDGER, home, **values),
    homes,
    name=names,
    projects=figures,
    day=days,
)
experts = st.lists(
    st.builds(lambda name, age: make_record(ROWS, {"name": name, "age": age}), names, figures),
    max_size=3,
).map(tuple)
teams = st.builds(
    lambda home, **values: record(TEAM, home, **values), homes, size=figures, experts=experts
)
bounds = st.sampled_from([Bound(at_least=1), Bound(at_least=2), Bound(at_most=1), Bound(1, 2)])


def conditions(key):
    """At least so much of a figure, or of nothing in particular."""
    return st.none() | st.integers(1, 2).map(
        lambda floor: Condition(field=key, at_least=Operand(constant=floor))
    )


def partials(kind, key, name):
    """Anything that may be counted of one kind."""
    return st.one_of(
        st.builds(Partial, st.just(PartialKind.SUM), st.just(kind), st.just(key), conditions(key)),
        st.builds(
            Partial,
            st.just(PartialKind.COUNT),
            st.just(kind),
            st.sampled_from([None, key]),
            conditions(key),
        ),
        st.builds(
            Partial,
            st.just(PartialKind.DISTINCT),
            st.just(kind),
            where=conditions(key),
            distinct=st.just((name,)),
        ),
    )


LATEST = Partial(PartialKind.LATEST, "ledger", "projects", by="day")


@st.composite
def questions(draw):
    """What may be asked of households or of teams, over their own figures or those of others."""
    if draw(st.booleans()):
        members, where = "household", conditions("workers")
        part = st.one_of(
            partials("household", "skills", "name"),
            partials("ledger", "projects", "name"),
            st.just(LATEST),
        )
    else:
        members, where = "team", conditions("size")
        part = partials("team", "size", "leader") | partials("team.experts", "age", "name")
    parts = tuple(draw(st.lists(part, min_size=1, max_size=2)))
    silences = tuple(draw(st.sampled_from(Silence)) for _ in parts)
    finish = Finish(parts, silences, divides=len(parts) == 2)
    return MemberQuestion(members, draw(where), finish, draw(bounds))


@given(st.lists(households | entries | teams, max_size=12), st.lists(questions(), max_size=3))
def test_members_counted_at_once_are_those_judged_one_by_one(found, asked):
    """Blank, vague, several to a name, without a name, rows or entries of another kind."""
    data = RecordData.of(found, WHERE)

    counted = data.headcounts(asked, WHERE)

    for question in asked:
        assert counted[question] == headcounts_by_home(data.members(question, WHERE))


def test_hand_counted():
    """青县: 甲 and 丁 hold, 乙 fails, of 丙 nobody knows; 戊 may be no member at all and fails."""
    some = Condition(field="workers", at_least=Operand(constant=1))
    skills = Partial(PartialKind.SUM, "household", "skills")
    question = MemberQuestion(
        "household", some, Finish((skills,), (Silence.MISSING,)), Bound(at_least=1)
    )
    told = {
        "甲": (1, 2),
        "丁": (3, 2),
        "乙": (1, 0),
        "丙": (1, None),
        "戊": (None, 0),
        "己": (0, 9),
    }
    found = [
        record(HOUSEHOLD, GREEN, name=name, workers=workers, skills=number)
        for name, (workers, number) in told.items()
    ]
    data = RecordData.of(found, WHERE)

    counted = data.headcounts((question,), WHERE)

    assert counted == {
        question: {GREEN: Headcount(held=2, failed=1, unknown=1, maybe_failed=1, silent=1)}
    }

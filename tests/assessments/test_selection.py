"""Places go to the best, within the quotas; what is not known stays open."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.assessments.award_scheme import EdgeTies
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.selection import Entrant, Places, select


def known(**scores):
    """Entrants by name with known scores; an area may stand behind the score."""
    made = []
    for key, score in scores.items():
        points, area = score if isinstance(score, tuple) else (score, "")
        made.append(Entrant(key, Marks.exact(points), area=area))
    return tuple(made)


def chosen(entrants, places):
    return {key for key, answer in select(entrants, places).items() if answer}


def test_the_best_are_in():
    assert chosen(known(a=90, b=80, c=95, d=70), Places(2)) == {"a", "c"}


def test_an_area_has_places_of_its_own():
    """East holds the best three, and has two places; the third goes west."""
    entrants = known(a=(99, "east"), b=(98, "east"), c=(97, "east"), d=(60, "west"))

    assert chosen(entrants, Places(3, 2)) == {"a", "b", "d"}
    assert chosen(entrants, Places(None, 1)) == {"a", "d"}


def test_one_score_where_the_places_end_is_for_people_to_decide():
    entrants = known(a=90, b=80, c=80, d=70)

    assert select(entrants, Places(2)) == {"a": True, "b": None, "c": None, "d": False}
    assert chosen(entrants, Places(2, edge_ties=EdgeTies.ALL)) == {"a", "b", "c"}
    assert chosen(entrants, Places(3)) == {"a", "b", "c"}


def test_places_that_are_taken_are_gone():
    entrants = known(a=(90, "east"), b=(80, "east"), c=(70, "west"))

    assert chosen(entrants, Places(3, 2, taken={"east": 1})) == {"a", "c"}


marks = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(
    lambda each: Marks(Fraction(each[0]), Fraction(each[0] + each[1]))
)
entrants = st.lists(
    st.builds(
        Entrant,
        st.just(""),
        marks,
        st.sampled_from([True, True, False, None]),
        st.sampled_from(["east", "west"]),
    ),
    max_size=4,
).map(
    lambda found: tuple(
        Entrant(chr(97 + number), each.marks, each.eligible, each.area)
        for number, each in enumerate(found)
    )
)
places = st.builds(
    Places,
    st.none() | st.integers(0, 4),
    st.none() | st.integers(1, 3),
    st.sampled_from(EdgeTies),
)


def worlds(found):
    """Every way the scores and the answers may turn out to be."""
    choices = [
        [
            Entrant(each.key, Marks.exact(score), eligible, each.area)
            for score in range(int(each.marks.low), int(each.marks.high) + 1)
            for eligible in ((True, False) if each.eligible is None else (each.eligible,))
        ]
        for each in found
    ]
    return product(*choices)


@given(entrants, places)
def test_what_is_sure_holds_however_things_turn_out(found, at):
    """In is in, and out is out, in every possible world."""
    said = select(found, at)

    for world in worlds(found):
        real = select(world, at)
        for key, answer in said.items():
            assert answer is None or real[key] is answer


@given(entrants, places, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(found, at, chaos: random.Random):
    mixed = list(found)
    chaos.shuffle(mixed)

    assert select(tuple(mixed), at) == select(found, at)


@given(entrants, places, st.data())
def test_more_points_never_cost_a_place(found, at, data):
    exact = tuple(Entrant(each.key, Marks.exact(each.marks.low), area=each.area) for each in found)
    if not exact:
        return
    one = data.draw(st.sampled_from(exact))
    better = tuple(
        Entrant(each.key, Marks.exact(each.marks.low + 1), area=each.area) if each is one else each
        for each in exact
    )
    before, after = select(exact, at)[one.key], select(better, at)[one.key]

    assert not (before is True and after is not True)

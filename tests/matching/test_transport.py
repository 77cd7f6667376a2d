"""The transportation problem against trying everything."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.matching import transport as module
from kejifupin.matching.errors import SolverMissingError
from kejifupin.matching.transport import Arc, transport


def everything(supplies, demands, arcs):
    """The best of all answers: most served, then least cost."""
    rooms = [range(min(supplies[arc.source], demands[arc.sink]) + 1) for arc in arcs]
    best = (0, 0)
    for amounts in product(*rooms):
        given_, taken = [0] * len(supplies), [0] * len(demands)
        for amount, arc in zip(amounts, arcs, strict=True):
            given_[arc.source] += amount
            taken[arc.sink] += amount
        if any(map(int.__gt__, given_, supplies)) or any(map(int.__gt__, taken, demands)):
            continue
        cost = sum(amount * arc.cost for amount, arc in zip(amounts, arcs, strict=True))
        best = max(best, (sum(amounts), -cost))
    return best


few = st.integers(0, 2)
problems = st.tuples(
    st.lists(few, min_size=1, max_size=3),
    st.lists(few, min_size=1, max_size=3),
).flatmap(
    lambda ends: st.tuples(
        st.just(ends[0]),
        st.just(ends[1]),
        st.dictionaries(
            st.tuples(st.integers(0, len(ends[0]) - 1), st.integers(0, len(ends[1]) - 1)),
            st.integers(0, 9),
            max_size=6,
        ).map(lambda costs: [Arc(*pair, cost) for pair, cost in costs.items()]),
    )
)


@given(problems)
def test_nothing_is_better(problem):
    """As much is served as can be, at no more cost than the cheapest way, within all limits."""
    supplies, demands, arcs = problem
    found = transport(supplies, demands, arcs)
    for place, most in enumerate(supplies):
        assert sum(amount for arc, amount in found.items() if arc.source == place) <= most
    for place, most in enumerate(demands):
        assert sum(amount for arc, amount in found.items() if arc.sink == place) <= most
    cost = sum(amount * arc.cost for arc, amount in found.items())
    assert (sum(found.values()), -cost) == everything(supplies, demands, arcs)


@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_the_arcs_never_matters(problem, random):
    """Shuffled arcs give the very same answer."""
    supplies, demands, arcs = problem
    shuffled = [*arcs]
    random.shuffle(shuffled)
    assert transport(supplies, demands, shuffled) == transport(supplies, demands, arcs)


def test_ties_go_to_what_stands_first():
    """Two sources that are alike, one demand: the first serves it."""
    arcs = [Arc(1, 0, 3), Arc(0, 0, 3)]
    assert transport([1, 1], [1], arcs) == {Arc(0, 0, 3): 1}


def test_more_served_is_worth_any_distance():
    """The near one must go far so that both are served."""
    arcs = [Arc(0, 0, 0), Arc(0, 1, 1000), Arc(1, 0, 1000)]
    assert sum(transport([1, 1], [1, 1], arcs).values()) == 2


def test_without_the_solver_it_says_what_to_install(monkeypatch):
    """The message names the extra."""

    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(module, "import_module", absent)
    with pytest.raises(SolverMissingError, match=r"kejifupin\[matching\]"):
        transport([1], [1], [Arc(0, 0, 0)])


def test_more_than_the_solver_can_count_is_refused():
    """32 bits."""
    with pytest.raises(ValueError, match="32 bits"):
        transport([2**31], [1], [Arc(0, 0, 0)])

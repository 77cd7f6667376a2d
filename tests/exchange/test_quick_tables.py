"""Tables structured without detours: the same values and the same issues as the slow way."""

from __future__ import annotations

from enum import Enum

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange import Source, make_converter, strict_hooks, structure_list
from kejifupin.exchange.quick_tables import UNUSUAL, quick_tables

SOURCE = Source("a.json", {})


class Need(Enum):
    """What is asked for."""

    PLANTING = "种植"
    RAISING = "养殖"


@frozen
class Place:
    """A part of a household."""

    county: str
    town: str | None = None


@frozen
class Household:
    """Every sort of field that the quick way takes."""

    number: str
    place: Place
    members: int = field()
    poor: bool = False
    needs: tuple[Need, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    land: int | None = None
    where: str | None = field(default=None, metadata={"key": "in"})
    hidden: int = field(default=3, metadata={"key": None})

    @members.validator
    def _not_negative(self, _attribute, value):
        if value < 0:
            raise ValueError("negative")


_odd = st.sampled_from([None, True, 0, 1, 3.7, -1, "种植", "", [], ["养殖"], [1], {}, ("a",)])
_places = st.one_of(
    st.fixed_dictionaries({"county": st.just("青县")}, optional={"town": st.one_of(_odd)}), _odd
)


def _maybe_odd(strategy):
    return st.one_of(strategy, strategy, strategy, _odd)


_rows = st.fixed_dictionaries(
    {
        "number": _maybe_odd(st.just("1")),
        "place": _maybe_odd(st.just({"county": "青县", "town": "一"})),
    },
    optional={
        "members": _maybe_odd(st.integers(-1, 5)),
        "poor": _maybe_odd(st.booleans()),
        "needs": _maybe_odd(st.lists(st.sampled_from(["种植", "养殖"]), max_size=2)),
        "names": _maybe_odd(st.just(["甲", "乙"])),
        "places": st.lists(_places, max_size=2),
        "land": _maybe_odd(st.none()),
        "in": _maybe_odd(st.just("村")),
        "hidden": st.just(4),
        "other": st.just(1),
    },
)


@given(st.lists(_rows, max_size=3))
def test_both_ways_make_the_same_values_and_tell_the_same_mistakes(rows):
    """Anything in any field, keys too few and too many, and what the class itself refuses."""

    def structured():
        return structure_list(rows, Household, source=SOURCE, converter=make_converter())

    quick = structured()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(strict_hooks, "quick_tables", lambda _: None)
        slow = structured()

    assert repr(quick) == repr(slow)


def test_a_good_table_takes_the_quick_way():
    """And 1 is not True there either; of several tables only the odd ones are left."""
    structure = quick_tables(Household)
    row = {"number": "1", "place": {"county": "青县"}, "members": 2, "needs": ["养殖"]}
    good = Household("1", Place("青县"), 2, needs=(Need.RAISING,))
    odd = [
        {**row, "poor": 1},
        {**row, "other": 1},
        {**row, "place": "青县"},
        {**row, "members": -1},
    ]

    assert structure([row, row]) == ([good, good], False)
    found, some = structure([*odd, row, None])
    assert some
    assert [each is UNUSUAL for each in found] == [True, True, True, True, False, True]

"""Silence, own and subtree at every level from the nation to the household, by hand.

1 全国
  11 甲省
    111 东州
      1111 青县
        11111 河乡: 111111 柳村, 111112 杨村
        11112 山乡: 111121 松村
      1112 白县 (no townships)
    1113 石市, a county just below the province
  12 乙省
    1211 远县, without a prefecture
"""

from __future__ import annotations

import pytest
from attrs import evolve
from small_world import (
    HOUSEHOLD,
    LEDGER,
    RETURN,
    SILENT_ZERO,
    SUBTREE_RETURN,
    indicator,
    judged,
    measure,
    record,
    setting,
    target,
    values_of,
)

from kejifupin.records import Silence
from kejifupin.targets import Basis
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.quantities import NONE_OF_ITEM

exact, at_least = Interval.exact, Interval.at_least
NAMES = {
    "1": (None, Level.NATION),
    "11": ("1", Level.PROVINCE),
    "12": ("1", Level.PROVINCE),
    "111": ("11", Level.PREFECTURE),
    "1111": ("111", Level.COUNTY),
    "1112": ("111", Level.COUNTY),
    "1113": ("11", Level.COUNTY),
    "1211": ("12", Level.COUNTY),
    "11111": ("1111", Level.TOWNSHIP),
    "11112": ("1111", Level.TOWNSHIP),
    "111111": ("11111", Level.VILLAGE),
    "111112": ("11111", Level.VILLAGE),
    "111121": ("11112", Level.VILLAGE),
}
TABLE = Divisions(
    tuple(Division(code, f"地{code}", level, above) for code, (above, level) in NAMES.items())
)
WHERE = setting(table=TABLE, scope="1")
OWN, WHOLE = indicator(), indicator(measure=measure(field="people", records="subtree"))


def returns(kind, **people):
    return [record(kind, code[1:], f"{code}.docx", people=n) for code, n in people.items()]


def told(records, found=OWN):
    return {each.division: each for each in values_of(records, found, on=WHERE)}


def amounts(records, found=OWN):
    return {code: each.value for code, each in told(records, found).items()}


def test_own_figures_of_six_levels_add():
    """1 of the nation, 2 of 甲省, 4 of 东州, 8 of 青县, 16 of 河乡, 32 of 柳村."""
    found = amounts(returns(RETURN, c1=1, c11=2, c111=4, c1111=8, c11111=16, c111111=32))

    assert found == {
        "111111": exact(32),
        "11111": exact(48),
        "1111": exact(56),
        "111": exact(60),
        "11": exact(62),
        "1": exact(63),
    }


def test_whole_figures_of_six_levels_stand():
    """Each is the sum of those below it, or stands in their place: 90 of 东州 for 青县's 48."""
    found = told(
        returns(
            SUBTREE_RETURN, c111=90, c1111=50, c11111=20, c111111=15, c11112=30, c1113=7, c12=5
        ),
        WHOLE,
    )

    assert {code: each.value for code, each in found.items()} == {
        "1": exact(102),
        "11": exact(97),
        "111": exact(90),
        "1111": exact(50),
        "11111": exact(20),
        "111111": exact(15),
        "11112": exact(30),
        "1113": exact(7),
        "12": exact(5),
    }
    assert {code: each.own_part for code, each in found.items() if each.own_part} == {
        "111": exact(40),
        "1111": exact(0),
        "11111": exact(5),
    }


def test_where_a_level_left_it_out_the_next_one_below_speaks():
    """东州 and 青县 handed nothing in: their townships are added."""
    found = amounts(returns(SUBTREE_RETURN, c11111=20, c111112=9, c11112=30), WHOLE)

    assert (found["1111"], found["111"], found["1"]) == (exact(50), exact(50), exact(50))
    assert found["11111"] == exact(20)


REPORTERS = [
    (Level.PROVINCE, {"11", "12"}),
    (Level.PREFECTURE, {"111"}),
    (Level.COUNTY, {"1111", "1112", "1113", "1211"}),
    (Level.TOWNSHIP, {"11111", "11112"}),
    (Level.VILLAGE, {"111111", "111112", "111121"}),
]


@pytest.mark.parametrize(("level", "reporters"), REPORTERS)
def test_silence_is_missing_or_zero_at_any_level(level, reporters):
    """The first of them reports 3: the nation has at least 3 and lacks the others; or just 3."""
    first, *others = sorted(reporters)
    records = [record(RETURN, first, people=3)]
    missing = indicator(reported_by=(level,))

    nation = told(records, missing)["1"]

    assert nation.missing == tuple(others)
    assert nation.value == (at_least(3) if others else exact(3))
    assert nation.known == exact(3)
    assert all(told(records, missing)[code].value is None for code in others)
    silent = told(records, evolve(missing, silence=SILENT_ZERO))
    assert (silent["1"].value, silent["1"].missing) == (exact(3), ())
    assert {silent[code].value for code in others} <= {exact(0)}


@pytest.mark.parametrize(("level", "reporters"), REPORTERS)
@pytest.mark.parametrize(
    ("people", "value", "counts"),
    [
        (0, exact(0), (1, 0, 0)),
        (NONE_OF_ITEM, exact(0), (1, 0, 1)),
        (None, None, (0, 1, 0)),
    ],
)
def test_zero_dash_and_blank_of_any_level_reach_the_nation(level, reporters, people, value, counts):
    """Zero is zero, “-” is zero and says so, a blank is unknown even where silence is zero."""
    (first, *_) = sorted(reporters)
    silent = indicator(reported_by=(level,), silence=SILENT_ZERO)

    nation = told([record(RETURN, first, people=people)], silent)["1"]

    assert (nation.reported, nation.blank, nation.none) == counts
    assert nation.value == (at_least(0) if value is None else value)
    assert nation.missing == ((first,) if people is None else ())


def test_levels_that_report_together():
    """Counties and prefectures: 东州's own blank and 白县's silence are both named."""
    both = indicator(reported_by=(Level.COUNTY, Level.PREFECTURE))
    records = returns(RETURN, c111=None, c1111=4, c1113=0, c1211=2)

    found = told(records, both)

    assert found["111"].missing == ("111", "1112")
    assert (found["1"].value, found["1"].missing) == (at_least(6), ("111", "1112"))
    assert (found["12"].value, found["12"].missing) == (exact(2), ())


def test_a_whole_return_makes_up_for_what_is_missing_below():
    """东州's 20 has 白县 in it; of 甲省 only 石市 is missing."""
    whole = evolve(WHOLE, reported_by=(Level.COUNTY, Level.PREFECTURE))
    found = told(returns(SUBTREE_RETURN, c111=20, c1111=4), whole)

    assert (found["111"].value, found["111"].missing) == (exact(20), ())
    assert found["111"].own_part == Interval(0, 16)
    assert (found["11"].value, found["11"].missing) == (at_least(20), ("1113",))
    assert found["1"].missing == ("1113", "1211")


def test_households_of_every_level():
    """甲户 of 柳村 has 2 projects, 乙户 of 山乡 none, 丙户 of 白县 never spoke of any."""
    projects = indicator("projects", "项", measure=measure("sum", "ledger", field="projects"))
    aim = target(
        indicator="projects", bound=Bound(at_least=1), basis=Basis.EACH, cohort="households"
    )
    homes = {"甲户": "111111", "乙户": "11112", "丙户": "1112"}
    records = [record(HOUSEHOLD, code, name=name) for name, code in homes.items()]
    records += [
        record(LEDGER, homes[name], name=name, projects=n) for name, n in (("甲户", 2), ("乙户", 0))
    ]

    found = judged(records, aim, indicators=(projects,), on=WHERE).statuses

    assert {each.division: each.value for each in found} == {
        "111111": exact(1),
        "11111": exact(1),
        "11112": exact(0),
        "1111": exact(1),
        "1112": None,
        "111": Interval(1, 2),
        "11": Interval(1, 2),
        "1": Interval(1, 2),
    }
    zero = indicator("projects", "项", measure=projects.measure, silence=Silence.ZERO)
    found = judged(records, aim, indicators=(zero,), on=WHERE).statuses
    assert found.get("goal", "1").value == exact(1)
    assert found.get("goal", "1112").value == exact(0)

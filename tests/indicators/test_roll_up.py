"""Values at every level: own figures add, returns that cover their subtree stand or fall back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    EAST,
    END,
    GREEN,
    LAKE,
    LONE,
    OLD_BLACK,
    POPLAR,
    PROVINCE,
    RED,
    RETURN,
    SILENT_ZERO,
    STONE,
    SUBTREE_RETURN,
    TEAM,
    WEST,
    WHITE,
    WILLOW,
    indicator,
    measure,
    record,
    setting,
    value_at,
    values_of,
)

from kejifupin.indicators import RecordData, compute_values, explain_value, make_plan
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records import Condition, Operand
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

exact, at_least = Interval.exact, Interval.at_least
COUNTIES = (Level.COUNTY,)
OWN = indicator()
WHOLE = indicator(measure=measure(field="people", records="subtree"))


def own(**people):
    """Returns of some divisions' own level, by the name of the division."""
    return [
        record(RETURN, NAMED[name], f"{name}.docx", people=each) for name, each in people.items()
    ]


def whole(**people):
    """Returns that cover everything below a division."""
    return [
        record(SUBTREE_RETURN, NAMED[name], f"{name}.docx", people=each)
        for name, each in people.items()
    ]


NAMED = {
    "province": PROVINCE,
    "east": EAST,
    "west": WEST,
    "green": GREEN,
    "white": WHITE,
    "stone": STONE,
    "red": RED,
    "black": BLACK,
    "old_black": OLD_BLACK,
    "lone": LONE,
    "lake": LAKE,
    "willow": WILLOW,
    "poplar": POPLAR,
}
CODES = tuple(NAMED.values())


# Own figures


def test_own_figures_of_all_levels_add():
    """1 of the province, 2 of its prefecture, 4 and 8 of counties, 16 of a village."""
    records = own(province=1, east=2, green=4, red=8, willow=16)

    values = values_of(records, OWN)

    assert {each.division: each.value for each in values} == {
        WILLOW: exact(16),
        GREEN: exact(20),
        EAST: exact(22),
        RED: exact(8),
        WEST: exact(8),
        PROVINCE: exact(31),
    }


amounts = (
    st.integers(0, 9)
    | st.just(NONE_OF_ITEM)
    | st.builds(
        lambda low, more: Vague(low, low + more, "约"), st.integers(0, 9), st.integers(1, 5)
    )
)
own_returns = st.lists(st.tuples(st.sampled_from(CODES), amounts | st.none()), max_size=12)


def ends(people):
    """What a figure may be, from and to; a blank may be anything."""
    match people:
        case None:
            return 0, None
        case Vague():
            return people.low, people.high
        case int():
            return people, people
        case _:
            return 0, 0


def now(code):
    """The code that a county has today."""
    return BLACK if code == OLD_BLACK else code


def summed(figures):
    pairs = [ends(each) for each in figures]
    highs = [high for _, high in pairs]
    return Interval(sum(low for low, _ in pairs), None if None in highs else sum(highs))


@given(own_returns)
def test_a_value_is_the_sum_over_everything_below(returns):
    """Worked out afresh for every division from the records at or below it."""
    records = [record(RETURN, code, people=each) for code, each in returns]
    values = values_of(records, OWN)
    reach = setting().reach

    for each in values:
        below = [people for code, people in returns if reach.is_within(now(code), each.division)]
        if any(people is not None for people in below):
            assert each.value == summed(below)
        else:
            assert each.value is None


@given(own_returns)
def test_sums_conserve(returns):
    """A division has what its children have and what is its own, at every level."""
    records = [record(RETURN, code, people=each) for code, each in returns]
    values = values_of(records, OWN)
    where = setting()

    for each in values:
        children = where.divisions.children(each.division, END)
        below = [values.find("people", child.code) for child in children]
        parts = [value.known for value in below if value is not None and value.known is not None]
        mine = [people for code, people in returns if now(code) == each.division]
        if any(people is not None for people in mine):
            parts.append(summed(people for people in mine if people is not None))
        total = Interval.exact(0)
        for part in parts:
            total += part
        assert each.known == (total if parts else None)


@given(own_returns, st.randoms(use_true_random=False))
def test_the_order_of_the_records_never_matters(returns, random):
    """The same values come out of the same records, however they were read."""
    records = [record(RETURN, code, f"{n}.docx", people=p) for n, (code, p) in enumerate(returns)]

    shuffled = values_of(random.sample(records, len(records)), OWN)

    assert shuffled.items == values_of(records, OWN).items


def test_a_renamed_county_carries_its_records():
    """乌县 reported in January and 黑县, which it became, in March: one county."""
    records = own(old_black=3, black=4)

    assert value_at(records, BLACK).value == exact(7)
    assert value_at(records, OLD_BLACK) is None
    before = setting(date(2018, 2, 1))
    assert value_at(records, OLD_BLACK, on=before).value == exact(7)
    assert value_at(records, WEST, on=before).value == exact(7)


def test_local_units_and_counties_without_a_prefecture():
    """They add where they hang: below the prefecture, or just below the province."""
    records = own(lake=3, lone=4)

    assert value_at(records, EAST).value == exact(3)
    assert value_at(records, PROVINCE).value == exact(7)


def test_what_lies_outside_does_not_count():
    """A record of the neighbour province, or of a code that nobody knows."""
    records = [
        *own(green=1),
        record(RETURN, "980121", people=5),
        record(RETURN, "990777", people=5),
    ]

    assert {each.division for each in values_of(records)} == {GREEN, EAST, PROVINCE}
    assert value_at(records, PROVINCE).value == exact(1)


def test_what_is_a_level_s_own_does_not_roll_up():
    """The province's own teams; a county's are its own."""
    teams = [record(TEAM, code, leader=leader) for code in (PROVINCE, GREEN) for leader in "甲乙"]
    provincial = indicator(
        unit="支",
        measure=measure("count", records="team"),
        reported_by=(Level.PROVINCE,),
        rolls_up=False,
    )

    assert value_at(teams, PROVINCE, provincial).value == exact(2)
    assert value_at(teams, GREEN, provincial).value == exact(2)
    assert value_at(teams, EAST, provincial) is None
    missing = value_at([], PROVINCE, provincial)
    assert (missing.value, missing.missing) == (None, (PROVINCE,))


# Who is missing


def test_missing_reporters_widen_upwards_and_are_named():
    """Three of the province's seven counties reported; nobody knows of the other four."""
    counties = indicator(reported_by=COUNTIES)

    value = value_at(own(green=4, white=5, red=6), PROVINCE, counties)

    assert (value.value, value.known) == (at_least(15), exact(15))
    assert value.missing == tuple(sorted((LONE, LAKE, STONE, BLACK)))
    assert value_at(own(green=4), GREEN, counties).complete
    nobody = value_at(own(green=4), WEST, counties)
    assert (nobody.value, nobody.known) == (None, None)
    assert nobody.missing == (RED, BLACK)


def test_silence_may_mean_zero():
    """Then nobody is missing, and a county without a return has nothing."""
    counties = indicator(reported_by=COUNTIES, silence=SILENT_ZERO)

    assert value_at(own(green=4), PROVINCE, counties).value == exact(4)
    silent = value_at(own(green=4), WHITE, counties)
    assert (silent.value, silent.missing, silent.complete) == (exact(0), (), True)


def test_silence_of_everybody_is_zero_everywhere():
    """Where nobody in particular reports, a division without records has nothing."""
    anyone = indicator(silence=SILENT_ZERO)

    values = values_of([], anyone)

    assert {each.division for each in values} == set(setting().reach.below(PROVINCE))
    assert {each.value for each in values} == {exact(0)}


def test_a_blank_is_no_silence():
    """Who handed a return in and left the figure out did not say zero."""
    counties = indicator(reported_by=COUNTIES, silence=SILENT_ZERO)

    value = value_at(own(green=None, white=2), EAST, counties)

    assert (value.value, value.blank, value.missing) == (at_least(2), 1, (GREEN,))


def test_records_that_a_condition_passes_over_are_no_silence():
    """A county whose returns are all small has no large one: zero, and not missing."""
    large = Condition(field="people", at_least=Operand(constant=10))
    counted = indicator(unit="份", measure=measure("count", where=large), reported_by=COUNTIES)
    added = indicator(measure=measure(field="people", where=large), reported_by=COUNTIES)

    for found in (counted, added):
        value = value_at(own(green=4), GREEN, found)
        assert (value.value, value.missing) == (exact(0), ())


def test_a_cohort_reports():
    """The poor villages, one by one; a county's own figure is not asked for."""
    villages = indicator(cohort="villages")

    value = value_at(own(willow=3), GREEN, villages)

    assert (value.value, value.missing) == (at_least(3), (POPLAR,))


# Returns that cover their subtree


def test_an_own_return_counts_where_it_stands():
    """青县 4 and 白县 5 below; 东州 itself says 20, of which 11 are its own level's."""
    records = whole(east=20, green=4, white=5)

    east = value_at(records, EAST, WHOLE)

    assert (east.value, east.own_part) == (exact(20), exact(11))
    assert value_at(records, PROVINCE, WHOLE).value == exact(20)
    assert value_at(records, GREEN, WHOLE).value == exact(4)


def test_without_one_the_children_are_added():
    """At every level."""
    records = whole(green=4, white=5, west=7)

    assert value_at(records, EAST, WHOLE).value == exact(9)
    assert value_at(records, EAST, WHOLE).own_part is None
    assert value_at(records, PROVINCE, WHOLE).value == exact(16)


def test_a_blank_in_the_own_return_falls_back_to_the_children():
    """The blank still shows; without children nothing is known."""
    east = value_at(whole(east=None, green=4, white=5), EAST, WHOLE)
    assert (east.value, east.blank, east.missing) == (exact(9), 1, ())

    alone = value_at(whole(east=None), EAST, WHOLE)
    assert (alone.value, alone.blank, alone.missing) == (None, 1, (EAST,))


def test_one_of_two_own_returns_may_be_blank():
    """Two units of 东州 hand one in: what the one says stands, the other may add to it."""
    records = [*whole(east=20, green=4, white=25), record(SUBTREE_RETURN, EAST, "b.docx")]

    east = value_at(records, EAST, WHOLE)

    assert (east.value, east.known, east.blank) == (at_least(20), exact(20), 1)
    assert east.missing == (EAST,)
    assert east.own_part == Interval(-9, None)
    assert computed(records).issues == ()


def test_an_own_return_makes_up_for_missing_children():
    """Whoever is missing below is in it; what is its own level's may be anything up to the rest."""
    counties = indicator(measure=WHOLE.measure, reported_by=(Level.COUNTY, Level.PREFECTURE))

    east = value_at(whole(east=20, green=4), EAST, counties)

    assert (east.value, east.missing) == (exact(20), ())
    assert east.own_part == Interval(0, 16)
    without = value_at(whole(green=4), EAST, counties)
    assert (without.value, without.missing) == (at_least(4), (LAKE, WHITE))


def test_a_county_that_reports_to_the_province_is_not_in_its_prefecture():
    """石市 hands its return to the province: 东州's 20 do not hold it, the province's sum does."""
    records = whole(east=20, green=4, stone=3)

    assert value_at(records, EAST, WHOLE).value == exact(20)
    assert value_at(records, EAST, WHOLE).own_part == exact(16)
    assert value_at(records, PROVINCE, WHOLE).value == exact(23)
    assert value_at(own(east=20, stone=3), EAST, OWN).value == exact(23)


def test_returns_are_counted_at_every_level():
    """However much they cover, three returns are three."""
    count = indicator(unit="份", measure=measure("count", records="subtree"))

    assert value_at(whole(east=20, green=4, white=5), EAST, count).value == exact(3)


subtree_returns = st.dictionaries(
    st.sampled_from([code for code in CODES if code != OLD_BLACK]), amounts | st.none()
)


@given(subtree_returns)
def test_standing_returns_by_their_definition(returns):
    """A division's own figure, else the sum of its children's, worked out by plain recursion."""
    records = [record(SUBTREE_RETURN, code, people=people) for code, people in returns.items()]
    values = values_of(records, WHOLE)
    where = setting()

    def expected(code):
        if returns.get(code) is not None:
            return ends(returns[code])
        below = where.divisions.children(code, END, reporting=True)
        found = [each for child in below if (each := expected(child.code)) is not None]
        return (sum(low for low, _ in found), sum(high for _, high in found)) if found else None

    for each in values:
        known = expected(each.division)
        assert each.known == (None if known is None else Interval(*known))


def computed(records, *, on=None):
    where = on or setting()
    return compute_values(make_plan((WHOLE,)), RecordData.of(records, where), where)


def test_an_own_return_below_its_children_is_told_at_its_cell():
    """东州 says 8, its counties 9: the issue points to 东州's cell, in the unit of the form."""
    (issue,) = computed(whole(east=8, green=4, white=5)).issues

    assert issue.code == "roll_up.below_children"
    assert (issue.place.file, issue.place.cell, issue.field) == ("east.docx", "表1!R2C2", "people")
    assert "东州" in issue.message
    assert "8人次" in issue.message
    assert "9人次" in issue.message
    assert computed(whole(east=8, green=4, white=5)).values.find("people", EAST).own_part == exact(
        -1
    )


@pytest.mark.parametrize(
    "east", [9, 10, None, Vague(8, 9, "8-9"), Vague(8, None, "8以上")], ids=str
)
def test_what_may_be_right_is_not_told(east):
    """Equal to the sum, above it, blank, or vague enough."""
    assert computed(whole(east=east, green=4, white=5)).issues == ()


def test_a_dash_over_children_is_below_them():
    """“-” says that there is none of the item, and there is."""
    assert len(computed(whole(east=NONE_OF_ITEM, green=4)).issues) == 1
    assert computed(whole(east=NONE_OF_ITEM, green=0)).issues == ()


# Real divisions


def test_real_divisions_by_parent_and_by_report():
    """巩义 is a 直管县 of 郑州's code; 济源 stands below 河南; 许昌县 became 建安区."""
    where = setting(
        date(2018, 5, 31),
        table=base_divisions(),
        scope="410000",
        period=Period(date(2016, 10, 1), date(2018, 12, 31)),
    )
    codes = {"410100": 1, "410181": 2, "419001": 4, "411023": 8, "411003": 16}

    def value(kind, code, found):
        records = [record(kind, each, people=people) for each, people in codes.items()]
        return value_at(records, code, found, where).value

    assert value(RETURN, "410100", OWN) == exact(3)
    assert value(RETURN, "411000", OWN) == exact(24)
    assert value(RETURN, "410000", OWN) == exact(31)
    assert value(SUBTREE_RETURN, "410100", WHOLE) == exact(1)
    assert value(SUBTREE_RETURN, "410000", WHOLE) == exact(31)


def test_a_city_may_be_the_scope():
    """Nothing above it has a value; a county that reports past it still counts."""
    where = setting(scope=EAST)

    values = values_of(own(green=1, stone=2, red=4, province=8), OWN, on=where)

    assert {each.division: each.value for each in values} == {
        GREEN: exact(1),
        STONE: exact(2),
        EAST: exact(3),
    }
    covering = values_of(whole(green=1, stone=2), WHOLE, on=where)
    assert covering.get("people", EAST).value == exact(3)


def after_a_split():
    """The setting after 双县 of 西州 was divided in two."""
    day = date(2018, 3, 15)
    old = Division(
        "990299", "双县", Level.COUNTY, WEST, valid_to=day, successors=("990297", "990298")
    )
    parts = [Division(code, f"{code}县", Level.COUNTY, WEST, day) for code in old.successors]
    return setting(table=setting().divisions.with_divisions((old, *parts)))


def test_what_was_split_stays_at_the_parent_of_its_parts():
    """A figure of the undivided county belongs to neither of its heirs."""
    records = [record(RETURN, "990299", people=5), record(RETURN, "990297", people=2)]

    values = values_of(records, OWN, on=after_a_split())

    assert {each.division: each.value for each in values} == {
        "990297": exact(2),
        WEST: exact(7),
        PROVINCE: exact(7),
    }


def test_the_return_of_a_divided_county_does_not_stand_for_its_prefecture():
    """双县 said 5 and 红县 says 50: 西州, of which no return is there, has 55, not 5."""
    records = [
        record(SUBTREE_RETURN, "990299", "old.docx", people=5),
        record(SUBTREE_RETURN, RED, "red.docx", people=50),
    ]
    where = after_a_split()
    values = values_of(records, WHOLE, on=where)

    assert {each.division: each.value for each in values} == {
        RED: exact(50),
        WEST: exact(55),
        PROVINCE: exact(55),
    }
    plan = make_plan([WHOLE])
    why = explain_value(values.get("people", WEST), plan, RecordData.of(records, where), where)
    assert {(each.home_name, each.value_text()) for each in why.contributions} == {
        ("红县", "50人次"),
        ("双县", "5人次"),
    }


def test_the_return_of_a_prefecture_stands_for_its_divided_county():
    """西州 itself says 60: what 双县 said is in it."""
    records = [
        record(SUBTREE_RETURN, "990299", "old.docx", people=5),
        record(SUBTREE_RETURN, WEST, "west.docx", people=60),
    ]
    values = values_of(records, WHOLE, on=after_a_split())

    assert values.get("people", WEST).value == exact(60)
    assert values.get("people", WEST).own_part == exact(55)


def test_what_a_divided_county_left_blank_is_missing_under_its_own_name():
    """The two parts said nothing of it, and 西州 neither."""
    where = after_a_split()
    value = value_at([record(RETURN, "990299", people=None)], WEST, on=where)

    assert value.missing == ("990299",)
    assert where.division_name("990299") == "双县"

"""Groups that cut across the tree: 片区, real divisions, 直管县, exact also for distinct counts."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    EAST,
    GREEN,
    LEDGER,
    PINE,
    POPLAR,
    PROVINCE,
    RED,
    RETURN,
    STONE,
    SUBTREE_RETURN,
    WHITE,
    WILLOW,
    divisions,
    indicator,
    measure,
    record,
    setting,
)

from kejifupin.errors import UnknownNameError
from kejifupin.indicators import (
    Ground,
    Measure,
    MeasureKind,
    RecordData,
    Requirement,
    compute_values,
    explain_value,
    group_ground,
    make_plan,
)
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records import Reference
from kejifupin.terms.divisions import Designation, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period

exact = Interval.exact
TABLE = divisions().with_designations(
    [
        Designation("hills", GREEN),
        Designation("hills", RED),
        Designation("hills", WILLOW),
        Designation("mixed", WILLOW),
        Designation("mixed", PINE),
        Designation("mixed", WHITE),
        Designation("direct", STONE),
        Designation("left", GREEN, valid_to=date(2018, 2, 1)),
        Designation("joined", GREEN, valid_from=date(2018, 2, 1)),
    ]
)
WHERE = setting(table=TABLE)


def grouped(records, key, *indicators, where=WHERE, **options):
    ground = group_ground(key, where, **options)
    plan = make_plan(indicators or (indicator(),))
    return compute_values(plan, RecordData.of(records, where), where, ground=ground)


def returns(kind=RETURN, **people):
    return [record(kind, code, f"{code}.docx", people=n) for code, n in people.items()]


PEOPLE = {PROVINCE: 1, EAST: 2, GREEN: 4, WHITE: 8, RED: 16, WILLOW: 32, PINE: 64, POPLAR: 128}


def people(**more):
    return [record(RETURN, code, f"{code}.docx", people=n) for code, n in (PEOPLE | more).items()]


def test_a_group_holds_its_members_and_what_lies_below_them():
    """青县 4 + 32 + 128, 红县 16 + 64; 柳村, a member inside a member, counts once."""
    values = grouped(people(), "hills", indicator()).values

    assert {each.division: each.value for each in values} == {
        "hills": exact(244),
        GREEN: exact(164),
        RED: exact(80),
        WILLOW: exact(32),
        PINE: exact(64),
        POPLAR: exact(128),
    }


def test_villages_and_counties_may_be_members_together():
    """柳村 32, 松村 64, 白县 8; what 青县 has of its own is not the group's."""
    values = grouped(people(), "mixed", indicator(), name="某片区").values

    assert values.get("people", "mixed").value == exact(104)
    assert values.get("people", "mixed").division_name == "某片区"
    assert values.find("people", GREEN) is None


def names(*pairs):
    return [record(LEDGER, code, name=name) for code, name in pairs]


DISTINCT = indicator("n", "户", measure=measure("count_distinct", "ledger", distinct=("name",)))


def test_distinct_things_are_counted_once_in_a_group():
    """甲 in 青县 and in 红县, 乙 in 白县, which is no member: one."""
    records = names((GREEN, "甲"), (RED, "甲"), (WHITE, "乙"), (WILLOW, "丙"), (RED, "丙"))

    values = grouped(records, "hills", DISTINCT).values

    assert values.get("n", "hills").value == exact(2)
    assert values.get("n", GREEN).value == exact(2)
    assert values.get("n", RED).value == exact(2)


@given(st.lists(st.tuples(st.sampled_from(list(PEOPLE)), st.sampled_from("甲乙丙丁")), max_size=10))
def test_distinct_counts_of_a_group_by_their_definition(pairs):
    """As many as there are different names at or below the members."""
    within = {GREEN, RED, WILLOW, PINE, POPLAR}

    value = grouped(names(*pairs), "hills", DISTINCT).values.find("n", "hills")

    expected = len({name for code, name in pairs if code in within})
    assert (value.value.exact_value if value else 0) == expected


def test_who_is_missing_from_a_group():
    """Its counties report; 红县 did not. Those outside of the group are nobody's."""
    reported = indicator(reported_by=(Level.COUNTY,))

    value = grouped(returns(**{GREEN: 3}), "hills", reported).values.get("people", "hills")

    assert (value.value, value.known, value.missing) == (Interval.at_least(3), exact(3), (RED,))


def test_returns_that_cover_their_subtree():
    """青县's 20 stands for its villages; 东州's 100 is not the group's."""
    whole = indicator(measure=measure(field="people", records="subtree"))
    made = returns(SUBTREE_RETURN, **{EAST: 100, GREEN: 20, WILLOW: 5, RED: 7})

    values = grouped(made, "hills", whole).values

    assert values.get("people", "hills").value == exact(27)
    assert values.get("people", GREEN).own_part == exact(15)


def test_a_county_that_reports_past_its_prefecture():
    """石市 is a member by itself, whichever way it reports."""
    for kind in (RETURN, SUBTREE_RETURN):
        found = indicator(measure=measure(field="people", records=kind.key))
        values = grouped(returns(kind, **{STONE: 3, GREEN: 4}), "direct", found).values
        assert {each.division: each.value for each in values} == {
            "direct": exact(3),
            STONE: exact(3),
        }


def test_either_or_is_counted_in_a_group():
    """Of 青县 and 红县 the one with ten and more."""
    asked = indicator(
        "x",
        "个",
        measure=Measure(
            MeasureKind.MEETS,
            requirement=Requirement("people", at_least=10),
            level=Level.COUNTY,
        ),
    )
    made = returns(**{GREEN: 3, RED: 12, WHITE: 50})

    values = grouped(made, "hills", indicator(), asked).values

    assert values.get("x", "hills").value == exact(1)


def test_who_is_a_member_is_decided_on_a_day():
    """On the programme's first by default; today or ever where it is said."""
    made = returns(**{GREEN: 3})

    def value(key, reference):
        found = grouped(made, key, reference=reference).values.find("people", key)
        return found and found.value

    assert value("left", Reference.FIXED) == exact(3)
    assert value("left", Reference.CURRENT) is None
    assert value("left", Reference.EVER) == exact(3)
    assert value("joined", Reference.FIXED) is None
    assert value("joined", Reference.CURRENT) == exact(3)


def test_a_group_that_nobody_knows():
    """With the nearest."""
    with pytest.raises(UnknownNameError) as caught:
        group_ground("hils", WHERE)
    assert caught.value.nearest[0] == "hills"


def test_the_records_behind_a_group_s_value():
    """Those of the members and below, and no others; added up they are the value."""
    where, plan = WHERE, make_plan((indicator(),))
    data = RecordData.of(people(), where)
    ground = group_ground("hills", where)
    value = compute_values(plan, data, where, ground=ground).values.get("people", "hills")

    found = explain_value(value, plan, data, where, ground=ground)

    assert {each.home for each in found.contributions} == {GREEN, RED, WILLOW, PINE, POPLAR}
    assert sum(each.value for each in found.contributions) == value.value.exact_value


def test_the_whole_scope_as_a_ground_is_the_scope():
    """Every division with data, as without a ground."""
    plan, data = make_plan((indicator(),)), RecordData.of(people(), WHERE)

    grouped_, plain = (
        compute_values(plan, data, WHERE, ground=ground).values
        for ground in (Ground.of(WHERE), None)
    )

    assert grouped_.items == plain.items


# Real divisions


def real(day, period, **changes):
    table = base_divisions().with_designations(
        [
            Designation("mountains", "411023", valid_from=date(2011, 1, 1)),
            Designation("mountains", "410181", valid_from=date(2011, 1, 1)),
        ]
    )
    return setting(day, table=table, period=period, **changes)


def test_a_county_that_became_a_district_carries_its_designation_and_its_figures():
    """许昌县 411023 became 建安区 411003 in 2016-12; records of both stand there, in 许昌市."""
    where = real(date(2018, 5, 31), Period(date(2016, 1, 1), date(2018, 12, 31)), scope="410000")
    made = [record(RETURN, code, people=n) for code, n in (("411023", 3), ("411003", 4))]
    plan, data = make_plan((indicator(),)), RecordData.of(made, where)

    values = compute_values(plan, data, where).values
    group = compute_values(plan, data, where, ground=group_ground("mountains", where)).values

    assert {each.division: each.value for each in values} == {
        "411003": exact(7),
        "411000": exact(7),
        "410000": exact(7),
    }
    assert values.get("people", "411003").division_name == "建安区"
    assert group.get("people", "mountains").value == exact(7)
    before = evolve(where, as_of=date(2016, 6, 30))
    then = compute_values(plan, RecordData.of(made, before), before).values
    assert then.get("people", "411023").value == exact(7)


def test_a_city_that_changed_its_prefecture_takes_its_figures_along():
    """公主岭市 220381 of 四平 became 220184 of 长春 in 2020-06."""
    period = Period(date(2020, 1, 1), date(2020, 12, 31))
    made = [record(RETURN, code, people=n) for code, n in (("220381", 3), ("220184", 4))]
    plan = make_plan((indicator(),))

    def values(day):
        where = real(day, period, scope="220000")
        found = compute_values(plan, RecordData.of(made, where), where).values
        return {each.division: each.value.exact_value for each in found}

    assert values(date(2020, 3, 1)) == {"220381": 7, "220300": 7, "220000": 7}
    assert values(date(2020, 12, 31)) == {"220184": 7, "220100": 7, "220000": 7}


def test_a_direct_county_by_parent_and_by_reporting_parent():
    """巩义 410181: its own figures are 郑州's; a return that covers 郑州 does not hold it."""
    where = real(date(2018, 5, 31), Period(date(2016, 1, 1), date(2018, 12, 31)), scope="410000")
    own = indicator("own", measure=measure(field="people"))
    whole = indicator("whole", measure=measure(field="people", records="subtree"))
    made = [
        record(kind, code, people=n)
        for kind in (RETURN, SUBTREE_RETURN)
        for code, n in (("410181", 3), ("410182", 4))
    ]
    plan, data = make_plan((own, whole)), RecordData.of(made, where)

    values = compute_values(plan, data, where).values

    assert values.get("own", "410100").value == exact(7)
    assert values.get("whole", "410100").value == exact(4)
    assert values.get("own", "410000").value == values.get("whole", "410000").value == exact(7)

"""What in targets cannot be meant, found before any data are read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    CITED,
    COVERAGE,
    EACH,
    EAST,
    END,
    GREEN,
    RED,
    SHARE,
    START,
    WEST,
    cohort,
    indicator,
    measure,
    setting,
    target,
)

from kejifupin.indicators import Measure, MeasureKind
from kejifupin.records import Condition, Covers, Field, FieldType, Operand, RecordKind
from kejifupin.targets import Baseline, Basis, Growth, Milestone, TargetPeriod
from kejifupin.targets.consistency import Definitions, find_doubts
from kejifupin.targets.strictness import looser_in, tightens
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Level
from kejifupin.terms.status_rules import StatusRules

PEOPLE = indicator(unit="个")
FEDERATION = RecordKind(
    "federation",
    "联合会表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("score", "得分", FieldType.NUMBER, unit="分", minimum=0, maximum=100),
    ),
    identity=("division",),
    reported_by=(Level.COUNTY,),
)


def doubts(*targets, indicators=(), cohorts=(), above=(), **changes):
    """Codes of the doubts with the keys that they stand at."""
    where = setting(START, kinds=(FEDERATION,), cohorts=cohorts, **changes)
    known = {each.key: each for each in (PEOPLE, *indicators)}
    definitions = Definitions(
        {each.key: each for each in targets}, known, where, {each.key: each for each in above}
    )
    return list(find_doubts([each.key for each in targets], definitions))


def codes(*targets, **changes):
    return [(each.code, each.path) for each in doubts(*targets, **changes)]


def test_a_plain_target_raises_no_doubt():
    """A total, each of the poor counties, and a share."""
    assert not doubts(
        target(),
        target("each", basis=EACH, cohort="poor_counties", bound=Bound(at_least=1)),
        target("share", basis=SHARE, share=60, cohort="counties", bound=Bound(at_least=1)),
    )


# 000: 50 federations in all, one in each of 53 counties


def test_one_in_each_of_53_is_more_than_50():
    """Both stand in the document, and both are kept: it is told with both figures."""
    poor = cohort("fifty_three", stated_size=53)
    total = target("total", Bound(at_least=50))
    each = target("each", Bound(at_least=1), basis=EACH, cohort="fifty_three")

    (found,) = doubts(total, each, cohorts=(poor,))

    assert (found.code, found.target, found.path) == (
        "reference.impossible_total",
        "each",
        ("bound",),
    )
    assert "53" in found.message
    assert "至少50" in found.message
    assert not doubts(attrs.evolve(total, bound=Bound(at_least=53)), each, cohorts=(poor,))


@pytest.mark.parametrize(
    ("basis", "share", "floor", "told"),
    [
        (COVERAGE, None, 10, True),
        (COVERAGE, None, 11, True),
        (COVERAGE, None, 14, False),
        (SHARE, 50, 7, True),
        (SHARE, 50, 8, False),
    ],
)
def test_members_of_a_share_make_a_total_too(basis, share, floor, told):
    """Seven counties: 2 in all of them are 14; 50 per cent of seven are four, 8 with 2 each."""
    total = target("total", Bound(at_least=floor))
    each = target("part", Bound(at_least=2), basis=basis, share=share, cohort="counties")

    found = codes(total, each)

    assert (("reference.impossible_total", ("bound",)) in found) == told


def test_shares_of_members_make_no_total():
    """85 % in each of seven counties are not 595 % of their province, nor are 元/亩 added."""
    each = target("each", Bound(at_least=85), basis=EACH, cohort="counties")
    total = target("total", Bound(at_least=90))
    assert codes(total, each)
    for unit in ("%", "元/亩"):
        assert not codes(total, each, indicators=(attrs.evolve(PEOPLE, unit=unit),))


def test_a_ceiling_of_each_that_no_total_can_reach():
    """At most 1 in each of seven counties are at most 7; of poor ones alone others may add."""
    total = target("total", Bound(at_least=8))
    each = target("each", Bound(at_most=1), basis=EACH, cohort="counties")

    assert [code for code, _ in codes(total, each)] == ["reference.impossible_total"]
    assert not codes(total, attrs.evolve(each, cohort="poor_counties"))
    assert not codes(attrs.evolve(total, bound=Bound(at_least=7)), each)


# Days and milestones


def test_a_due_day_before_the_programme_begins():
    """A slip of the year; of a period too."""
    early = target(due_on=START - timedelta(days=1))
    period = target(periods=(TargetPeriod("a", Bound(at_least=1), date(2017, 12, 31)),))

    assert codes(early) == [("target.due_before_start", ("due_on",))]
    assert codes(period) == [("target.due_before_start", ("periods", 0, "due_on"))]
    assert not codes(attrs.evolve(early, starts_on=date(2017, 12, 1)))


def milestones(*pairs, bound=None):
    return target(
        bound=bound or Bound(at_least=100),
        milestones=tuple(Milestone(day, Bound(at_least=floor)) for day, floor in pairs),
    )


FEBRUARY, MARCH = date(2018, 2, 1), date(2018, 3, 1)


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([(FEBRUARY, 30), (MARCH, 60)], []),
        ([(MARCH, 60), (FEBRUARY, 30)], []),
        ([(FEBRUARY, 30), (MARCH, 30)], []),
        ([(FEBRUARY, 120)], [0]),
        ([(FEBRUARY, 60), (MARCH, 30)], [1]),
        ([(MARCH, 30), (FEBRUARY, 60)], [0]),
        ([(END, 50)], [0]),
        ([(START - timedelta(days=1), 50)], [0]),
        ([(FEBRUARY, 30), (FEBRUARY, 40)], [1]),
    ],
)
def test_milestones_rise_towards_the_target(pairs, wrong):
    """Cumulative, before the due day, none above the last: whatever their order in the file."""
    assert codes(milestones(*pairs)) == [
        ("target.milestones", ("milestones", number)) for number in wrong
    ]


def test_a_milestone_above_a_ceiling():
    """20 by February, between 5 and 10 in the end."""
    assert codes(milestones((FEBRUARY, 20), bound=Bound(5, 10))) == [
        ("target.milestones", ("milestones", 0))
    ]


# Units and baselines


@pytest.mark.parametrize(
    ("due_days", "floors", "wrong"),
    [
        ((10, 20), (4, 8), []),
        ((10, 20), (12, 8), [0, 1]),
        ((10, 20), (8, 4), [1]),
        ((20, 10), (4, 8), [0]),
        ((10, 200), (4, 8), [1]),
    ],
)
def test_periods_from_the_beginning_rise_towards_the_whole(due_days, floors, wrong):
    """10 in 99 days: neither 12 nor less than before on the way, and nothing after the end."""
    periods = tuple(
        TargetPeriod(str(number), Bound(at_least=floor), START + timedelta(days))
        for number, (days, floor) in enumerate(zip(due_days, floors, strict=True))
    )
    told = codes(target(periods=periods))
    assert told == [("target.milestones", ("periods", number)) for number in wrong]


def test_a_period_with_an_indicator_of_its_own_is_no_part_of_the_way():
    """12 in one year is no more than 10 in all of them, where the year counts something else."""
    period = TargetPeriod("a", Bound(at_least=12), START + timedelta(9), indicator="yearly")
    assert not codes(target(periods=(period,)), indicators=(indicator("yearly", "个"),))


def test_half_a_thing_is_told():
    """2.5个 cannot be; 3.5万人次 are 35000."""
    many = indicator("many", unit="万人次")

    assert codes(target(bound=Bound(at_least=Decimal("2.5")))) == [("target.unit", ("bound",))]
    assert not codes(
        target(indicator="many", bound=Bound(at_least=Decimal("3.5"))), indicators=(many,)
    )


def test_baselines_that_do_not_fit():
    """Another unit is an error; per cent of 0 are told; households have none of their own."""
    before = indicator("before", unit="人次")
    base = target(
        growth=Growth.PERCENT, baseline=Baseline(CITED, indicator="before"), bound=Bound(5)
    )
    zero = attrs.evolve(base, baseline=Baseline(CITED, value=0))
    of_records = attrs.evolve(
        base, basis=EACH, cohort="households", baseline=Baseline(CITED, value=1)
    )

    assert codes(base, indicators=(before,)) == [("reference.unit", ("baseline", "indicator"))]
    assert codes(zero) == [("target.growth_over_zero", ("baseline",))]
    assert codes(of_records) == [("target.growth_of_records", ("baseline",))]


# What can be reached

COUNT = indicator("federations", "个", measure=measure("count", "federation"))


def test_a_growth_a_year_says_over_how_many_years():
    """A baseline of the same day three years before makes three years, not four."""
    aim = attrs.evolve(
        target(bound=Bound(at_least=10)),
        label="年均增长10%",
        growth=Growth.PERCENT,
        baseline=Baseline(CITED, value=100, on=END.replace(year=END.year - 3)),
    )

    assert codes(aim) == [("target.years", ("growth",))]
    assert not codes(attrs.evolve(aim, years=3))
    assert codes(attrs.evolve(aim, years=4)) == [("target.years", ("years",))]


def test_more_than_every_county_can_hand_in():
    """Seven counties with one return each: eight cannot be, nor two from one of them."""
    assert not codes(target(indicator="federations", bound=Bound(at_least=7)), indicators=(COUNT,))
    (found,) = doubts(target(indicator="federations", bound=Bound(at_least=8)), indicators=(COUNT,))
    assert found.code == "target.unreachable"
    assert "共7个" in found.message
    two = target(
        indicator="federations", bound=Bound(at_least=2), basis=EACH, cohort="poor_counties"
    )
    assert codes(two, indicators=(COUNT,)) == [("target.unreachable", ("bound",))]


def test_a_part_that_is_more_than_its_division_can_have():
    """西州 has two counties, red and black: three are too many for it."""
    aim = target(
        indicator="federations",
        bound=Bound(at_least=5),
        allocations={EAST: Bound(at_least=2), WEST: Bound(at_least=3)},
    )

    assert codes(aim, indicators=(COUNT,)) == [("target.unreachable", ("allocations", WEST))]


def test_more_than_all_of_a_whole():
    """A share of the returns cannot be 120 per cent; growth can."""
    share = indicator(
        "share",
        "%",
        measure=Measure(
            MeasureKind.RATIO,
            numerator=measure(
                "count",
                "federation",
                where=Condition(field="score", at_least=Operand(constant=60)),
            ),
            denominator=measure("count", "federation"),
        ),
    )
    average = indicator("average", "分", measure=measure("average", "federation", field="score"))

    assert codes(target(indicator="share", bound=Bound(at_least=120)), indicators=(share,)) == [
        ("target.unreachable", ("bound",))
    ]
    assert not codes(target(indicator="share", bound=Bound(at_least=100)), indicators=(share,))
    assert codes(target(indicator="average", bound=Bound(at_least=101)), indicators=(average,)) == [
        ("target.unreachable", ("bound",))
    ]


def test_subtree_returns_are_no_limit_by_themselves():
    """A kind that nobody in particular hands in says nothing of how many there can be."""
    free = attrs.evolve(FEDERATION, key="free", reported_by=(), covers=Covers.SUBTREE)
    count = indicator("free", "个", measure=measure("count", "free"))

    where = setting(START, kinds=(free,))
    aim = target(indicator="free", bound=Bound(at_least=1000))
    definitions = Definitions({aim.key: aim}, {"free": count}, where, {})
    assert not list(find_doubts([aim.key], definitions))


def test_a_cohort_that_never_has_a_member():
    """Provinces inside a prefecture; villages may still come with a register."""
    provinces = cohort("provinces", level=Level.PROVINCE, designation=None)
    aim = target(basis=EACH, cohort="provinces", bound=Bound(at_least=1))

    assert codes(aim, cohorts=(provinces,), scope=EAST) == [("target.no_members", ("cohort",))]
    villages = cohort("all_villages", level=Level.VILLAGE, designation="nowhere")
    assert not codes(attrs.evolve(aim, cohort="all_villages"), cohorts=(villages,))


# Parts and wholes


def allocated(whole, **parts):
    codes_of = {"east": EAST, "west": WEST, "green": GREEN, "red": RED}
    return target(
        bound=Bound(at_least=whole),
        allocations={codes_of[name]: Bound(at_least=n) for name, n in parts.items()},
    )


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (allocated(10, east=4, west=6), []),
        (allocated(10, east=4, west=5), ["比10少1"]),
        (allocated(10, east=6, west=6), ["比10多2"]),
        (allocated(10, east=4, west=6, green=4), []),
        (allocated(10, east=4, west=6, green=3), ["东州的1个分解数合起来是3，比4少1"]),
        (allocated(10, green=4, red=6), []),
    ],
)
def test_parts_add_up_to_their_whole(aim, words):
    """At every level that hands down; more than the whole is only noted."""
    found = [each for each in doubts(aim) if each.code == "target.allocation_sum"]

    assert len(found) == len(words)
    assert all(word in each.message for word, each in zip(words, found, strict=True))


def test_parts_outside_of_the_target():
    """西州 is no part of 东州."""
    aim = target(scope=EAST, allocations={WEST: Bound(at_least=10)})

    assert ("target.allocation_outside", ("allocations", WEST)) in codes(aim)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=2), st.integers(-3, 3))
def test_only_sums_that_differ_are_told(parts, off):
    """Whatever the parts are."""
    east, west = parts
    whole = max(0, east + west + off)
    found = doubts(allocated(whole, east=east, west=west))

    assert bool(found) == (whole != east + west)


def test_targets_that_exclude_each_other():
    """At least 10 and at most 9 of the same; told once, at the second."""
    found = doubts(target("a", Bound(at_least=10)), target("b", Bound(at_most=9)))

    assert [(each.code, each.target) for each in found] == [("target.contradiction", "b")]
    assert not doubts(target("a", Bound(at_least=10)), target("b", Bound(at_most=9), due_on=MARCH))


# Child and parent


def test_a_total_below_what_was_handed_down():
    """The province gave 东州 6 of its 10, whose own plan says 5."""
    parent = target("parent", allocations={EAST: Bound(at_least=6), WEST: Bound(at_least=4)})

    found = codes(target("own", Bound(at_least=5)), above=(parent,), scope=EAST)

    assert found == [("target.above_allocation", ("bound",))]
    assert not codes(target("own", Bound(at_least=6)), above=(parent,), scope=EAST)


def test_a_target_that_is_looser_than_the_one_above():
    """1 where the province asks for 2, or the same a month later."""
    parent = target("parent", Bound(at_least=2), basis=EACH, cohort="counties", due_on=MARCH)
    own = target("own", Bound(at_least=1), basis=EACH, cohort="counties", due_on=MARCH)

    assert codes(own, above=(parent,)) == [("target.looser_than_above", ("bound",))]
    later = attrs.evolve(own, bound=Bound(at_least=2), due_on=END)
    (found,) = doubts(later, above=(parent,))
    assert "期限更晚" in found.message
    assert not codes(attrs.evolve(own, replaces="parent"), above=(parent,))
    assert not codes(attrs.evolve(own, bound=Bound(at_least=3)), above=(parent,))


def test_what_is_stricter():
    """More, earlier, or of more members; never more of one and less of another."""
    base = target(basis=SHARE, share=60, cohort="counties", bound=Bound(at_least=2), due_on=MARCH)

    def change(**values):
        other = attrs.evolve(base, **values)
        return tightens(other, base, end=END)

    assert change(bound=Bound(at_least=3))
    assert change(due_on=FEBRUARY)
    assert change(share=70)
    assert change(basis=COVERAGE, share=None)
    assert not change()
    assert not change(bound=Bound(at_least=3), share=50)
    assert not change(bound=Bound(at_least=3), due_on=END)
    assert not change(bound=Bound(at_least=3), indicator="other")
    assert not change(bound=Bound(at_least=3), cohort="poor_counties")
    assert len(looser_in(target(), base, end=END)) == 2


def test_basic_coverage_without_a_threshold_is_noted():
    """Unless the target or the programme has one."""
    aim = target(basis=Basis.BASIC_COVERAGE, cohort="counties", bound=Bound(at_least=1))

    assert codes(aim) == [("target.no_threshold", ("basis",))]
    assert not codes(attrs.evolve(aim, share=90))
    assert not codes(aim, status_rules=StatusRules(basic_coverage=90))


def test_names_that_lead_nowhere_stop_no_other_check():
    """They are told elsewhere; the days of the same target are still looked at."""
    lost = target(indicator="nothing", due_on=START - timedelta(days=1))

    assert codes(lost) == [("target.due_before_start", ("due_on",))]

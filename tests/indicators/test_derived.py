"""Indicators worked out from others, and either-or, at every level, by hand."""

from __future__ import annotations

import pytest
from small_world import (
    BLACK,
    EAST,
    GREEN,
    HOUSEHOLD,
    LAKE,
    LEDGER,
    LONE,
    MONTHLY,
    PROVINCE,
    RED,
    RETURN,
    SHARE,
    SILENT_ZERO,
    STONE,
    WEST,
    WHITE,
    WILLOW,
    cohort,
    indicator,
    judged,
    measure,
    record,
    setting,
    target,
    value_at,
    values_of,
)

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators import (
    Expression,
    Measure,
    MeasureKind,
    RecordData,
    Requirement,
    compute_values,
    explain_value,
    make_plan,
)
from kejifupin.indicators.formulas import formula_text
from kejifupin.indicators.measures import PythonMeasure
from kejifupin.records import Condition, Operand
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval

exact, at_least = Interval.exact, Interval.at_least
A = indicator("a", "个", label="甲", measure=measure(field="groups"))
B = indicator("b", "个", label="乙", measure=measure(field="groups", records="monthly"))
C = indicator("c", "人次", label="丙", measure=measure(field="people"))


def derived(key="x", unit="个", **parts):
    shorthand = {
        name: tuple(
            each if isinstance(each, Expression) else Expression.from_shorthand(each)
            for each in value
        )
        for name, value in parts.items()
    }
    return indicator(
        key, unit, measure=Measure(MeasureKind.DERIVED, expression=Expression(**shorthand))
    )


def returns(**groups):
    """甲 of some divisions, by the name in NAMED."""
    return [
        record(RETURN, NAMED[name], f"{name}.docx", groups=each, people=10)
        for name, each in groups.items()
    ]


def monthlies(**groups):
    """乙 of some divisions."""
    return [record(MONTHLY, NAMED[name], f"m-{name}.docx", groups=g) for name, g in groups.items()]


NAMED = {"green": GREEN, "white": WHITE, "stone": STONE, "red": RED, "black": BLACK, "lone": LONE}
NAMED |= {"willow": WILLOW, "east": EAST, "province": PROVINCE}
RECORDS = [
    *returns(green=3, white=1, red=0, willow=2),
    *monthlies(green=1, white=4, red=5, willow=1),
]


def at(found, *codes, records=RECORDS):
    values = values_of(records, A, B, C, found)
    return [values.get(found.key, code).value for code in codes]


LEVELS = (WILLOW, GREEN, EAST, RED, WEST, PROVINCE)


def test_sums_differences_and_multiples_at_every_level():
    """甲: 柳村 2, 青县 3 + 2, 东州 6, 红县 0; 乙: 1, 1 + 1, 6, 5."""
    assert at(derived(sum=("a", "b")), *LEVELS) == [exact(n) for n in (3, 7, 12, 5, 5, 17)]
    assert at(derived(difference=("a", "b")), *LEVELS) == [exact(n) for n in (1, 3, 0, -5, -5, -5)]
    assert at(derived(product=("a", 3)), *LEVELS) == [exact(n) for n in (6, 15, 18, 0, 0, 18)]
    assert at(derived(sum=("a", 10)), GREEN) == [exact(15)]


def test_a_ratio_divides_what_was_rolled_up():
    """甲 of 甲 and 乙 together: 5 of 7 in 青县, 6 of 12 in 东州, 6 of 17 in the province."""
    whole = Expression(sum=(Expression("a"), Expression("b")))
    share = derived(unit="%", ratio=("a", whole))

    green, east, province = at(share, GREEN, EAST, PROVINCE)

    assert east == exact(50)
    assert green == exact(5).divided_by(exact(7)).scaled(100)
    assert province == exact(6).divided_by(exact(17)).scaled(100)


def test_a_rate_has_a_unit_of_its_own():
    """10人次 each of 青县 and 柳村, and 5个: 4人次/个."""
    assert at(derived(unit="人次/个", ratio=("c", "a")), GREEN) == [exact(4)]


def test_units_are_brought_together():
    """0.5万人次 and 300人次 are 5300人次, 0.53万人次."""
    crowd = indicator("crowd", "万人次", measure=measure(field="crowd"))
    both = derived("both", "人次", sum=("crowd", "c"))
    same = derived("same", "万人次", sum=("crowd", "c"))
    from decimal import Decimal

    made = [record(RETURN, GREEN, crowd=Decimal("0.5"), people=300)]
    values = values_of(made, crowd, C, both, same)

    assert values.get("both", GREEN).value == exact(5300)
    assert values.get("same", GREEN).value == exact(Decimal("0.53"))


def test_derived_from_derived():
    """(甲 + 乙) - 甲 is 乙, also where 甲 is not known."""
    total = derived("total", sum=("a", "b"))
    rest = derived("rest", difference=("total", "a"))
    records = [*returns(green=None), *monthlies(green=4)]

    values = values_of(records, A, B, total, rest)

    assert values.get("total", GREEN).value == at_least(4)
    assert values.get("rest", GREEN).value == exact(4)


def test_what_is_missing_of_one_is_missing_of_the_whole():
    """Of 白县 nothing was heard of 乙: 至少 3 + 1 in 东州, and it is named."""
    reported = indicator("b", "个", measure=B.measure, reported_by=(Level.COUNTY,))
    total = derived(sum=("a", "b"))
    records = [*returns(green=3, white=1), *monthlies(green=0)]

    value = values_of(records, A, reported, total).get("x", EAST)

    assert (value.value, value.known) == (at_least(4), exact(4))
    assert WHITE in value.missing
    assert GREEN not in value.missing
    difference = derived(difference=("a", "b"))
    found = values_of(records, A, reported, difference).get("x", EAST)
    assert (found.value, found.known) == (Interval(None, 4), exact(4))


def test_without_any_data_of_one_the_whole_is_incomplete():
    """红县 has 甲 and nobody ever spoke of 乙: at least what 甲 is; of neither, no data."""
    total = derived(sum=("a", "b"))
    value = values_of(returns(red=3), A, B, total).get("x", RED)

    assert (value.value, value.known, value.missing) == (at_least(3), exact(3), (RED,))
    assert not value.complete
    assert value_at(returns(red=3), GREEN, A) is None
    assert values_of(returns(red=3), A, B, total).find("x", GREEN) is None


def test_counts_of_what_stands_behind_it():
    """Reported, blank and “-” of all that it rests on."""
    records = [*returns(green=3, white=None), *monthlies(green=1)]

    value = values_of(records, A, B, derived(sum=("a", "b"))).get("x", EAST)

    assert (value.reported, value.blank, value.none) == (2, 1, 0)


def test_a_measure_in_python_may_be_an_operand():
    """It may be negative: nothing is taken for granted where it has no data."""
    loss = PythonMeasure(
        "loss", "亏", (measure(field="groups"),), lambda parts: parts[0] and parts[0].scaled(-1)
    )
    named = indicator("n", "个", measure=Measure(MeasureKind.NAMED, name="loss"))
    total = derived(sum=("n", "b"))

    values = values_of(RECORDS, named, B, total, measures=(loss,))
    alone = values_of(monthlies(green=1), named, B, total, measures=(loss,))

    assert values.get("x", GREEN).value == exact(-3)
    assert alone.get("x", GREEN).value == Interval.unknown()


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ((derived("x", sum=("x", "a")),), "worked out from itself"),
        ((derived("x", sum=("y", "a")), derived("y", sum=("x", "a"))), "worked out from itself"),
        ((derived("x", sum=("a", "c")),), "do not convert"),
        ((derived("x", unit="%", sum=("a", "b")),), "do not convert"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(found, message):
    """Rings, and units that do not go together; told in Chinese too."""
    with pytest.raises(DefinitionError, match=message) as caught:
        make_plan((A, B, C, *found))
    assert caught.value.chinese != caught.value.message


def test_an_unknown_operand_is_told():
    """With the nearest name."""
    with pytest.raises(UnknownNameError) as caught:
        make_plan((indicator("federations"), derived(sum=("fedrations", "x1"))))
    assert caught.value.nearest == ("federations",)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"sum": (Expression("a"),)},
        {"ratio": (Expression("a"),)},
        {"product": (Expression("a"),)},
        {"product": (Expression(constant=2), Expression(constant=3))},
        {"indicator": "a", "constant": 2},
    ],
)
def test_an_expression_says_one_thing(parts):
    """And each of its operations has as many parts as it needs."""
    with pytest.raises(DefinitionError):
        Expression(**parts)


# Either-or


def either(key="x", unit="个", *, limits=(("a", 1), ("b", 1)), **units):
    parts = tuple(Requirement(name, at_least=least) for name, least in limits)
    return indicator(
        key, unit, measure=Measure(MeasureKind.MEETS, requirement=Requirement(any=parts), **units)
    )


COUNTIES = either(level=Level.COUNTY)


def test_counties_with_one_or_the_other_are_counted_at_every_level():
    """青县 has 甲, 白县 乙, 红县 neither, 石市 both; of the other three nobody knows."""
    records = [
        *returns(green=1, white=0, red=0, stone=2),
        *monthlies(green=0, white=2, red=0, stone=3),
    ]
    values = values_of(records, A, B, COUNTIES)

    found = {
        code: values.get("x", code).value for code in (GREEN, WHITE, RED, EAST, WEST, PROVINCE)
    }
    assert found == {
        GREEN: exact(1),
        WHITE: exact(1),
        RED: exact(0),
        EAST: Interval(3, 4),
        WEST: Interval(0, 1),
        PROVINCE: Interval(3, 6),
    }
    province = values.get("x", PROVINCE)
    assert province.known == exact(3)
    assert {LONE, BLACK} < set(province.missing)
    assert RED not in province.missing


def test_one_half_is_enough_to_know():
    """甲 stands, and 乙 was left blank: the county has one or the other all the same."""
    records = [*returns(green=1, white=0), *monthlies(green=None, white=None)]
    values = values_of(records, A, B, COUNTIES)

    assert values.get("x", GREEN).value == exact(1)
    assert values.get("x", WHITE).value == Interval(0, 1)
    assert values.get("x", WHITE).missing == (WHITE,)
    assert values.get("x", GREEN).complete


def test_both_are_demanded_by_all():
    """青县 has both, 白县 one of them."""
    both = Requirement(all=(Requirement("a", at_least=1), Requirement("b", at_least=2)))
    found = indicator(
        "x", "个", measure=Measure(MeasureKind.MEETS, requirement=both, level=Level.COUNTY)
    )
    records = [*returns(green=1, white=1), *monthlies(green=2, white=1)]

    values = values_of(records, A, B, found)

    assert [values.get("x", code).value for code in (GREEN, WHITE)] == [exact(1), exact(0)]


def test_a_cohort_s_divisions_are_counted():
    """Of the poor counties 青县 and 红县; 白县 is none."""
    records = [
        *returns(green=1, white=1, red=0),
        *monthlies(green=0, white=0, red=1),
    ]
    found = either(cohort="poor_counties")

    values = values_of(records, A, B, found)

    assert values.get("x", PROVINCE).value == exact(2)
    assert values.get("x", EAST).value == exact(1)
    assert values.find("x", WHITE) is None


def test_sixty_per_cent_of_the_counties_have_one_or_the_other():
    """A share target over 1 or 0 of each county: 5 of 7 are 71 %, 4 of 7 are 57 %."""
    asked = either()
    aim = target("goal", Bound(at_least=1), indicator="x", basis=SHARE, cohort="counties", share=60)

    def state(**groups):
        seven = dict.fromkeys(("green", "white", "stone", "red", "black", "lone"), 0)
        records = [*returns(**(seven | groups)), *monthlies(**(seven | {"white": 1}))]
        records.append(record(RETURN, "990100-x", groups=0))
        records.append(record(MONTHLY, "990100-x", groups=0))
        found = judged(records, aim, indicators=(A, B, asked)).statuses.get("goal", PROVINCE)
        return found.state.value, found.value.low

    met, share = state(green=1, stone=1, red=1, black=1)
    assert (met, int(share)) == ("MET", 71)
    behind, share = state(green=1, stone=1, red=1)
    assert (behind != "MET", int(share)) == (True, 57)


def test_households_that_have_one_skill_or_one_project():
    """Each household for itself: 甲户 a skill, 乙户 a project, 丙户 neither."""
    skills = indicator("skills", "项", measure=measure("sum", "household", field="skills"))
    projects = indicator("projects", "项", measure=measure("sum", "ledger", field="projects"))
    asked = either("x", "户", limits=(("skills", 1), ("projects", 1)))
    aim = target(
        "goal", Bound(at_least=1), indicator="x", basis=SHARE, cohort="households", share=60
    )
    records = [
        record(HOUSEHOLD, GREEN, name=name, village="柳村", skills=found)
        for name, found in (("甲户", 1), ("乙户", 0), ("丙户", 0))
    ]
    records += [
        record(LEDGER, GREEN, name=name, village="柳村", projects=found)
        for name, found in (("甲户", 0), ("乙户", 2), ("丙户", 0))
    ]

    found = judged(records, aim, indicators=(skills, projects, asked)).statuses

    status = found.get("goal", GREEN)
    assert (status.state.value, int(status.value.low)) == ("MET", 66)


def test_households_are_counted_at_every_level():
    """Able are all but 戊户, and maybe 丁户: 甲户 has a skill, 乙户 a project, 丙户 neither."""
    skills = indicator("skills", "项", measure=measure("sum", "household", field="skills"))
    projects = indicator("projects", "项", measure=measure("sum", "ledger", field="projects"))
    asked = either("x", "户", limits=(("skills", 1), ("projects", 1)), cohort="able")
    rows = (
        (WILLOW, "甲户", 2, 1, 0),
        (WILLOW, "乙户", 1, 0, 2),
        (GREEN, "丙户", 1, 0, 0),
        (GREEN, "丁户", None, 3, 0),
        (RED, "戊户", 0, 3, 3),
        (RED, "己户", 1, None, 0),
    )
    records = [
        record(HOUSEHOLD, code, f"{name}.docx", name=name, workers=workers, skills=found)
        for code, name, workers, found, _ in rows
    ]
    records += [record(LEDGER, code, name=name, projects=found) for code, name, *_, found in rows]
    where, plan = setting(), make_plan((skills, projects, asked))
    data = RecordData.of(records, where)

    values = compute_values(plan, data, where).values

    assert {each.division: each.value for each in values.where(indicator="x")} == {
        WILLOW: exact(2),
        GREEN: Interval(2, 3),
        EAST: Interval(2, 3),
        RED: Interval(0, 1),
        WEST: Interval(0, 1),
        PROVINCE: Interval(2, 4),
    }
    province = values.get("x", PROVINCE)
    assert (province.missing, province.known) == ((GREEN, RED), exact(2))
    told = explain_value(values.get("x", EAST), plan, data, where).contributions
    assert [(each.file, each.certain) for each in told] == [
        ("甲户.docx", True),
        ("乙户.docx", True),
        ("丁户.docx", False),
    ]


def test_nothing_is_met_by_a_count_of_divisions():
    """What it rests on can be."""
    asked = Measure(MeasureKind.MEETS, requirement=Requirement("x", at_least=1))
    with pytest.raises(DefinitionError, match="counts divisions"):
        make_plan((A, B, COUNTIES, indicator("y", "个", measure=asked)))


def test_counts_of_divisions_are_worked_with():
    """Of the counties with 甲 those with 乙 too: 青县 of 青县 and 白县, of the province 1 of 3.

    In 红县 nobody has told 乙: 1 or 2 of 3.
    """
    have = either("has_a", limits=(("a", 1),), level=Level.COUNTY)
    both = indicator(
        "both",
        "个",
        measure=Measure(
            MeasureKind.MEETS,
            requirement=Requirement(
                all=(Requirement("a", at_least=1), Requirement("b", at_least=1))
            ),
            level=Level.COUNTY,
        ),
    )
    asked = derived("x", "%", ratio=("both", "has_a"))
    seven = dict.fromkeys(("green", "white", "stone", "red", "black", "lone"), 0)
    records = [*returns(**(seven | {"green": 1, "white": 1, "red": 1}))]
    records += monthlies(**(seven | {"green": 2, "red": None}))
    records += [record(RETURN, LAKE, groups=0), record(MONTHLY, LAKE, groups=0)]
    where, plan = setting(), make_plan((A, B, have, both, asked))
    data = RecordData.of(records, where)

    values = compute_values(plan, data, where).values

    assert values.get("x", EAST).value == exact(50)
    assert values.get("x", GREEN).value == exact(100)
    found = values.get("x", PROVINCE)
    assert (int(found.value.low), int(found.value.high)) == (33, 66)
    assert found.missing == (RED,)
    assert values.find("x", WILLOW) is None
    told = explain_value(values.get("x", GREEN), plan, data, where)
    assert {each.file for each in told.contributions} == {"green.docx", "m-green.docx"}
    assert [each.indicator.key for each in told.operands] == ["both", "has_a"]


def test_counts_of_divisions_say_nothing_of_a_household():
    """A household is no county."""
    asked = derived("x", sum=("n", 1))
    counts = either("n", limits=(("a", 1),), level=Level.COUNTY)
    aim = target(
        "goal", Bound(at_least=1), indicator="x", basis=SHARE, cohort="households", share=60
    )
    with pytest.raises(DefinitionError, match="one record"):
        judged(RECORDS, aim, indicators=(A, B, counts, asked))


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"indicator": "a"},
        {"at_least": 1},
        {"indicator": "a", "at_least": 2, "at_most": 1},
        {"any": (Requirement("a", at_least=1),), "indicator": "b", "at_least": 1},
    ],
)
def test_a_requirement_says_one_thing(parts):
    """An indicator with limits, or a combination."""
    with pytest.raises(DefinitionError):
        Requirement(**parts)


@pytest.mark.parametrize(
    "told",
    [
        {"reported_by": (Level.COUNTY,)},
        {"cohort": "counties"},
        {"silence": SILENT_ZERO},
        {"rolls_up": False},
        {"split_by": "needs"},
    ],
)
def test_nobody_reports_what_is_worked_out(told):
    """Who reports it is said where it is counted."""
    found = Measure(MeasureKind.DERIVED, expression=Expression("a"))
    with pytest.raises(DefinitionError):
        indicator("x", measure=found, **told)


def test_formulas_in_words():
    """As an explanation prints them."""
    whole = Expression(sum=(Expression("a"), Expression("b")))
    share = derived("share", "%", ratio=("a", whole))
    some = cohort("some", label="贫困县")
    plan = make_plan((A, B, share, COUNTIES, either("y", cohort="some"), either("z")))
    where = setting(cohorts=(some,))

    texts = [formula_text(plan.indicators[key], plan, where) for key in ("share", "x", "y", "z")]

    assert texts == [
        "“甲”÷（“甲”＋“乙”）",
        "“甲”至少1个或“乙”至少1个的县市区个数",
        "贫困县中“甲”至少1个或“乙”至少1个的个数",
        "“甲”至少1个或“乙”至少1个的计1，否则计0",
    ]


def test_records_that_may_count_leave_a_requirement_open():
    """A return whose 人次 is blank may be a large one."""
    large = Condition(field="people", at_least=Operand(constant=10))
    counted = indicator("a", "个", measure=measure("count", where=large))
    asked = either(limits=(("a", 1),))

    value = values_of([record(RETURN, GREEN, people=None)], counted, asked).get("x", GREEN)

    assert value.value == Interval(0, 1)


def test_two_indicators_multiply_with_their_units():
    """青县: 3 + 2 groups times 10 + 10 attendances; 东州: 6 times 30; 红县: 0 times 10."""
    both = derived(unit="个·人次", product=("a", "c"))

    assert at(both, GREEN, EAST, RED) == [exact(100), exact(180), exact(0)]
    assert at(derived(unit="个·人次", product=("a", 2, "c")), GREEN) == [exact(200)]


def test_units_of_products_and_quotients_must_fit():
    """个 times 人次 is no number of 个, and 人次 of each 个 is 人次/个."""
    with pytest.raises(DefinitionError, match="convert"):
        make_plan([A, C, derived(unit="个", product=("a", "c"))], [])

    make_plan([A, C, derived(unit="人次/个", ratio=("c", "a"))], [])
    make_plan(
        [
            A,
            C,
            derived(unit="个", product=("a", Expression(ratio=(Expression("c"), Expression("c"))))),
        ],
        [],
    )

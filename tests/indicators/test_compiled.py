"""The compiled pass held against the plain interpreter, on anything asked or written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import EAST, GREEN, LONE, PINE, POPLAR, PROVINCE, RED, WILLOW, place, setting

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.compiled_tallies import count_records
from kejifupin.indicators.counting import tallies_by_home
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.windows import Window
from kejifupin.records import Condition, Field, FieldType, Operand, RecordKind, make_record
from kejifupin.records.values import Unread
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

KIND = RecordKind(
    "visit",
    "走访表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "姓名"),
        Field("need", "需求", FieldType.CHOICE, choices=("种植", "养殖")),
        Field("needs", "各项需求", FieldType.CHOICES, choices=("种植", "养殖", "加工")),
        Field("people", "人次", FieldType.NUMBER, unit="人次"),
        Field("crowd", "总人次", FieldType.NUMBER, unit="万人次", decimals=4),
        Field("homes", "户数", FieldType.NUMBER, unit="户"),
        Field("guests", "来宾", FieldType.NUMBER, unit="人次"),
        Field("day", "日期", FieldType.DATE),
        Field("when_held", "时间", FieldType.WHEN),
        Field("period", "统计时间", FieldType.PERIOD),
    ),
    identity=("division", "name", "day"),
)
WHERE = setting(date(2018, 3, 1), kinds=(KIND,))
DAYS = [date(2018, 1, 1), date(2018, 1, 31), date(2018, 3, 1), date(2018, 3, 2)]
PERIODS = [Period.month(2018, 1), Period(date(2018, 2, 1), date(2018, 3, 2))]
NUMBERS = [0, 1, 2, 10, Decimal("1.5"), Decimal(2), Decimal("0.0001")]
TEXTS = ["种植", "养殖", "甲", "甲 ", "（甲）", ""]
HOMES = [PROVINCE, EAST, GREEN, WILLOW, POPLAR, RED, PINE, LONE, "980121"]

number = st.sampled_from(NUMBERS)
day = st.sampled_from(DAYS)
text = st.sampled_from(TEXTS)
odd = st.sampled_from(
    [
        None,
        NONE_OF_ITEM,
        Unread("三五"),
        Vague(1, 2, "1-2"),
        Vague(1, 2, "1余", high_open=True),
        Vague(2, None, "2以上"),
        Vague(None, 1, "不足2"),
        True,
        (),
        place(None, "某地"),
        7,
        "甲",
        DAYS[0],
    ]
)
labels = st.lists(st.sampled_from(["种植", "养殖", "加工"]), unique=True, max_size=2).map(tuple)
NUMERIC = ("people", "crowd", "homes", "guests")
PLAIN = {
    "division": st.sampled_from([place(GREEN), place(RED)]),
    "name": text,
    "need": text,
    "needs": labels,
    **dict.fromkeys(NUMERIC, number),
    "day": day,
    "when_held": day | st.sampled_from(PERIODS) | text,
    "period": st.sampled_from(PERIODS),
}
values = {key: plain | plain | odd for key, plain in PLAIN.items()}
records = st.fixed_dictionaries({}, optional=values).map(lambda found: make_record(KIND, found))
groups = st.dictionaries(st.sampled_from(HOMES), st.lists(records, max_size=4), max_size=4)

fields = st.sampled_from([each.key for each in KIND.fields])
numeric = st.sampled_from(NUMERIC)
constants = number | day | text | st.booleans()
operands = st.deferred(
    lambda: (
        st.builds(Operand, constant=constants)
        | st.builds(Operand, field=fields)
        | st.builds(Operand, programme=st.sampled_from(["start", "end"]))
        | st.builds(Operand, day_of=st.sampled_from(["day", "when_held", "period"]))
        | sums
    )
)
terms = st.builds(Operand, field=numeric) | st.builds(Operand, constant=number)
sums = (
    st.lists(terms, min_size=1, max_size=2)
    .map(tuple)
    .flatmap(lambda parts: st.sampled_from([Operand(sum=parts), Operand(product=parts)]))
)
sides = st.one_of(
    st.builds(lambda key: {"field": key}, fields),
    st.builds(lambda key: {"field": key}, numeric),
    st.builds(lambda operand: {"left": operand}, operands),
)
comparisons = st.one_of(
    st.fixed_dictionaries({"equals": operands}),
    st.fixed_dictionaries({"is_in": st.lists(constants, min_size=1, max_size=2).map(tuple)}),
    st.fixed_dictionaries({"at_least": operands}, optional={"at_most": operands}),
    st.fixed_dictionaries({"at_most": operands}),
    st.fixed_dictionaries({"between": st.tuples(operands, operands)}),
    st.fixed_dictionaries({"contains": text}),
    st.fixed_dictionaries({"reported": st.booleans()}),
)
wild = st.builds(lambda side, test: Condition(**side, **test), sides, comparisons)


def compared(constant, other):
    """Comparisons with constants of the field's own type, or with what else there is of it."""
    side = st.builds(Operand, constant=constant) | other
    return st.one_of(
        st.fixed_dictionaries({"equals": side}),
        st.fixed_dictionaries({"is_in": st.lists(constant, min_size=1, max_size=2).map(tuple)}),
        st.fixed_dictionaries({"at_least": side}, optional={"at_most": side}),
        st.fixed_dictionaries({"between": st.tuples(side, side)}),
        st.fixed_dictionaries({"reported": st.booleans()}),
        st.fixed_dictionaries({"contains": text}),
    )


def fitting(keys, constant, other):
    """Conditions on fields of one type."""
    found = st.sampled_from(keys)
    return st.builds(
        lambda key, test: Condition(field=key, **test), found, compared(constant, other)
    )


tame = st.one_of(
    fitting(NUMERIC, number, st.builds(Operand, field=numeric) | sums),
    fitting(
        ("day", "when_held"), day, st.builds(Operand, programme=st.sampled_from(["start", "end"]))
    ),
    fitting(("name", "need", "needs", "division"), text | st.just(GREEN), operands),
)
few = tame | tame | wild
conditions = st.recursive(
    few,
    lambda inner: st.one_of(
        st.builds(
            lambda parts: Condition(all=tuple(parts)), st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(
            lambda parts: Condition(any=tuple(parts)), st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(lambda part: Condition(negated=part), inner),
    ),
    max_leaves=4,
)
dated = st.none() | st.sampled_from(["day", "when_held", "period"])
none_fields = st.lists(numeric, unique=True, max_size=2).map(tuple)


@st.composite
def partials(draw):
    """Any partial over a few conditions, so that some are shared."""
    pool = draw(st.lists(st.none() | conditions, min_size=1, max_size=3))
    pool += [Condition(all=tuple(each for each in pool if each))] if any(pool) else []
    where = st.sampled_from(pool)
    one = st.one_of(
        st.builds(
            Partial,
            st.just(PartialKind.COUNT),
            st.just("visit"),
            field=st.none() | fields,
            where=where,
            by=dated,
            without_none=none_fields,
        ),
        st.builds(
            Partial,
            st.just(PartialKind.SUM),
            st.just("visit"),
            field=fields,
            where=where,
            by=dated,
            without_none=none_fields,
        ),
        st.builds(
            Partial,
            st.just(PartialKind.DISTINCT),
            st.just("visit"),
            where=where,
            distinct=st.lists(
                st.sampled_from(["name", "needs", "people", "division"]), min_size=1, max_size=2
            ).map(tuple),
            by=dated,
            apart=st.booleans(),
        ),
        st.builds(
            Partial,
            st.just(PartialKind.LATEST),
            st.just("visit"),
            field=numeric,
            where=where,
            by=st.sampled_from(["day", "period"]),
        ),
    )
    return draw(st.lists(one, min_size=1, max_size=5, unique=True))


@given(groups, partials(), st.randoms(use_true_random=False))
def test_the_compiled_pass_counts_what_the_interpreter_counts(found, wanted, random):
    """Whatever stands in the records, is asked of them, and in whatever order they come."""
    expected = {each: tallies_by_home(each, found, WHERE, WHERE.reach) for each in wanted}
    homes = random.sample(sorted(found), len(found))
    shuffled = {home: random.sample(found[home], len(found[home])) for home in homes}

    counted = count_records(KIND, wanted, shuffled, WHERE, WHERE.reach)

    assert counted == expected


WINDOWS = st.sampled_from(
    [Window(year=2018), Window(date(2018, 2, 1), date(2018, 2, 28)), Window(end=date(2018, 1, 31))]
)
MONTHLY = attrs.evolve(KIND, key="visit", identity=("division", "period"))


@given(groups, st.lists(WINDOWS, min_size=1, max_size=3), st.sampled_from(list(PartialKind)))
def test_the_compiled_pass_passes_over_returns_of_other_days_too(found, windows, kind):
    """Several windows in one pass, as the interpreter counts each by itself."""
    found = {
        home: [
            make_record(MONTHLY, {each.key: one.get(each.key) for each in KIND.fields})
            for one in own
        ]
        for home, own in found.items()
    }
    of = {"distinct": ("name",)} if kind is PartialKind.DISTINCT else {"field": "people"}
    wanted = tuple(
        Partial(kind, "visit", where=each.condition("period"), by="period", within=each, **of)
        for each in dict.fromkeys(windows)
    )

    counted = count_records(MONTHLY, wanted, found, WHERE, WHERE.reach)

    assert counted == {each: tallies_by_home(each, found, WHERE, WHERE.reach) for each in wanted}


def test_what_a_plugin_writes_never_becomes_code():
    """Texts in conditions are compared, never run; a field that is none is refused."""
    evil = "__import__('os').system('touch hacked')"
    where = Condition(field="name", equals=Operand(constant=evil))
    count = Partial(PartialKind.COUNT, "visit", where=where)
    found = {GREEN: [make_record(KIND, {"name": evil}), make_record(KIND, {"name": "甲"})]}

    tally = count_records(KIND, (count,), found, WHERE, WHERE.reach)[count][GREEN]

    assert (tally.total.exact_value, tally.seen) == (1, 2)
    for key in (evil, "kind", "__class__", "origin"):
        partial = Partial(PartialKind.SUM, "visit", key)
        with pytest.raises(UnknownNameError):
            count_records(KIND, (partial,), found, WHERE, WHERE.reach)

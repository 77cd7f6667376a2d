"""Random records and questions about them, for tests that hold engines against each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from small_world import (
    BLACK,
    EAST,
    GREEN,
    LAKE,
    LONE,
    OLD_BLACK,
    PINE,
    PROVINCE,
    RED,
    STONE,
    WHITE,
    WILLOW,
    cohort,
    indicator,
    measure,
    place,
    target,
)

from kejifupin.indicators.finishing import Finish
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.measures import Measure, MeasureKind, PythonMeasure
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.records import Field, FieldType, Operand, RecordKind, make_record
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import Silence
from kejifupin.records.values import DivisionName, Unread
from kejifupin.targets import Basis
from kejifupin.terms.bounds import Bound
from kejifupin.terms.divisions import Level
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

NUMBERS = ("workers", "skills", "income", "loan")
ROW_FIELDS = (
    Field("name", "姓名"),
    Field("age", "年龄", FieldType.NUMBER, unit="岁"),
    Field("trained_on", "培训日", FieldType.DATE),
)
GRADES = (("无", "-"), ("甲", "甲等"), ("乙",), ("丙", "丙等", "三等"))
FAMILY = RecordKind(
    "family",
    "家庭表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("village", "村名"),
        Field("head", "户主"),
        Field("workers", "劳动力", FieldType.NUMBER, unit="人"),
        Field("skills", "技能数", FieldType.NUMBER, unit="项"),
        Field("income", "收入", FieldType.NUMBER, unit="元", decimals=2),
        Field("loan", "贷款", FieldType.NUMBER, unit="万元", decimals=4),
        Field("visited_on", "走访日期", FieldType.DATE),
        Field("planned", "计划时间", FieldType.WHEN),
        Field("season", "起止", FieldType.PERIOD),
        Field("sort", "类别", FieldType.CHOICE, choices=("一般", "低保"), ordered=True),
        Field("grade", "等次", scale=GRADES),
        Field("before", "上年等次", scale=GRADES),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖", "种植业")),
        Field("office", "乡镇", FieldType.DIVISION),
        Field("people", "成员", FieldType.ROWS, fields=ROW_FIELDS),
    ),
    identity=("division", "head"),
    locality="village",
)
VISIT = RecordKind(
    "visit",
    "走访台账",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("village", "村名"),
        Field("head", "户主"),
        Field("events", "次数", FieldType.NUMBER, unit="项"),
        Field("cost", "花费", FieldType.NUMBER, unit="元", decimals=2),
        Field("day", "日期", FieldType.DATE),
        Field("helper", "帮扶人"),
    ),
    identity=("division", "head", "day"),
    locality="village",
)
PEOPLE = FAMILY.row_kind("people")

CODES = (GREEN, WHITE, STONE, RED, LONE, LAKE, OLD_BLACK, BLACK, EAST, PROVINCE, WILLOW, PINE)
_names = st.sampled_from(["张三", "张 三", "李四", "Ａb", "aB", "AB", "（甲）", "é"])
_days = st.dates(date(2018, 2, 1), date(2018, 5, 1))
_whole = st.integers(-1, 6)


def _maybe(strategy):
    return st.one_of(st.none(), strategy, strategy)


def _vague(numbers):
    ends = st.tuples(numbers, numbers).map(sorted)
    return st.one_of(
        ends.map(lambda e: Vague(e[0], e[1], f"{e[0]}至{e[1]}")),
        ends.map(lambda e: Vague(e[0], e[1] + 1, f"{e[0]}余", high_open=True)),
        numbers.map(lambda low: Vague(low, None, f"{low}以上")),
        numbers.map(lambda high: Vague(None, max(high, 0) + 1, f"不足{high}", high_open=True)),
        numbers.map(lambda high: Vague(None, max(high, 0) + 1, f"至多{high}")),
    )


def numbers_of(numbers):
    """What may stand in a field of numbers."""
    odd = st.sampled_from([NONE_OF_ITEM, Unread("三五")])
    return st.one_of(st.none(), numbers, numbers, numbers, odd, _vague(numbers))


_money = st.integers(0, 900).map(lambda cents: Decimal(cents) / 100)
_spans = st.tuples(_days, _days).map(lambda days: Period(min(days), max(days)))
_places = st.one_of(
    st.none(),
    st.sampled_from(CODES).map(place),
    st.sampled_from(CODES).map(place),
    st.just(DivisionName("某地")),
    st.just(place("777777")),
    st.just(place("980121")),
)
_grades = st.sampled_from([None, "无", "甲", "甲等", "乙", "丙", "三等", "优"])
_villages = _maybe(st.sampled_from(["柳村", "杨村", "柳村委会", "无名村", "无名 村"]))


@st.composite
def families(draw):
    """A family with anything in its fields, and its people."""
    people = draw(
        st.lists(
            st.builds(
                lambda **values: make_record(PEOPLE, values),
                name=_maybe(_names),
                age=numbers_of(st.integers(0, 4)),
                trained_on=_maybe(_days),
            ),
            max_size=2,
        )
    )
    return make_record(
        FAMILY,
        {
            "division": draw(_places),
            "village": draw(_villages),
            "head": draw(_maybe(_names)),
            "workers": draw(numbers_of(_whole)),
            "skills": draw(_maybe(_whole)),
            "income": draw(numbers_of(_money)),
            "loan": draw(_maybe(_money)),
            "visited_on": draw(st.one_of(st.none(), _days, _spans)),
            "planned": draw(st.one_of(st.none(), _days, _spans, st.just("农闲"))),
            "season": draw(st.one_of(st.none(), _spans, _days)),
            "sort": draw(_maybe(st.sampled_from(["一般", "低保"]))),
            "grade": draw(_grades),
            "before": draw(_grades),
            "needs": draw(
                st.sampled_from(
                    [None, (), ("种植",), ("养殖", "种植业"), ("种植业",), NONE_OF_ITEM]
                )
            ),
            "office": draw(_places),
            "people": tuple(people) or draw(st.sampled_from([None, ()])),
        },
    )


visits = st.builds(
    lambda **values: make_record(VISIT, values),
    division=_places,
    village=_villages,
    head=_maybe(_names),
    events=numbers_of(_whole),
    cost=_maybe(_money),
    day=st.one_of(st.none(), _days, _spans),
    helper=_maybe(_names),
)
_NEEDS = (None, (), ("种植",), ("养殖", "种植业"), ("种植业",), NONE_OF_ITEM)
worlds = st.lists(st.one_of(families(), families(), visits, visits), max_size=14)


# Conditions


def _constant(strategy):
    return strategy.map(lambda value: Operand(constant=value))


_number_constants = _constant(st.one_of(_whole, _money))
_fields = st.sampled_from(NUMBERS)


def _operands(fields):
    plain = fields.map(lambda key: Operand(field=key))
    return st.one_of(
        plain,
        plain,
        st.tuples(plain, st.one_of(plain, _number_constants)).map(lambda two: Operand(sum=two)),
        st.tuples(plain, st.one_of(plain, _number_constants)).map(lambda two: Operand(product=two)),
    )


def _comparisons(left, right):
    """Every comparison of what the first gives with what the second does."""

    def sides(operand):
        return {"field": operand.field} if operand.field is not None else {"left": operand}

    return st.one_of(
        st.builds(lambda a, b: Condition(**sides(a), at_least=b), left, right),
        st.builds(lambda a, b: Condition(**sides(a), at_most=b), left, right),
        st.builds(lambda a, b: Condition(**sides(a), equals=b), left, right),
        st.builds(lambda a, b, c: Condition(**sides(a), between=(b, c)), left, right, right),
        st.builds(lambda a: Condition(**sides(a), reported=True), left),
    )


_day_fields = st.sampled_from(["visited_on", "planned", "season"]).map(
    lambda key: Operand(field=key)
)
_day_sides = st.one_of(
    _constant(_days), st.just(Operand(programme="end")), st.just(Operand(programme="start"))
)
_family_leaves = st.one_of(
    _comparisons(_operands(_fields), st.one_of(_number_constants, _operands(_fields))),
    _comparisons(_operands(_fields), _number_constants),
    _comparisons(_day_fields, _day_sides),
    _comparisons(
        st.just(Operand(field="grade")),
        st.one_of(
            _constant(st.sampled_from(["无", "甲", "乙", "三等", "优"])),
            st.just(Operand(field="before")),
        ),
    ),
    st.builds(
        lambda values: Condition(field="workers", is_in=tuple(values)),
        st.lists(_whole, min_size=1, max_size=3),
    ),
    st.sampled_from(
        [
            Condition(field="head", equals=Operand(constant="张三")),
            Condition(field="head", contains="三"),
            Condition(field="sort", is_in=("低保", "特困")),
            Condition(field="sort", at_least=Operand(constant="低保")),
            Condition(field="sort", at_most=Operand(constant="特困")),
            Condition(field="needs", contains="种植"),
            Condition(field="needs", equals=Operand(constant="种植业")),
            Condition(field="needs", reported=False),
            Condition(field="planned", contains="农"),
            Condition(field="planned", reported=True),
            Condition(field="office", equals=Operand(constant=GREEN)),
            Condition(field="office", is_in=(RED, "777777")),
            Condition(field="office", reported=True),
            Condition(field="division", contains="9901"),
            Condition(field="workers", contains="1"),
            Condition(field="head", at_least=Operand(constant=2)),
            Condition(field="income", at_least=Operand(field="loan")),
        ]
    ),
)
_visit_leaves = st.one_of(
    _comparisons(_operands(st.sampled_from(["events", "cost"])), st.one_of(_number_constants)),
    _comparisons(st.just(Operand(field="day")), _day_sides),
    st.sampled_from(
        [
            Condition(field="helper", equals=Operand(constant="李四")),
            Condition(field="helper", reported=True),
        ]
    ),
)
_row_leaves = st.one_of(
    _comparisons(st.just(Operand(field="age")), _number_constants),
    _comparisons(st.just(Operand(field="trained_on")), _day_sides),
)


def _combined(leaves):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda one: Condition(negated=one)),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: Condition(all=tuple(some))),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: Condition(any=tuple(some))),
        ),
        max_leaves=3,
    )


CONDITIONS = {
    "family": _combined(_family_leaves),
    "visit": _combined(_visit_leaves),
    "family.people": _combined(_row_leaves),
}
_NUMBERS = {
    "family": NUMBERS,
    "visit": ("events", "cost"),
    "family.people": ("age",),
}
_DISTINCT = {
    "family": (
        ("head",),
        ("head", "sort"),
        ("office",),
        ("workers",),
        ("income", "head"),
        ("needs",),
    ),
    "visit": (("helper",), ("head", "helper"), ("day",), ("cost",)),
    "family.people": (("name",), ("name", "age"), ("trained_on",)),
}
_DAYS = {
    "family": ("visited_on", "planned", "season"),
    "visit": ("day",),
    "family.people": ("trained_on",),
}


@st.composite
def partials(draw, kinds=tuple(PartialKind), records=tuple(CONDITIONS)):
    """Any partial over the kinds of these worlds."""
    key, kind = draw(st.sampled_from(records)), draw(st.sampled_from(kinds))
    number = st.sampled_from(_NUMBERS[key])
    where = draw(st.one_of(st.none(), CONDITIONS[key]))
    by = draw(st.sampled_from([None, None, *_DAYS[key]]))
    leaves = tuple(draw(st.lists(number, max_size=1)))
    match kind:
        case PartialKind.COUNT:
            return Partial(kind, key, draw(_maybe(number)), where, by=by, without_none=leaves)
        case PartialKind.SUM:
            return Partial(kind, key, draw(number), where, by=by, without_none=leaves)
        case PartialKind.DISTINCT:
            told = draw(st.sampled_from(_DISTINCT[key]))
            return Partial(
                kind, key, None, where, told, by=by, without_none=leaves, apart=draw(st.booleans())
            )
        case PartialKind.LATEST:
            day = draw(st.sampled_from(_DAYS[key]))
            return Partial(kind, key, draw(number), where, by=day, without_none=leaves)


# Questions about members


def _larger(parts):
    """The larger of the parts, as a measure in Python may take it."""
    known = [part for part in parts if part is not None]
    return max(known, key=lambda part: part.low or 0) if known else None


PYTHON = PythonMeasure("larger", "较大者", (Measure(MeasureKind.COUNT, records="visit"),), _larger)
_silences = st.sampled_from(list(Silence))
_bounds = st.one_of(
    st.integers(0, 4).map(lambda low: Bound(at_least=low)),
    st.integers(0, 4).map(lambda high: Bound(at_most=high)),
    st.tuples(st.integers(0, 2), st.integers(2, 4)).map(lambda ends: Bound(*ends)),
)


@st.composite
def questions(draw):
    """How many families, or people in them, have some value within some bound."""
    members, records = draw(
        st.sampled_from(
            [
                ("family", tuple(CONDITIONS)),
                ("family", ("visit",)),
                ("family", ("family",)),
                ("family.people", ("family.people",)),
            ]
        )
    )
    several = draw(st.booleans())
    parts = tuple(draw(partials(records=records)) for _ in range(2 if several else 1))
    finish = Finish(
        parts,
        tuple(draw(_silences) for _ in parts),
        divides=several and draw(st.booleans()),
        factor=draw(st.sampled_from([1, 10, Decimal("0.1")])),
        python=draw(st.sampled_from([None, PYTHON])),
    )
    where = draw(st.one_of(st.none(), CONDITIONS[members]))
    return MemberQuestion(members, where, finish, draw(_bounds))


# Programmes

COHORTS = (
    cohort("families", level=None, designation=None, records="family", unit="户", label="家庭"),
    cohort(
        "workers",
        level=None,
        designation=None,
        records="family",
        where=Condition(field="workers", at_least=Operand(constant=1)),
        unit="户",
        label="有劳动力的家庭",
    ),
    cohort("nobody", level=Level.TOWNSHIP, designation=None, unit="个", label="乡镇"),
)
_POOR = Condition(field="income", at_most=Operand(constant=4))
INDICATORS = (
    indicator("families", "户", measure=measure("count", "family")),
    indicator("poor", "户", measure=measure("count", "family", where=_POOR)),
    indicator("income", "万元", measure=measure("sum", "family", field="income")),
    indicator("mean", "元", measure=measure("average", "family", field="income", where=_POOR)),
    indicator("heads", "人", measure=measure("count_distinct", "family", distinct=("head",))),
    indicator("helpers", "人", measure=measure("count_distinct", "visit", distinct=("helper",))),
    indicator("visits", "项", measure=measure("sum", "visit", field="events")),
    indicator("last", "项", measure=measure("latest", "visit", field="events", by="day")),
    indicator("people", "人", measure=measure("count", "family.people")),
    indicator(
        "share",
        "%",
        measure=Measure(
            MeasureKind.RATIO,
            numerator=measure("count", "family", where=_POOR),
            denominator=measure("count", "family"),
        ),
    ),
    indicator("silent", "户", measure=measure("count", "family"), silence=Silence.ZERO),
    indicator("own", "户", measure=measure("count", "family"), rolls_up=False),
)
TARGETS = (
    target("all", Bound(at_least=4), indicator="families"),
    target("each", Bound(at_least=1), indicator="visits", basis=Basis.EACH, cohort="families"),
    target("able", Bound(1, 2), indicator="visits", basis=Basis.EACH, cohort="workers"),
    target("cover", Bound(at_least=1), indicator="heads", basis=Basis.EACH, cohort="counties"),
    target("none", Bound(at_least=1), indicator="heads", basis=Basis.EACH, cohort="nobody"),
    target("inside", Bound(at_least=1), indicator="people", basis=Basis.EACH, cohort="families"),
)

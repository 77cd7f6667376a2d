"""Kinds, cohorts, indicators and targets that fit together, as Hypothesis strategies."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from kejifupin.indicators.expressions import Expression, Requirement
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.records.cohorts import Cohort, Reference
from kejifupin.records.conditions import Condition, Operand
from kejifupin.records.fields import Accumulation, Field, FieldType
from kejifupin.records.kinds import Covers, RecordKind, Silence
from kejifupin.targets.bases import Basis
from kejifupin.targets.pace import Pace
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.divisions import Level

CITATION = Citation("一", "方案")
DESIGNATION = "chosen"
"""Key of the designation that generated programmes give to some divisions."""

_FORM_FIELDS = (
    Field("division", "地区", FieldType.DIVISION, required=True),
    Field("name", "名称", privacy=Privacy.PERSONAL),
)
_MORE_FIELDS = (
    Field("people", "人数", FieldType.NUMBER, unit="人", measure=Accumulation.FLOW),
    Field("groups", "队伍数", FieldType.NUMBER, unit="支", minimum=0, measure=Accumulation.STOCK),
    Field("area", "面积", FieldType.NUMBER, unit="亩", decimals=2, minimum=0),
    Field("money", "金额", FieldType.NUMBER, unit="万元", decimals=4, minimum=0),
    Field("sort", "类别", FieldType.CHOICE, choices=("甲类", "乙类", "丙类")),
    Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖"), other="needs_other"),
    Field("held_on", "日期", FieldType.DATE),
    Field("planned", "计划时间", FieldType.WHEN),
    Field("season", "起止时间", FieldType.PERIOD),
    Field("phone", "电话", FieldType.PHONE, privacy=Privacy.PERSONAL),
    Field("notes", "说明"),
    Field(
        "members",
        "成员",
        FieldType.ROWS,
        fields=(
            Field("member", "姓名", privacy=Privacy.PERSONAL),
            Field("age", "年龄", FieldType.NUMBER, unit="岁", minimum=16, maximum=100),
            Field("joined_on", "加入日期", FieldType.DATE),
        ),
    ),
)
_OTHER = Field("needs_other", "需求（其它）")
_LEVELS = st.sampled_from([Level.COUNTY, Level.PREFECTURE, Level.TOWNSHIP])
_BOUNDS = st.one_of(
    st.integers(0, 20).map(lambda low: Bound(at_least=low)),
    st.integers(0, 20).map(lambda high: Bound(at_most=high)),
    st.tuples(st.integers(0, 5), st.integers(5, 20)).map(lambda ends: Bound(*ends)),
    st.integers(0, 5).map(Bound.exactly),
    st.integers(1, 5).map(lambda low: Bound(at_least=low, stretch=low + 1)),
)


@st.composite
def kinds(draw: st.DrawFn, key: str = "form", *, dated: bool = True) -> RecordKind:
    """A kind of record with fields of any types.

    Args:
        draw: Given by Hypothesis.
        key: Its key.
        dated: Whether a day may be part of what tells two records apart. Records with such a day
            cannot be the members of a cohort of whom other records without it speak.
    """
    chosen = draw(st.lists(st.sampled_from(_MORE_FIELDS), unique=True, max_size=len(_MORE_FIELDS)))
    fields = (*_FORM_FIELDS, *(each for each in _MORE_FIELDS if each in chosen))
    if any(each.other for each in fields):
        fields = (*fields, _OTHER)
    levels = draw(st.lists(st.sampled_from([Level.COUNTY, Level.PREFECTURE]), unique=True))
    days = [each.key for each in fields if each.type in (FieldType.DATE, FieldType.PERIOD)]
    return RecordKind(
        key=key,
        label=f"{key}表",
        fields=fields,
        identity=("division", "name", *draw(st.sampled_from([(), tuple(days[:dated])]))),
        covers=draw(st.sampled_from(Covers)),
        reported_by=tuple(levels),
        silence=draw(st.sampled_from(Silence)),
        citation=CITATION,
    )


def conditions(kind: RecordKind) -> st.SearchStrategy[Condition | None]:
    """Conditions on records of a kind, and none."""
    leaves: list[st.SearchStrategy[Condition | None]] = [st.none()]
    for each in kind.fields:
        key = each.key
        match each.type:
            case FieldType.NUMBER:
                ends = st.integers(0, 20).map(lambda end: Operand(constant=end))
                leaves.append(st.builds(Condition, field=st.just(key), at_least=ends))
            case FieldType.CHOICE:
                some = st.lists(st.sampled_from(each.choices), min_size=1, unique=True).map(tuple)
                leaves.append(st.builds(Condition, field=st.just(key), is_in=some))
            case FieldType.CHOICES:
                label = st.sampled_from(each.choices)
                leaves.append(st.builds(Condition, field=st.just(key), contains=label))
            case FieldType.DATE:
                end = Condition(field=key, at_most=Operand(programme="end"))
                leaves.append(st.just(end))
            case FieldType.ROWS:
                continue
            case _:
                leaves.append(st.builds(Condition, field=st.just(key), reported=st.booleans()))
    return st.one_of(leaves)


@st.composite
def indicators(draw: st.DrawFn, counted: Sequence[RecordKind], number: int) -> Indicator:
    """An indicator that counts records of one of some kinds.

    Args:
        draw: Given by Hypothesis.
        counted: The kinds, those of rows among them.
        number: What its key ends in.
    """
    kind = draw(st.sampled_from(counted))
    where = draw(conditions(kind))
    numbers = [each for each in kind.fields if each.type is FieldType.NUMBER]
    texts = [each.key for each in kind.fields if each.type is FieldType.TEXT]
    days = [each.key for each in kind.fields if each.type is FieldType.DATE]
    count = Measure(MeasureKind.COUNT, records=kind.key, where=where)
    ratio = Measure(
        MeasureKind.RATIO,
        numerator=count,
        denominator=Measure(MeasureKind.COUNT, records=kind.key),
    )
    choices: list[tuple[str, Measure]] = [("个", count), ("%", ratio)]
    if texts:
        distinct = Measure(MeasureKind.COUNT_DISTINCT, records=kind.key, distinct=(texts[0],))
        choices.append(("个", distinct))
    # A stock is not summed over periods; the library makes its indicator itself.
    for each in (each for each in numbers if each.measure is not Accumulation.STOCK):
        for do in (MeasureKind.SUM, MeasureKind.AVERAGE):
            measure = Measure(do, records=kind.key, field=each.key, where=where)
            choices.append((each.unit or "", measure))
    for each, day in ((each, day) for each in numbers for day in days):
        latest = Measure(MeasureKind.LATEST, records=kind.key, field=each.key, by=day)
        choices.append((each.unit or "", latest))
    unit, measure = draw(st.sampled_from(choices))
    silence = draw(st.sampled_from([None, *Silence]))
    return Indicator(f"figure_{number}", f"指标{number}", unit, measure, CITATION, silence=silence)


def worked_out(bases: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Indicators that are worked out from others: a sum with itself, who has any at all."""
    first = bases[0]
    twice = Expression(sum=(Expression(indicator=first.key), Expression(indicator=first.key)))
    some = Requirement(indicator=first.key, at_least=1)
    double = Measure(MeasureKind.DERIVED, expression=twice)
    reached = Measure(MeasureKind.MEETS, requirement=some, level=Level.COUNTY)
    return (
        Indicator("double", "两倍", first.unit, double, CITATION),
        Indicator("reached", "达标县数", "个", reached, CITATION),
    )


def cohorts(counted: Sequence[RecordKind]) -> st.SearchStrategy[tuple[Cohort, ...]]:
    """Cohorts of every sort: by level, by designation, derived from another, of records."""
    reference = st.sampled_from(Reference)
    by_level = st.builds(
        lambda level, ref: Cohort("by_level", "各地", CITATION, level=level, reference=ref),
        _LEVELS,
        reference,
    )
    chosen = st.builds(
        lambda ref: Cohort(
            "chosen", "重点县", CITATION, level=Level.COUNTY, designation=DESIGNATION, reference=ref
        ),
        reference,
    )
    above = Cohort(
        "above_chosen", "所在市州", CITATION, level=Level.PREFECTURE, ancestors_of="chosen"
    )
    kind = counted[0]
    members = conditions(kind).map(
        lambda where: Cohort("members", "对象", CITATION, records=kind.key, where=where)
    )
    return st.tuples(by_level, chosen, st.just(above), members)


@st.composite
def targets(
    draw: st.DrawFn, asked: Sequence[Indicator], members: Sequence[Cohort], number: int
) -> Target:
    """A target of any basis.

    Args:
        draw: Given by Hypothesis.
        asked: The indicators that it may speak of.
        members: The cohorts that it may speak of.
        number: What its key ends in.
    """
    basis = draw(st.sampled_from(Basis))
    cohort = None if basis is Basis.TOTAL else draw(st.sampled_from(members)).key
    share = draw(st.integers(1, 100)) if basis is Basis.SHARE else None
    return Target(
        f"target_{number}",
        f"目标{number}",
        draw(st.sampled_from(asked)).key,
        draw(_BOUNDS),
        CITATION,
        basis=basis,
        cohort=cohort,
        share=share,
        pace=draw(st.sampled_from([Pace.LINEAR, Pace.NONE])),
    )

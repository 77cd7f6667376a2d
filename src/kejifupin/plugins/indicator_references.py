"""Whether the indicators of a programme can be counted as they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators.deriving import combination_of
from kejifupin.indicators.indicator import Indicator, period_field
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.indicators.splitting import records_of
from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.records.conditions import Condition
from kejifupin.records.fields import Accumulation, FieldType
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import find_unit, is_unit

CODES: Mapping[str, str] = {
    "reference.no_day": "凭以定日期的字段不是日期",
    "reference.no_choices": "分项的字段没有选项",
    "reference.combination": "指标不能这样推算",
    "reference.stock_added": "存量各期相加",
}

_DAYS = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)


def indicator_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Everything in the programme's own indicators that does not fit.

    Args:
        base: The programme's definitions with their places.
    """
    indicators = base.catalogue.indicators
    for key, _ in base.own("indicators"):
        indicator = indicators[key]
        if not is_unit(indicator.unit):
            yield Issue(
                "reference.unit",
                f"不认识计量单位“{indicator.unit}”",
                place=base.place("indicators", key, "unit"),
                remedy="改用已有的单位，如 个、人次、万人次、万元、%",
            )
        if indicator.cohort is not None:
            place = base.place("indicators", key, "cohort")
            yield from base.unknown(
                "口径", "cohorts", indicator.cohort, base.catalogue.cohorts, place
            )
        if indicator.measure.counted:
            yield from _measure(base, indicator.measure, key, indicator.unit, "measure")
        else:
            yield from _combined(base, indicator, indicators)
        yield from _split(base, indicator)
        yield from _counterpart(base, indicator, indicators)


def _measure(
    base: ReferenceBase, measure: Measure, key: str, unit: str | None, *path: str
) -> Iterator[Issue]:
    if measure.name is not None:
        place = base.place("indicators", key, *path, "name")
        measures = base.catalogue.measures
        yield from base.unknown("自定义算法", "measures", measure.name, measures, place)
        return
    for name, part in (("numerator", measure.numerator), ("denominator", measure.denominator)):
        if part is not None:
            yield from _measure(base, part, key, None, *path, name)
    if not measure.records:
        return
    kind_place = base.place("indicators", key, *path, "records")
    for name, fields in (
        ("field", (measure.field,)),
        ("by", (measure.by,)),
        ("distinct", measure.distinct),
    ):
        named = [each for each in fields if each is not None]
        if named or name == "field":
            place = base.place("indicators", key, *path, name)
            known = measure.records in base.catalogue.kinds
            if known or name == "field":
                yield from base.kind_fields(measure.records, named, kind_place, place)
    yield from base.condition(measure.where, measure.records, "indicators", key, *path, "where")
    yield from _limits(base, measure, base.place("indicators", key, *path, "cohort"))
    yield from _days(base, measure, key, *path)
    yield from _stock(base, measure, key, *path)
    yield from _unit(base, measure, key, unit)


def _limits(base: ReferenceBase, measure: Measure, place: Place) -> Iterator[Issue]:
    """A measure limited to a cohort whose members are no divisions."""
    if measure.cohort is None:
        return
    cohorts = base.catalogue.cohorts
    yield from base.unknown("口径", "cohorts", measure.cohort, cohorts, place)
    cohort = cohorts.get(measure.cohort)
    if cohort is not None and cohort.records is not None:
        yield Issue(
            "reference.combination",
            f"口径“{cohort.key}”的成员是记录，cohort 只能限定地区",
            place=place,
            remedy="把条件写在 where 里，或改用按 level、designation 定的口径",
        )


def _days(base: ReferenceBase, measure: Measure, key: str, *path: str) -> Iterator[Issue]:
    kind = base.catalogue.kinds.get(measure.records)
    if kind is None or measure.by is None or measure.by not in kind:
        return
    field = kind.field(measure.by)
    if field.type not in _DAYS:
        dated = [each.key for each in kind.fields if each.type in _DAYS]
        yield Issue(
            "reference.no_day",
            f"字段“{field.label}”（{field.key}）是{field.type.label}，不能凭它定日期",
            place=base.place("indicators", key, *path, "by"),
            remedy=f"可用：{'、'.join(dated)}" if dated else "给这类记录加上日期字段",
        )


def _stock(base: ReferenceBase, measure: Measure, key: str, *path: str) -> Iterator[Issue]:
    """A stock that is summed over a kind with a record for each period."""
    kind = base.catalogue.kinds.get(measure.records)
    if (
        kind is None
        or measure.kind is not MeasureKind.SUM
        or not measure.field
        or measure.field not in kind
    ):
        return
    field, day = kind.field(measure.field), period_field(kind)
    if field.measure is not Accumulation.STOCK or day is None or _fixes(measure.where, day):
        return
    yield Issue(
        "reference.stock_added",
        f"“{field.label}”是存量（stock），“{kind.label}”每期一份，各期相加会重复",
        place=base.place("indicators", key, *path, "do"),
        remedy=f'改为 do = "latest"，并写 by = "{day}"，各单位只取最近一期',
    )


def _fixes(condition: Condition | None, day: str) -> bool:
    """Whether a condition lets one day through alone."""
    if condition is None:
        return False
    own = condition.field == day and condition.equals is not None
    return own or any(_fixes(part, day) for part in condition.all)


def _unit(base: ReferenceBase, measure: Measure, key: str, unit: str | None) -> Iterator[Issue]:
    kind = base.catalogue.kinds.get(measure.records)
    if kind is None or unit is None or not measure.field or measure.field not in kind:
        return
    own = kind.field(measure.field).unit
    if own is not None and is_unit(unit) and own != unit:
        same = find_unit(own).dimension == find_unit(unit).dimension
        yield Issue(
            "reference.unit",
            f"指标按“{unit}”计，字段“{measure.field}”按“{own}”填"
            + ("" if same else "，两者不能换算"),
            place=base.place("indicators", key, "unit"),
            remedy=f"把 unit 写成“{own}”",
        )


def _combined(
    base: ReferenceBase, indicator: Indicator, indicators: Mapping[str, Indicator]
) -> Iterator[Issue]:
    key, measure = indicator.key, indicator.measure
    if measure.cohort is not None:
        place = base.place("indicators", key, "measure", "cohort")
        yield from base.unknown("口径", "cohorts", measure.cohort, base.catalogue.cohorts, place)
        cohort = base.catalogue.cohorts.get(measure.cohort)
        if cohort is not None and cohort.indicator is not None:
            yield Issue(
                "reference.combination",
                f"口径“{cohort.key}”的成员要看指标“{cohort.indicator}”，不能数它有多少达标",
                place=place,
                remedy="把那个条件也写进 requirement（all），cohort 用按级别或认定定的口径",
            )
    part, name = (
        (measure.expression, "expression")
        if measure.requirement is None
        else (measure.requirement, "requirement")
    )
    named = () if part is None else tuple(part.indicators())
    for each, path in named:
        place = base.place("indicators", key, "measure", name, *path)
        yield from base.unknown("指标", "indicators", each, indicators, place)
    try:
        combination_of(indicator, indicators)
    except UnknownNameError:
        # Told above, or at the indicator in between.
        return
    except DefinitionError as error:
        yield Issue(
            "reference.combination",
            error.chinese,
            place=base.place("indicators", key, "measure", name),
            remedy=error.remedy,
        )


def _split(base: ReferenceBase, indicator: Indicator) -> Iterator[Issue]:
    if indicator.split_by is None:
        return
    place = base.place("indicators", indicator.key, "split_by")
    for records in records_of(indicator.measure):
        kind = base.catalogue.kinds.get(records)
        if kind is None:
            continue
        yield from base.kind_fields(records, (indicator.split_by,), place, place)
        if indicator.split_by in kind and not kind.field(indicator.split_by).choices:
            choices = [each.key for each in kind.fields if each.choices]
            yield Issue(
                "reference.no_choices",
                f"字段“{indicator.split_by}”没有选项，不能按它分项",
                place=place,
                remedy=f"可用：{'、'.join(choices)}" if choices else "去掉 split_by",
            )


def _counterpart(
    base: ReferenceBase, indicator: Indicator, indicators: Mapping[str, Indicator]
) -> Iterator[Issue]:
    if indicator.same_as is None:
        return
    name, place = indicator.same_as.indicator, base.place("indicators", indicator.key, "same_as")
    yield from base.unknown("指标", "indicators", name, indicators, place)
    other = indicators.get(name)
    if other is None or not (is_unit(indicator.unit) and is_unit(other.unit)):
        return
    if name == indicator.key:
        yield Issue(
            "reference.combination",
            f"指标“{name}”与自己对照",
            place=place,
            remedy="写另一个指标的键，或去掉 same_as",
        )
    elif find_unit(other.unit).dimension != find_unit(indicator.unit).dimension:
        yield Issue(
            "reference.unit",
            f"对照的指标“{name}”按“{other.unit}”计，本指标按“{indicator.unit}”计，不能比较",
            place=place,
            remedy="只对照同类的数",
        )

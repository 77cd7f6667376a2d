"""What is legal in a plugin and yet probably not meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from kejifupin.forms.layouts import FormLayout, cell_fields, text_fields
from kejifupin.indicators.measures import Measure
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.plugins.references import References
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.setting import Setting
from kejifupin.targets.consistency import Definitions, find_doubts
from kejifupin.targets.target import Target
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "reference.unfed": "指标没有任何表或名册提供数据",
    "reference.untargeted": "指标没有目标",
    "reference.no_due_date": "目标没有写完成期限",
    "schedule.due_outside": "报送期限离方案期很远",
    "target.due_outside": "目标的期限比方案最后一天晚一年以上",
    "reference.unread_field": "表上没有这个字段的位置",
}

_ALWAYS_FED = "submission"
_A_YEAR = timedelta(days=366)

Path = tuple[str | int, ...]


def suspicions(references: References) -> tuple[Issue, ...]:
    """What an author should look at again, though nothing in it is wrong.

    Args:
        references: The programme's definitions with their places.

    Returns:
        Indicators that nothing feeds or nobody targets, targets without a day or that cannot be
        meant as they stand, fields without a place in their form.
    """
    return (
        *_indicators(references),
        *_targets(references),
        *_schedules(references),
        *_doubts(references),
        *_layouts(references),
    )


def _indicators(references: References) -> Iterator[Issue]:
    catalogue = references.catalogue
    fed = _fed_fields(catalogue.kinds, catalogue.layouts.values())
    targeted = _in_use(catalogue)
    for key, _ in references.own("indicators"):
        indicator = catalogue.indicators[key]
        for kind, field in _needs(indicator.measure):
            if kind in catalogue.kinds and not _is_fed(kind, field, fed):
                name = f"{kind}.{field}" if field else kind
                yield Issue(
                    "reference.unfed",
                    f"指标“{indicator.label}”所用的“{name}”没有任何表或名册提供，只能由程序导入",
                    Severity.WARNING,
                    references.place("indicators", key, "measure"),
                    remedy="为它加一张表（forms/），或由程序提供记录",
                )
        if key not in targeted:
            yield Issue(
                "reference.untargeted",
                f"指标“{indicator.label}”没有目标",
                Severity.INFO,
                references.place("indicators", key),
                remedy="如果只想统计，不必理会；否则在 targets.toml 中给它一个目标",
            )


def _in_use(catalogue: ProgrammeCatalogue) -> frozenset[str]:
    """Keys of the indicators that a target speaks of, by itself, by a part or by way of others."""
    found: set[str] = set()
    waiting = [part.indicator for each in catalogue.targets.values() for part in each.parts]
    baselines = (each.baseline for each in catalogue.targets.values())
    waiting += [each.indicator for each in baselines if each is not None and each.indicator]
    waiting += [each.indicator for each in catalogue.cohorts.values() if each.indicator]
    waiting += _scored(catalogue)
    indicators = catalogue.indicators
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        indicator = indicators.get(key)
        if indicator is None:
            continue
        waiting += [indicator.part.of] if indicator.part is not None else []
        waiting += [indicator.same_as.indicator] if indicator.same_as is not None else []
        for part in (indicator.measure.expression, indicator.measure.requirement):
            waiting += [] if part is None else [each for each, _ in part.indicators()]
    return frozenset(found)


def _scored(catalogue: ProgrammeCatalogue) -> Iterator[str]:
    """Keys of the indicators that a criterion or a veto reads, or that say whom it concerns."""
    for scheme in catalogue.assessments.values():
        evidence = [each.reads for each in scheme.criteria]
        evidence += [each.reads for each in scheme.vetoes]
        for reads in evidence:
            if reads.indicator is not None:
                yield reads.indicator
        for criterion in scheme.criteria:
            if criterion.applies is not None and criterion.applies.indicator is not None:
                yield criterion.applies.indicator


def _targets(references: References) -> Iterator[Issue]:
    for key, _ in references.own("targets"):
        target = references.catalogue.targets[key]
        # What has periods, each with its own day, mostly has none as a whole.
        if target.due_on is None and not target.periods:
            yield Issue(
                "reference.no_due_date",
                f"目标“{target.label}”没有写 due_on，按方案最后一天计",
                Severity.INFO,
                references.place("targets", key),
                remedy="文件写明日期的，写上 due_on",
            )
        yield from _late(target, references)


def _schedules(references: References) -> Iterator[Issue]:
    period = references.catalogue.definition.period
    for number, each in enumerate(references.catalogue.definition.schedules):
        if not period.start <= each.due_on <= period.end + _A_YEAR:
            yield Issue(
                "schedule.due_outside",
                f"报送期限{each.due_on}不在方案期内，也不在其后一年内（{period.start}至{period.end}）",
                Severity.WARNING,
                references.place("programme", "", "schedules", number, "due_on"),
                remedy="核对年份",
            )


def _late(target: Target, references: References) -> Iterator[Issue]:
    """Days far behind the programme's last: a summary may be due in May, a slip is a year off."""
    period = references.catalogue.definition.period
    days: list[tuple[date | None, Path]] = [(target.due_on, ("due_on",))]
    days += [(each.due_on, ("periods", n, "due_on")) for n, each in enumerate(target.periods)]
    for day, path in days:
        if day is not None and day > period.end + _A_YEAR:
            yield Issue(
                "target.due_outside",
                f"期限{day}比方案最后一天（{period.end}）晚一年以上",
                Severity.WARNING,
                references.place("targets", target.key, *path),
                remedy="核对年份；文件确实这样写的，保留并写 note",
            )


def _doubts(references: References) -> Iterator[Issue]:
    """What in the programme's own targets cannot be meant."""
    catalogue = references.catalogue
    definition = catalogue.definition
    setting = Setting(
        definition,
        references.divisions,
        definition.period.end,
        catalogue.kinds,
        catalogue.cohorts,
    )
    above = {} if catalogue.above is None else catalogue.above.targets
    definitions = Definitions(catalogue.targets, catalogue.indicators, setting, above)
    for doubt in find_doubts((key for key, _ in references.own("targets")), definitions):
        yield Issue(
            doubt.code,
            doubt.message,
            doubt.severity,
            references.place("targets", doubt.target, *doubt.path),
            remedy=doubt.remedy,
        )


def _layouts(references: References) -> Iterator[Issue]:
    for key, _ in references.own("layouts"):
        layout = references.catalogue.layouts[key]
        kind = references.catalogue.kinds.get(layout.kind)
        if kind is None:
            continue
        placed = {*cell_fields(layout), *_text_fields(layout)}
        # What is written behind 其它 stands in the cell of the choice that it belongs to.
        placed |= {field.other for field in kind.fields if field.other}
        for field in kind.fields:
            if field.key not in placed and not _is_derived(field, layout):
                yield Issue(
                    "reference.unread_field",
                    f"字段“{field.label}”（{field.key}）在表“{layout.title}”上没有位置",
                    Severity.WARNING,
                    references.place("layouts", key),
                    remedy="在 blocks 中给它一个位置，或从记录类型中去掉",
                )


def _is_derived(field: Field, layout: FormLayout) -> bool:
    return layout.division_from is not None and field.type is FieldType.DIVISION


def _needs(measure: Measure) -> Iterator[tuple[str, str | None]]:
    for part in (measure.numerator, measure.denominator):
        if part is not None:
            yield from _needs(part)
    if measure.records:
        yield measure.records, measure.field


def _fed_fields(
    kinds: Mapping[str, RecordKind], layouts: Iterable[FormLayout]
) -> frozenset[tuple[str, str]]:
    fed: set[tuple[str, str]] = set()
    for layout in layouts:
        kind = kinds.get(layout.kind)
        for key in (*cell_fields(layout), *_text_fields(layout)):
            fed.add((layout.kind, key))
            if kind is not None and key in kind:
                fed |= {(f"{layout.kind}.{key}", each.key) for each in kind.field(key).fields}
    return frozenset(fed)


def _is_fed(kind: str, field: str | None, fed: frozenset[tuple[str, str]]) -> bool:
    return kind == _ALWAYS_FED or any(each == kind and field in (None, key) for each, key in fed)


def _text_fields(layout: FormLayout) -> tuple[str, ...]:
    return tuple(key for block in layout.blocks for key in text_fields(block))

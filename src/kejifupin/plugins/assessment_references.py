"""Whether assessment schemes hold together and name what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.assessments.bands import band_faults
from kejifupin.assessments.checking import check_scheme
from kejifupin.assessments.criteria import Criterion
from kejifupin.assessments.evidence import ALL, Evidence
from kejifupin.assessments.scheme import AssessmentScheme, Sheet
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import MeasureKind
from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "reference.not_due": "考核报送情况，却没有报送时限",
    "reference.scored": "评分项的计分方法与所取的字段不相配",
}

_TABLE = "assessments"
_WHOLE = (MeasureKind.COUNT, MeasureKind.COUNT_DISTINCT, MeasureKind.MEETS)


def assessment_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Everything in the programme's own schemes that does not hold, or names nothing.

    Args:
        base: The programme's definitions with their places.
    """
    for key, _ in base.own(_TABLE):
        scheme = base.catalogue.assessments[key]
        yield from (
            fault.issue(base.place(_TABLE, key, *fault.path)) for fault in check_scheme(scheme)
        )
        yield from _subjects(base, scheme)
        for path, evidence in scheme.evidence():
            yield from _evidence(base, scheme, evidence, path)
        for index, sheet in enumerate(scheme.sheets):
            yield from _sheet(base, key, sheet, index)
        for index, criterion in enumerate(scheme.criteria):
            yield from _criterion(base, scheme, criterion, index)
        cohorts = base.catalogue.cohorts
        for index, cohort in enumerate(scheme.ranking.cohorts):
            place = base.place(_TABLE, key, "ranking", "cohorts", index)
            yield from base.unknown("口径", "cohorts", cohort, cohorts, place)


def _subjects(base: ReferenceBase, scheme: AssessmentScheme) -> Iterator[Issue]:
    subjects, catalogue = scheme.subjects, base.catalogue
    key = scheme.key
    if subjects.cohort is not None:
        place = base.place(_TABLE, key, "subjects", "cohort")
        yield from base.unknown("口径", "cohorts", subjects.cohort, catalogue.cohorts, place)
        cohort = catalogue.cohorts.get(subjects.cohort)
        if cohort is not None and cohort.indicator is not None:
            yield Issue(
                "reference.conditional_cohort",
                f"口径“{cohort.key}”的成员要看指标才知道，不能作考核对象",
                place=place,
                remedy="改用按 level、designation 定的口径，或写 applies",
            )
    agencies = [each.key for each in catalogue.definition.agencies]
    for index, agency in enumerate(subjects.agencies):
        place = base.place(_TABLE, key, "subjects", "agencies", index)
        yield from base.unknown("部门", "agencies", agency, (*agencies, ALL), place)
    if subjects.records is None:
        return
    place = base.place(_TABLE, key, "subjects", "records")
    fields = [each for each in (subjects.name, scheme.ranking.field) if each]
    yield from base.kind_fields(subjects.records, fields, place, place)
    yield from base.condition(subjects.where, subjects.records, _TABLE, key, "subjects", "where")


def _evidence(
    base: ReferenceBase, scheme: AssessmentScheme, evidence: Evidence, path: tuple[str | int, ...]
) -> Iterator[Issue]:
    catalogue = base.catalogue
    place = base.place(_TABLE, scheme.key, *path, evidence.source)
    targets = [part.key for each in catalogue.targets.values() for part in each.parts]
    tables: Mapping[str, tuple[str, str, object]] = {
        "indicator": ("指标", "indicators", catalogue.indicators),
        "target": ("目标", "targets", targets),
        "submissions": ("记录类型", "kinds", (*catalogue.kinds, ALL)),
        "findings": ("记录类型", "kinds", (*catalogue.kinds, ALL)),
    }
    if evidence.source in tables:
        what, table, known = tables[evidence.source]
        yield from base.unknown(what, table, evidence.name, known, place)  # type: ignore[arg-type]
        if evidence.source == "submissions":
            yield from _nobody_owes(base, evidence.name, place)
    elif evidence.source == "field":
        kind = _subject_kind(base, scheme)
        if kind is None:
            yield Issue(
                "reference.scored",
                "考核对象不是记录，没有自己的字段可取",
                place=place,
                remedy='改用 indicator 或 sheet；考核对象是记录的，写 subjects = { records = "…" }',
            )
        else:
            yield from base.kind_fields(kind.key, (evidence.name,), place, place)


def _nobody_owes(base: ReferenceBase, name: str, place: Place) -> Iterator[Issue]:
    """Submissions of a form that no schedule asks for: the item is left out for everybody."""
    asked = {form for each in base.catalogue.definition.schedules for form in each.forms}
    if (name == ALL and asked) or name in asked or name not in (*base.catalogue.kinds, ALL):
        return
    yield Issue(
        "reference.not_due",
        f"没有一条报送时限要求报“{base.catalogue.kinds[name].label}”，这一项对谁都是缺项"
        if name != ALL
        else "方案没有报送时限，这一项对谁都是缺项",
        Severity.WARNING,
        place,
        remedy="在 programme.toml 中加一条 [[schedules]]，或换一个依据",
    )


def _subject_kind(base: ReferenceBase, scheme: AssessmentScheme) -> RecordKind | None:
    named = scheme.subjects.records
    cohort = base.catalogue.cohorts.get(scheme.subjects.cohort or "")
    if cohort is not None:
        named = cohort.records
    return base.catalogue.kinds.get(named or "")


def _sheet(base: ReferenceBase, key: str, sheet: Sheet, index: int) -> Iterator[Issue]:
    kinds = base.catalogue.kinds
    place = base.place(_TABLE, key, "sheets", index, "records")
    kind = kinds.get(sheet.records)
    if kind is None:
        yield from base.unknown("记录类型", "kinds", sheet.records, kinds, place)
        return
    around = kinds.get(kind.parent or "")
    for name in ("subject", "criterion", "value", "self_value"):
        field = getattr(sheet, name)
        if field is None or field in kind or (around is not None and field in around):
            continue
        known = [each.key for each in kind.fields]
        place = base.place(_TABLE, key, "sheets", index, name)
        yield from base.unknown(f"字段（记录类型“{kind.key}”）", "fields", field, known, place)
    yield from base.condition(sheet.where, kind.key, _TABLE, key, "sheets", index, "where")


def _criterion(
    base: ReferenceBase, scheme: AssessmentScheme, criterion: Criterion, index: int
) -> Iterator[Issue]:
    catalogue, key = base.catalogue, scheme.key
    place = base.place(_TABLE, key, "criteria", index, "applies")
    if criterion.applies is not None and criterion.applies.cohort is not None:
        name = criterion.applies.cohort
        yield from base.unknown("口径", "cohorts", name, catalogue.cohorts, place)
    if criterion.applies is not None and criterion.applies.indicator is not None:
        name = criterion.applies.indicator
        yield from base.unknown("指标", "indicators", name, catalogue.indicators, place)
    agencies = [each.key for each in catalogue.definition.agencies]
    for agency in criterion.applies.agencies if criterion.applies is not None else ():
        yield from base.unknown("部门", "agencies", agency, agencies, place)
    indicator = catalogue.indicators.get(criterion.reads.indicator or "")
    if indicator is not None and criterion.steps and not _whole(indicator):
        lenient = frozenset(band_faults(criterion.steps, least=0, whole=True))
        for fault in band_faults(criterion.steps, least=0, whole=False):
            if fault not in lenient:
                yield Issue(
                    "assessment.bands",
                    f"“{criterion.label}”：{fault}（“{indicator.label}”可以有小数）",
                    place=base.place(_TABLE, key, "criteria", index, "steps"),
                    remedy="上一档的下限写 at_least = 10，下一档的上限写 below = 10",
                )
    yield from _column(base, scheme, criterion, index)


def _whole(indicator: Indicator) -> bool:
    """Whether its values are whole numbers."""
    return indicator.measure.kind in _WHOLE or (
        indicator.decimals == 0
        and indicator.measure.kind in (MeasureKind.SUM, MeasureKind.LATEST)
        and not indicator.unit.startswith("万")
    )


def _column(
    base: ReferenceBase, scheme: AssessmentScheme, criterion: Criterion, index: int
) -> Iterator[Issue]:
    """The column of a sheet, or the field of the subject, holds what the method understands."""
    reads = criterion.reads
    if reads.source == "field":
        kind, name = _subject_kind(base, scheme), reads.field
        around = None
    else:
        sheet = scheme.sheet_of.get(reads.sheet or "")
        if sheet is None or reads.take is not None:
            return
        kind = base.catalogue.kinds.get(sheet.records)
        around = base.catalogue.kinds.get(kind.parent or "") if kind is not None else None
        name = reads.field or sheet.value
    if kind is None or name is None:
        return
    place = base.place(_TABLE, scheme.key, "criteria", index, "reads")
    holder = kind if name in kind or around is None else around
    if name not in holder:
        known = [each.key for each in holder.fields]
        if reads.field is not None and reads.source != "field":
            what = f"字段（记录类型“{holder.key}”）"
            yield from base.unknown(what, "fields", name, known, place)
        return
    spec = holder.field(name)
    number = spec.type is FieldType.NUMBER
    if number == criterion.reads_words:
        wanted = "文字或单选" if criterion.reads_words else "数字"
        yield Issue(
            "reference.scored",
            f"“{criterion.label}”的计分方法要取{wanted}，“{spec.label}”是{spec.type.label}",
            place=place,
            remedy="换一栏，或换一种计分方法：数字用 as_entered、proportional 等，评语用 graded",
        )
    if spec.choices and criterion.reads_words:
        for word in criterion.graded:
            where = base.place(_TABLE, scheme.key, "criteria", index, "graded", word)
            yield from base.unknown(f"选项（“{spec.label}”）", "choices", word, spec.choices, where)
        for word in spec.choices:
            if word not in criterion.graded:
                yield Issue(
                    "reference.scored",
                    f"“{criterion.label}”没有写评为“{word}”得几分",
                    place=base.place(_TABLE, scheme.key, "criteria", index, "graded"),
                    remedy=f"加上 “{word}” = 分数",
                )

"""A prefecture of six counties, and what is needed to score them by a table written as TOML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import attrs

from kejifupin.assessments import Assessment, Assessments, AssessmentScheme, assess
from kejifupin.assessments.reader import Rates
from kejifupin.checks.findings import Finding
from kejifupin.exchange.codec import structure
from kejifupin.exchange.toml_files import read_toml_bytes
from kejifupin.indicators import Indicator, Measure, MeasureKind
from kejifupin.indicators.values import IndicatorValue, Values
from kejifupin.records import (
    Cohort,
    DivisionName,
    Field,
    FieldType,
    Record,
    RecordKind,
    Setting,
    Silence,
    make_record,
)
from kejifupin.targets.statuses import Statuses
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import Agency, ProgrammeDefinition, SourceDocument
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.divisions import Designation, Division, Divisions, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.periods import Period

DAY = date(2017, 12, 31)
CITY = "990100"
A, B, C, D, E, F = COUNTIES = tuple(f"99012{number}" for number in range(1, 7))
NAMES = dict(zip(COUNTIES, ("甲县", "乙县", "丙县", "丁县", "戊县", "己县"), strict=True))
CITED = Citation("九", "办法")
Figure = int | str | Decimal | tuple[object, object] | None

SHEET = RecordKind(
    "score_sheet",
    "评分表",
    (
        Field("division", "区县", FieldType.DIVISION),
        Field("item", "考核内容"),
        Field("points", "考核分", FieldType.NUMBER, unit="分", decimals=2),
        Field("self_points", "自评分", FieldType.NUMBER, unit="分", decimals=2),
        Field("grade", "评语", FieldType.CHOICE, choices=("好", "中", "差")),
    ),
    identity=("division", "item"),
)
WIDE = RecordKind(
    "year_sheet",
    "年度评分表",
    (
        Field("division", "区县", FieldType.DIVISION),
        Field("leadership", "组织领导", FieldType.NUMBER, unit="分", decimals=1),
        Field("faults", "差错", FieldType.NUMBER, unit="个"),
        Field("opinion", "评语", FieldType.CHOICE, choices=("好", "中", "差")),
    ),
)
AGENCY_SHEET = RecordKind(
    "agency_sheet",
    "部门评分表",
    (
        Field("agency", "部门"),
        Field(
            "lines",
            "评分",
            FieldType.ROWS,
            fields=(
                Field("item", "考核内容"),
                Field("points", "得分", FieldType.NUMBER, unit="分", decimals=1),
            ),
        ),
    ),
    identity=("agency",),
)
EXPERT = RecordKind(
    "expert",
    "科技专家",
    (
        Field("division", "区县", FieldType.DIVISION),
        Field("name", "姓名", privacy=Privacy.PERSONAL),
        Field("speciality", "专业"),
        Field("days", "服务天数", FieldType.NUMBER, unit="天"),
    ),
    identity=("division", "name"),
)
VISIT = RecordKind(
    "appraisal",
    "评估表",
    (
        Field("division", "区县", FieldType.DIVISION),
        Field("name", "姓名", privacy=Privacy.PERSONAL),
        Field("grade", "评语", FieldType.CHOICE, choices=("好", "中", "差")),
    ),
    identity=("division", "name"),
)
HONOURS = attrs.evolve(SHEET, key="honour_sheet", label="加分登记表", silence=Silence.ZERO)
KINDS = {each.key: each for each in (SHEET, WIDE, AGENCY_SHEET, EXPERT, VISIT, HONOURS)}


def setting() -> Setting:
    """The city as of the end of 2017; 甲 and 乙 are poor counties."""
    units = (
        Division("990000", "省", Level.PROVINCE),
        Division(CITY, "市", Level.PREFECTURE, "990000"),
        *(Division(code, name, Level.COUNTY, CITY) for code, name in NAMES.items()),
    )
    definition = ProgrammeDefinition(
        "plan",
        "方案",
        CITY,
        Period(date(2017, 1, 1), DAY),
        (SourceDocument("plan", "方案"),),
        agencies=(Agency("science", "科协", leads=True), Agency("farming", "农委")),
    )
    poor = Cohort("poor", "贫困县", CITED, level=Level.COUNTY, designation="poor")
    others = (Designation("poor", A), Designation("poor", B))
    return Setting(definition, Divisions(units, (), others), DAY, KINDS, {"poor": poor})


def scheme(text: str, key: str = "year", label: str = "年度考核") -> AssessmentScheme:
    """The one scheme that a text writes, without its key, label, subjects and citation."""
    head = f'key = "{key}"\nlabel = "{label}"\ncitation = "九"\n'
    if "subjects" not in text:
        head += 'subjects = { level = "county" }\n'
    # An inline table stands on one line; here its later lines are set in by six spaces.
    text = re.sub(r"\n {6,}", " ", head + text)
    data, source, unreadable = read_toml_bytes(text.encode(), "assessment.toml")
    found, issues = structure(data, AssessmentScheme, source=source)
    assert found is not None, [each.text() for each in (*unreadable, *issues)]
    return found


def interval(figure: Figure) -> Interval | None:
    """A figure as a test writes it: a number, its digits, two ends, or nothing known."""
    if figure is None:
        return None
    if isinstance(figure, tuple):
        low, high = (None if end is None else Decimal(str(end)) for end in figure)
        return Interval(low, high)
    return Interval.exact(Decimal(str(figure)))


def values(figures: Mapping[str, Mapping[str, Figure]], units: Mapping[str, str] = {}) -> Values:
    """Indicator → division → figure, as values."""
    made = []
    for key, row in figures.items():
        indicator = Indicator(
            key, key, units.get(key, "个"), Measure(MeasureKind.COUNT, "score_sheet"), CITED
        )
        for code, figure in row.items():
            value = interval(figure)
            made.append(IndicatorValue(indicator, code, NAMES.get(code, code), value, value, DAY))
    return Values(made)


def score(
    table: AssessmentScheme | str,
    figures: Mapping[str, Mapping[str, Figure]] | None = None,
    *,
    statuses: Statuses | None = None,
    rates: Rates | None = None,
    findings: Iterable[Finding] = (),
    records: Iterable[Record] = (),
) -> Assessments:
    """What a table makes of figures."""
    made = scheme(table) if isinstance(table, str) else table
    return assess(
        made,
        values(figures or {}),
        statuses or Statuses(),
        rates or {},
        tuple(findings),
        setting(),
        records=tuple(records),
    )


def of_one(
    table: AssessmentScheme | str, records: Iterable[Record] = (), **figures: Figure
) -> Assessment:
    """What a table makes of the figures of 甲县."""
    found = score(table, {key: {A: each} for key, each in figures.items()}, records=records)
    return found.get(A)


def points(found: Assessment) -> str:
    """The score as digits: ``91.5``, or ``80—90`` where it is not known exactly."""
    return found.marks.text("")


def entry(
    division: str,
    item: str,
    marks: str | int | None = None,
    own: str | int | None = None,
    grade: str | None = None,
) -> Record:
    """One line of the scoring sheet."""
    cells = {
        "division": DivisionName(NAMES[division], division),
        "item": item,
        "points": None if marks is None else Decimal(str(marks)),
        "self_points": None if own is None else Decimal(str(own)),
        "grade": grade,
    }
    return make_record(SHEET, cells)


def wide(division: str, **cells: object) -> Record:
    """One county's row of the wide sheet."""
    return make_record(WIDE, {"division": DivisionName(NAMES[division], division), **cells})

"""Boards of invented divisions and figures, made without any file."""

from datetime import date

from kejifupin.checks.acceptance import Acceptance
from kejifupin.indicators import (
    Indicator,
    Measure,
    MeasureKind,
    RecordData,
    compute_values,
    make_plan,
)
from kejifupin.records import Cohort, Field, FieldType, RecordKind, Setting, make_record
from kejifupin.records.values import DivisionName
from kejifupin.reports.board import make_board
from kejifupin.reports.results import Results
from kejifupin.targets import Basis, Target, judge_targets
from kejifupin.targets.history import Run, StatusPoint
from kejifupin.targets.past import Past
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.disclosure import CLOSED, Privacy
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.issues import Issues
from kejifupin.terms.origins import Origin
from kejifupin.terms.periods import Period
from kejifupin.terms.rule_versions import RuleVersion

DAY = date(2018, 1, 15)
CITED = Citation("二（一）", "某省方案", quote="每个县建1个服务站")
PERIOD = Period(date(2017, 11, 1), date(2018, 4, 30))
TOP = "220000"

KIND = RecordKind(
    "figures",
    "统计表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("person", "户主姓名", privacy=Privacy.PERSONAL),
        Field("stations", "服务站", FieldType.NUMBER, unit="个"),
        Field("income", "收入", FieldType.NUMBER, unit="元", privacy=Privacy.PERSONAL),
    ),
    identity=("division", "person"),
)
STATIONS = Indicator(
    "stations",
    "服务站数",
    "个",
    Measure(MeasureKind.SUM, records="figures", field="stations"),
    CITED,
)
INCOME = Indicator(
    "income", "总收入", "元", Measure(MeasureKind.SUM, records="figures", field="income"), CITED
)
COHORTS = (
    Cohort("counties", "县", CITED, "个县", Level.COUNTY),
    Cohort("villages", "村", CITED, "个村", Level.VILLAGE),
)


def each_county(number, key="stations", indicator="stations", cohort="counties", at_least=1):
    """A target for every county, or every village."""
    return Target(
        f"{key}{number}",
        f"第{number}项：每个县建{at_least}个服务站",
        indicator,
        Bound(at_least=at_least),
        CITED,
        basis=Basis.EACH,
        cohort=cohort,
    )


def total(key="all_stations", at_least=10, **more):
    """A total of the whole province."""
    return Target(
        key, f"全省{at_least}个服务站", "stations", Bound(at_least=at_least), CITED, **more
    )


def tree(counties, villages=0, name="县{:03d}"):
    """A province with counties in prefectures of ten, each with so many villages."""
    nation = Division("000000", "全国", Level.NATION)
    found = [Division(TOP, "某省", Level.PROVINCE, nation.code), nation]
    for number in range(counties):
        city, place = divmod(number, 10)
        above = f"22{city + 1:02d}00"
        if place == 0:
            found.append(Division(above, f"市{city + 1:02d}", Level.PREFECTURE, TOP))
        code = f"{above[:4]}{place + 21:02d}"
        found.append(Division(code, name.format(number), Level.COUNTY, above))
        for village in range(villages):
            home = f"{code}100{village + 200:03d}"
            found.append(Division(home, f"村{number}-{village}", Level.VILLAGE, code))
    return found


def codes(found, level=Level.COUNTY):
    return [each.code for each in found if each.level is level]


def figure(code, stations=None, person="张某某", income=None, file="表/统计表.docx", row=None):
    """A record; whoever is named in it is invented."""
    origin = Origin(file, "表1", row, cells={"stations": "表1!R3C2", "income": "表1!R4C2"})
    values = {
        "division": DivisionName(code, code),
        "person": person,
        "stations": stations,
        "income": income,
    }
    return make_record(KIND, values, origin=origin)


def results(
    divisions,
    targets,
    records=(),
    *,
    day=DAY,
    issues=(),
    division=None,
    disclosure=CLOSED,
    region_map=None,
    title="某省科技助力精准扶贫",
    scope=TOP,
    earlier=(),
):
    """What a report may draw on."""
    definition = ProgrammeDefinition(
        "some", title, scope, PERIOD, (SourceDocument("plan", "某省方案"),)
    )
    cohorts = {each.key: each for each in COHORTS}
    setting = Setting(definition, Divisions(tuple(divisions)), day, {KIND.key: KIND}, cohorts)
    data = RecordData.of(records, setting)
    plan = make_plan((STATIONS, INCOME))
    values = compute_values(plan, data, setting).values
    judged = judge_targets(targets, plan, values, data, setting)
    return Results(
        setting,
        division or setting.scope,
        values,
        judged.statuses,
        Issues((*issues, *judged.issues)),
        {},
        acceptance=Acceptance(tuple(records)),
        disclosure=disclosure,
        plan=plan,
        data=data,
        region_map=region_map,
        past=Past.of(earlier),
    )


def run_of_day(given, day):
    """What is kept of the statuses of a day."""
    points = [
        StatusPoint(
            each.target.key,
            each.target.label,
            each.division,
            each.division_name,
            each.state,
            each.value,
            each.bound,
            each.unit,
            each.pace,
            each.due_on,
        )
        for each in given.statuses
    ]
    return Run(RuleVersion("some", "a" * 64), day, tuple(points), (), {}, {})


def board(*args, **more):
    """The board of such results."""
    return make_board(results(*args, **more))

"""A small province for tests of the model: divisions, kinds, records and a setting, all invented.

The tree, with the national poor counties marked *:

    000000 nation
      990000 甲省
        990100 东州      990121 青县*   990122 白县    990181 石市 (reports to the province)
        990200 西州      990221 红县*   990223 黑县 (since 2018-03-01, before: 990222 乌县)
        990001 孤城 (a county without a prefecture), 990100-x 湖区 (a local unit below 东州)
        villages: 青县 990121100201 柳村, 990121100202 杨村; 红县 990221100201 松村
      980000 乙省, with 980100 远州 and 980121 远县
"""

from __future__ import annotations

from datetime import date

from kejifupin.indicators import (
    Indicator,
    Measure,
    MeasureKind,
    RecordData,
    compute_values,
    make_plan,
)
from kejifupin.records import (
    Accumulation,
    Cohort,
    Covers,
    DivisionName,
    Field,
    FieldType,
    Operand,
    RecordKind,
    Setting,
    Silence,
    make_record,
)
from kejifupin.records.conditions import Condition
from kejifupin.targets import Basis, Target, judge_targets
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.divisions import Designation, Division, Divisions, Level, ReportingLine
from kejifupin.terms.origins import Origin
from kejifupin.terms.periods import Period
from kejifupin.terms.schedules import Schedule

START, END = date(2018, 1, 1), date(2018, 4, 10)
"""One hundred days, so that a share of them is a whole per cent."""

CITED = Citation("一", "方案")
NATION, PROVINCE, EAST, WEST, LONE = "000000", "990000", "990100", "990200", "990001"
GREEN, WHITE, STONE, RED = "990121", "990122", "990181", "990221"
OLD_BLACK, BLACK, LAKE = "990222", "990223", "990100-x"
WILLOW, POPLAR, PINE = "990121100201", "990121100202", "990221100201"
RENAMED_ON = date(2018, 3, 1)


def divisions() -> Divisions:
    """The province, its neighbour, and what they were designated."""
    county, village = Level.COUNTY, Level.VILLAGE
    units = (
        Division(NATION, "全国", Level.NATION),
        Division(PROVINCE, "甲省", Level.PROVINCE, NATION),
        Division(EAST, "东州", Level.PREFECTURE, PROVINCE),
        Division(WEST, "西州", Level.PREFECTURE, PROVINCE),
        Division(GREEN, "青县", county, EAST),
        Division(WHITE, "白县", county, EAST),
        Division(STONE, "石市", county, EAST),
        Division(RED, "红县", county, WEST),
        Division(OLD_BLACK, "乌县", county, WEST, valid_to=RENAMED_ON, successors=(BLACK,)),
        Division(BLACK, "黑县", county, WEST, valid_from=RENAMED_ON),
        Division(LONE, "孤城", county, PROVINCE),
        Division(LAKE, "湖区", county, EAST),
        Division(WILLOW, "柳村", village, GREEN, aliases=("柳村委会",)),
        Division(POPLAR, "杨村", village, GREEN),
        Division(PINE, "松村", village, RED),
        Division("980000", "乙省", Level.PROVINCE, NATION),
        Division("980100", "远州", Level.PREFECTURE, "980000"),
        Division("980121", "远县", county, "980100"),
    )
    designations = (
        Designation("poor", GREEN),
        Designation("poor", RED),
        Designation("poor", "980121"),
        Designation("poor_village", WILLOW),
        Designation("poor_village", POPLAR),
        Designation("poor_village", PINE),
    )
    return Divisions(units, (ReportingLine(STONE, PROVINCE),), designations)


TEAM = RecordKind(
    "team",
    "工作队表",
    (
        Field("division", "地区", FieldType.DIVISION, required=True),
        Field("leader", "领队", privacy=Privacy.PERSONAL),
        Field("size", "人数", FieldType.NUMBER, unit="人", minimum=0),
        Field("started_on", "成立日期", FieldType.DATE),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖")),
        Field(
            "experts",
            "专家",
            FieldType.ROWS,
            fields=(
                Field("name", "姓名", privacy=Privacy.PERSONAL),
                Field("age", "年龄", FieldType.NUMBER, unit="岁", minimum=18),
            ),
        ),
    ),
    identity=("division", "leader"),
)
RETURN = RecordKind(
    "return",
    "统计表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("people", "人次", FieldType.NUMBER, unit="人次", measure=Accumulation.FLOW),
        Field(
            "crowd",
            "总人次",
            FieldType.NUMBER,
            unit="万人次",
            decimals=4,
            measure=Accumulation.FLOW,
        ),
        Field("groups", "组织数", FieldType.NUMBER, unit="个", measure=Accumulation.STOCK),
        Field("reported_on", "填报日期", FieldType.DATE),
        Field("period", "统计时间", FieldType.PERIOD),
    ),
)
SUBTREE_RETURN = RecordKind("subtree", "汇总表", RETURN.fields, covers=Covers.SUBTREE)
MONTHLY = RecordKind("monthly", "月报", RETURN.fields, identity=("division", "reported_on"))
HOUSEHOLD = RecordKind(
    "household",
    "农户表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "户名", privacy=Privacy.PERSONAL),
        Field("village", "村名"),
        Field("workers", "劳动力", FieldType.NUMBER, unit="人"),
        Field("skills", "技能数", FieldType.NUMBER, unit="项"),
    ),
    identity=("division", "name"),
    locality="village",
)
LEDGER = RecordKind(
    "ledger",
    "台账",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "户名", privacy=Privacy.PERSONAL),
        Field("village", "村名"),
        Field("projects", "项目数", FieldType.NUMBER, unit="项"),
        Field("day", "日期", FieldType.DATE),
    ),
    identity=("division", "name", "day"),
    locality="village",
)
REGISTER = RecordKind(
    "register",
    "村名册",
    (
        Field("code", "代码"),
        Field("name", "村名"),
        Field("county", "所属县", FieldType.DIVISION),
        Field("poor_since", "认定日期", FieldType.DATE, designates="poor_village"),
        Field("poor_until", "退出日期", FieldType.DATE, ends="poor_village"),
        Field("model", "示范村", FieldType.CHOICE, choices=("是", "否"), designates="model"),
        Field("demonstrators", "示范户数", FieldType.NUMBER, unit="户"),
    ),
    identity=("code",),
    register=True,
)
KINDS = (TEAM, RETURN, SUBTREE_RETURN, MONTHLY, HOUSEHOLD, LEDGER, REGISTER)


def cohort(key="poor_counties", **changes) -> Cohort:
    """A cohort, the national poor counties by default."""
    values = {"level": Level.COUNTY, "designation": "poor", "unit": "个县"} | changes
    return Cohort(key, values.pop("label", "贫困县"), CITED, **values)


COHORTS = (
    cohort(),
    cohort("counties", designation=None, label="县"),
    cohort(
        "villages", level=Level.VILLAGE, designation="poor_village", unit="个村", label="贫困村"
    ),
    cohort("prefectures", level=Level.PREFECTURE, designation=None, unit="个州", label="市州"),
    cohort(
        "households", level=None, designation=None, records="household", unit="户", label="农户"
    ),
    cohort(
        "able",
        level=None,
        designation=None,
        records="household",
        where=Condition(field="workers", at_least=Operand(constant=1)),
        unit="户",
        label="有劳动力的农户",
    ),
)


def setting(as_of: date = END, *, scope=PROVINCE, kinds=(), cohorts=(), **changes) -> Setting:
    """The programme on a day."""
    table = changes.pop("table", None) or divisions()
    definition = ProgrammeDefinition(
        "plan",
        "方案",
        scope,
        changes.pop("period", Period(START, END)),
        (SourceDocument("plan", "方案"),),
        **changes,
    )
    known = {kind.key: kind for kind in (*KINDS, *kinds)}
    rows = {row.key: row for kind in known.values() for row in kind.row_kinds}
    return Setting(
        definition, table, as_of, known | rows, {each.key: each for each in (*COHORTS, *cohorts)}
    )


def place(code: str | None, text: str = "某地") -> DivisionName:
    """A division as a form names it."""
    return DivisionName(text, code)


def origin(kind: RecordKind, file: str, *, row: int | None = None, sha256: str | None = None):
    """An origin with a cell for every field: the first in 表1!R1C2, the next in R2C2, and so on."""
    keys = [field.key for field in kind.fields]
    cells = {key: f"表1!R{number}C2" for number, key in enumerate(keys, start=1)}
    return Origin(file, "表1", row, cells=cells, sha256=sha256)


def record(kind: RecordKind, code: str | None, file: str | None = None, /, **values):
    """A record of a kind from a division, read from a file where one is named."""
    home = next(each.key for each in kind.fields if each.type is FieldType.DIVISION)
    sha256 = values.pop("sha256", None)
    return make_record(
        kind,
        {home: place(code, code or "？"), **values},
        None if file is None else origin(kind, file, sha256=sha256),
    )


def measure(do: str = "sum", records="return", **values) -> Measure:
    """A measure, a sum over returns by default."""
    return Measure(MeasureKind(do), records=records, **values)


def indicator(key="people", unit="人次", **values) -> Indicator:
    """An indicator, the sum of 人次 over the returns by default."""
    found = values.pop("measure", None) or measure(field="people")
    return Indicator(key, values.pop("label", "指标"), unit, found, CITED, **values)


def target(key="goal", bound=None, **values) -> Target:
    """A target on the indicator ``people``, due on the programme's last day."""
    return Target(
        key,
        values.pop("label", "目标"),
        values.pop("indicator", "people"),
        bound or Bound(at_least=10),
        CITED,
        **values,
    )


def values_of(records, *indicators, on=None, measures=()):
    """Values of indicators, by indicator and division."""
    where = on or setting()
    plan = make_plan(indicators or (indicator(),), measures)
    return compute_values(plan, RecordData.of(records, where), where).values


def value_at(records, code, found=None, on=None):
    """The value of one indicator for one division, None where there is none."""
    where = found or indicator()
    return values_of(records, where, on=on).find(where.key, code)


def judged(records, *targets, indicators=None, on=None):
    """Targets judged on records: statuses and issues."""
    where = on or setting()
    plan = make_plan(indicators or (indicator(),))
    data = RecordData.of(records, where)
    values = compute_values(plan, data, where).values
    return judge_targets(targets, plan, values, data, where)


def state_at(records, aim, code, *, indicators=None, on=None):
    """The state of one target for one division."""
    return judged(records, aim, indicators=indicators, on=on).statuses.get(aim.key, code).state


SILENT_ZERO = Silence.ZERO
EACH, TOTAL, SHARE, COVERAGE = Basis.EACH, Basis.TOTAL, Basis.SHARE, Basis.COVERAGE


def schedule(due_on: date, recipient: Level = Level.PROVINCE, form: str = "return") -> Schedule:
    """When a form is due, and with whom."""
    return Schedule("returns", "统计表", (form,), Level.COUNTY, recipient, due_on, CITED)

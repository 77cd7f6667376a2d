"""Indicators as a plugin writes them: what is read, and each mistake with its place and remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kejifupin import open_programme
from kejifupin.plugins.checking import check_folder
from kejifupin.records import DivisionName, make_record
from kejifupin.terms.issues import Severity
from kejifupin.terms.quantities import NONE_OF_ITEM

PROGRAMME = """\
key = "plan"
title = "示例方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }

[[documents]]
key = "plan"
title = "示例方案"
"""
RECORDS = """\
[[kinds]]
key = "report"
label = "月报"
identity = ["division", "reported_on"]
citation = "附件1"
fields = [
    { key = "division", label = "地区", type = "division" },
    { key = "reported_on", label = "填报日期", type = "date" },
    { key = "sessions", label = "培训场次", type = "number", unit = "场次", measure = "flow" },
    { key = "stations", label = "服务站数", type = "number", unit = "个", measure = "stock" },
    { key = "federations", label = "联合会数", type = "number", unit = "个" },
]

[[kinds]]
key = "household"
label = "农户表"
identity = ["division", "name"]
citation = "附件2"
fields = [
    { key = "division", label = "地区", type = "division" },
    { key = "name", label = "户名" },
    { key = "needs", label = "需求", type = "choices", choices = ["种植", "养殖"], other = "more" },
    { key = "more", label = "其它需求" },
    { key = "people", label = "人口", type = "number", unit = "人" },
]

[[kinds]]
key = "event"
label = "活动台账"
identity = ["division", "name"]
citation = "附件3"
fields = [
    { key = "division", label = "地区", type = "division" },
    { key = "name", label = "活动" },
    { key = "held_on", label = "日期", type = "date" },
]
"""
INDICATORS = {
    "needs": """\
label = "有科技服务需求的户数"
unit = "户"
measure = { do = "count", records = "household" }
split_by = "needs"
""",
    "stations": """\
label = "服务站数"
unit = "个"
measure = { do = "latest", records = "report", field = "stations", by = "reported_on" }
""",
    "federations": """\
label = "联合会数"
unit = "个"
measure = { do = "latest", records = "report", field = "federations", by = "reported_on" }
""",
    "either": """\
label = "有联合会或服务站的县数"
unit = "个"

[indicators.measure]
do = "meets"
level = "county"
requirement = { any = [
    { indicator = "federations", at_least = 1 },
    { indicator = "stations", at_least = 1 },
] }
""",
    "both": """\
label = "联合会和服务站总数"
unit = "个"
measure = { do = "derived", expression = { sum = ["federations", "stations"] } }
""",
    "share": """\
label = "联合会所占比例"
unit = "%"
measure = { do = "derived", expression = { ratio = ["federations", "both"] } }
""",
    "sessions": """\
label = "培训场次"
unit = "场次"
measure = { do = "sum", records = "report", field = "sessions", by = "reported_on", within = 2018 }
same_as = { indicator = "events", tolerance = 1 }
""",
    "events": """\
label = "台账中的培训"
unit = "场次"

[indicators.measure]
do = "count_distinct"
records = "event"
distinct = ["name"]
key_scope = "division"
by = "held_on"
within = "programme"
""",
}


@pytest.fixture
def folder(tmp_path):
    """A plugin folder whose indicators make use of all there is."""
    return write(tmp_path, **INDICATORS)


def write(path, **indicators):
    place = path / "programmes" / "plan"
    place.mkdir(parents=True, exist_ok=True)
    (place / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (place / "records.toml").write_text(RECORDS, encoding="utf-8")
    tables = (
        f'[[indicators]]\nkey = "{key}"\ncitation = "一"\n{text}'
        for key, text in indicators.items()
    )
    (place / "indicators.toml").write_text("\n".join(tables), encoding="utf-8")
    return path


def errors(folder):
    return [each for each in check_folder(folder) if each.severity is Severity.ERROR]


def records(programme):
    kinds = programme.setting().kinds

    def made(kind, code, **values):
        home = DivisionName("某县", code)
        return make_record(kinds[kind], {"division": home, **values})

    january, february = date(2018, 1, 31), date(2018, 2, 28)
    anhui, zhenlai = "222426", "220821"
    return (
        made("report", anhui, reported_on=january, sessions=3, stations=1, federations=0),
        made("report", anhui, reported_on=february, sessions=4, stations=2, federations=0),
        made(
            "report",
            zhenlai,
            reported_on=february,
            sessions=NONE_OF_ITEM,
            stations=0,
            federations=0,
        ),
        made("household", anhui, name="甲户", needs=("种植", "养殖")),
        made("household", anhui, name="乙户", needs=("种植",)),
        made("household", zhenlai, name="丙户", more="编织"),
        made("household", zhenlai, name="丁户"),
        *(made("event", anhui, name=f"班{n}", held_on=january) for n in range(5)),
        made("event", zhenlai, name="班1", held_on=date(2017, 12, 31)),
    )


def test_a_sound_plugin_has_no_mistakes(folder):
    """Everything that an indicator can be, in TOML."""
    assert errors(folder) == []


def test_a_plugin_is_counted_from_end_to_end(folder):
    """安图 7 sessions reported and 5 in the ledger, 镇赉 none: by hand for the province."""
    programme = open_programme("plan", plugins=(folder,), entry_points=False)
    found = programme.with_records(*records(programme)).outcome(date(2018, 12, 31))

    values = {
        each.indicator.key: each.value
        for each in found.values.where(division="220000")
        if each.value is not None
    }
    exact = {key: value.exact_value for key, value in values.items() if value.is_exact}
    assert exact | {"needs": 4} == exact
    assert [exact[f"needs:{part}"] for part in ("种植", "养殖", "其它", "未填")] == [2, 1, 1, 1]
    assert exact["stations"] == 2
    assert exact["report.stations"] == 2
    assert exact["both"] == 2
    assert exact["share"] == 0
    assert exact["sessions"] == exact["report.sessions"] == 7
    assert exact["events"] == 5
    assert values["either"].low == 1
    assert found.values.get("either", "222426").value.exact_value == 1
    assert found.values.get("either", "220821").value.exact_value == 0
    told = [each for each in found.issues if each.code == "indicator.conflict"]
    assert [each.message for each in told] == [
        "安图县“培训场次”是7场次，而“台账中的培训”是5场次，两者应当一致，相差2场次"
    ]


MISTAKES = [
    ("needs", "split_by", 'split_by = "needs"', 'split_by = "neads"', "是否应为“needs”？"),
    ("needs", "split_by", 'split_by = "needs"', 'split_by = "people"', "可用：needs"),
    ("stations", "measure.by", 'by = "reported_on"', 'by = "stations"', "可用：reported_on"),
    ("stations", "measure.by", 'by = "reported_on"', 'by = "reported"', "是否应为“reported_on”？"),
    (
        "stations",
        "measure.do",
        'do = "latest", records = "report", field = "stations", by = "reported_on"',
        'do = "sum", records = "report", field = "stations"',
        'do = "latest"，并写 by = "reported_on"',
    ),
    (
        "either",
        "measure.requirement.any[1].indicator",
        'indicator = "stations"',
        'indicator = "station"',
        "是否应为“stations”？",
    ),
    ("both", "measure.expression.sum[1]", '"stations"]', '"station"]', "是否应为“stations”？"),
    ("both", "measure.expression", '"stations"]', '"share"]', "去掉其中一处引用"),
    ("both", "measure.expression", '"stations"]', '"sessions"]', "只加减同类的数"),
    ("sessions", "same_as", 'indicator = "events"', 'indicator = "event"', "是否应为“events”？"),
    ("sessions", "same_as", 'indicator = "events"', 'indicator = "stations"', "只对照同类的数"),
    ("sessions", "same_as", 'indicator = "events"', 'indicator = "sessions"', "写另一个指标的键"),
    ("sessions", "measure.within", "within = 2018", 'within = "cycle"', "例：within"),
    ("sessions", "measure", 'by = "reported_on", ', "", "例：by"),
    ("events", "measure.key_scope", '"division"', '"county"', "division"),
    ("either", "measure", 'level = "county"', 'level = "county"\ncohort = "x"', "level"),
    ("either", "measure.levl", "level = ", "levl = ", "level"),
    ("both", "measure.expression.summ", "{ sum =", "{ summ =", "sum"),
]


@pytest.mark.parametrize(("key", "path", "old", "new", "remedy"), MISTAKES)
def test_a_mistake_is_told_at_its_place_with_what_to_write(tmp_path, key, path, old, new, remedy):
    """In Chinese, at the line and the key, with the nearest right answer."""
    assert old in INDICATORS[key]
    folder = write(tmp_path, **(INDICATORS | {key: INDICATORS[key].replace(old, new)}))

    found = errors(folder)

    number = list(INDICATORS).index(key)
    placed = [each for each in found if each.place.key.startswith(f"indicators[{number}].{path}")]
    assert placed, [(each.place.key, each.text()) for each in found]
    assert any(remedy in (each.remedy or "") + each.message for each in placed), [
        each.text() for each in placed
    ]
    assert all(each.place.line for each in placed)


def test_a_stock_of_one_day_may_be_added(tmp_path):
    """A condition that lets one day through alone leaves nothing to add twice."""
    one_day = """\
label = "服务站数"
unit = "个"

[indicators.measure]
do = "sum"
records = "report"
field = "stations"
where = { field = "reported_on", equals = 2018-01-31 }
"""
    assert errors(write(tmp_path, stations=one_day)) == []


def test_a_target_may_name_a_part(folder):
    """needs:种植 is an indicator like any other; 打工 is none of its parts."""
    place = folder / "programmes" / "plan" / "targets.toml"
    text = """\
[[targets]]
key = "goal"
label = "目标"
indicator = "needs:种植"
bound = { at_least = 2 }
citation = "一"
due_on = 2018-12-31
"""
    place.write_text(text, encoding="utf-8")
    assert errors(folder) == []

    place.write_text(text.replace("种植", "种殖"), encoding="utf-8")
    (issue,) = errors(folder)
    assert issue.remedy == "是否应为“needs:种植”？"


def test_what_a_target_rests_on_is_targeted(folder):
    """Operands of a derived indicator are not suspected of being forgotten."""
    place = folder / "programmes" / "plan" / "targets.toml"
    place.write_text(
        """\
[[targets]]
key = "goal"
label = "目标"
indicator = "either"
bound = { at_least = 2 }
citation = "一"
due_on = 2018-12-31
""",
        encoding="utf-8",
    )
    told = {each.message for each in check_folder(folder) if each.code == "reference.untargeted"}

    assert not any("联合会数" in each or "“服务站数”" in each for each in told)
    assert any("培训场次" in each for each in told)


def test_decimal_limits_are_read(tmp_path):
    """A rate is at least 0.5."""
    rate = INDICATORS["either"].replace("at_least = 1", "at_least = 0.5", 1)
    folder = write(tmp_path, **(INDICATORS | {"either": rate}))

    programme = open_programme("plan", plugins=(folder,), entry_points=False)

    requirement = programme.catalogue.indicators["either"].measure.requirement
    assert requirement.any[0].at_least == Decimal("0.5")

"""A small programme whose figures are told by the test, and its bulletin."""

from datetime import date

from kejifupin import make_record
from kejifupin.records import DivisionName
from kejifupin.reports import Results
from kejifupin.reports.bulletin import compose_bulletin
from kejifupin.reports.layouts import built_in_bulletin
from kejifupin.terms import Citation

MIDWAY = date(2018, 1, 15)
AFTER = date(2018, 6, 30)

PROGRAMME = """
key = "small"
title = "小方案"
scope = "222400"
period = { start = 2017-11-01, end = 2018-04-30 }

[[documents]]
key = "plan"
title = "小方案通知"
number = "延科协〔2017〕9号"

[[agencies]]
key = "association"
label = "科协"
leads = true

[[schedules]]
key = "end"
label = "统计表"
forms = ["figures"]
sender = "county"
recipient = "prefecture"
due_on = 2018-01-10
citation = "三"
"""

RECORDS = """
[[kinds]]
key = "figures"
label = "统计表"
reported_by = ["county"]
identity = ["division"]
citation = "附件"

[[kinds.fields]]
key = "division"
label = "地区"
type = "division"
required = true

[[kinds.fields]]
key = "sessions"
label = "培训场次"
type = "number"
unit = "场次"
measure = "flow"

[[kinds.fields]]
key = "stations"
label = "服务站"
type = "number"
unit = "个"
measure = "stock"

[[kinds.fields]]
key = "contact"
label = "联系人"
type = "text"
privacy = "personal"
"""

COHORTS = """
[[cohorts]]
key = "counties"
label = "县市"
level = "county"
unit = "个县市"
citation = "一"
"""

TARGETS = """
[[targets]]
key = "sessions"
label = "全州培训100场次"
indicator = "figures.sessions"
bound = { at_least = 100 }
citation = "一"

[targets.allocations]
222401 = { at_least = 20 }
222402 = { at_least = 20 }
222403 = { at_least = 60 }

[[targets]]
key = "stations"
label = "每个县市建1个服务站"
indicator = "figures.stations"
bound = { at_least = 1 }
basis = "each"
cohort = "counties"
pace = "none"
citation = "二"
"""


RICH_FIELDS = """
[[kinds.fields]]
key = "attendances"
label = "培训人次"
type = "number"
unit = "人次"
measure = "flow"

[[kinds.fields]]
key = "funds"
label = "投入经费"
type = "number"
unit = "万元"
measure = "flow"

[[kinds.fields]]
key = "teams"
label = "工作队"
type = "number"
unit = "支"
measure = "stock"
"""


def _target(key, label, field, bound, more=""):
    return (
        f'[[targets]]\nkey = "{key}"\nlabel = "{label}"\nindicator = "figures.{field}"\n'
        f'bound = {{ {bound} }}\ncitation = "一"\n{more}\n\n'
    )


_EACH = 'basis = "each"\ncohort = "counties"'
RICH_TARGETS = TARGETS + "".join(
    (
        _target("funds", "投入经费500万元", "funds", "at_least = 500"),
        _target("saved", "办公用去经费不超过300万元。", "funds", "at_most = 300"),
        _target("range", "经费100—700万元", "funds", "at_least = 100, at_most = 700"),
        _target(
            "people",
            "培训“科技之冬”1万人次",
            "attendances",
            "at_least = 10000",
            "due_on = 2018-03-31",
        ),
        _target("teams", "每个县市组建1-2支工作队", "teams", "at_least = 1, stretch = 2", _EACH),
        _target("same", "每个县市组建1支巡回队", "teams", "at_least = 1, stretch = 2", _EACH),
        _target(
            "all",
            "工作队全覆盖",
            "teams",
            "at_least = 1",
            'basis = "coverage"\ncohort = "counties"',
        ),
        _target(
            "grown",
            "服务站比2016年增加50%以上",
            "stations",
            "at_least = 50",
            'growth = "percent"\nbaseline = { value = 4, citation = "一" }',
        ),
        _target(
            "more",
            "工作队比2016年增加5支",
            "teams",
            "at_least = 5",
            'growth = "absolute"\nbaseline = { value = 4, citation = "一" }',
        ),
        _target("nobody", "不另组建工作队", "teams", "at_most = 0"),
        _target(
            "most",
            "80%以上的县市建服务站",
            "stations",
            "at_least = 1",
            'basis = "share"\nshare = 80\ncohort = "counties"',
        ),
        _target(
            "nearly",
            "工作队基本覆盖",
            "teams",
            "at_least = 1",
            'basis = "basic_coverage"\ncohort = "counties"',
        ),
    )
)


def write_rich_plugin(folder):
    """The same with a target of every basis and every kind of bound."""
    home = write_plugin(folder) / "programmes" / "small"
    (home / "targets.toml").write_text(RICH_TARGETS, encoding="utf-8")
    (home / "records.toml").write_text(RECORDS + RICH_FIELDS, encoding="utf-8")
    return folder


def rich_returned(programme, figures):
    """The programme with figures: code of a county → field → figure."""
    kind = programme.catalogue.kinds["figures"]
    return programme.with_records(
        *(
            make_record(kind, {"division": DivisionName(code, code), **fields})
            for code, fields in figures.items()
        )
    )


def write_plugin(folder):
    """The plugin as a folder."""
    home = folder / "programmes" / "small"
    (home / "reports").mkdir(parents=True)
    (folder / "divisions.toml").write_text("", encoding="utf-8")
    for name, text in (
        ("programme", PROGRAMME),
        ("records", RECORDS),
        ("cohorts", COHORTS),
        ("targets", TARGETS),
    ):
        (home / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def returned(programme, figures):
    """The programme with figures: code of a county → sessions and stations."""
    kind = programme.catalogue.kinds["figures"]
    return programme.with_records(
        *(
            make_record(
                kind,
                {
                    "division": DivisionName(code, code),
                    "sessions": sessions,
                    "stations": stations,
                    "contact": "张某",
                },
            )
            for code, (sessions, stations) in figures.items()
        )
    )


def results(programme, day=MIDWAY, division=None):
    """What a report may draw on."""
    outcome = programme.outcome(day)
    return Results(
        outcome.setting,
        division or outcome.setting.scope,
        outcome.values,
        outcome.statuses,
        outcome.issues,
        programme.catalogue.layouts,
        programme.submissions(as_of=day),
        outcome.acceptance,
    )


def bulletin(programme, day=MIDWAY, division=None):
    """The bulletin of a division."""
    layout = built_in_bulletin(Citation("", "小方案通知"))
    return compose_bulletin(results(programme, day, division), layout)

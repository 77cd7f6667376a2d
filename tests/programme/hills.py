"""A small programme in 河南 with forms, ledgers, a 片区, and counties under the province."""

from __future__ import annotations

from kejifupin import make_record
from kejifupin.records import DivisionName

KEY = "hills-2018"
GONGYI, XINMI, SONG, LUSHI = "410181", "410183", "410325", "411224"
NAMES = {GONGYI: "巩义市", XINMI: "新密市", SONG: "嵩县", LUSHI: "卢氏县"}
FILES = {
    "divisions.toml": """
[[documents]]
key = "list"
title = "山区县名单"

[[designations]]
key = "hills"
within = "410000"
valid_from = 2011-01-01
names = ["巩义市", "嵩县", "卢氏县"]
citation = "一"
""",
    f"programmes/{KEY}/programme.toml": """
key = "hills-2018"
title = "2018年山区科普行动"
scope = "410000"
period = { start = 2018-01-01, end = 2018-12-31 }
documents = [{ key = "plan", title = "2018年山区科普行动方案" }]
""",
    f"programmes/{KEY}/records.toml": """
[[kinds]]
key = "fair_return"
label = "活动统计表"
citation = "附件1"
fields = [
    { key = "division", label = "填报地区", type = "division", required = true },
    { key = "sessions", label = "活动场次", type = "number", unit = "场次", minimum = 0 },
    { key = "attendances", label = "参加人数", type = "number", unit = "人次", measure = "flow" },
]

[[kinds]]
key = "activity"
label = "活动台账"
identity = ["division", "name"]
citation = "附件2"
fields = [
    { key = "division", label = "地区", type = "division", required = true },
    { key = "name", label = "活动名称", required = true },
    { key = "topics", label = "内容", type = "choices", choices = ["种植", "养殖"] },
]

[[kinds]]
key = "household"
label = "贫困户登记"
identity = ["division", "name"]
citation = "附件3"
fields = [
    { key = "division", label = "所在地区", type = "division", required = true },
    { key = "name", label = "户主", required = true, privacy = "personal" },
    { key = "workers", label = "劳动力人数", type = "number", unit = "人" },
    { key = "skills", label = "掌握技术", type = "number", unit = "项" },
]
""",
    f"programmes/{KEY}/cohorts.toml": """
[[cohorts]]
key = "hill_counties"
label = "山区县"
unit = "个县"
level = "county"
designation = "hills"
citation = "一"

[[cohorts]]
key = "able_households"
label = "有劳动力的贫困户"
unit = "户"
records = "household"
where = { field = "workers", at_least = 1 }
citation = "二"
""",
    f"programmes/{KEY}/indicators.toml": """
[[indicators]]
key = "sessions"
label = "统计表报的活动"
unit = "场次"
measure = { do = "sum", records = "fair_return", field = "sessions" }
same_as = "activities"
citation = "附件1"

[[indicators]]
key = "activities"
label = "台账里的活动"
unit = "场次"
measure = { do = "count", records = "activity" }
silence = "zero"
split_by = "topics"
citation = "附件2"

[[indicators]]
key = "people_per_activity"
label = "场均人次"
unit = "人次/场次"
measure = { do = "derived", expression = { ratio = ["fair_return.attendances", "activities"] } }
citation = "附件1"

[[indicators]]
key = "active"
label = "开展了活动"
unit = "个"
citation = "二"

[indicators.measure]
do = "meets"
requirement = { any = [
    { indicator = "activities", at_least = 1 },
    { indicator = "sessions", at_least = 1 },
] }

[[indicators]]
key = "skills"
label = "掌握技术"
unit = "项"
measure = { do = "sum", records = "household", field = "skills" }
citation = "附件3"
""",
    f"programmes/{KEY}/targets.toml": """
[[targets]]
key = "twenty_sessions"
label = "全省办活动20场次"
indicator = "sessions"
bound = { at_least = 20 }
allocations = { "410181" = { at_least = 4 }, "410183" = { at_least = 5 } }
due_on = 2018-11-30
citation = { clause = "二", quote = "全省办活动20场次" }

[[targets]]
key = "two_on_planting"
label = "种植活动2场次"
indicator = "activities:种植"
bound = { at_least = 2 }
due_on = 2018-11-30
citation = "二"

[[targets]]
key = "fifty_people"
label = "场均50人次"
indicator = "people_per_activity"
bound = { at_least = 50 }
due_on = 2018-11-30
citation = "二"

[[targets]]
key = "activity_in_each"
label = "每个山区县办一场活动"
indicator = "activities"
basis = "each"
cohort = "hill_counties"
bound = { at_least = 1 }
due_on = 2018-11-30
citation = "二"

[[targets]]
key = "every_county_active"
label = "活动覆盖山区县"
indicator = "active"
basis = "coverage"
cohort = "hill_counties"
bound = { at_least = 1 }
due_on = 2018-11-30
citation = "二"

[[targets]]
key = "skills_of_most"
label = "六成有劳动力的贫困户掌握1项技术"
indicator = "skills"
basis = "share"
share = 60
cohort = "able_households"
bound = { at_least = 1 }
due_on = 2018-11-30
citation = "二"
""",
    f"programmes/{KEY}/forms/fair_return.toml": """
key = "fair_return"
kind = "fair_return"
title = "活动统计表"

[[blocks]]
rows = [["填报地区", "{division}"], ["活动场次", "{sessions}"], ["参加人数", "{attendances}"]]
""",
    f"programmes/{KEY}/forms/activity.toml": """
key = "activity"
kind = "activity"
title = "活动台账"
rows_are_records = true
blocks = [{ rows = [{ blank_rows = 5, columns = ["division", "name", "topics"] }] }]
""",
    f"programmes/{KEY}/forms/household.toml": """
key = "household"
kind = "household"
title = "贫困户登记"
rows_are_records = true
blocks = [{ rows = [{ blank_rows = 5, columns = ["division", "name", "workers", "skills"] }] }]
""",
}
RETURNS = {GONGYI: (3, 120), XINMI: (5, 200), SONG: (2, 90)}
ACTIVITIES = (
    (GONGYI, "春季集市", ("种植", "养殖")),
    (GONGYI, "夏季集市", ("养殖",)),
    (GONGYI, "秋季集市", ("种植",)),
    (SONG, "赶集", ("种植",)),
)
HOUSEHOLDS = (
    (GONGYI, "甲某", 2, 1),
    (GONGYI, "乙某", 1, 0),
    (SONG, "丙某", 0, 1),
    (XINMI, "丁某", 1, 2),
)


def write_plugin(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return folder


def write_forms(programme, folder):
    """Returns as Word, the activities as a workbook, the households as a Word table."""
    kinds = programme.catalogue.kinds

    def place(code):
        return DivisionName(NAMES[code], code)

    for code, (sessions, people) in RETURNS.items():
        values = {"division": place(code), "sessions": sessions, "attendances": people}
        made = make_record(kinds["fair_return"], values)
        (folder / f"统计表-{NAMES[code]}.docx").write_bytes(programme.filled(made))
    activities = [
        make_record(kinds["activity"], {"division": place(code), "name": name, "topics": topics})
        for code, name, topics in ACTIVITIES
    ]
    (folder / "台账.xlsx").write_bytes(programme.filled_rows("activity", activities))
    households = [
        make_record(
            kinds["household"],
            {"division": place(code), "name": name, "workers": workers, "skills": skills},
        )
        for code, name, workers, skills in HOUSEHOLDS
    ]
    (folder / "贫困户.docx").write_bytes(programme.filled_rows("household", households, "docx"))

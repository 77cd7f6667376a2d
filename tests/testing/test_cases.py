"""A case says in plain words, with file and line, what came out otherwise."""

from __future__ import annotations

import pytest

from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.testing import CaseError, case_faults, cases_in

SETTING = '[setting]\nprogramme = "small"\nas_of = 2018-01-01\n'
FILES = {
    "programme.toml": """
key = "small"
title = "小方案"
scope = "220800"
period = { start = 2017-01-01, end = 2017-12-31 }
[[documents]]
key = "plan"
title = "方案"
""",
    "records.toml": """
[[kinds]]
key = "station"
label = "服务站"
identity = ["division", "name"]
silence = "zero"
citation = "一"
fields = [
    { key = "division", label = "地区", type = "division" },
    { key = "name", label = "名称" },
    { key = "people", label = "人数", type = "number", unit = "人", minimum = 0 },
    { key = "opened_on", label = "成立日期", type = "date" },
]
""",
    "indicators.toml": """
[[indicators]]
key = "stations"
label = "服务站数"
unit = "个"
measure = { do = "count", records = "station" }
citation = "一"
[[indicators]]
key = "people"
label = "人数"
unit = "人"
measure = { do = "sum", records = "station", field = "people" }
citation = "一"
""",
    "targets.toml": """
[[targets]]
key = "two_stations"
label = "建站2个"
indicator = "stations"
bound = { at_least = 2 }
citation = "一"
""",
}


@pytest.fixture
def plugin(tmp_path):
    folder = tmp_path / "plugin" / "programmes" / "small"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return TomlPlugin(tmp_path / "plugin")


@pytest.fixture
def faults(plugin, tmp_path):
    def run(text):
        path = tmp_path / "案例.toml"
        path.write_text(SETTING + text, encoding="utf-8")
        return [each.replace(str(path), path.name) for each in case_faults(path, plugin)]

    return run


def test_a_case_whose_figures_are_right_has_no_faults(faults):
    """Three stations in two counties, one of them with 10 to 19 people."""
    assert (
        faults("""
[[records]]
kind = "station"
fields = { division = "镇赉县", name = "站{n}", people = 4 }
times = 2
[[records]]
kind = "station"
fields = { division = "通榆县", name = "甲站", people = "10余人", opened_on = 2017-05-01 }
[[values]]
indicator = "stations"
division = "白城市"
value = 3
missing = 0
[[values]]
indicator = "people"
division = "220800"
value = { low = 18, high = 27 }
[[values]]
indicator = "people"
division = "大安市"
value = "0人"
[[statuses]]
target = "two_stations"
division = "白城市"
state = "MET"
value = 3
gap = 0
""")
        == []
    )


def test_every_wrong_figure_is_told_with_its_line(faults):
    """The line is that of the expectation, the words name what was expected and what came out."""
    found = faults("""
[[values]]
indicator = "stations"
division = "白城市"
value = 1
[[statuses]]
target = "two_stations"
division = "白城市"
state = "MET"
gap = 1
""")

    state = "应为MET（已完成），判为MISSED（未完成）（0个，要求至少2个）"
    assert found == [
        "案例.toml 第8行 values[0].value：指标“stations”在白城市应为1个，算得0个",
        f"案例.toml 第12行 statuses[0].state：目标“two_stations”在白城市{state}",
        "案例.toml 第13行 statuses[0].gap：目标“two_stations”在白城市应差1个，算得差2",
    ]


def test_an_error_that_the_case_does_not_list_is_a_fault(faults):
    """A name that leads nowhere cannot pass for a station of nowhere."""
    text = '[[records]]\nkind = "station"\nfields = { division = "月亮县", name = "甲站" }\n'
    expected = '[[issues]]\ncode = "value.division_unknown"\nfield = "division"\ntimes = 1\n'
    lost = '[[issues]]\ncode = "record.no_division"\n'

    assert any("value.division_unknown（division）" in each for each in faults(text))
    assert faults(text + expected + lost) == []


def test_an_expected_issue_that_does_not_come_is_a_fault(faults):
    """The codes that did come are named beside it."""
    (found,) = faults('[[issues]]\ncode = "submission.late"\n')

    assert found.startswith("案例.toml 第4行 issues[0]：问题“submission.late”应至少报1次，报了0次")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[records]]\nkind = "stations"\n', "第5行 records[0].kind：没有叫“stations”的记录类型"),
        (
            '[[records]]\nkind = "station"\nfields = { nam = "甲" }\n',
            "没有字段“nam” → 是否应为“name”",
        ),
        ('[[records]]\nkind = "station"\nfields = { people = true }\n', "“people”是数字"),
        ('[[records]]\nkind = "station"\ncolumns = ["name"]\nrows = [["甲", 1]]\n', "第7行"),
        ('[[statuses]]\ntarget = "two_stations"\ndivision = "白城市"\nstate = "DONE"\n', "第7行"),
        ("[[status]]\n", "statuses"),
    ],
)
def test_a_mistake_in_the_case_itself_is_told_with_its_line(faults, text, words):
    """Unknown kinds, fields, states and keys are mistakes of the case, not of the plugin."""
    with pytest.raises(CaseError) as raised:
        faults(text)

    assert words in str(raised.value)


def test_an_empty_folder_of_cases_is_no_silent_success(tmp_path):
    """A path that is wrong by one letter would else test nothing."""
    with pytest.raises(CaseError, match="no cases"):
        cases_in(tmp_path)


def test_an_expectation_may_name_a_day_of_its_own(faults):
    """It is then held against what was so on that day."""
    text = """
[[records]]
kind = "station"
fields = { division = "镇赉县", name = "站{n}" }
times = 2
[[statuses]]
target = "two_stations"
division = "白城市"
as_of = 2017-06-30
state = "MET"
"""
    assert faults(text) == []


ASSESSED = """
[[assessments]]
key = "year"
label = "年度考核"
citation = "一"
subjects = { level = "county" }
grades = [{ key = "good", label = "良好", at_least = 60 }, { key = "poor", label = "一般" }]
[[assessments.criteria]]
key = "stations"
label = "服务站"
points = 100
reads = { indicator = "stations" }
proportional = { full_at = 4 }
"""
AWARDED = """
[[awards]]
key = "best"
label = "先进县"
assessment = "year"
quota = 1
amount = 5
unproven = "lowest"
citation = "一"
"""


def test_scores_and_awards_are_held_against_what_is_expected(faults, tmp_path):
    """镇赉 has 3 of 4 stations, 75 points and the one place; each wrong word is told."""
    here = tmp_path / "plugin" / "programmes" / "small"
    (here / "assessment.toml").write_text(ASSESSED, encoding="utf-8")
    (here / "awards.toml").write_text(AWARDED, encoding="utf-8")
    records = """
[[records]]
kind = "station"
fields = { division = "镇赉县", name = "站{n}" }
times = 3
"""
    right = """
[[scores]]
subject = "镇赉县"
score = 75
grade = "good"
vetoed = false
[[scores]]
subject = "220821"
assessment = "year"
criterion = "stations"
score = { low = 75, high = 75 }
[[awards]]
subject = "镇赉县"
state = "proposed"
amount = 5
"""
    assert faults(records + right) == []
    wrong = right.replace("75", "80").replace('"good"', '"poor"').replace("= 5", "= 6")
    wrong = wrong.replace("proposed", "withdrawn").replace("false", "true")
    told = faults(records + wrong)
    words = (
        "应得80分，算得75分",
        "应评“poor”",
        "应被一票否决",
        "应得80—80分",
        "应为已撤销",
        "应得6万元",
    )
    assert len(told) == len(words)
    assert all(any(word in each and "行" in each for each in told) for word in words)
    assert faults(records + '[[scores]]\nsubject = "无名县"\nscore = 1\n') != []

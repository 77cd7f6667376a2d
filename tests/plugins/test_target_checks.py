"""`kejifupin check` on targets: what does not fit is told with file, line, key and remedy."""

from __future__ import annotations

import pytest

from kejifupin.errors import ConfigError
from kejifupin.plugins.checking import check_folder
from kejifupin.programme import open_programme

PROGRAMME = """
key = "plan-2018"
title = "2018年方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }
status_rules = { on_track_from = 90, season = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1] }

[[documents]]
key = "plan"
title = "2018年方案"
"""
RECORDS = """
[[kinds]]
key = "federation"
label = "联合会表"
identity = ["division"]
reported_by = ["county"]
citation = "一"
fields = [
    { key = "division", label = "地区", type = "division", required = true },
    { key = "people", label = "人数", type = "number", unit = "人", measure = "flow" },
    { key = "industries", label = "产业数", type = "number", unit = "个", measure = "flow" },
]
"""
COHORTS = """
[[cohorts]]
key = "counties"
label = "县"
level = "county"
citation = "一"

[[cohorts]]
key = "based"
label = "有产业基础的县"
level = "county"
indicator = "federation.industries"
bound = { at_least = 1 }
citation = "一"
"""
INDICATORS = """
[[indicators]]
key = "federations"
label = "联合会"
unit = "个"
measure = { do = "count", records = "federation" }
citation = "一"
"""
HEAD = """[[targets]]
key = "goal"
label = "联合会"
citation = "一"
"""


def folder(tmp_path, targets, cohorts=COHORTS, indicators=INDICATORS, records=RECORDS):
    """A plugin folder with these targets."""
    inside = tmp_path / "programmes" / "plan-2018"
    inside.mkdir(parents=True)
    for name, text in (
        ("programme", PROGRAMME),
        ("records", records),
        ("cohorts", cohorts),
        ("indicators", indicators),
        ("targets", targets),
    ):
        (inside / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def found(tmp_path, targets, code, **changes):
    """File, line and key of the issues of a code; each has a remedy."""
    issues = [
        each for each in check_folder(folder(tmp_path, targets, **changes)) if each.code == code
    ]
    assert all(each.remedy for each in issues)
    return [
        (each.place.file.rpartition("/")[2], each.place.line, each.place.key) for each in issues
    ]


@pytest.mark.parametrize(
    ("lines", "code", "line", "key"),
    [
        (
            'indicator = "federations"\nbound = { at_least = 61 }\n',
            "target.unreachable",
            6,
            "targets[0].bound",
        ),
        (
            'indicator = "federations"\nbound = { at_least = 6 }\ndue_on = 2017-12-31\n',
            "target.due_before_start",
            7,
            "targets[0].due_on",
        ),
        (
            (
                'indicator = "federations"\nbound = { at_least = 6 }\n'
                "milestones = [\n    { due_on = 2018-06-30, bound = { at_least = 7 } },\n]\n"
            ),
            "target.milestones",
            8,
            "targets[0].milestones[0]",
        ),
        (
            (
                'indicator = "federations"\nbound = { at_least = 6 }\n'
                'allocations = { "220600" = { at_least = 5 } }\n'
            ),
            "target.allocation_sum",
            7,
            "targets[0].allocations",
        ),
        (
            (
                'indicator = "federations"\nbound = { at_least = 6 }\n'
                'periods = [{ key = "a", due_on = 2018-06-30, bound = { at_least = 1 }, '
                'indicator = "federation" }]\n'
            ),
            "reference.unknown",
            7,
            "targets[0].periods[0].indicator",
        ),
        (
            (
                'indicator = "federations"\nbound = { at_least = 6 }\ngrowth = "percent"\n'
                'baseline = { indicator = "federation.people", citation = "一" }\n'
            ),
            "reference.unit",
            8,
            "targets[0].baseline.indicator",
        ),
        (
            (
                'indicator = "federations"\nbound = { at_least = 1 }\nbasis = "basic_coverage"\n'
                'cohort = "counties"\n'
            ),
            "target.no_threshold",
            7,
            "targets[0].basis",
        ),
    ],
)
def test_each_doubt_has_its_line_and_key(tmp_path, lines, code, line, key):
    """吉林 has 60 counties; the other mistakes are in the lines themselves."""
    assert found(tmp_path, HEAD + lines, code) == [("targets.toml", line, key)]


def test_a_cohort_by_an_indicator_is_checked(tmp_path):
    """Its indicator must be there, and no indicator may wait for its members."""
    wrong = COHORTS.replace("federation.industries", "federation.industry")
    waiting = INDICATORS + 'cohort = "based"\n'
    targets = HEAD + 'indicator = "federations"\nbound = { at_least = 6 }\n'

    assert found(tmp_path / "a", targets, "reference.unknown", cohorts=wrong) == [
        ("cohorts.toml", 12, "cohorts[1].indicator")
    ]
    assert found(tmp_path / "b", targets, "reference.conditional_cohort", indicators=waiting) == [
        ("indicators.toml", 8, "indicators[0].cohort")
    ]


def test_everything_a_target_may_say_is_read_and_judged(tmp_path):
    """Milestones, periods, growth, a season and a cohort by an indicator, in one folder."""
    targets = (
        HEAD
        + """indicator = "federations"
bound = { at_least = 40 }
pace = "season"
milestones = [{ due_on = 2018-06-30, bound = { at_least = 20 } }]
periods = [{ key = "first", due_on = 2018-06-30, bound = { at_least = 10 } }]
baseline = { value = 4, on = 2017-12-31, citation = "一", begins_at = "zero" }

[[targets]]
key = "based"
label = "有产业基础的县各有一个"
indicator = "federations"
basis = "each"
cohort = "based"
bound = { at_least = 1 }
citation = "一"

[[targets]]
key = "grown"
label = "人数增长一成"
indicator = "federation.people"
bound = { at_least = 10 }
growth = "percent"
baseline = { values = { "220000" = 100 }, citation = "一" }
citation = "一"
"""
    )
    path = folder(tmp_path, targets)

    errors = [each for each in check_folder(path) if each.severity.value == "error"]
    programme = open_programme("plan-2018", [path], entry_points=False)

    assert errors == []
    assert set(programme.catalogue.targets) == {"goal", "based", "grown"}
    assert programme.find_target("goal.first").bound.at_least == 10
    assert programme.setting().definition.status_rules.on_track_from == 90
    day = programme.catalogue.definition.period.end
    assert {each.target.key for each in programme.status(as_of=day)} == {
        "goal",
        "goal.first",
        "based",
        "grown",
    }


def test_what_contradicts_itself_is_told_in_chinese_with_its_line(tmp_path):
    """Growth without a baseline, a pace without its milestones."""
    for number, lines in enumerate(('growth = "percent"\n', 'pace = "milestones"\n')):
        targets = HEAD + 'indicator = "federations"\nbound = { at_least = 6 }\n' + lines
        path = folder(tmp_path / str(number), targets)
        with pytest.raises(ConfigError) as told:
            open_programme("plan-2018", [path], entry_points=False)
        assert "targets.toml" in str(told.value.issues[0].place.file)
        assert told.value.issues[0].remedy


def test_an_indicator_that_cannot_be_led_to_the_members_is_told(tmp_path):
    """Households are told apart by name; a table without names says nothing of each of them."""
    records = RECORDS + (
        '\n[[kinds]]\nkey = "household"\nlabel = "户表"\nidentity = ["division", "name"]\n'
        'citation = "一"\nfields = [\n'
        '    { key = "name", label = "户名" },\n'
        '    { key = "division", label = "地区", type = "division" },\n]\n'
    )
    cohorts = (
        '[[cohorts]]\nkey = "households"\nlabel = "户"\nrecords = "household"\ncitation = "一"\n'
    )
    said = 'indicator = "federations"\nbasis = "each"\ncohort = "households"\n'
    targets = f"{HEAD}{said}bound = {{ at_least = 1 }}\n"
    found_ = [
        each
        for each in check_folder(folder(tmp_path, targets, cohorts=cohorts, records=records))
        if each.code == "reference.no_way_to_members"
    ]
    assert [each.place.key for each in found_] == ["targets[0].indicator"]
    assert found_[0].remedy == "给“federation”加上这些字段"


def test_periods_with_days_need_no_day_of_the_whole(tmp_path):
    """Each says its own last day; without periods the missing day is told."""
    plain = 'indicator = "federations"\nbound = { at_least = 6 }\n'
    period = '[[targets.periods]]\nkey = "a"\ndue_on = 2018-06-30\nbound = { at_least = 1 }\n'

    assert found(tmp_path / "a", HEAD + plain, "reference.no_due_date")
    assert not found(tmp_path / "b", HEAD + plain + period, "reference.no_due_date")


@pytest.mark.parametrize(
    ("reporters", "code"),
    [("countys", "reference.unknown"), ("each_return", "reference.senders"), ("counties", None)],
)
def test_who_alone_reports_is_a_cohort_of_divisions(tmp_path, reporters, code):
    """There, and not of records."""
    records = RECORDS.replace('reported_by = ["county"]', f'reporters = "{reporters}"')
    cohorts = f'{COHORTS}\n[[cohorts]]\nkey = "each_return"\nlabel = "表"\nrecords = "federation"\n'
    made = folder(
        tmp_path,
        HEAD + 'indicator = "federations"\nbound = { at_least = 6 }\n',
        records=records,
        cohorts=f'{cohorts}citation = "一"\n',
    )

    errors = [each for each in check_folder(made) if each.severity.value == "error"]

    expected = [] if code is None else [(code, "kinds[0].reporters")]
    assert [(each.code, each.place.key) for each in errors] == expected

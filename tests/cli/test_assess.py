"""``assess``: scores on the command line, from forms to grades."""

import json

import pytest

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-30")
SCHEME = """
[[assessments]]
key = "year"
label = "年度考核"
citation = "四"
subjects = { level = "county" }
grades = [
    { key = "good", label = "优秀", at_least = 80 },
    { key = "rest", label = "合格" },
]

[[assessments.criteria]]
key = "sessions"
label = "培训班"
points = 60
reads = { indicator = "spring_return.sessions" }
proportional = { full_at = 10 }

[[assessments.criteria]]
key = "returned"
label = "报表"
points = 40
reads = { target = "a_return_from_each" }
all_or_nothing = true
"""


@pytest.fixture
def assess(run, forms, plugin):
    """Run ``assess`` with the small plugin and a folder that adds a scheme to its programme."""
    folder = plugin.parent / "scoring" / "programmes" / KEY
    folder.mkdir(parents=True)
    (folder / "assessment.toml").write_text(SCHEME, encoding="utf-8")

    def run_command(*words, plugins=(plugin, plugin.parent / "scoring")):
        given = [word for each in plugins for word in ("--plugin", each)]
        return run("assess", KEY, forms, *DAY, *given, *words)

    return run_command


def test_scores_ranks_and_grades(assess):
    """镇赉 held 4 of 10 sessions: 24 + 40 for its return; 通榆 10 to 19: 60 + 40."""
    result = assess("--json")
    assert result.exit_code == 0, result.output
    found = {each["division"]: each for each in map(json.loads, result.stdout.splitlines())}
    assert {
        code: each["score"] for code, each in found.items() if code in ("220821", "220822")
    } == {
        "220821": 64,
        "220822": 100,
    }
    assert found["220822"]["grade"] == "good"
    assert (found["220821"]["grade"], found["220821"]["rank"]) == ("rest", 2)
    silent = found["220802"]
    assert (silent["score"], silent["grade"]) == ({"low": 0, "high": 60}, "rest")


def test_one_subject_line_by_line(assess):
    """Each line tells its formula and the cell that it rests on."""
    result = assess("--subject", "镇赉县")
    assert result.exit_code == 0, result.output
    assert "60×4÷10＝24分" in result.stdout
    assert "要求至少100%，已达到，得满分40分" in result.stdout
    assert "表1!" in result.stdout


def test_the_same_as_a_table(assess):
    """One line for each county, in order of rank, and how many of each grade."""
    result = assess()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].startswith("名次\t对象\t名称\t得分")
    assert "共5个考核对象：优秀1 合格4" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--scheme", "yaer"), "没有考核办法“yaer” → 是否应为“year”？"),
        (("--subject", "镇来县"), "没有考核对象“镇来县” → 是否应为“镇赉县”？"),
        (("--by", "birth"), "汇总路径"),
    ],
)
def test_a_name_that_is_not_there(assess, words, told):
    """One line says what is wrong and what there is."""
    result = assess(*words)
    assert result.exit_code == 2
    assert told in result.output


def test_a_programme_without_a_scheme_says_so(assess, plugin):
    """Nothing is read in vain."""
    result = assess(plugins=(plugin,))
    assert result.exit_code == 2
    assert "没有考核办法" in result.output


def test_all_mistakes_of_a_scheme_are_told_with_their_lines(run, plugin):
    """Points that do not add up, a target that is not there: file, line and key of each."""
    file = plugin / "programmes" / KEY / "assessment.toml"
    wrong = SCHEME.replace("points = 40", "points = 30").replace("return_from", "retrun_from")
    file.write_text(wrong, encoding="utf-8")
    result = run("check", plugin)
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    found = {(row[3], row[5 if len(row) < 7 else 6]) for row in rows if row[0] == "错误"}
    assert ("assessments[0].criteria[1].reads.target", "reference.unknown") in found
    assert any(code == "assessment.full_marks" for _, code in found)

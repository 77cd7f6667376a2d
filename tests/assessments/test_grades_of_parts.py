"""A grade may ask that no single part falls short (单项低于80%不得评优)."""

import pytest
from scoring_world import A, B, C, of_one, scheme, score

from kejifupin.assessments.checking import check_scheme
from kejifupin.assessments.explanations import AssessmentExplanation
from kejifupin.assessments.grade_limits import grade_limits
from kejifupin.exchange.assessment_json import plain_assessment

TABLE = """
grades = [
    {{ key = "best", label = "优秀", at_least = 80, {asks} }},
    {{ key = "good", label = "良好", at_least = 70 }},
    {{ key = "rest", label = "不合格" }},
]

[[groups]]
key = "base"
label = "基础"
full_marks = 60

[[criteria]]
key = "work"
label = "工作"
group = "base"
points = 50
reads = {{ indicator = "work" }}
proportional = {{ full_at = 50 }}

[[criteria]]
key = "files"
label = "材料"
group = "base"
points = 10
reads = {{ indicator = "files" }}
proportional = {{ full_at = 10 }}

[[criteria]]
key = "people"
label = "队伍"
points = 40
reads = {{ indicator = "people" }}
proportional = {{ full_at = 40 }}
"""
ALL = "parts_at_least = 80"


def grade(asks, **figures):
    """The grade of one county."""
    return of_one(TABLE.format(asks=asks), **figures).grade_text()


@pytest.mark.parametrize(
    ("asks", "figures", "expected"),
    [
        # 50 + 8 + 40 = 98, and 8 of 10 is 80 per cent: itself included.
        (ALL, {"work": 50, "files": 8, "people": 40}, "优秀"),
        # 50 + 7 + 40 = 97, but 7 of 10 is 70 per cent.
        (ALL, {"work": 50, "files": 7, "people": 40}, "良好"),
        # Of the whole base 57 of 60 are 95 per cent.
        (f'{ALL}, of_parts = ["base", "people"]', {"work": 50, "files": 7, "people": 40}, "优秀"),
        (f'{ALL}, of_parts = ["people"]', {"work": 50, "files": 10, "people": 31}, "良好"),
        (f'{ALL}, of_parts = ["people"]', {"work": 50, "files": 0, "people": 32}, "优秀"),
    ],
)
def test_a_part_that_falls_short_bars_a_grade(asks, figures, expected):
    """The score alone does not earn it; the next grade takes those who are barred."""
    assert grade(asks, **figures) == expected


def test_what_is_not_known_leaves_both_grades_open():
    """Of 10 somewhere from 7 to 9: enough or not."""
    told = grade(ALL, work=50, files=(7, 9), people=40)
    assert told == "待核实（优秀或良好）"
    assert grade(ALL, work=50, files=(8, 9), people=40) == "优秀"


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("parts_at_least = 120", "不在0到100之间"),
        ('of_parts = ["work"]', "加上 parts_at_least"),
        ('parts_at_least = 80, of_parts = ["worx"]', "work"),
    ],
)
def test_a_demand_that_nobody_can_check_is_refused(asks, said):
    """The author is told what to write."""
    told = [fault.issue().text() for fault in check_scheme(scheme(TABLE.format(asks=asks)))]
    assert len(told) == 1
    assert said in told[0]


def test_the_lowest_grade_asks_nothing():
    """Else somebody had none."""
    table = TABLE.format(asks=ALL).replace(
        'label = "不合格"', 'label = "不合格", parts_at_least = 1'
    )
    told = [fault.issue().text() for fault in check_scheme(scheme(table))]
    assert any("最低一等" in each for each in told)


def test_the_explanation_names_the_part_that_bars_a_grade():
    """50 + 7 + 40 = 97 earn 优秀, but 7 of 10 are 70 per cent; what is given bars nothing more."""
    found = of_one(TABLE.format(asks=ALL), work=50, files=7, people=40)
    told = "“材料”7分／10分（70%），要求单项不低于满分的80%，不得评优秀"
    assert list(grade_limits(found)) == [told]
    explained = AssessmentExplanation(found, lambda _: None)
    assert f"等次限制：{told}" in explained.text().splitlines()
    assert plain_assessment(found)["grade_limits"] == [told]
    given = of_one(TABLE.format(asks=ALL), work=50, files=8, people=40)
    assert not list(grade_limits(given))


def test_a_limit_that_may_bar_is_told_and_one_that_the_score_never_reaches_is_not():
    """Files of 7 to 9 may be too few; 45 points are far from 优秀, whatever the parts."""
    open_ = of_one(TABLE.format(asks=ALL), work=50, files=(7, 9), people=40)
    assert list(grade_limits(open_)) == [
        "“材料”7—9分／10分，要求单项不低于满分的80%，尚不能定能否评优秀"
    ]
    assert not list(grade_limits(of_one(TABLE.format(asks=ALL), work=5, files=0, people=40)))


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("rank_at_most = 1", "第2名（共6个），要求前1名，不得评优秀"),
        ("share_at_most = 20", "一起排名的6个中至多20%（1个），连同并列已到2个，不得评优秀"),
    ],
)
def test_a_rank_that_bars_a_grade_is_told(limit, told):
    """Of six counties the second has 90 too; a fifth of six is one."""
    figures = {"work": {A: 50, B: 40, C: 1}, "files": {A: 10, B: 10}, "people": {A: 40, B: 40}}
    nothing = dict.fromkeys(("990124", "990125", "990126"), 0)
    table = TABLE.format(asks=limit)
    found = score(table, {key: {C: 0} | nothing | row for key, row in figures.items()})
    assert list(grade_limits(found.get(B))) == [told]
    assert not list(grade_limits(found.get(A)))

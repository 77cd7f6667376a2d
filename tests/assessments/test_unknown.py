"""What is not known stays unknown: ranges of points, of ranks, and no grade before its time."""

from __future__ import annotations

import pytest
from scoring_world import A, B, C, D, entry, of_one, points, score, wide

from kejifupin.terms.issues import Severity
from kejifupin.terms.quantities import NONE_OF_ITEM

GRADES = """
grades = [
    { key = "good", label = "优", at_least = 90 },
    { key = "fair", label = "良", at_least = 80 },
    { key = "poor", label = "差" },
]
"""
STEPS = """
steps = [
    { at_least = 9, points = 100 },
    { at_least = 5, points = 70 },
    { points = 0 },
]
"""
ONE = """
[[criteria]]
key = "work"
label = "工作"
points = 100
reads = { indicator = "work" }
"""


@pytest.mark.parametrize(
    ("method", "figure", "possible"),
    [
        ("proportional = { full_at = 200 }", (150, 170), "75—85"),
        ("proportional = { full_at = 200 }", (150, None), "75—100"),
        ("proportional = { full_at = 200 }", None, "0—100"),
        ("proportional = { full_at = 0, zero_at = 10 }", (2, 5), "50—80"),
        ("all_or_nothing = { at_least = 5 }", (4, 6), "0—100"),
        ("all_or_nothing = { at_least = 5 }", (5, 6), "100"),
        ("deduct = { points = 10 }", (2, 4), "60—80"),
        ("deduct = { points = 10 }", (2, None), "0—80"),
        ("per_event = { points = 10 }", (3, None), "30—100"),
        (
            STEPS,
            (4, 6),
            "0—70",
        ),
    ],
)
def test_a_range_of_values_gives_a_range_of_points(method, figure, possible):
    """Each method keeps every score that is possible, and no more."""
    assert points(of_one(f"{ONE}{method}", work=figure)) == possible


def test_a_grade_is_given_only_where_every_score_gives_it():
    """80 to 85 is 良 for certain, 85 to 90 may be 优."""
    table = f"{GRADES}{ONE}proportional = {{ full_at = 100 }}"
    sure, open_ = (of_one(table, work=(low, low + 5)) for low in (80, 85))
    assert (sure.grade and sure.grade.key, sure.grade_text()) == ("fair", "良")
    assert (open_.grade, open_.grade_text()) == (None, "待核实（优或良）")


def test_a_rank_is_known_as_far_as_the_scores_are():
    """80 to 90 may be ahead of 85 or behind it; 95 is first and 10 is last whatever it is."""
    table = f"{ONE}proportional = {{ full_at = 100 }}"
    found = score(table, {"work": {A: 95, B: (80, 90), C: 85, D: 10}})
    ranks = [found.get(each).rank.text() for each in (A, B, C, D)]
    # The other two have no figure at all and may stand anywhere.
    assert ranks == [
        "第1—3名（共6个）",
        "第2—5名（共6个）",
        "第2—5名（共6个）",
        "第4—6名（共6个）",
    ]


def test_a_task_of_which_nobody_knows_whether_it_was_there():
    """Whether the 20 points count depends on a figure: 64 of 80 alone are 80, with 20 more 84."""
    table = """
[[criteria]]
key = "work"
label = "工作"
points = 80
reads = { indicator = "work" }
proportional = { full_at = 100 }
[[criteria]]
key = "task"
label = "搬迁任务"
points = 20
reads = { indicator = "moved" }
applies = { indicator = "planned" }
all_or_nothing = { at_least = 1 }
"""
    found = {each: of_one(table, work=80, moved=1, planned=each) for each in (0, 5)}
    assert [points(each) for each in found.values()] == ["80", "84"]
    open_ = of_one(table, work=80, moved=1, planned=(0, 5))
    assert points(open_) == "80—84"
    assert open_.part("task").absent is None


def test_a_dash_in_the_sheet_means_that_there_was_no_such_task():
    """“-” leaves the line out, a blank leaves it unknown, a nought is a nought."""
    table = """
sheets = [{ key = "wide", records = "year_sheet", subject = "division" }]
[[criteria]]
key = "lead"
label = "组织领导"
points = 50
as_entered = true
reads = { sheet = "wide", field = "leadership" }
[[criteria]]
key = "faults"
label = "差错"
points = 50
deduct = { points = 10 }
reads = { sheet = "wide", field = "faults" }
"""
    kept = [
        points(of_one(table, (wide(A, leadership=40, faults=each),)))
        for each in (NONE_OF_ITEM, None, 0)
    ]
    assert kept == ["80", "40—90", "90"]


def test_entries_that_contradict_each_other_leave_it_open():
    """Two people gave 30 and 36; their mean is 33, and without one both are possible."""
    table = """
sheets = [{ key = "sheet", records = "score_sheet", subject = "division",
      criterion = "item", value = "points" }]
full_marks = 40
[[criteria]]
key = "lead"
label = "组织领导"
points = 40
as_entered = true
reads = { sheet = "sheet"%s }
"""
    records = (entry(A, "组织领导", 30), entry(A, "组织领导", 36))
    ways = ("", ', take = "average"', ', take = "sum"')
    assert [points(of_one(table % way, records)) for way in ways] == ["30—36", "33", "0—40"]


def test_an_entry_beyond_full_marks_is_told_and_not_used():
    """45 of 40 is a slip: an issue says so, and the points stay open; so with a strange word."""
    table = """
sheets = [{ key = "sheet", records = "score_sheet", subject = "division",
      criterion = "item", value = "points" }]
full_marks = 40
[[criteria]]
key = "lead"
label = "组织领导"
points = 40
as_entered = true
reads = { sheet = "sheet" }
"""
    found = score(table, records=(entry(A, "组织领导", 45), entry(B, "组织纪律", 3)))
    assert points(found.get(A)) == "0—40"
    assert [each.code for each in found.issues] == [
        "assessment.entry_of_nobody",
        "assessment.entry",
    ]
    assert "45分不在0—40分之内" in found.issues[1].message


BONUS = """
[[sheets]]
key = "sheet"
records = "score_sheet"
subject = "division"
criterion = "item"
value = "points"

[[criteria]]
key = "honours"
label = "表彰"
role = "bonus"
reads = { sheet = "sheet", take = "sum" }
as_entered = true
"""


def test_a_bonus_that_nobody_entered_is_open_or_none_as_the_sheet_says():
    """Without a limit it may be anything above; where silence is zero, nothing was earned."""
    table = f"{ONE}proportional = {{ full_at = 100 }}{BONUS}"

    open_ = of_one(table, work=80)
    none = of_one(table.replace("score_sheet", "honour_sheet"), work=80)

    assert open_.line("honours").score.points.text() == "0分以上"
    assert points(none) == "80"


def test_a_sheet_of_all_counties_does_for_a_scheme_of_some():
    """甲 and 乙 are poor; what stands there of 丙 and 丁 is told once, and is no mistake."""
    table = """
subjects = { cohort = "poor" }
sheets = [{ key = "s", records = "score_sheet", subject = "division", criterion = "item",
      value = "points" }]
criteria = [{ key = "work", label = "工作", points = 100, reads = { sheet = "s" },
      as_entered = true }]
"""
    found = score(table, records=[entry(each, "工作", 80) for each in (A, B, C, D)])

    assert [points(each) for each in found] == ["80", "80"]
    (issue,) = found.issues
    assert (issue.code, issue.severity) == ("assessment.entry_of_nobody", Severity.INFO)
    assert "有2条" in issue.message

"""Scoring tables of real shape, with marks worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scoring_world import A, B, C, D, E, F, entry, of_one, points, score, wide

SHEET = """
sheets = [{ key = "sheet", records = "score_sheet", subject = "division",
      criterion = "item", value = "points", self_value = "self_points" }]
"""


def test_a_county_year_end_table_in_proportion() -> None:
    """完成率按比例: 30×96/120 = 24, 40×45/50 = 36, 30 reached in full; 24+36+30 = 90."""
    table = """
criteria = [
    { key = "experts", label = "动员专家", points = 30, reads = { indicator = "experts" },
      proportional = { full_at = 120 } },
    { key = "unions", label = "联合会", points = 40, reads = { indicator = "unions" },
      proportional = { full_at = 50 } },
    { key = "stations", label = "服务站", points = 30, reads = { indicator = "stations" },
      proportional = { full_at = 20 } },
]
"""
    found = of_one(table, experts=96, unions=45, stations=31)
    assert [each.points.exact_value for each in found.lines] == [24, 36, 30]
    assert points(found) == "90"


def test_the_third_party_table_takes_a_point_for_each_tenth_of_a_point() -> None:
    """脱贫成效: 漏评率 0.3% takes 3 of 20, 满意度 88.75% against 90% takes 12.5 of 30, 50 left."""
    table = """
criteria = [
    { key = "missed", label = "漏评率", points = 20, reads = { indicator = "missed" },
      deduct = { points = 1, per = 0.1, at_most = 0 } },
    { key = "content", label = "群众满意度", points = 30, reads = { indicator = "content" },
      deduct = { points = 1, per = 0.1, at_least = 90 } },
    { key = "accuracy", label = "退出准确率", points = 50, reads = { indicator = "accuracy" },
      deduct = { points = 1, per = 0.1, at_least = 100 } },
]
"""
    found = of_one(table, missed="0.3", content="88.75", accuracy="94.9")
    # 100 − 94.9 = 5.1, 51 units of a tenth, 扣完为止.
    assert [each.points.exact_value for each in found.lines] == [17, Decimal("17.5"), 0]
    assert points(found) == "34.5"


@pytest.mark.parametrize(
    ("part", "left"), [("exact", "17.5"), ("dropped", "18"), ("counted", "17")]
)
def test_a_part_of_a_unit_counts_as_the_table_says(part: str, left: str) -> None:
    """1.25 below, a point for each half: 2.5 units; the half counts as it is, not at all, whole."""
    table = f"""
full_marks = 20
[[criteria]]
key = "content"
label = "满意度"
points = 20
reads = {{ indicator = "content" }}
deduct = {{ points = 1, per = 0.5, at_least = 90, part = "{part}" }}
"""
    assert points(of_one(table, content="88.75")) == left


def test_days_in_the_village_earn_points_up_to_a_cap() -> None:
    """驻村一天0.6分，上限45: 60 days earn 36, 80 days 45; 55 points go by steps."""
    table = """
criteria = [
    { key = "days", label = "驻村天数", points = 45, reads = { indicator = "days" },
      per_event = { points = 0.6 } },
    { key = "visits", label = "走访率", points = 55, reads = { indicator = "visits" }, steps = [
        { at_least = 95, points = 55 }, { at_least = 80, points = 40 },
        { at_least = 60, points = 20 }, { points = 0 } ] },
]
"""
    figures = {
        "days": {A: 60, B: 80, C: 75, D: 0},
        "visits": {A: 95, B: "94.99", C: 80, D: "59.9"},
    }
    found = score(table, figures)
    assert [points(found.get(each)) for each in (A, B, C, D)] == ["91", "85", "85", "0"]


def test_three_channels_count_by_their_weights() -> None:
    """日常督查40% 年度核查30% 第三方30%: 90×0.4 + 85×0.3 + 60/80×30 = 36+25.5+22.5 = 84."""
    table = """
channels = [
    { key = "daily", label = "日常督查", weight = 40 },
    { key = "yearly", label = "年度核查", weight = 30 },
    { key = "third", label = "第三方评估", weight = 30 },
]
criteria = [
    { key = "d", label = "日常", points = 100, channel = "daily", reads = { indicator = "d" },
      proportional = { full_at = 100 } },
    { key = "y1", label = "年度一", points = 60, channel = "yearly", reads = { indicator = "y1" },
      proportional = { full_at = 100 } },
    { key = "y2", label = "年度二", points = 40, channel = "yearly", reads = { indicator = "y2" },
      all_or_nothing = { at_least = 1 } },
    { key = "t", label = "第三方", points = 80, channel = "third", reads = { indicator = "t" },
      proportional = { full_at = 100 } },
]
"""
    found = of_one(table, d=90, y1=75, y2=3, t=75)
    assert [found.part(key).points.number for key in ("daily", "yearly", "third")] == [90, 85, 60]
    assert found.part("yearly").counted.number == Decimal("25.5")
    assert points(found) == "84"


def test_groups_cap_what_their_lines_add_up_to() -> None:
    """创新 lines earn 6+8 of a cap of 10; 基础 earns 70; bonus 7 is capped at 5: 10+70+5 = 85."""
    table = """
groups = [
    { key = "base", label = "基础工作", full_marks = 90 },
    { key = "new", label = "工作创新", cap = 10 },
    { key = "plus", label = "加分项", cap = 5 },
]
criteria = [
    { key = "base1", label = "培训", group = "base", points = 90, reads = { indicator = "base" },
      proportional = { full_at = 90 } },
    { key = "new1", label = "典型", group = "new", points = 6, reads = { indicator = "cases" },
      per_event = { points = 3 } },
    { key = "new2", label = "信息", group = "new", points = 8, reads = { indicator = "news" },
      per_event = { points = 0.5 } },
    { key = "plus1", label = "国家级表彰", group = "plus", points = 5, role = "bonus",
      reads = { indicator = "national" }, per_event = { points = 5 } },
    { key = "plus2", label = "省级表彰", group = "plus", points = 4, role = "bonus",
      reads = { indicator = "provincial" }, per_event = { points = 2 } },
]
"""
    found = of_one(table, base=70, cases=2, news=20, national=1, provincial=1)
    assert found.part("new").points.number == 10
    assert found.part("new").adjustments["封顶"].number == -4
    assert found.part("plus").points.number == 5
    assert points(found) == "85"


def test_minus_points_go_off_the_whole_but_never_below_nothing() -> None:
    """通报一次扣5分，最多扣15: 80−10 = 70; 12 − 15 (of 25) stops at 0."""
    table = """
[[criteria]]
key = "work"
label = "工作"
points = 100
reads = { indicator = "work" }
proportional = { full_at = 100 }
[[criteria]]
key = "blame"
label = "通报批评"
role = "minus"
points = 15
reads = { indicator = "blame" }
deduct = { points = 5 }
"""
    found = score(table, {"work": {A: 80, B: 12, C: 90}, "blame": {A: 2, B: 5, C: 0}})
    assert [points(found.get(each)) for each in (A, B, C)] == ["70", "0", "90"]
    assert found.get(B).part("year").adjustments["保底"].number == 3


def test_a_task_that_nobody_had_is_left_out_and_the_rest_scaled_up() -> None:
    """缺项 10 of 100, 81 of the other 90 earned: 81×100/90 = 90."""
    table = """
[[criteria]]
key = "work"
label = "工作"
points = 90
reads = { indicator = "work" }
proportional = { full_at = 100 }
[[criteria]]
key = "poor"
label = "贫困县任务"
points = 10
reads = { indicator = "poor_work" }
applies = { cohort = "poor" }
all_or_nothing = { at_least = 1 }
"""
    figures = {"work": {A: 90, C: 90}, "poor_work": {A: 0, C: 0}}
    found = score(table, figures)
    assert points(found.get(C)) == "90"
    assert points(found.get(A)) == "81"
    assert found.get(C).parts[0].adjustments["缺项折算"].number == 9


@pytest.mark.parametrize(
    ("way", "total"),
    [
        # 20 of 30 in the group: 20×40/30 = 26.666…; with 45 of 60 beside it 71.67.
        ('not_applicable = "reweight_group"', "71.67"),
        # 65 of 90: 72.2222….
        ('not_applicable = "reweight"', "72.22"),
        # 65 + 10.
        ('not_applicable = "full"', "75"),
        ('not_applicable = "zero"', "65"),
        # The ten go to 一, which earned half of its 20 points: 10+5 more, 65+5.
        ('not_applicable = "move", moves_to = "one"', "70"),
    ],
)
def test_each_way_with_a_task_that_nobody_had(way: str, total: str) -> None:
    """One of three lines of a group does not apply; the others earn 10/20, 10/10 and 45/60."""
    table = f"""
groups = [{{ key = "g", label = "组", full_marks = 40 }}]
criteria = [
    {{ key = "one", label = "一", group = "g", points = 20, reads = {{ indicator = "one" }},
      proportional = {{ full_at = 10 }} }},
    {{ key = "two", label = "二", group = "g", points = 10, reads = {{ indicator = "two" }},
      all_or_nothing = {{ at_least = 1 }} }},
    {{ key = "three", label = "三", group = "g", points = 10, reads = {{ indicator = "three" }},
      applies = {{ cohort = "poor" }}, all_or_nothing = {{ at_least = 1 }}, {way} }},
    {{ key = "four", label = "四", points = 60, reads = {{ indicator = "four" }},
      proportional = {{ full_at = 100 }} }},
]
"""
    figures = {"one": {C: 5}, "two": {C: 2}, "three": {C: 9}, "four": {C: 75}}
    assert points(score(table, figures).get(C)) == total


def test_lines_by_weight_have_scales_of_their_own() -> None:
    """权重 50/30/20 over scales of 100, 10 and 4: 80×.5 + 7×3 + 好(4)×5 = 40+21+20 = 81."""
    table = (
        """
criteria = [
    { key = "a", label = "任务", weight = 50, points = 100, reads = { indicator = "a" },
      proportional = { full_at = 100 } },
    { key = "b", label = "管理", weight = 30, points = 10, reads = { sheet = "sheet" },
      as_entered = true },
    { key = "c", label = "评价", weight = 20, points = 4,
      reads = { sheet = "sheet", field = "grade" }, graded = { "好" = 4, "中" = 3, "差" = 2 } },
]
"""
        + SHEET
    )
    records = (entry(A, "管理", 7), entry(A, "评价", grade="好"))
    assert points(of_one(table, records, a=80)) == "81"


def test_self_score_stands_beside_the_assessed_one() -> None:
    """自评 28+55+10 = 93, 核定 25+55+8 = 88: five points apart, three of them in the first line."""
    table = (
        """
criteria = [
    { key = "a", label = "组织领导", points = 30, reads = { sheet = "sheet" }, as_entered = true },
    { key = "b", label = "任务完成", points = 60, reads = { sheet = "sheet" }, as_entered = true },
    { key = "c", label = "材料报送", points = 10, reads = { sheet = "sheet" }, as_entered = true },
]
"""
        + SHEET
    )
    records = (
        entry(A, "组织领导", 25, 28),
        entry(A, "任务完成", 55, 55),
        entry(A, "材料报送", 8, 10),
    )
    found = of_one(table, records)
    assert (points(found), found.self_score and found.self_score.exact_value) == ("88", 93)
    assert found.difference is not None
    assert found.difference.exact_value == -5
    assert [each.difference and each.difference.exact_value for each in found.lines] == [-3, 0, -2]


def test_party_and_government_table_with_three_levels_of_headings() -> None:
    """一级30: 二级20 (12/15 + 5/5), 二级10 (扣4分); 一级70: 63. 17 + 6 + 63 = 86."""
    table = """
groups = [
    { key = "lead", label = "组织保障", full_marks = 30 },
    { key = "meet", label = "会议部署", within = "lead", full_marks = 20 },
    { key = "file", label = "资料", within = "lead", full_marks = 10 },
    { key = "task", label = "任务", full_marks = 70 },
]
criteria = [
    { key = "m1", label = "专题会", group = "meet", points = 15, reads = { indicator = "m1" },
      per_event = { points = 3 } },
    { key = "m2", label = "方案", group = "meet", points = 5, reads = { indicator = "m2" },
      all_or_nothing = { at_least = 1 } },
    { key = "f1", label = "差错", group = "file", points = 10, reads = { indicator = "f1" },
      deduct = { points = 2 } },
    { key = "t1", label = "完成率", group = "task", points = 70, reads = { indicator = "t1" },
      proportional = { full_at = 100, none_below = 60 } },
]
"""
    found = of_one(table, m1=4, m2=1, f1=2, t1=90)
    assert [found.part(key).points.number for key in ("lead", "meet", "file", "task")] == [
        23,
        17,
        6,
        63,
    ]
    assert points(found) == "86"
    assert points(of_one(table, m1=4, m2=1, f1=2, t1="59.9")) == "23"


def test_less_is_better_in_proportion() -> None:
    """差错率 0 earns 40, 10 earns nothing: 2.5 earns 30; steps by upper ends: 2 faults earn 6."""
    table = """
full_marks = 50
criteria = [
    { key = "rate", label = "差错率", points = 40, reads = { indicator = "rate" },
      proportional = { full_at = 0, zero_at = 10 } },
    { key = "late", label = "迟报", points = 10, reads = { indicator = "late" }, steps = [
        { at_most = 0, points = 10 }, { at_most = 2, points = 6 }, { points = 0 } ] },
]
"""
    figures = {"rate": {A: "2.5", B: 0, C: 11}, "late": {A: 2, B: 0, C: 3}}
    found = score(table, figures)
    assert [points(found.get(each)) for each in (A, B, C)] == ["36", "50", "0"]


def test_the_best_county_sets_full_marks() -> None:
    """以最高者为满分: 200 earns 100, 150 earns 75, 1 of 3 parts of 200 earns 33.33."""
    table = """
[[criteria]]
key = "sessions"
label = "培训场次"
points = 100
reads = { indicator = "sessions" }
proportional = { best = true }
"""
    found = score(table, {"sessions": {A: 200, B: 150, C: 50, D: 0, E: 66, F: 7}})
    assert [points(each) for each in found] == ["100", "75", "25", "0", "33", "3.5"]


def test_grades_take_rank_and_score_together() -> None:
    """第1且≥90为优秀: 95 and rank 1 is; 92 and rank 2 is good; 79.99 is fair, 69 poor."""
    table = """
grades = [
    { key = "best", label = "优秀", at_least = 90, rank_at_most = 1 },
    { key = "good", label = "良好", at_least = 80 },
    { key = "fair", label = "合格", at_least = 70, below = 80 },
    { key = "poor", label = "不合格" },
]
[[criteria]]
key = "work"
label = "工作"
points = 100
reads = { indicator = "work" }
proportional = { full_at = 100 }
"""
    figures = {"work": {A: 92, B: 95, C: "79.99", D: 69, E: 80, F: 70}}
    found = score(table, figures)
    labels = [found.get(each).grade_text() for each in (A, B, C, D, E, F)]
    assert labels == ["良好", "优秀", "合格", "不合格", "良好", "合格"]


def test_a_wide_sheet_has_a_column_for_each_criterion() -> None:
    """组织领导 18.5 as entered, 3 faults at 4 points: 18.5+8, 评语 好 40: 66.5 of 80."""
    table = """
full_marks = 80
sheets = [{ key = "wide", records = "year_sheet", subject = "division" }]
criteria = [
    { key = "lead", label = "组织领导", points = 20, as_entered = true,
      reads = { sheet = "wide", field = "leadership" } },
    { key = "faults", label = "差错", points = 20, deduct = { points = 4 },
      reads = { sheet = "wide", field = "faults" } },
    { key = "opinion", label = "评语", points = 40, graded = { "好" = 40, "中" = 30, "差" = 10 },
      reads = { sheet = "wide", field = "opinion" } },
]
"""
    record = wide(A, leadership=Decimal("18.5"), faults=3, opinion="好")
    assert points(of_one(table, (record,))) == "66.5"


def test_rounding_is_done_when_the_table_says() -> None:
    """三项各 10×1/3: once at the end 10.00, each by itself 9.99 (3×3.33)."""
    lines = "".join(
        f"""
[[criteria]]
key = "{key}"
label = "{key}"
points = 10
reads = {{ indicator = "{key}" }}
proportional = {{ full_at = 3 }}
"""
        for key in "abc"
    )
    head = "full_marks = 30\n"
    figures = dict.fromkeys("abc", 1)
    assert points(of_one(head + lines, **figures)) == "10"
    each = 'rounding = { digits = 2, stage = "each" }\n'
    assert points(of_one(head + each + lines, **figures)) == "9.99"
    assert points(of_one(head + "rounding = 0\n" + lines, a=1, b=0, c=0)) == "3"


def test_halves_are_rounded_up() -> None:
    """89.995 becomes 90.00 and is graded as such."""
    table = """
grades = [{ key = "good", label = "优秀", at_least = 90 }, { key = "rest", label = "其他" }]
[[criteria]]
key = "work"
label = "工作"
points = 100
reads = { indicator = "work" }
proportional = { full_at = 100 }
"""
    found = of_one(table, work="89.995")
    assert (points(found), found.grade_text()) == ("90", "优秀")

"""A dozen tables as counties and departments print them, with marks worked out by hand."""

from __future__ import annotations

from scoring_world import (
    CITY,
    COUNTIES,
    EXPERT,
    NAMES,
    A,
    B,
    C,
    D,
    E,
    F,
    entry,
    of_one,
    points,
    score,
    wide,
)

from kejifupin.records import DivisionName, make_record


def lines(found):
    """The marks of each line, as digits."""
    return [each.score.points.text("") for each in found.lines]


def test_yearly_assessment_of_county_associations():
    """科协年度考核: 48/60×30 = 24; 4 items, 6 each, 24; 85 is 18; 100 − 70 = 3 tens, 9 off 20.

    基础工作 has 66 of the 65 it takes for 7 papers × 0.5; 迟报 takes 2.
    """
    found = of_one(
        """
groups = [{ key = "basic", label = "基础工作", full_marks = 80 },
      { key = "extra", label = "加分", cap = 5 }]
criteria = [
    { key = "members", label = "会员发展", points = 30, group = "basic",
      reads = { indicator = "members" }, proportional = { full_at = 60 } },
    { key = "items", label = "重点工作", points = 30, group = "basic",
      reads = { indicator = "items" }, per_event = { points = 6 } },
    { key = "opinion", label = "党建评价", points = 20, group = "basic",
      reads = { indicator = "opinion" }, steps = [
      { at_least = 90, points = 20 }, { at_least = 80, points = 18 }, { points = 10 }] },
    { key = "content", label = "信息报送", points = 20, reads = { indicator = "content" },
      deduct = { points = 3, per = 10, at_least = 100 } },
    { key = "papers", label = "宣传稿件", role = "bonus", points = 5, group = "extra",
      reads = { indicator = "papers" }, per_event = { points = 0.5 },
      requires = { part = "basic", at_least = 65 } },
    { key = "late", label = "迟报", role = "minus", points = 5, reads = { indicator = "late" },
      deduct = { points = 1 } },
]
""",
        members=48,
        items=4,
        opinion=85,
        content=70,
        papers=7,
        late=2,
    )
    # 24 + 24 + 18 = 66, 66 + 11 = 77, + 3.5 − 2 = 78.5.
    assert lines(found) == ["24", "24", "18", "11", "3.5", "-2"]
    assert points(found) == "78.5"


def test_east_west_cooperation():
    """东西部扶贫协作: funds at 84%: 12; 干部 3 of 4: 7.5; 劳务 180 of 200: 13.5.

    产业 one firm more than 1: 10; 携手奔小康 9 of 10: 9; 资金拨付率 92% takes two started fives.
    """
    found = of_one(
        """
criteria = [
    { key = "funds", label = "资金到位", points = 15, reads = { indicator = "funds" }, steps = [
      { at_least = 100, points = 15 }, { at_least = 80, below = 100, points = 12 },
      { below = 80, points = 6 }] },
    { key = "cadres", label = "干部交流", points = 10, reads = { indicator = "cadres" },
      proportional = { full_at = 4 } },
    { key = "work", label = "劳务协作", points = 15, reads = { indicator = "work" },
      proportional = { full_at = 200, none_below = 120 } },
    { key = "firms", label = "产业合作", points = 20, reads = { indicator = "firms" },
      per_event = { points = 10, above = 1 } },
    { key = "towns", label = "携手奔小康", points = 10, reads = { indicator = "towns" },
      per_event = { points = 1 } },
    { key = "paid", label = "资金拨付率", points = 30, reads = { indicator = "paid" },
      deduct = { points = 5, per = 5, at_least = 100, part = "counted", floor = 10 } },
]
""",
        funds=84,
        cadres=3,
        work=180,
        firms=2,
        towns=9,
        paid=92,
    )
    # 100 − 92 = 8, two started units of 5: 10 off.
    assert lines(found) == ["12", "7.5", "13.5", "10", "9", "20"]
    assert points(found) == "72"


def test_village_work_teams():
    """驻村工作队: 平时 30%, 年度 50%, 满意度 20%; 70 days × 0.6 = 42 of 45; absent 3 days − 1.5.

    平时 42 + 35 = 77 of 100 (45 + 55): 23.1; 年度 88 of 100: 44; 满意度 中 14 of 20: 14; −1.5.
    """
    found = of_one(
        """
channels = [{ key = "daily", label = "平时考核", weight = 30 },
      { key = "year", label = "年度考核", weight = 50 },
      { key = "people", label = "群众满意度", weight = 20 }]
sheets = [{ key = "w", records = "year_sheet", subject = "division" }]
criteria = [
    { key = "days", label = "在岗", channel = "daily", points = 45,
      reads = { indicator = "days" }, per_event = { points = 0.6 } },
    { key = "diary", label = "工作日志", channel = "daily", points = 55,
      reads = { indicator = "diary" }, proportional = { full_at = 110 } },
    { key = "leadership", label = "年度评分", channel = "year", points = 100,
      reads = { sheet = "w", field = "leadership" }, as_entered = true },
    { key = "opinion", label = "满意度", channel = "people", points = 20,
      reads = { sheet = "w", field = "opinion" }, graded = { "好" = 20, "中" = 14, "差" = 0 } },
    { key = "absent", label = "缺勤", role = "minus", reads = { indicator = "absent" },
      deduct = { points = 0.5 } },
]
""",
        (wide(A, leadership=88, opinion="中"),),
        days=70,
        diary=70,
        absent=3,
    )
    assert points(found) == "79.6"


def test_special_commissioners_graded_within_a_share():
    """科技特派员: 优≥90 and no more than 20% of those ranked, 良≥80, 合格≥60: one of six is 优."""
    table = """
grades = [{ key = "a", label = "优秀", at_least = 90, share_at_most = 20 },
      { key = "b", label = "良好", at_least = 80 }, { key = "c", label = "合格", at_least = 60 },
      { key = "d", label = "不合格" }]
criteria = [{ key = "days", label = "服务天数", points = 100, reads = { indicator = "days" },
      proportional = { full_at = 60 } }]
"""
    days = dict(zip(COUNTIES, (59, 58, 55, 48, 36, 35), strict=True))
    found = score(table, {"days": days})
    # 98.33 96.67 91.67 80 60 58.33; a fifth of six is one.
    assert [points(found.get(code)) for code in COUNTIES] == [
        "98.33",
        "96.67",
        "91.67",
        "80",
        "60",
        "58.33",
    ]
    assert [found.get(code).grade.key for code in COUNTIES] == list("abbbcd")


def test_stars_of_societies():
    """学会星级: 缺项分值并入同组; 财务不规范只限制等次, 违法一票否决.

    No 科普基地: its 10 go to 学术交流, 12 of 15 meetings of now 40: 32; 60 by hand: 55. 87.
    """
    table = """
sheets = [{ key = "w", records = "year_sheet", subject = "division" }]
groups = [{ key = "g", label = "业务", full_marks = 40 }]
vetoes = [
    { key = "books", label = "财务不规范", reads = { indicator = "books" }, at_best = "three" },
    { key = "law", label = "违法", reads = { indicator = "law" } },
]
grades = [{ key = "five", label = "五星", at_least = 90 }, { key = "four", label = "四星",
      at_least = 80 }, { key = "three", label = "三星", at_least = 70 },
      { key = "none", label = "不授星" }]
criteria = [
    { key = "meetings", label = "学术交流", group = "g", points = 30,
      reads = { indicator = "meetings" }, proportional = { full_at = 15 } },
    { key = "base", label = "科普基地", group = "g", points = 10, reads = { indicator = "base" },
      all_or_nothing = { at_least = 1 }, applies = { cohort = "poor" },
      not_applicable = "move", moves_to = "meetings" },
    { key = "leadership", label = "组织建设", points = 60,
      reads = { sheet = "w", field = "leadership" }, as_entered = true },
]
"""
    sheet = [wide(code, leadership=55) for code in COUNTIES]
    clean = dict.fromkeys(COUNTIES, 0)
    figures = {
        "meetings": dict.fromkeys(COUNTIES, 12),
        "base": {A: 1, B: 0, C: 0, D: 0, E: 0, F: 0},
        "books": clean | {D: 1},
        "law": clean | {E: 1},
    }
    found = score(table, figures, records=sheet)
    # 甲: 24 + 10 + 55; 乙: 24 + 0 + 55; the others 12/15 × 40 + 55.
    assert [points(found.get(code)) for code in (A, B, C)] == ["89", "79", "87"]
    assert [found.get(code).grade.key for code in (A, B, C)] == ["four", "three", "four"]
    assert (points(found.get(D)), found.get(D).grade.key) == ("87", "three")
    assert (points(found.get(E)), found.get(E).grade.key) == ("0", "none")
    assert found.get(E).rank.worst == 6
    # 12 of 15 meetings are 24 of 30 points, and 32 of the 40 that the line has with those moved.
    told = found.get(C).line("meetings").text()
    assert told.endswith("＝24分；并入缺项的分值，满分40分，折算得32分")
    assert "并入" not in found.get(A).line("meetings").text()


def test_poverty_relief_results():
    """脱贫成效: 错退率 0.45% over 0.2%: three started tenths, 6 off 30; 漏评率 0 full 30.

    认可度 88.6% below 90: 1.4 × 3 = 4.2 off 40: 35.8. 24 + 30 + 35.8 = 89.8.
    """
    found = of_one(
        """
criteria = [
    { key = "wrong", label = "错退率", points = 30, reads = { indicator = "wrong" },
      deduct = { points = 2, per = 0.1, at_most = 0.2, part = "counted" } },
    { key = "missed", label = "漏评率", points = 30, reads = { indicator = "missed" },
      all_or_nothing = { at_most = 0 } },
    { key = "liked", label = "认可度", points = 40, reads = { indicator = "liked" },
      deduct = { points = 3, per = 1, at_least = 90 } },
]
""",
        wrong="0.45",
        missed=0,
        liked="88.6",
    )
    assert lines(found) == ["24", "30", "35.8"]


def test_ranked_and_scaled_among_poor_counties():
    """贫困县与其他县分开: 收入增幅 by 功效系数, 减贫数 by rank, each in one's own group.

    丙 丁 戊 己: 增幅 8 10 12 9: 60 + 40×(x−8)/4 of 50; 减贫 30 20 20 10: 50, 48, 48, 44.
    """
    table = """
ranking = { cohorts = ["poor"] }
criteria = [
    { key = "income", label = "收入增幅", points = 50, reads = { indicator = "income" },
      scaled = { base = 60, among = "group" } },
    { key = "lifted", label = "减贫", points = 50, reads = { indicator = "lifted" },
      by_rank = { points = 2, among = "group" } },
]
"""
    found = score(
        table,
        {
            "income": dict(zip(COUNTIES, (15, 11, 8, 10, 12, 9), strict=True)),
            "lifted": dict(zip(COUNTIES, (5, 9, 30, 20, 20, 10), strict=True)),
        },
    )
    # 甲 50+48, 乙 30+50, 丙 30+50, 丁 40+48, 戊 50+48, 己 35+44.
    assert [points(found.get(code)) for code in COUNTIES] == ["98", "80", "80", "88", "98", "79"]
    ranks = {code: found.get(code).rank for code in COUNTIES}
    assert [ranks[code].best for code in COUNTIES] == [1, 2, 3, 2, 1, 4]
    assert {ranks[code].group for code in (A, B)} == {"贫困县"}


def test_targets_exceeded_earn_a_bonus():
    """目标责任制: below 80% nothing, to 100% in proportion, each full 10% above adds 1, up to 5."""
    table = """
criteria = [
    { key = "done", label = "完成率", points = 100, reads = { indicator = "done" },
      proportional = { full_at = 100, none_below = 80 } },
    { key = "more", label = "超额", role = "bonus", points = 5, reads = { indicator = "done" },
      per_event = { points = 1, per = 10, above = 100, part = "dropped" } },
]
"""
    for done, total in ((79, "0"), (80, "80"), ("99.5", "99.5"), (119, "101"), (180, "105")):
        assert points(of_one(table, done=done)) == total


def test_bases_with_capped_groups_and_a_group_of_minuses():
    """示范基地: 宣传 4×3 + 2×5 = 22, capped at 20; 扣分合计最多8: 3×3 + 1×2 = 11, so 8; 70+20−8."""
    found = of_one(
        """
groups = [{ key = "press", label = "宣传", full_marks = 20, cap = 20 },
      { key = "off", label = "扣分", cap = 8 }]
criteria = [
    { key = "show", label = "示范", points = 80, reads = { indicator = "show" },
      proportional = { full_at = 40 } },
    { key = "papers", label = "报刊", group = "press", points = 15,
      reads = { indicator = "papers" }, per_event = { points = 3 } },
    { key = "tv", label = "电视", group = "press", points = 15,
      reads = { indicator = "tv" }, per_event = { points = 5 } },
    { key = "fire", label = "安全事故", group = "off", role = "minus", points = 9,
      reads = { indicator = "fire" }, deduct = { points = 3 } },
    { key = "plaint", label = "投诉", group = "off", role = "minus", points = 4,
      reads = { indicator = "plaint" }, deduct = { points = 2 } },
]
""",
        show=35,
        papers=4,
        tv=2,
        fire=3,
        plaint=1,
    )
    assert points(found) == "82"


def test_departments_scored_by_a_sheet_with_self_scores():
    """部门考核: 自评 38+57 = 95, 核定 35+52.5 = 87.5, 差 −7.5; ranks among two."""
    table = """
sheets = [{ key = "s", records = "score_sheet", subject = "division", criterion = "item",
      value = "points", self_value = "self_points" }]
subjects = { cohort = "poor" }
criteria = [
    { key = "duty", label = "履行职责", points = 40, reads = { sheet = "s" }, as_entered = true },
    { key = "help", label = "定点帮扶", points = 60, reads = { sheet = "s" }, as_entered = true },
]
"""
    sheet = [
        entry(A, "履行职责", 35, 38),
        entry(A, "定点帮扶", "52.5", 57),
        entry(B, "履行职责", 40, 40),
        entry(B, "定点帮扶", 48, 60),
    ]
    found = score(table, records=sheet)
    own = found.get(A)
    assert (points(own), own.self_marks.text(""), own.difference.exact_value) == (
        "87.5",
        "95",
        -7.5,
    )
    assert [found.get(code).rank.best for code in (A, B)] == [2, 1]


def test_rounded_line_by_line_with_full_marks_for_what_was_not_there():
    """科普示范县: 10/3 is 3.3 in each line, 缺项 full; 3.3 + 3.3 + 40 + 50/7 = 53.7 of 100."""
    found = of_one(
        """
rounding = { digits = 1, stage = "each" }
not_applicable = "full"
criteria = [
    { key = "a", label = "经费", points = 10, reads = { indicator = "a" },
      proportional = { full_at = 3 } },
    { key = "b", label = "队伍", points = 10, reads = { indicator = "b" },
      proportional = { full_at = 3 } },
    { key = "c", label = "科技馆", points = 40, reads = { findings = "all" },
      deduct = { points = 1 } },
    { key = "d", label = "活动", points = 40, reads = { indicator = "d" },
      proportional = { full_at = 28 } },
]
""",
        a=1,
        b=1,
        d=5,
    )
    # 40 × 5 ÷ 28 = 7.142…, 7.1; 缺项 40 in full.
    assert lines(found) == ["3.3", "3.3", "40", "7.1"]
    assert points(found) == "53.7"


def test_weights_within_weights():
    """二级权重: 组织 40% (领导 50%, 制度 50%), 成效 60%: (90×0.5 + 80×0.5)×0.4 + 75×0.6 = 79."""
    found = of_one(
        """
groups = [{ key = "org", label = "组织", weight = 40 }, { key = "eff", label = "成效",
      weight = 60 }]
criteria = [
    { key = "lead", label = "领导", group = "org", weight = 50, points = 100,
      reads = { indicator = "lead" }, proportional = { full_at = 100 } },
    { key = "rule", label = "制度", group = "org", weight = 50, points = 10,
      reads = { indicator = "rule" }, proportional = { full_at = 10 } },
    { key = "done", label = "实绩", group = "eff", points = 200,
      reads = { indicator = "done" }, proportional = { full_at = 200 } },
]
""",
        lead=90,
        rule=8,
        done=150,
    )
    assert points(found) == "79"


def test_each_department_has_lines_of_its_own_and_reads_the_figures_of_the_whole():
    """科协 has 农技协, 27 of 30; 农委 has 培训, 22.5 of 30; 信息, 40, is for both; 70 are 100."""
    table = """
subjects = { agencies = ["all"] }
criteria = [
    { key = "unions", label = "农技协", points = 30, reads = { indicator = "unions" },
      proportional = { full_at = 50 }, applies = { agencies = ["science"] } },
    { key = "courses", label = "培训", points = 30, reads = { indicator = "courses" },
      proportional = { full_at = 40 }, applies = { agencies = ["farming"] } },
    { key = "news", label = "信息", points = 40, reads = { indicator = "news" },
      all_or_nothing = { at_least = 10 } },
]
"""
    figures = {"unions": {CITY: 45}, "courses": {CITY: 30}, "news": {CITY: 12}}
    found = score(table, figures)
    # 27 + 40 = 67 of 70, 22.5 + 40 = 62.5 of 70.
    assert {each.subject.key: points(each) for each in found} == {
        "science": "95.71",
        "farming": "89.29",
    }
    assert found.get("science").line("courses").reading.why == "不是这一部门的任务"


def test_an_expert_is_scored_by_own_days_and_by_the_county_served():
    """服务天数 40 of 50 × 60 = 48; 所在县脱贫率 90 of 100 × 40 = 36."""
    table = """
subjects = { records = "expert" }
criteria = [
    { key = "days", label = "服务天数", points = 60, reads = { field = "days" },
      proportional = { full_at = 50 } },
    { key = "rate", label = "脱贫率", points = 40, reads = { indicator = "rate" },
      proportional = { full_at = 100 } },
]
"""
    expert = make_record(
        EXPERT, {"division": DivisionName(NAMES[B], B), "name": "甲某", "days": 40}
    )
    (found,) = score(table, {"rate": {A: 10, B: 90}}, records=(expert,))
    assert points(found) == "84"

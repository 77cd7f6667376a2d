"""Vetoes beat every score; ranks with ties, in groups."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_world import AGENCY_SHEET, EXPERT, NAMES, VISIT, A, B, C, D, E, F, entry, points, score

from kejifupin.assessments.marks import Marks
from kejifupin.assessments.ranks import Ties, ranks_of
from kejifupin.records import DivisionName, make_record
from kejifupin.terms.disclosure import Disclosure

WORK = """
[[criteria]]
key = "work"
label = "工作"
points = 100
reads = { indicator = "work" }
proportional = { full_at = 100 }
"""
GRADES = """
grades = [
    { key = "best", label = "优秀", at_least = 90 },
    { key = "good", label = "良好", at_least = 80 },
    { key = "rest", label = "不合格" },
]
"""
FIGURES = {"work": {A: 99, B: 85, C: 70, D: 85, E: 60, F: 50}}


def vetoed(effect, deaths):
    """甲县 leads with 99 points and has had accidents."""
    table = f"""{GRADES}
vetoes = [{{ key = "accident", label = "重大事故", reads = {{ indicator = "deaths" }}{effect} }}]
{WORK}"""
    return score(table, {**FIGURES, "deaths": dict.fromkeys(NAMES, 0) | {A: deaths}})


@pytest.mark.parametrize(
    ("effect", "total", "grade"),
    [
        ("", "0", "不合格"),
        (', grade = "rest"', "99", "不合格"),
        (", score = 59", "59", "不合格"),
        (', grade = "good", score = 80', "80", "良好"),
    ],
)
def test_a_veto_beats_every_score(effect, total, grade):
    """Whatever the score was, its grade is gone and it ranks behind everybody."""
    found = vetoed(effect, 1).get(A)
    assert (points(found), found.grade_text(), found.vetoed) == (total, grade, True)
    assert (found.rank.text(), found.worked_out.text()) == ("第6名（共6个）", "99分")
    assert "重大事故：否决，deaths1个" in found.strikes[0].text()
    untouched = vetoed(effect, 0).get(A)
    assert (points(untouched), untouched.grade_text(), untouched.vetoed) == ("99", "优秀", False)


def test_a_veto_that_only_bars_a_grade():
    """不得评为优秀: 99 points stay, the rank stays, the grade is 良好."""
    found = vetoed(', at_best = "good"', 1).get(A)
    assert (points(found), found.grade_text(), found.rank.text(), found.vetoed) == (
        "99",
        "良好",
        "第1名（共6个）",
        False,
    )


def test_a_veto_of_which_nothing_is_known_leaves_everything_open():
    """No figure for accidents: 0 or 99, first or last, 优秀 or 不合格."""
    found = vetoed("", None).get(A)
    assert (points(found), found.vetoed) == ("0—99", None)
    assert found.grade_text() == "待核实（优秀或不合格）"
    assert found.rank.text() == "第1—6名（共6个）"


def test_a_veto_entered_by_people():
    """弄虚作假 is entered for 乙县 as a word; nobody entered anything for the others."""
    table = f"""{GRADES}
sheets = [{{ key = "sheet", records = "score_sheet", subject = "division", value = "grade" }}]
vetoes = [{{ key = "bad", label = "弄虚作假", reads = {{ sheet = "sheet" }}, words = ["差"] }}]
{WORK}"""
    found = score(table, FIGURES, records=(entry(B, "x", grade="差"), entry(C, "x", grade="好")))
    assert [found.get(each).vetoed for each in (A, B, C)] == [False, True, False]


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("competition", ["1", "2", "4", "2", "5", "6"]),
        ("dense", ["1", "2", "3", "2", "4", "5"]),
        ("shared", ["1", "2.5", "4", "2.5", "5", "6"]),
    ],
)
def test_ties(ties, ranks):
    """99, 85, 70, 85, 60, 50: 乙 and 丁 are level."""
    found = score(f'ranking = {{ ties = "{ties}" }}\n{WORK}', FIGURES)
    assert [found.get(each).rank.text()[1:].split("名")[0] for each in NAMES] == ranks


def test_poor_counties_are_ranked_apart():
    """甲 and 乙 among themselves, the other four among themselves; the best third are 优秀."""
    table = f"""
ranking = {{ cohorts = ["poor"] }}
grades = [
    {{ key = "best", label = "优秀", at_least = 60, share_at_most = 50 }},
    {{ key = "rest", label = "其他" }},
]
{WORK}"""
    found = score(table, FIGURES)
    assert [found.get(each).rank.text() for each in NAMES] == [
        "第1名（贫困县，共2个）",
        "第2名（贫困县，共2个）",
        "第2名（其他，共4个）",
        "第1名（其他，共4个）",
        "第3名（其他，共4个）",
        "第4名（其他，共4个）",
    ]
    assert [found.get(each).grade_text() for each in NAMES] == [
        "优秀",
        "其他",
        "优秀",
        "优秀",
        "其他",
        "其他",
    ]
    assert [each.subject.key for each in found.by_rank()] == [D, C, E, F, A, B]


def test_those_who_are_level_past_the_quota_get_nothing_from_it():
    """Half of six are three; 甲 is one, 乙 丙 丁 are level at 85 and would make four."""
    table = f"""
grades = [
    {{ key = "best", label = "优秀", share_at_most = 50 }},
    {{ key = "rest", label = "其他" }},
]
{WORK}"""
    found = score(table, {"work": {A: 99, B: 85, C: 85, D: 85, E: 60, F: 50}})
    assert [found.get(each).grade_text() for each in (A, B, C, D)] == [
        "优秀",
        "其他",
        "其他",
        "其他",
    ]


def test_agencies_are_scored_by_rows_of_a_form():
    """科协 17 + 70 named by its label, 农委 by its key; the rows stand in a form of the agency."""
    table = """
subjects = { agencies = ["all"] }
sheets = [{ key = "sheet", records = "agency_sheet.lines", subject = "agency",
      criterion = "item", value = "points" }]
criteria = [
    { key = "lead", label = "组织领导", points = 20, reads = { sheet = "sheet" },
      as_entered = true },
    { key = "task", label = "任务", points = 80, reads = { sheet = "sheet" }, as_entered = true },
]
"""
    row = AGENCY_SHEET.row_kind("lines")
    records = [
        make_record(
            AGENCY_SHEET,
            {
                "agency": name,
                "lines": tuple(
                    make_record(row, {"item": item, "points": Decimal(given)})
                    for item, given in (("组织领导", lead), ("task", task))
                ),
            },
        )
        for name, lead, task in (("科协", 17, 70), ("farming", 20, 60))
    ]
    found = score(table, records=records)
    assert [(each.subject.label, points(each)) for each in found] == [
        ("科协", "87"),
        ("农委", "80"),
    ]


def test_experts_are_records_and_their_names_are_personal():
    """Days served and a grade by those served: 30 days 60, 好 40; the name is masked."""
    table = """
subjects = { records = "expert" }
ranking = { field = "speciality" }
sheets = [{ key = "visits", records = "appraisal", subject = "name" }]
criteria = [
    { key = "days", label = "服务天数", points = 60, reads = { field = "days" },
      per_event = { points = 2 } },
    { key = "asked", label = "农户评价", points = 40, graded = { "好" = 40, "中" = 30, "差" = 0 },
      reads = { sheet = "visits", field = "grade" } },
]
"""

    def expert(division, name, days):
        place = DivisionName(NAMES[division], division)
        cells = {"division": place, "name": name, "speciality": "果树", "days": days}
        return make_record(EXPERT, cells)

    def visit(division, name, grade):
        place = DivisionName(NAMES[division], division)
        return make_record(VISIT, {"division": place, "name": name, "grade": grade})

    # Two people of one name serve in two counties.
    records = [
        expert(A, "张示例", 30),
        expert(B, "张示例", 10),
        visit(A, "张示例", "好"),
        visit(B, "张示例", "中"),
    ]
    found = score(table, records=records)
    assert [points(each) for each in found] == ["100", "50"]
    assert found.columns()["subject_name"] == ("***", "***")
    assert "张示例" not in f"{found!r}{found[0]!r}{found._repr_html_()}"
    assert found[0].subject.shown(Disclosure.of(["name"])) == "张示例"
    assert found[0].rank.group == "果树"


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=5),
    st.sampled_from(Ties),
)
def test_every_rank_that_is_possible_is_told(spans, ties):
    """Trying all scores in their ranges finds none outside of the one told."""
    marks = {str(at): Marks.between(low, low + more) for at, (low, more) in enumerate(spans)}
    groups = dict.fromkeys(marks, "")
    told = ranks_of(marks, groups, ties)
    seen = {key: set() for key in marks}
    for world in product(*(range(low, low + more + 1) for low, more in spans)):
        exact = {str(at): Marks.exact(each) for at, each in enumerate(world)}
        for key, rank in ranks_of(exact, groups, ties).items():
            own = exact[key].low
            others = [each for at, each in enumerate(world) if str(at) != key]
            above = [each for each in others if each > own]
            by_hand = {
                Ties.COMPETITION: 1 + len(above),
                Ties.DENSE: 1 + len(set(above)),
                Ties.SHARED: 1 + len(above) + Fraction(others.count(own), 2),
            }
            assert rank.best == rank.worst == by_hand[ties]
            seen[key].add(rank.best)
    for key, rank in told.items():
        assert rank.best <= min(seen[key])
        assert rank.worst >= max(seen[key])
        if ties is not Ties.DENSE:
            assert (rank.best, rank.worst) == (min(seen[key]), max(seen[key]))

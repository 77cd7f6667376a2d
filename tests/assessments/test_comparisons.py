"""Points that hang on how the others did, and on what another part of the table has."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_world import COUNTIES, A, B, C, D, E, F, points, scheme, score

from kejifupin.assessments import check_scheme
from kejifupin.errors import DefinitionError


def table(way, marks=100, extra=""):
    """A table of one line."""
    return scheme(f"""
full_marks = {marks}
{extra}
[[criteria]]
key = "k"
label = "科普活动场次"
points = {marks}
reads = {{ indicator = "k" }}
{way}
""")


def marks_of(way, figures, marks=100, extra=""):
    """The marks of the counties, in order, by a table of one line."""
    found = score(table(way, marks, extra), {"k": dict(zip(COUNTIES, figures, strict=False))})
    return [points(found.get(code)) for code in COUNTIES[: len(figures)]]


def test_first_has_full_marks_and_each_place_less_takes_half_a_point():
    """第1名10分，每降一名减0.5分: 50 30 30 20 10 0 are places 1 2 2 4 5 6."""
    got = marks_of("by_rank = { points = 0.5 }", (50, 30, 30, 20, 10, 0), 10)
    assert got == ["10", "9.5", "9.5", "8.5", "8", "7.5"]


def test_ties_without_gaps_or_shared():
    """密集 places are 1 2 2 3; shared ones 1 2.5 2.5 4."""
    figures = (50, 30, 30, 20, 10, 0)
    dense = marks_of('by_rank = { points = 1, ties = "dense" }', figures, 10)
    assert dense == ["10", "9", "9", "8", "7", "6"]
    shared = marks_of('by_rank = { points = 1, ties = "shared", floor = 6 }', figures, 10)
    assert shared == ["10", "8.5", "8.5", "7", "6", "6"]


def test_bands_of_places_and_of_a_hundred():
    """第1至2名10分，第3至4名8分，其余6分; 前一半的10分，其余的0分 of six is three."""
    bands = """by_rank = { steps = [
        { at_most = 2, points = 10 }, { at_least = 3, at_most = 4, points = 8 },
        { points = 6 }] }"""
    figures = (6, 5, 4, 3, 2, 1)
    assert marks_of(bands, figures, 10) == ["10", "10", "8", "8", "6", "6"]
    halves = (
        "by_rank = { per_cent = true, steps = [{ at_most = 50, points = 10 }, { points = 0 }] }"
    )
    assert marks_of(halves, figures, 10) == ["10", "10", "10", "0", "0", "0"]


def test_less_may_be_better_and_none_earns_nothing():
    """差错最少的第1名; 没有开展的不得分, whatever its place."""
    figures = (0, 3, 1, 4, 5, 6)
    got = marks_of("by_rank = { points = 2, less_is_better = true }", figures, 10)
    assert got == ["10", "6", "8", "4", "2", "0"]
    none = marks_of("by_rank = { points = 1, none_below = 1 }", (2, 1, 0, 0, 0, 0), 10)
    assert none == ["10", "9", "0", "0", "0", "0"]


def test_those_ranked_together_are_compared_together():
    """贫困县与其他县分开: 甲 and 乙 are the poor ones, each group has a first and a best."""
    extra = 'ranking = { cohorts = ["poor"] }'
    figures = (10, 20, 100, 60, 40, 20)
    rank = marks_of('by_rank = { points = 1, among = "group" }', figures, 10, extra)
    assert rank == ["9", "10", "10", "9", "8", "7"]
    best = marks_of('proportional = { best = true, among = "group" }', figures, 100, extra)
    assert best == ["50", "100", "100", "60", "40", "20"]
    both = marks_of('scaled = { base = 60, among = "group" }', figures, 100, extra)
    assert both == ["60", "100", "100", "80", "70", "60"]


def test_efficacy_coefficient():
    """60 + 40 × (x − 10) ÷ (60 − 10): 10 60, 20 68, 35 80, 60 100."""
    got = marks_of("scaled = true", (10, 20, 35, 60, 10, 60))
    assert got == ["60", "68", "80", "100", "60", "100"]
    assert marks_of("scaled = { base = 0 }", (10, 20, 35, 60, 10, 60), 50) == [
        "0",
        "10",
        "25",
        "50",
        "0",
        "50",
    ]


def test_efficacy_coefficient_where_less_is_better_or_the_ends_are_given():
    """最少的最好: 0 100, 4 60, 1 90; 满意值100, 不允许值50: 75 80, 40 60, 120 100."""
    less = marks_of("scaled = { less_is_better = true }", (0, 4, 1, 2, 3, 4))
    assert less == ["100", "60", "90", "80", "70", "60"]
    given_ends = marks_of("scaled = { worst = 50, best = 100 }", (75, 40, 120, 100, 50, 60))
    assert given_ends == ["80", "60", "100", "100", "60", "68"]


def test_all_equal_have_full_marks():
    """没有差距的，最好与最差相等，都得满分."""
    assert marks_of("scaled = true", (7,) * 6) == ["100"] * 6
    assert marks_of("by_rank = { points = 1 }", (7,) * 6) == ["100"] * 6


def test_what_is_not_known_leaves_a_range():
    """乙 may have 0 to 40: 甲 with 20 is first or second, and the best or half as good."""
    figures = {"k": {A: 20, B: (0, 40), C: 10, D: 10, E: 10, F: 10}}
    ranked = score(table("by_rank = { points = 10 }"), figures)
    assert points(ranked.get(A)) == "90—100"
    # 丙 shares the second or the third place; 乙 is first at best, sixth at worst.
    assert points(ranked.get(C)) == "80—90"
    assert points(ranked.get(B)) == "50—100"
    scaled = score(table("scaled = { base = 0 }"), figures)
    # (20−10)÷(40−10) where 乙 has 40; 100 where it has 20 or less.
    assert points(scaled.get(A)) == "33.33—100"
    assert points(scaled.get(B)) == "0—100"


def test_who_had_no_such_task_is_no_peer():
    """没有这项任务的不参加比较: of the poor ones 乙 is first, though 己 has more."""
    text = table('by_rank = { points = 10 }\napplies = { cohort = "poor" }', 100)
    found = score(text, {"k": {A: 10, B: 20, F: 90}})
    assert [points(found.get(code)) for code in (A, B)] == ["90", "100"]
    best = table('proportional = { best = true }\napplies = { cohort = "poor" }', 100)
    found = score(best, {"k": {A: 10, B: 20}})
    assert [points(found.get(code)) for code in (A, B)] == ["50", "100"]


BONUS = """
groups = [{ key = "basic", label = "基础工作", full_marks = 100 }]
[[criteria]]
key = "work"
label = "日常工作"
group = "basic"
points = 60
reads = { indicator = "work" }
proportional = { full_at = 60 }
[[criteria]]
key = "files"
label = "档案"
group = "basic"
points = 40
reads = { indicator = "files" }
proportional = { full_at = 40 }
[[criteria]]
key = "press"
label = "媒体宣传"
role = "bonus"
points = 5
reads = { indicator = "press" }
per_event = { points = 1 }
requires = {%s at_least = %s }
"""


@pytest.mark.parametrize(
    ("part", "least", "work", "files", "total"),
    [
        ('part = "work",', 60, 60, 0, "63"),
        ('part = "work",', 60, 59, 40, "99"),
        ('part = "basic",', 80, 50, 30, "83"),
        ('part = "basic",', 80, 50, 29, "79"),
        ("", 90, 60, 30, "93"),
        ("", 90, 60, 29, "89"),
    ],
)
def test_bonus_only_where_the_basic_work_is_done(part, least, work, files, total):
    """三次宣传加3分, only where a line, a group or the whole has enough without it."""
    made = scheme(BONUS % (part, least))
    found = score(made, {"work": {A: work}, "files": {A: files}, "press": {A: 3}}).get(A)
    assert points(found) == total
    assert ("不计" in found.line("press").formula) is (total in ("99", "79", "89"))


def test_bonus_is_open_while_its_condition_is():
    """基础工作 may have 75 to 85: with three points more where it has 80."""
    made = scheme(BONUS % ('part = "basic",', 80))
    figures = {"work": {A: (35, 45)}, "files": {A: 40}, "press": {A: 3}}
    assert points(score(made, figures).get(A)) == "75—88"


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("by_rank = { steps = [{ at_most = 3, points = 90 }, { points = 0 }] }", "full_marks"),
        ("by_rank = { steps = [{ at_most = 3, points = 100 }] }", "bands"),
        (
            "by_rank = { steps = [{ at_most = 3, points = 100 }, { at_least = 5, points = 0 }] }",
            "bands",
        ),
        ("by_rank = { points = 1, floor = 100 }", "cap"),
        ("scaled = true\nrequires = { at_least = 10 }", "requires"),
        ('scaled = true\nrequires = { part = "x", at_least = 10 }', "unknown"),
    ],
)
def test_tables_that_cannot_work_are_refused(way, code):
    """Bands with a gap, full marks nobody reaches, a requirement that rests on itself."""
    faults = check_scheme(table(way))
    assert [each.code for each in faults] == [f"assessment.{code}"], faults


def test_requirement_nobody_can_meet_is_refused():
    """A group of 100 points never has 101."""
    faults = check_scheme(scheme(BONUS % ('part = "basic",', 101)))
    assert [each.code for each in faults] == ["assessment.requires"]


@pytest.mark.parametrize(
    "way",
    [
        "by_rank = { floor = 1 }",
        "by_rank = { points = 1, steps = [{ points = 1 }] }",
        "by_rank = { points = 1, per_cent = true }",
        "scaled = { base = 100 }",
        "scaled = { worst = 1 }",
        "scaled = { worst = 9, best = 1 }",
        "scaled = true\nrequires = { part = 'k' }",
        "scaled = true\nrequires = { at_least = 2, at_most = 1 }",
    ],
)
def test_ways_that_say_nothing_are_refused(way):
    """Half of a pair, two ways at once, ends the wrong way round."""
    with pytest.raises((AssertionError, DefinitionError)):
        table(way)


WAYS = (
    "by_rank = { points = 3 }",
    'by_rank = { points = 3, ties = "shared" }',
    'by_rank = { points = 3, ties = "dense" }',
    "by_rank = { per_cent = true, steps = [{ at_most = 40, points = 100 }, { points = 20 }] }",
    "by_rank = { steps = [{ at_most = 2, points = 100 }, { points = 20 }], none_below = 3 }",
    "scaled = { base = 40 }",
    "scaled = { base = 0 }",
    "proportional = { best = true }",
)
whole = st.integers(0, 9)


@given(st.sampled_from(WAYS), st.lists(whole, min_size=6, max_size=6), whole)
@settings(max_examples=60, deadline=None)
def test_more_never_scores_less(way, figures, more):
    """Raising one's own figure lowers no mark of one's own; the order of counties is nothing."""
    made = table(way)
    before = score(made, {"k": dict(zip(COUNTIES, figures, strict=True))})
    raised = [figures[0] + more, *figures[1:]]
    after = score(made, {"k": dict(zip(COUNTIES, raised, strict=True))})
    assert after.get(A).marks.low >= before.get(A).marks.low
    turned = score(made, {"k": dict(zip(COUNTIES, figures[::-1], strict=True))})
    assert [turned.get(code).marks for code in COUNTIES[::-1]] == [
        before.get(code).marks for code in COUNTIES
    ]


@given(
    st.sampled_from(WAYS),
    st.lists(st.tuples(whole, whole).map(sorted), min_size=4, max_size=4),
    st.data(),
)
@settings(max_examples=120, deadline=None)
def test_a_range_holds_every_mark_that_is_possible(way, spans, data):
    """Whatever the figures turn out to be, the mark lies in the range told before."""
    made = table(way)
    told = score(made, {"k": dict(zip(COUNTIES, map(tuple, spans), strict=False))})
    known = [data.draw(st.integers(low, high)) for low, high in spans]
    # 戊 and 己 have nothing reported: anything is possible there.
    rest = [data.draw(whole), data.draw(whole)]
    found = score(made, {"k": dict(zip(COUNTIES, (*known, *rest), strict=True))})
    for code in COUNTIES[:4]:
        wide, exact = told.get(code).marks, found.get(code).marks
        assert wide.low <= exact.low <= wide.high, code


def test_figures_with_decimals_stay_exact():
    """A third of the way between worst and best is 40 ÷ 3 above the base."""
    figures = (Decimal("0.1"), Decimal("0.2"), Decimal("0.4"), Decimal("0.1"), 0, Decimal("0.1"))
    got = marks_of("scaled = { base = 60, worst = 0.1, best = 0.4 }", figures)
    assert got[:3] == ["60", "73.33", "100"]

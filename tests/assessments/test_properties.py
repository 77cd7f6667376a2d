"""What holds of every table: more is never worse, parts add up, order does not matter."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_world import COUNTIES, A, B, entry, scheme, score

from kejifupin.assessments.marks import round_half_up

METHODS = (
    "proportional = { full_at = 50 }",
    "proportional = { full_at = 60, zero_at = 20, none_below = 30 }",
    "all_or_nothing = { at_least = 25 }",
    "deduct = { points = 1, per = 2, at_least = 40 }",
    'deduct = { points = 3, per = 7, at_least = 40, part = "counted", floor = 2 }',
    'per_event = { points = 0.5, per = 3, above = 5, part = "dropped" }',
    "steps = [{ at_least = 40, points = 20 }, { at_least = 10, points = 7.5 }, { points = 0 }]",
    "proportional = { best = true }",
)
numbers = st.integers(0, 80) | st.decimals(0, 80, places=2)
WAYS = ("reweight", "reweight_group", "full", "zero")


@st.composite
def tables(draw):
    """A table of two groups, lines before them, a capped bonus and a minus, weights or none."""
    weighted = draw(st.booleans())
    lines = [draw(st.sampled_from(METHODS)) for _ in range(4)]
    way = draw(st.sampled_from(WAYS))
    stage = draw(st.sampled_from(("each", "total")))
    weights = (", weight = 35", ", weight = 65") if weighted else ("", "")
    text = f"""
subjects = {{ cohort = "poor" }}
full_marks = {100 if weighted else 80}
not_applicable = "{way}"
rounding = {{ digits = {draw(st.integers(0, 3))}, stage = "{stage}" }}
groups = [
    {{ key = "g", label = "甲组"{weights[0]} }}, {{ key = "h", label = "乙组"{weights[1]} }},
    {{ key = "plus", label = "加分", cap = 5 }},
]
"""
    for number, method in enumerate(lines):
        text += f"""
[[criteria]]
key = "k{number}"
label = "第{number}项"
points = 20
group = "{"gghh"[number]}"
reads = {{ indicator = "k{number}" }}
{method}
{'applies = { cohort = "poor" }' if number == 1 and draw(st.booleans()) else ""}
"""
    return scheme(
        text
        + """
[[criteria]]
key = "bonus"
label = "加分"
points = 6
role = "bonus"
group = "plus"
reads = { indicator = "bonus" }
per_event = { points = 2 }
[[criteria]]
key = "minus"
label = "扣分"
role = "minus"
points = 30
reads = { indicator = "minus" }
deduct = { points = 4 }
"""
    )


def of_a(table, **row):
    """What the table makes of the figures of 甲县, beside which 乙县 has nothing done."""
    return score(table, {key: {A: figure, B: 0} for key, figure in row.items()}).get(A)


figures = st.fixed_dictionaries({f"k{number}": numbers for number in range(4)})


@given(tables(), st.lists(figures, min_size=2, max_size=2), st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_parts_add_up_to_the_whole(table, rows, bonus, minus):
    """What stands in a part, with the adjustments that are told, is its points."""
    named = {
        key: {A: rows[0].get(key), B: rows[1].get(key)} for key in ("k0", "k1", "k2", "k3")
    } | {"bonus": {A: bonus, B: 0}, "minus": {A: minus, B: 0}}
    for found in score(table, named):
        if not found.worked_out.is_exact:
            continue
        for at, part in enumerate(found.parts):
            below = []
            for each in found.parts[at + 1 :]:
                if each.depth <= part.depth:
                    break
                if each.depth == part.depth + 1:
                    below.append(each.counted.low)
            if below:
                told = sum((each.low for each in part.adjustments.values()), Fraction(0))
                assert part.points.low == sum(below) + told
        assert found.parts[0].points == found.worked_out
        assert found.worked_out.low == round_half_up(found.worked_out.low, table.rounding.digits)


@given(tables(), figures, st.sampled_from(["k0", "k1", "k2", "k3"]), numbers)
@settings(max_examples=25, deadline=None)
def test_more_never_scores_less(table, row, key, more):
    """Where more is better, raising one figure lowers neither its line nor the whole."""
    raised = row | {key: row[key] + more}
    zero = {"bonus": 0, "minus": 0}
    before, after = of_a(table, **row, **zero), of_a(table, **raised, **zero)
    assert after.line(key).score.points.low >= before.line(key).score.points.low
    assert after.marks.low >= before.marks.low


@given(tables())
@settings(max_examples=25, deadline=None)
def test_full_marks_are_attainable_and_never_exceeded_without_a_bonus(table):
    """Everything done comes to full marks exactly, with the bonus to its cap above."""
    done = dict.fromkeys(("k0", "k1", "k2", "k3"), 200)
    assert of_a(table, **done, bonus=0, minus=0).marks.number == table.full_marks
    assert of_a(table, **done, bonus=9, minus=0).marks.number == table.full_marks + 5


@given(tables(), figures, st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_a_range_holds_the_score_of_every_figure_in_it(table, row, width):
    """Widening a figure to a range widens the score, and keeps the old one in it."""
    exact = of_a(table, **row, bonus=1, minus=1)
    wide = row | {"k2": (row["k2"], row["k2"] + width)}
    open_ = of_a(table, **wide, bonus=1, minus=1)
    assert open_.marks.low <= exact.marks.low <= open_.marks.high
    ended = of_a(table, **(row | {"k2": row["k2"] + width}), bonus=1, minus=1)
    assert open_.marks.low <= ended.marks.low <= open_.marks.high


SHEET = """
subjects = { cohort = "poor" }
full_marks = 60
sheets = [{ key = "sheet", records = "score_sheet", subject = "division",
      criterion = "item", value = "points" }]
criteria = [
    { key = "a", label = "甲项", points = 30, as_entered = true,
      reads = { sheet = "sheet", take = "average" } },
    { key = "b", label = "乙项", points = 30, reads = { sheet = "sheet", take = "sum" },
      per_event = { points = 1 } },
]
"""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(COUNTIES[:2]), st.sampled_from(("甲项", "乙项")), st.integers(0, 30)
        ),
        min_size=2,
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None)
def test_the_order_of_records_never_matters(lines, random):
    """The same entries in another order give the same scores, ranks and issues."""
    records = [entry(*each) for each in lines]
    shuffled = records[:]
    random.shuffle(shuffled)
    table = scheme(SHEET)
    assert score(table, records=records) == score(table, records=shuffled)


@given(st.decimals(-100, 100, places=4), st.integers(0, 3))
def test_rounding_is_half_up(number, digits):
    """The same as what people do on paper: halves go away from zero."""
    from decimal import ROUND_HALF_UP

    expected = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert round_half_up(Fraction(number), digits) == Fraction(expected)

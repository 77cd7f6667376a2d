"""A scheme that contradicts itself is refused, with the place and all mistakes at once."""

from __future__ import annotations

import pytest
from scoring_world import of_one, scheme

from kejifupin.assessments import check_scheme
from kejifupin.errors import ConfigError

GOOD = 'reads = { indicator = "x" }'


def line(key="a", points=100, rest="proportional = { full_at = 10 }", reads=GOOD):
    """One criterion."""
    return f'\n[[criteria]]\nkey = "{key}"\nlabel = "{key}"\npoints = {points}\n{reads}\n{rest}\n'


def faults(text):
    """What is wrong with a scheme: code and path of each mistake."""
    return [
        (each.code.removeprefix("assessment."), ".".join(map(str, each.path)))
        for each in check_scheme(scheme(text))
    ]


STEPS = "steps = [{}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (line(points=90), [("full_marks", "full_marks")]),
        (line() + line("b", 10), [("full_marks", "full_marks")]),
        (
            'groups = [{ key = "g", label = "组", full_marks = 40 }]'
            + line(points=60)
            + line("b", 30, 'group = "g"\nproportional = { full_at = 10 }'),
            [("full_marks", "full_marks"), ("full_marks", "groups.0.full_marks")],
        ),
        (
            'full_marks = 30\ngroups = [{ key = "g", label = "组", cap = 50 }]'
            + line("b", 30, 'group = "g"\nproportional = { full_at = 10 }'),
            [("cap", "groups.0.cap")],
        ),
        (
            'full_marks = 20\ngroups = [{ key = "g", label = "组", cap = 20 }]'
            + line("b", 30, 'group = "g"\nproportional = { full_at = 10 }'),
            [("cap", "criteria.0")],
        ),
        (
            line("a", 10, "weight = 60\nproportional = { full_at = 1 }")
            + line("b", 10, "weight = 30\nproportional = { full_at = 1 }"),
            [("weights", "criteria.0.weight")],
        ),
        (
            line("a", 10, "weight = 100\nproportional = { full_at = 1 }") + line("b", 10),
            [("weights", "criteria.1")],
        ),
        (
            line(
                rest=STEPS.format("{ at_least = 90, points = 100 }, { at_most = 80, points = 0 }")
            ),
            [("bands", "criteria.0.steps")],
        ),
        (
            line(
                rest=STEPS.format("{ at_least = 80, points = 100 }, { at_most = 80, points = 0 }")
            ),
            [("bands", "criteria.0.steps")],
        ),
        (
            line(rest=STEPS.format("{ above = 80, points = 100 }, { below = 80, points = 0 }")),
            [("bands", "criteria.0.steps")],
        ),
        (
            line(
                rest=STEPS.format("{ at_least = 90, points = 100 }, { at_least = 80, points = 0 }")
            ),
            [("bands", "criteria.0.steps")],
        ),
        (
            line(rest=STEPS.format("{ at_least = 10, points = 100 }, { at_most = 9, points = 0 }")),
            [],
        ),
        (
            line(rest=STEPS.format("{ at_least = 90, points = 99 }, { points = 0 }")),
            [("full_marks", "criteria.0.points")],
        ),
        (
            line(reads='reads = { submissions = "all" }', rest="proportional = { full_at = 120 }"),
            [("full_marks", "criteria.0.proportional.full_at")],
        ),
        (line(rest="proportional = true"), [("method", "criteria.0.proportional")]),
        (line(rest="as_entered = true"), [("method", "criteria.0.as_entered")]),
        (
            line(
                "a",
                50,
                'not_applicable = "move"\nmoves_to = "b"\nall_or_nothing = { at_least = 1 }',
            )
            + line(
                "b",
                50,
                'not_applicable = "move"\nmoves_to = "a"\nall_or_nothing = { at_least = 1 }',
            ),
            [("moves", "criteria.0.moves_to"), ("moves", "criteria.1.moves_to")],
        ),
        (
            line(rest='not_applicable = "move"\nall_or_nothing = { at_least = 1 }'),
            [("moves", "criteria.0.not_applicable")],
        ),
        (
            'grades = [{ key = "a", label = "优", at_least = 90 }, { key = "b", label = "良" },'
            ' { key = "c", label = "差" }]' + line(),
            [("grades", "grades.2")],
        ),
        (
            'grades = [{ key = "a", label = "优", at_least = 80 },'
            ' { key = "b", label = "良", at_least = 90 }, { key = "c", label = "差" }]' + line(),
            [("grades", "grades.1.at_least")],
        ),
        (
            'grades = [{ key = "a", label = "优", at_least = 101 }, { key = "c", label = "差" }]'
            + line(),
            [("grades", "grades.0.at_least")],
        ),
        (
            'grades = [{ key = "a", label = "优", at_least = 90 },'
            ' { key = "b", label = "良", at_least = 70, below = 85 }, { key = "c", label = "差" }]'
            + line(),
            [("grades", "grades.1.below")],
        ),
        (
            'grades = [{ key = "a", label = "优", at_least = 90 },'
            ' { key = "b", label = "良", at_least = 70 }]' + line(),
            [("grades", "grades.1.at_least")],
        ),
        (line("a", 50) + line("a", 50), [("key", "criteria.1.key")]),
        (
            line(rest='group = "g"\nproportional = { full_at = 10 }'),
            [("unknown", "criteria.0.group"), ("full_marks", ""), ("full_marks", "full_marks")],
        ),
        (
            'vetoes = [{ key = "v", label = "否决", reads = { indicator = "x" }, grade = "z" }]'
            + line(),
            [("unknown", "vetoes.0.grade")],
        ),
    ],
)
def test_each_contradiction_has_its_place(text, expected):
    """The code and the key of every mistake, and nothing beside it."""
    found = faults(text)
    if ("full_marks", "") in expected:
        assert found[0] == expected[0]
        assert {code for code, _ in found} == {"unknown", "full_marks"}
    else:
        assert found == expected


def test_assess_refuses_a_scheme_with_mistakes_and_tells_all_of_them():
    """A programmer's scheme gets the same answer as one of a file, each mistake with a remedy."""
    text = 'grades = [{ key = "a", label = "优", at_least = 200 }]' + line(points=30)
    with pytest.raises(ConfigError) as told:
        of_one(text, x=3)
    assert len(told.value.issues) == 3
    assert all(each.remedy for each in told.value.issues)
    assert "30＝30分，达不到所写的满分100分" in told.value.issues[0].message

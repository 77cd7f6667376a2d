"""Runs kept in a file."""

from __future__ import annotations

import json
import pickle
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.run_json import RunFileError, dump_run, load_run
from kejifupin.targets.history import Figure, RecordPoint, Run, StatusPoint
from kejifupin.targets.judging import State
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.streams import Streamed

DAY = date(2018, 4, 30)
numbers = st.integers(-(10**30), 10**30) | st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000
)


@st.composite
def intervals(draw):
    """None, or ends in order."""
    if draw(st.booleans()):
        return None
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    return Interval(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])))


def run(value=None, **record):
    point = RecordPoint(
        "return", "统计表", "990121", "a.docx", "表1", "表1!R1C2", "990121", **record
    )
    status = StatusPoint(
        "goal",
        "目标",
        "990000",
        "甲省",
        State.MISSED,
        value,
        Bound(1, 3, 2),
        "人次",
        Decimal("0.5"),
        DAY,
        ("990121",),
        ("990221",),
    )
    return Run(
        RuleVersion("plan", "ab", "jilin", "0.1.0", "0.1.0"),
        DAY,
        (status,),
        (point,),
        {"goal": {"return": ("people",)}},
        {"990121": ("990121", "990000")},
        {"990121": "青县"},
    )


@given(intervals())
def test_a_run_comes_back_as_it_was(value):
    """Exact numbers, open ends and all."""
    given_run = run(value, figures={"people": Figure("人次", "3人次", "表1!R2C2")})

    assert load_run(dump_run(given_run)) == given_run


def test_what_tells_personal_values_apart_is_not_kept():
    """Neither the identity of a record nor the mark of a value leaves the process."""
    figure = Figure("户名", "***", "表1!R2C2", mark="甲某")
    kept = "\n".join(dump_run(run(figures={"name": figure}, identity=("household", "甲某"))))

    assert "甲某" not in kept
    (back,) = load_run(kept.splitlines()).records
    assert (back.identity, back.figures["name"].mark) == (None, None)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "不是保存的结果"),
        (["{"], "不是保存的结果"),
        (["[]"], "不是保存的结果"),
        (["3"], "不是保存的结果"),
        (['{"type": "status"}'], "不是保存的结果"),
        (['{"type": "run"}'], "不是保存的结果"),
        (['{"type": "run", "format": 99}'], "另一版本"),
    ],
)
def test_a_file_that_is_no_run_is_told(lines, words):
    """By its name, with what to do."""
    with pytest.raises(RunFileError) as found:
        load_run(lines, "旧.jsonl")
    assert words in found.value.chinese
    assert "旧.jsonl" in found.value.chinese
    assert found.value.remedy
    assert pickle.loads(pickle.dumps(found.value)).chinese == found.value.chinese


def test_a_file_that_was_cut_off_is_told():
    """Its last line is missing, or broken."""
    lines = list(dump_run(run()))

    for kept in (lines[:-1], lines[:-2], [*lines[:-2], lines[-1]]):
        with pytest.raises(RunFileError) as found:
            load_run(kept)
        assert "不完整" in found.value.chinese
    with pytest.raises(RunFileError):
        load_run([*lines[:-1], lines[-1][:20]])


def test_each_line_is_one_object_with_its_type():
    """So that other programs can read them too."""
    kinds = [json.loads(line)["type"] for line in dump_run(run())]

    assert kinds == ["run", "status_point", "division", "record_point", "run_end"]


def test_a_run_of_a_whole_country_is_written_as_it_comes():
    """Of a million records none is made before its line is asked for, and none is kept."""
    made = []

    def points():
        for number in range(10**6):
            made.append(number)
            yield run().records[0]

    lines = dump_run(evolve(run(), records=Streamed(points)))
    found = [json.loads(next(lines))["type"] for _ in range(6)]

    assert found.count("record_point") == len(made) == 3

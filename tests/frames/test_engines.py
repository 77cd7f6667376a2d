"""One definition, every engine: random questions about random records, answered alike."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest
from any_world import (
    COHORTS,
    FAMILY,
    INDICATORS,
    PYTHON,
    TARGETS,
    VISIT,
    partials,
    questions,
    worlds,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_world import setting

from kejifupin.frames import FrameData, records_to_frames
from kejifupin.indicators import RecordData, compute_values, make_plan
from kejifupin.targets import judge_targets

ENGINES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb", "pandas via polars")
WHERE = setting(kinds=(FAMILY, VISIT), cohorts=COHORTS)
every_engine = pytest.mark.parametrize("engine", ENGINES)
# Shrinking an example asks every engine thousands of times.
few = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def tables_of(records, engine):
    """Records as tables of an engine, and how they are handed over."""
    library, _, manner = engine.partition(" ")
    tables = records_to_frames(records, library, kinds=(FAMILY, VISIT))
    if manner == "lazy":
        tables = {key: table.lazy() for key, table in tables.items()}
    return FrameData.of(tables, WHERE, borrow_polars=manner == "via polars")


@every_engine
@few
@given(records=worlds, asked=st.lists(partials(), min_size=1, max_size=4))
def test_tallies_are_those_of_the_records(engine, records, asked):
    """Every count, sum, distinct count and latest figure is the same for each division."""
    found = tables_of(records, engine).tallies(asked, WHERE)
    expected = RecordData.of(records, WHERE).tallies(asked, WHERE)

    for partial in asked:
        assert dict(found[partial]) == dict(expected[partial]), partial


@every_engine
@few
@given(records=worlds, asked=st.lists(questions(), min_size=1, max_size=3))
def test_headcounts_are_those_of_the_records(engine, records, asked):
    """Every member is judged the same, by itself or by the records that are led to it."""
    found = tables_of(records, engine).headcounts(asked, WHERE)
    expected = RecordData.of(records, WHERE).headcounts(asked, WHERE)

    for question in asked:
        assert dict(found[question]) == dict(expected[question]), question


@every_engine
@few
@given(records=worlds, partial=partials())
def test_the_records_behind_a_figure_are_the_same(engine, records, partial):
    """Explain works on tables: the same records, at the same divisions, as certain or not."""
    found = tables_of(records, engine).select(partial, WHERE)
    expected = RecordData.of(records, WHERE).select(partial, WHERE)

    assert Counter(map(_seen, found)) == Counter(map(_seen, expected))


@every_engine
@few
@given(records=worlds, question=questions(), answer=st.sampled_from([True, False, None]))
def test_the_members_behind_a_headcount_are_the_same(engine, records, question, answer):
    """Those who fail can be named from tables too, each with its value."""
    found = tables_of(records, engine).members(question, WHERE, answers=(answer,))
    expected = RecordData.of(records, WHERE).members(question, WHERE, answers=(answer,))

    assert Counter(map(_seen, found)) == Counter(map(_seen, expected))


def _seen(each):
    return attrs.astuple(each, recurse=False)


@every_engine
@few
@given(
    records=worlds,
    chosen=st.sets(st.sampled_from(INDICATORS), min_size=1, max_size=4),
    aims=st.sets(st.sampled_from(TARGETS), min_size=1, max_size=3),
)
def test_values_and_statuses_are_the_same(engine, records, chosen, aims):
    """Whatever the figures are counted on, everything above them is the same."""
    needed = {each.key: each for each in INDICATORS if each in chosen or _is_aim(each, aims)}
    plan = make_plan(needed.values(), (PYTHON,))
    results = []
    for data in (tables_of(records, engine), RecordData.of(records, WHERE)):
        values = compute_values(plan, data, WHERE).values
        results.append((values, judge_targets(aims, plan, values, data, WHERE)))
    (values, judgement), (expected, expected_judgement) = results

    assert values.items == expected.items
    assert judgement.statuses.items == expected_judgement.statuses.items


def _is_aim(indicator, aims):
    return any(each.indicator == indicator.key for each in aims)

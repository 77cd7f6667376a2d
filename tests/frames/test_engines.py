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
# Shrinking an example asks every engine thousands of times.
every = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
# Each example asks all engines, so that it is drawn and answered in plain Python only once.
some, many = settings(every, max_examples=4), settings(every, max_examples=60)
_asked = st.lists(partials(), min_size=1, max_size=4)
_questions = st.lists(questions(), min_size=1, max_size=3)
_chosen = st.sets(st.sampled_from(INDICATORS), min_size=1, max_size=4)
_aims = st.sets(st.sampled_from(TARGETS), min_size=1, max_size=3)


def tables_of(records, engine, **expected):
    """Records as tables of an engine, and how they are handed over."""
    library, _, manner = engine.partition(" ")
    tables = records_to_frames(records, library, kinds=(FAMILY, VISIT))
    if manner == "lazy":
        tables = {key: table.lazy() for key, table in tables.items()}
    return FrameData.of(tables, WHERE, borrow_polars=manner == "via polars", **expected)


def check_figures(records, asked, members):
    """Every count, sum, distinct count and latest figure is the same, and so is every headcount.

    Each member is judged the same, by itself or by the records that are led to it.
    """
    oracle = RecordData.of(records, WHERE)
    expected, judged = oracle.tallies(asked, WHERE), oracle.headcounts(members, WHERE)
    for engine in ENGINES:
        data = tables_of(records, engine)
        found, heads = data.tallies(asked, WHERE), data.headcounts(members, WHERE)
        for partial in asked:
            assert dict(found[partial]) == dict(expected[partial]), (engine, partial)
        for question in members:
            assert dict(heads[question]) == dict(judged[question]), (engine, question)


def check_explanations(records, partial, question, answer):
    """The same records are behind a figure, and the same members behind a headcount."""
    oracle = RecordData.of(records, WHERE)
    selected = Counter(map(_seen, oracle.select(partial, WHERE)))
    members = Counter(map(_seen, oracle.members(question, WHERE, answers=(answer,))))
    for engine in ENGINES:
        data = tables_of(records, engine)
        assert Counter(map(_seen, data.select(partial, WHERE))) == selected, engine
        found = data.members(question, WHERE, answers=(answer,))
        assert Counter(map(_seen, found)) == members, engine


def _seen(each):
    return attrs.astuple(each, recurse=False)


def check_results(records, chosen, aims):
    """Whatever the figures are counted on, everything above them is the same.

    Nor does it matter whether the tables know beforehand what will be asked.
    """
    needed = [each for each in INDICATORS if each in chosen or _is_aim(each, aims)]
    plan = make_plan(needed, (PYTHON,))

    def results(data):
        values = compute_values(plan, data, WHERE).values
        statuses = judge_targets(aims, plan, values, data, WHERE).statuses
        return tuple(values), tuple(statuses)

    expected = results(RecordData.of(records, WHERE))
    for number, engine in enumerate(ENGINES):
        foreseen = {"plan": plan, "targets": aims} if number % 2 else {}
        assert results(tables_of(records, engine, **foreseen)) == expected, engine


def _is_aim(indicator, aims):
    return any(each.indicator == indicator.key for each in aims)


@some
@given(records=worlds, asked=_asked, members=_questions)
def test_figures_are_those_of_the_records(records, asked, members):
    """A few random questions, for every engine."""
    check_figures(records, asked, members)


@some
@given(worlds, partials(), questions(), st.sampled_from([True, False, None]))
def test_explanations_are_those_of_the_records(records, partial, question, answer):
    """Explain works on tables: the same records, at the same divisions, as certain or not."""
    check_explanations(records, partial, question, answer)


@some
@given(records=worlds, chosen=_chosen, aims=_aims)
def test_values_and_statuses_are_those_of_the_records(records, chosen, aims):
    """A few random programmes, for every engine."""
    check_results(records, chosen, aims)


@pytest.mark.fuzz
@many
@given(records=worlds, asked=_asked, members=_questions)
def test_many_figures_are_those_of_the_records(records, asked, members):
    """The same for many questions."""
    check_figures(records, asked, members)


@pytest.mark.fuzz
@many
@given(worlds, partials(), questions(), st.sampled_from([True, False, None]))
def test_many_explanations_are_those_of_the_records(records, partial, question, answer):
    """The same for many questions."""
    check_explanations(records, partial, question, answer)


@pytest.mark.fuzz
@many
@given(records=worlds, chosen=_chosen, aims=_aims)
def test_many_values_and_statuses_are_those_of_the_records(records, chosen, aims):
    """The same for many programmes."""
    check_results(records, chosen, aims)

"""Programmes that nobody wrote fit together, and can be carried through from record to status."""

from __future__ import annotations

import random
from datetime import date, timedelta

import attrs
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as few
from hypothesis import strategies as st

from kejifupin.exchange.record_json import dump_reading, load_reading
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.indicators.explain import explain_value
from kejifupin.office import read_document
from kejifupin.plugins.references import References
from kejifupin.records.reach import Reach
from kejifupin.terms.issues import Severity
from kejifupin.testing import strategies

# Shrinking a whole programme takes minutes; the seed that a failure prints brings it back.
EXAMPLES = few(
    max_examples=few().max_examples // 4,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def outcome_of(programme, records, day):
    return attrs.evolve(programme, records=tuple(records)).outcome(day)


@st.composite
def filled(draw):
    """A programme, records of its kinds, and a day around its period."""
    programme = draw(strategies.programmes())
    kinds = list(programme.catalogue.kinds.values())
    records = draw(strategies.record_lists(kinds, programme.setting(), max_size=8))
    period = programme.catalogue.definition.period
    return programme, records, draw(st.dates(period.start, period.end + timedelta(days=400)))


@EXAMPLES
@given(strategies.programmes())
def test_every_part_of_a_generated_programme_fits(programme):
    """The check that a plugin must pass finds no error in it."""
    found = References(programme.catalogue, programme.divisions, programme.hooks.place).issues()

    assert not [each.text() for each in found if each.severity is Severity.ERROR]
    assert not programme.catalogue.issues


@EXAMPLES
@given(filled())
def test_every_target_of_a_generated_programme_has_a_status_that_can_be_explained(made):
    """Whatever is declared and reported, judging ends in a status with a text behind it."""
    programme, records, day = made
    outcome = outcome_of(programme, records, day)
    judged = {each.target.key for each in outcome.statuses}

    assert judged == set(programme.catalogue.targets)
    for value in outcome.values[:3]:
        told = explain_value(
            value, outcome.plan, outcome.data, outcome.setting, values=outcome.values
        )
        assert value.indicator.label in told.text()


@EXAMPLES
@given(filled(), st.integers(0, 99))
def test_the_order_of_records_never_matters(made, seed):
    """Neither values nor statuses depend on which record comes first."""
    programme, records, day = made
    shuffled = random.Random(seed).sample(records, len(records))
    one, other = (outcome_of(programme, each, day) for each in (records, shuffled))

    assert one.values == other.values
    assert one.statuses == other.statuses


@EXAMPLES
@given(st.data())
def test_plain_forms_of_generated_kinds_read_back(data):
    """A form that nobody drew holds what its kind can hold, in both formats."""
    programme = data.draw(strategies.programmes())
    ending = data.draw(st.sampled_from(["docx", "xlsx"]))
    layout = data.draw(st.sampled_from(list(programme.catalogue.layouts.values())))
    kind, setting = programme.catalogue.kinds[layout.kind], programme.setting()
    record = data.draw(strategies.records(kind, setting, layout=layout))
    written = (
        programme.filled_rows(layout.key, [record], ending)
        if layout.rows_are_records
        else programme.filled(record, layout.key, ending)
    )
    layouts = tuple(programme.catalogue.layouts.values())
    reading = read_form(read_document(written, f"表.{ending}"), layouts, setting)

    assert [dict(each.items()) for each in reading.records] == [dict(record.items())]


@EXAMPLES
@given(filled())
def test_records_of_generated_kinds_survive_json(made):
    """What is dumped is loaded as it was."""
    programme, records, _ = made
    data = dump_reading(FormReading("表.docx", tuple(records)))

    assert list(load_reading(data, programme.catalogue.kinds).records) == records


@EXAMPLES
@given(strategies.settings())
def test_the_scope_of_a_generated_setting_exists_on_its_day(setting):
    """Every setting has a division that it covers, its kinds and cohorts by their keys."""
    assert setting.divisions.find(setting.scope, setting.as_of) is not None
    assert isinstance(setting.reach, Reach)


@EXAMPLES
@given(strategies.definitions("220800"))
def test_a_definition_runs_forward_in_the_scope_asked_for(definition):
    """Its last day is never before its first."""
    assert definition.scope == "220800"
    assert definition.period.start <= definition.period.end
    assert definition.period.start >= date(2015, 1, 1)

"""Values and statuses picked at random, followed down to the cells of the very files."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from follow import cell_number, cell_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.indicators import MeasureKind
from kejifupin.targets import Basis

PICKED = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def figure(told, receipts):
    """What a record adds, from its cell: a figure, or one where the record itself is counted."""
    if told.record.kind.key == "submission":
        line = int(told.told_source.removeprefix("收文登记第").partition("行")[0])
        written = receipts[line - 1]
        assert told.file.endswith(written.split(",")[0].strip().replace("\\", "/"))
        return Decimal(1)
    if told.field is None:
        assert cell_text(told.file, told.cell)
        return Decimal(1)
    number = cell_number(told.file, told.cell)
    if told.issue is not None:
        assert number is not None
        assert told.value is None
        return Decimal(0)
    assert (number is None) == (told.value is None)
    return number or Decimal(0)


def check_value(told, receipts):
    """What is known of a value is what the cells add up to, none of them told twice."""
    value = told.value
    cells = [(each.file, each.cell, each.told_source, each.field) for each in told.contributions]
    assert len(set(cells)) == len(cells)
    total = sum((figure(each, receipts) for each in told.contributions), Decimal(0))
    kind = value.indicator.measure.kind
    assert kind in (MeasureKind.SUM, MeasureKind.COUNT, MeasureKind.COUNT_DISTINCT)
    if value.known is not None:
        assert value.known.low == total
    else:
        assert total == 0


def check_status(told, setting, receipts):
    """Every member's figure is what its cells add up to, and as many hold as the status says."""
    status = told.status
    per_member = defaultdict(Decimal)
    members = {each.key: each for each in status.members}
    for each in told.contributions:
        chain = setting.reach.chain(each.home)
        key = next((code for code in chain if code in members), status.division)
        per_member[key] += figure(each, receipts)
    if not status.counts_members:
        if status.value is not None:
            assert status.value.low == per_member[status.division]
        return
    bound = status.target.bound
    held = sum(
        1
        for key in members
        if per_member[key] >= (bound.at_least or 0)
        and (bound.at_most is None or per_member[key] <= bound.at_most)
    )
    if status.value is None:
        assert held == 0
    elif status.target.basis is Basis.EACH:
        assert status.value.low == held
    else:
        share = Decimal(100 * held) / len(members)
        assert abs(Decimal(status.value.low) - share) < Decimal("0.0001")


@pytest.fixture(scope="session")
def receipts(example_folder):
    return (example_folder / "收文登记.csv").read_text(encoding="utf-8-sig").splitlines()


@PICKED
@given(data=st.data())
def test_values_lead_to_cells_that_add_up_to_them(data, example, as_of, receipts):
    """Of the forms, the register, and who handed in what; blank and wrong cells told as such."""
    values = [each for each in example.values(as_of=as_of) if each.reported or each.blank]
    picked = data.draw(st.sampled_from(values))

    told = example.explain_value(picked.indicator.key, as_of=as_of, division=picked.division)

    check_value(told, receipts)


@PICKED
@given(data=st.data())
def test_statuses_lead_to_cells_that_decide_them(data, example, as_of, receipts):
    """Totals, each and coverage, at every level."""
    statuses = [each for each in example.status(as_of=as_of) if each.headcount is None]
    picked = data.draw(st.sampled_from(statuses))

    told = example.explain(picked, as_of=as_of, division=picked.division)

    check_status(told, example.setting(as_of), receipts)


def test_all_of_them(example, as_of, receipts):
    """Not only those that were picked."""
    setting = example.setting(as_of)
    statuses = [each for each in example.status(as_of=as_of) if each.headcount is None]
    for each in statuses:
        check_status(example.explain(each, as_of=as_of, division=each.division), setting, receipts)

    assert len(statuses) > 80
    assert sum(len(each.members) for each in statuses) > 100


def test_a_figure_that_does_not_count_says_why(example, as_of):
    """靖宇县 wrote 18600 where 万人次 are asked for: the cell is shown, with what is wrong."""
    told = example.explain_value("winter_return.farmer_attendances", as_of=as_of, division="220622")

    (each,) = told.contributions
    assert cell_text(each.file, each.cell) == "18600"
    assert each.value_text() == "不计入"
    assert each.issue is not None
    assert each.issue.message in told.text()
    assert "18600" not in told.text()


def test_a_submission_says_when_it_came_and_where_that_is_entered(example, as_of, receipts):
    """延边州's return of 6 June stands in the register of receipts."""
    told = example.explain("returns_by_end_of_may", as_of=as_of, division="220600")

    texts = [each.text() for each in told.contributions]
    assert texts
    for text in texts:
        line = int(text.partition("收文登记第")[2].partition("行")[0])
        assert text.partition("forms/")[2].partition("（")[0] in receipts[line - 1]

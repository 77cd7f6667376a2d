"""A figure that does not count, and a submission, lead to where they stand."""

from __future__ import annotations

import pytest
from follow import cell_text


@pytest.fixture(scope="session")
def receipts(example_folder):
    return (example_folder / "收文登记.csv").read_text(encoding="utf-8-sig").splitlines()


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

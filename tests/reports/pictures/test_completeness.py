"""What is owed and handed in is counted by form and by division."""

from datetime import date

import pytest
from scenes import texts, uncovered

from kejifupin.reports.pictures import completeness_figure
from kejifupin.submissions.states import SubmissionState, SubmissionStatus

DUE, DAY = date(2018, 1, 10), date(2018, 1, 15)


def owed(state, *, form="survey", division="甲县", timely=None, due=DUE, day=DAY):
    return SubmissionStatus(
        form,
        division,
        "end",
        "2018",
        state,
        due,
        timely,
        as_of=day,
        division_name=division,
        form_label=f"{form}表",
    )


GIVEN = (
    owed(SubmissionState.ON_TIME, timely=True),
    owed(SubmissionState.ACCEPTED, division="乙县", timely=False),
    owed(SubmissionState.UNDATED, division="丙县"),
    owed(SubmissionState.MISSING, division="丁县"),
    owed(SubmissionState.WITHDRAWN, form="plan", division="甲县"),
    owed(SubmissionState.RETURNED, form="plan", division="乙县", timely=True),
    owed(SubmissionState.NOT_YET_DUE, form="plan", division="丁县", due=date(2018, 2, 1)),
)


def test_each_form_has_its_bar():
    """Three of four surveys came, one of three plans; what was taken back did not come."""
    figure = completeness_figure(GIVEN)

    assert {"survey表", "3/4", "plan表", "1/3", "截至2018年1月15日　应报7份　已报4份"} <= set(
        texts(figure)
    )
    legend = {"按时报送 2", "迟报 1", "收到日期不明 1", "未报送 2", "未到期 1"}
    assert legend <= set(texts(figure))
    assert uncovered(figure) == []


def test_divisions_that_lack_most_come_first():
    """丁县 and 甲县 lack one each; 丁县 handed nothing in on time."""
    found = [
        text for text in texts(completeness_figure(GIVEN, by_division=True)) if text[1:] == "县"
    ]

    assert found == ["丁县", "甲县", "丙县", "乙县"]


@pytest.mark.parametrize("given", [(), (GIVEN[0], owed(SubmissionState.MISSING, day=DUE))], ids=len)
def test_what_is_owed_is_drawn_as_of_one_day(given):
    """Nothing, or two days, make no picture."""
    with pytest.raises(ValueError, match="one day"):
        completeness_figure(given)

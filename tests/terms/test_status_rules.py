"""The thresholds by which a programme tells how its targets stand."""

from __future__ import annotations

import pytest

from kejifupin.errors import DefinitionError
from kejifupin.terms.status_rules import StatusRules


@pytest.mark.parametrize(
    "values",
    [
        {"on_track_from": 0},
        {"on_track_from": 101},
        {"basic_coverage": 0},
        {"season": (1, 2, 3)},
        {"season": (0,) * 12},
        {"season": (*(1,) * 11, -1)},
    ],
)
def test_thresholds_that_mean_nothing_are_refused(values):
    """With what to write instead."""
    with pytest.raises(DefinitionError) as told:
        StatusRules(**values)
    assert told.value.remedy


def test_by_default_the_whole_pace_is_asked_for():
    """And nothing is known of 基本覆盖 or of a season."""
    rules = StatusRules()

    assert (rules.on_track_from, rules.basic_coverage, rules.season) == (100, None, ())

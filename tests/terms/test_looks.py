"""Looks are told apart by their sign, and their words can be read on their colour."""

from __future__ import annotations

import pytest

from kejifupin.assessments.award import AwardState
from kejifupin.reports.states import STATE_COLOURS, STATE_SIGNS
from kejifupin.submissions.states import SubmissionState
from kejifupin.targets import State
from kejifupin.terms import looks
from kejifupin.terms.issues import Severity

LOOKS = (
    looks.DONE,
    looks.ON_THE_WAY,
    looks.CAREFUL,
    looks.FAILED,
    looks.UNSURE,
    looks.NOTHING,
)


@pytest.mark.parametrize("look", LOOKS)
def test_words_can_be_read_on_the_colour(look):
    """A contrast of at least 4.5 to 1, as WCAG 2.1 asks for (1.4.3)."""
    one, other = sorted((looks.luminance(look.colour), looks.luminance(look.ink)))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_no_two_looks_share_a_colour_or_a_sign():
    """Who sees no colours sees signs."""
    assert len({each.colour for each in LOOKS}) == len({each.sign for each in LOOKS}) == 6


def test_every_standing_has_a_look():
    """States of targets, submissions and awards, and weights of issues; six states, six looks."""
    for standing in (*State, *SubmissionState, *AwardState, *Severity):
        assert standing.look in LOOKS
    assert {state.look for state in State} == set(LOOKS)


def test_reports_have_the_same_looks():
    """One place says how a state looks."""
    assert {state: state.look.colour for state in State} == STATE_COLOURS
    assert {state: state.look.sign for state in State} == STATE_SIGNS

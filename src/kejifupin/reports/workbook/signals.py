"""Traffic lights: what cells say of a standing, and how they look then."""

from __future__ import annotations

from typing import Final

from kejifupin.office.book import Signal
from kejifupin.reports.states import STATE_SIGNS
from kejifupin.submissions.states import SubmissionState
from kejifupin.targets.judging import State
from kejifupin.terms.issues import Severity
from kejifupin.terms.looks import Look


def state_text(state: State) -> str:
    """What a cell says of a state, told by a sign as well as by its word.

    >>> state_text(State.MET)
    '✔ 已完成'
    """
    return f"{STATE_SIGNS[state]} {state.label}"


def _signal(text: str, look: Look) -> Signal:
    return Signal(text, look.colour, look.ink)


STATE_SIGNALS: Final = tuple(_signal(state_text(each), each.look) for each in State)
"""The lights of targets."""
SUBMISSION_SIGNALS: Final = tuple(_signal(each.label, each.look) for each in SubmissionState)
"""The lights of what is owed."""
SEVERITY_SIGNALS: Final = tuple(_signal(each.label, each.look) for each in Severity)
"""The lights of issues."""

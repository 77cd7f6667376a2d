"""How the states of targets look everywhere: a colour, and a sign for who sees no colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kejifupin.targets.judging import State

STATE_COLOURS: Final[Mapping[State, str]] = {
    State.MET: "2E7D32",
    State.ON_TRACK: "64B5F6",
    State.BEHIND: "F9A825",
    State.MISSED: "C62828",
    State.UNDECIDED: "8E24AA",
    State.NO_DATA: "BDBDBD",
}
"""Red, green and blue in hexadecimal digits, as bars and lamps are filled."""
STATE_SIGNS: Final[Mapping[State, str]] = {
    State.MET: "✔",
    State.ON_TRACK: "●",
    State.BEHIND: "▲",
    State.MISSED: "✘",
    State.UNDECIDED: "？",
    State.NO_DATA: "—",
}
"""A sign of its own for each state, so that none is told by its colour alone."""

"""How the states of targets look everywhere: a colour, and a sign for who sees no colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kejifupin.targets.judging import State

STATE_COLOURS: Final[Mapping[State, str]] = {state: state.look.colour for state in State}
"""Red, green and blue in hexadecimal digits, as bars and lamps are filled."""
STATE_SIGNS: Final[Mapping[State, str]] = {state: state.look.sign for state in State}
"""A sign of its own for each state, so that none is told by its colour alone."""

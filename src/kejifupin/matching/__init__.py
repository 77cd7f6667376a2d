"""Needs and services: who needs what, who can give it, and who is put together with whom."""

from kejifupin.matching.distances import Distances
from kejifupin.matching.errors import SolverError, SolverMissingError
from kejifupin.matching.match import match_services
from kejifupin.matching.needs import Helper, Need, PairingMode, Tie
from kejifupin.matching.result import (
    Matching,
    PairingChange,
    Service,
    Unserved,
    WhyChanged,
    WhyUnserved,
)

__all__ = [
    "Distances",
    "Helper",
    "Matching",
    "Need",
    "PairingChange",
    "PairingMode",
    "Service",
    "SolverError",
    "SolverMissingError",
    "Tie",
    "Unserved",
    "WhyChanged",
    "WhyUnserved",
    "match_services",
]

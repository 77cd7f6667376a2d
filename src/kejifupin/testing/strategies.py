"""Hypothesis strategies for a plugin's own tests: records, and whole programmes."""

from kejifupin.testing.definition_strategies import (
    cohorts,
    conditions,
    indicators,
    kinds,
    targets,
    worked_out,
)
from kejifupin.testing.field_values import field_values
from kejifupin.testing.programme_strategies import definitions, programmes, settings
from kejifupin.testing.record_strategies import record_lists, records

__all__ = [
    "cohorts",
    "conditions",
    "definitions",
    "field_values",
    "indicators",
    "kinds",
    "programmes",
    "record_lists",
    "records",
    "settings",
    "targets",
    "worked_out",
]

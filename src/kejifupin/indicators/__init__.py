"""What is measured: indicators, what must be counted for them, their values."""

from kejifupin.indicators.compute import Computation, compute_values
from kejifupin.indicators.explain import Contribution, ValueExplanation, explain_value
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import Measure, MeasureKind, PythonMeasure
from kejifupin.indicators.plan import Partial, Plan, make_plan
from kejifupin.indicators.sources import DataSource, Homed, RecordData, Selected
from kejifupin.indicators.values import IndicatorValue, Values

__all__ = [
    "Computation",
    "Contribution",
    "DataSource",
    "Homed",
    "Indicator",
    "IndicatorValue",
    "Measure",
    "MeasureKind",
    "Partial",
    "Plan",
    "PythonMeasure",
    "RecordData",
    "Selected",
    "ValueExplanation",
    "Values",
    "compute_values",
    "explain_value",
    "make_plan",
]

"""What is measured: indicators, what must be counted for them, their values."""

from kejifupin.indicators.compute import Computation, compute_values
from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.explain import ValueExplanation, explain_value
from kejifupin.indicators.expressions import Expression, Requirement
from kejifupin.indicators.grounds import Ground, Lineage, group_ground
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.indicator import Counterpart, Indicator, Split
from kejifupin.indicators.measures import KeyScope, Measure, MeasureKind, PythonMeasure
from kejifupin.indicators.plan import Partial, Plan, make_plan
from kejifupin.indicators.record_data import RecordData
from kejifupin.indicators.sources import DataSource, Homed, Selected
from kejifupin.indicators.splitting import with_parts
from kejifupin.indicators.values import IndicatorValue, Values
from kejifupin.indicators.windows import Window

__all__ = [
    "Computation",
    "Contribution",
    "Counterpart",
    "DataSource",
    "Expression",
    "Ground",
    "Headcount",
    "Homed",
    "Indicator",
    "IndicatorValue",
    "KeyScope",
    "Lineage",
    "Measure",
    "MeasureKind",
    "MemberQuestion",
    "Partial",
    "Plan",
    "PythonMeasure",
    "RecordData",
    "RecordMember",
    "Requirement",
    "Selected",
    "Split",
    "ValueExplanation",
    "Values",
    "Window",
    "compute_values",
    "explain_value",
    "group_ground",
    "make_plan",
    "with_parts",
]

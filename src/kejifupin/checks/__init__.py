"""Whether to believe what was written: rules, required fields, acceptance."""

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.check import check_records
from kejifupin.checks.draws import Draw, DrawnRecord, Stratum, draw_records
from kejifupin.checks.error_bounds import wrong_bounds
from kejifupin.checks.error_rates import ErrorRate, ErrorRates, error_rates
from kejifupin.checks.findings import (
    Finding,
    FindingCounts,
    FindingOutcome,
    RecordReference,
    count_findings,
)
from kejifupin.checks.left_out import LeftOut
from kejifupin.checks.rules import Rule
from kejifupin.checks.sampling import drawing_order, ticket
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.checks.swings import SwingRule, check_swings

__all__ = [
    "Acceptance",
    "Draw",
    "DrawnRecord",
    "ErrorRate",
    "ErrorRates",
    "Finding",
    "FindingCounts",
    "FindingOutcome",
    "LeftOut",
    "RecordReference",
    "Rule",
    "SpotCheck",
    "Stratum",
    "SwingRule",
    "accept_records",
    "check_records",
    "check_swings",
    "count_findings",
    "draw_records",
    "drawing_order",
    "error_rates",
    "ticket",
    "wrong_bounds",
]

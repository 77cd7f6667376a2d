"""Whether to believe what was written: rules, required fields, acceptance."""

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.check import check_records
from kejifupin.checks.left_out import LeftOut
from kejifupin.checks.rules import Rule

__all__ = ["Acceptance", "LeftOut", "Rule", "accept_records", "check_records"]

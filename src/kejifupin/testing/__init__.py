"""What a plugin's tests import: the demands on every plugin, cases, and strategies."""

from kejifupin.testing import strategies
from kejifupin.testing.case_files import CaseError
from kejifupin.testing.cases import case_faults, cases_in
from kejifupin.testing.conformance import PluginConformance

__all__ = ["CaseError", "PluginConformance", "case_faults", "cases_in", "strategies"]

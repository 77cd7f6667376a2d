"""The plugin of 河南省 keeps what every plugin must keep."""

from pathlib import Path

import kejifupin_henan
from kejifupin.testing import PluginConformance, cases_in


class TestHenan(PluginConformance):
    plugin = kejifupin_henan.plugin


test_cases = cases_in(Path(__file__).parent / "cases", kejifupin_henan.plugin)

"""The plugin of 吉林省 keeps what every plugin must keep."""

from pathlib import Path

import kejifupin_jilin
from kejifupin.testing import PluginConformance, cases_in


class TestJilin(PluginConformance):
    plugin = kejifupin_jilin.plugin


test_cases = cases_in(Path(__file__).parent / "cases", kejifupin_jilin.plugin)

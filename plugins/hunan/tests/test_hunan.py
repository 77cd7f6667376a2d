"""The plugin of 湖南省 keeps what every plugin must keep."""

from pathlib import Path

import kejifupin_hunan
from kejifupin.testing import PluginConformance, cases_in


class TestHunan(PluginConformance):
    plugin = kejifupin_hunan.plugin


test_cases = cases_in(Path(__file__).parent / "cases", kejifupin_hunan.plugin)

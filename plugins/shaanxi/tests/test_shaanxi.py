"""The plugin of 陕西省 keeps what every plugin must keep."""

from pathlib import Path

import kejifupin_shaanxi
from kejifupin.testing import PluginConformance, cases_in


class TestShaanxi(PluginConformance):
    plugin = kejifupin_shaanxi.plugin


test_cases = cases_in(Path(__file__).parent / "cases", kejifupin_shaanxi.plugin)

"""The plugin of 河南省 keeps what every plugin must keep."""

import kejifupin_henan
from kejifupin.testing import PluginConformance


class TestHenan(PluginConformance):
    plugin = kejifupin_henan.plugin

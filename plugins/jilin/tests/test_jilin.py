"""The plugin of 吉林省 keeps what every plugin must keep."""

import kejifupin_jilin
from kejifupin.testing import PluginConformance


class TestJilin(PluginConformance):
    plugin = kejifupin_jilin.plugin

"""The plan of 河南省 for 2016–2020, and 许昌市 in 2018, as a plugin; all of it is TOML."""

from kejifupin.plugins import TomlPlugin

plugin = TomlPlugin.beside(__file__)

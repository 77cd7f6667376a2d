"""The plan of 湖南省 for 2016–2020 as a plugin; all of it is TOML beside this file."""

from kejifupin.plugins import TomlPlugin

plugin = TomlPlugin.beside(__file__)

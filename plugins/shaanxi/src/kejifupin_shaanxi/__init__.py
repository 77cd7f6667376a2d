"""The plan of 西安市 for 2017 as a plugin; all of it is TOML beside this file."""

from kejifupin.plugins import TomlPlugin

plugin = TomlPlugin.beside(__file__)

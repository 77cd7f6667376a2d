"""The plan of 吉林省 for the winter 2017–2018 as a plugin; all of it is TOML beside this file."""

from kejifupin.plugins import TomlPlugin

plugin = TomlPlugin.beside(__file__)

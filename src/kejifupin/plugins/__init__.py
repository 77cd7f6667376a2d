"""How plugins take part: hooks, the manager, plugins of TOML, the catalogue."""

from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.toml_plugin import TomlPlugin

__all__ = ["TomlPlugin", "hookimpl"]

"""How plugins take part: hooks, the manager, plugins of TOML, the catalogue."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.toml_plugin import TomlPlugin

# What checks a folder needs nearly everything, and is loaded when somebody checks one.
if TYPE_CHECKING:
    from kejifupin.plugins.checking import check_folder

__all__ = ["TomlPlugin", "check_folder", "hookimpl"]


def __getattr__(name: str) -> object:
    if name == "check_folder":
        return import_module("kejifupin.plugins.checking").check_folder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

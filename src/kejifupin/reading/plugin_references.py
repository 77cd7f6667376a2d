"""How a plugin is named to another process."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import Literal

from attrs import frozen

from kejifupin.plugins.hookspecs import PROJECT
from kejifupin.plugins.manager import plugin_name


@frozen
class PluginReference:
    """A plugin as another process finds it (插件引用).

    Args:
        how: ``module``, an ``attribute`` of a module, an ``entry`` point, or the ``object`` itself,
            pickled.
        where: Name of the module or of the entry point.
        what: Name of the attribute, or the object.
    """

    how: Literal["module", "attribute", "entry", "object"]
    where: str
    what: object = None

    def resolve(self) -> object:
        """The plugin.

        Raises:
            ImportError, LookupError, AttributeError: It is not there.
        """
        match self.how:
            case "module":
                return import_module(self.where)
            case "attribute":
                return getattr(import_module(self.where), str(self.what))
            case "entry":
                return entry_points(group=PROJECT)[self.where].load()
            case "object":
                return self.what


def refer_to(plugin: object) -> PluginReference:
    """The reference of a plugin: by name where it has one, else the plugin itself.

    >>> from kejifupin.plugins.builtin import plugin
    >>> refer_to(plugin).resolve() is plugin
    True
    """
    if isinstance(plugin, ModuleType):
        return PluginReference("module", plugin.__name__)
    home = type(plugin).__module__
    if home in sys.modules and home != "__main__":
        for name, value in tuple(vars(sys.modules[home]).items()):
            if value is plugin:
                return PluginReference("attribute", home, name)
    for entry in entry_points(group=PROJECT, name=plugin_name(plugin)):
        if entry.load() is plugin:
            return PluginReference("entry", entry.name)
    return PluginReference("object", home, plugin)

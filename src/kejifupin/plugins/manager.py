"""A plugin manager, made anew for whoever asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import entry_points
from inspect import isfunction

import pluggy

from kejifupin.errors import KejifupinError, PluginError
from kejifupin.plugins import hookspecs
from kejifupin.plugins.builtin import plugin as builtin_plugin

BUILTIN = "builtin"


def plugin_manager(*plugins: object, entry_points: bool = True) -> pluggy.PluginManager:
    """A manager with the built-in plugin, the installed ones and those given.

    Args:
        plugins: Plugins that are not installed; one with the name of an installed one, or with a
            programme of its, takes its place.
        entry_points: Whether to load the installed plugins.

    Raises:
        PluginError: A plugin cannot be loaded, or implements a hook that does not exist.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(builtin_plugin, BUILTIN)
    for plugin in plugins:
        _check_instance(plugin)
    named = [(plugin_name(plugin), plugin) for plugin in plugins]
    taken = {BUILTIN, *(name for name, _ in named)}
    if entry_points:
        given = {key for plugin in plugins for key in _programmes(plugin)}
        named = [*_installed(taken, given), *named]
    for name, plugin in named:
        try:
            manager.register(plugin, name)
        except (ValueError, pluggy.PluginValidationError) as error:
            raise PluginError(f"plugin {name!r} cannot be registered: {error}") from error
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(f"a plugin implements an unknown hook: {error}") from error
    return manager


def plugin_name(plugin: object) -> str:
    """The name under which a plugin is known: its own, or that of its module or class."""
    name = getattr(plugin, "name", None) or getattr(plugin, "__name__", None)
    return str(name or type(plugin).__name__)


def plugin_names(manager: pluggy.PluginManager) -> tuple[str, ...]:
    """Names of the plugins of a manager, sorted."""
    return tuple(sorted(name for name, plugin in manager.list_name_plugin() if plugin))


def _check_instance(plugin: object) -> None:
    """Refuse a class whose hooks are methods: without an instance they have no ``self``."""
    if isinstance(plugin, type) and any(
        isfunction(each) and hasattr(each, f"{hookspecs.PROJECT}_impl")
        for each in vars(plugin).values()
    ):
        name = plugin.__name__
        raise PluginError(f"plugin {name!r} is a class: give an instance, {name}()")


def _programmes(plugin: object) -> frozenset[str]:
    provide = getattr(plugin, "provide_programmes", None)
    try:
        definitions = provide() if provide is not None else None
    except KejifupinError:
        # Its mistakes are told when it is asked for what it contributes.
        return frozenset()
    return frozenset(definition.key for definition in definitions or ())


def _installed(taken: Iterable[str], given: Collection[str]) -> Sequence[tuple[str, object]]:
    found = []
    for entry in sorted(entry_points(group=hookspecs.PROJECT), key=lambda each: each.name):
        if entry.name in taken:
            continue
        try:
            plugin = entry.load()
            if not given or not _programmes(plugin) & frozenset(given):
                found.append((entry.name, plugin))
        except KejifupinError:
            raise
        except Exception as error:
            raise PluginError(f"plugin {entry.name!r} cannot be loaded: {error}") from error
    return found

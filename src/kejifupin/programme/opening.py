"""How a programme is opened: its plugins asked, its definitions held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kejifupin.errors import ConfigError, PluginError
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.manager import plugin_manager
from kejifupin.plugins.references import References
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.programme.programme import Programme
from kejifupin.terms.issues import Severity


def open_programme(
    key: str, plugins: Iterable[object] = (), *, entry_points: bool = True
) -> Programme:
    """Open a programme as its plugins define it.

    Args:
        key: Key of the programme, e.g. ``jilin-winter-2017``.
        plugins: Plugins that are not installed: objects, or folders of TOML.
        entry_points: Whether to use the installed plugins.

    Raises:
        UnknownNameError: No such programme; carries the nearest keys.
        ConfigError: Definitions have mistakes or do not fit together; carries an issue for each.
        PluginError: A plugin cannot be loaded.
    """
    catalogue = open_catalogue(plugins, entry_points=entry_points)
    programme = catalogue.load(key)
    found = References(programme, catalogue.divisions, catalogue.place).issues()
    errors = [issue for issue in (*programme.issues, *found) if issue.severity is Severity.ERROR]
    if errors:
        raise ConfigError(errors, f"programme {key!r}")
    return Programme(programme, catalogue.divisions, catalogue)


def open_catalogue(plugins: Iterable[object] = (), *, entry_points: bool = True) -> Catalogue:
    """What the plugins contribute.

    Args:
        plugins: Plugins that are not installed: objects, or folders of TOML.
        entry_points: Whether to use the installed plugins.

    Raises:
        PluginError: A plugin cannot be loaded, or one was given where several may stand.
    """
    if isinstance(plugins, str | Path) or not isinstance(plugins, Iterable):
        raise PluginError(f"plugins are several: write plugins=[…] around {plugins!r}")
    made = [TomlPlugin(each) if isinstance(each, str | Path) else each for each in plugins]
    return Catalogue(plugin_manager(*made, entry_points=entry_points))

"""By which edition of a programme's definitions a figure was worked out."""

from __future__ import annotations

from attrs import frozen

_SHOWN = 12


@frozen
class RuleVersion:
    """The definitions that a result rests on (规则版本).

    Args:
        programme: Key of the programme.
        definitions: Hash of everything that its plugins define for counting and judging.
        plugin: Name of the plugin that owns it.
        plugin_version: Version of the plugin, None where it is a folder that is not installed.
        library: Version of this library.
    """

    programme: str
    definitions: str
    plugin: str = ""
    plugin_version: str | None = None
    library: str = ""

    def text(self) -> str:
        """The version in words.

        >>> RuleVersion("plan", "ab12" * 16, "jilin", "0.1.0").text()
        '方案plan，插件jilin 0.1.0，定义ab12ab12ab12'
        """
        plugin = " ".join(filter(None, (self.plugin, self.plugin_version)))
        parts = (f"方案{self.programme}", f"插件{plugin}" if plugin else "", self._short())
        return "，".join(filter(None, parts))

    def _short(self) -> str:
        return f"定义{self.definitions[:_SHOWN]}" if self.definitions else ""

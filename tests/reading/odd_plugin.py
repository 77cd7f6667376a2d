"""A plugin that reads by code of its own; a module, so that worker processes find it."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from kejifupin.forms.reading import read_form
from kejifupin.plugins import TomlPlugin, hookimpl
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

JILIN = Path(__file__).resolve().parents[2] / "plugins" / "jilin"


class OddPlugin(TomlPlugin):
    """Jilin's definitions, read by somebody who looks at the names of files."""

    @hookimpl
    def read_form(self, document, layouts, setting):
        if "broken" in document.name:
            raise ZeroDivisionError
        if "mine" not in document.name:
            return None
        reading = read_form(document, layouts, setting)
        note = Issue("odd.name", Path(document.name).stem, Severity.INFO, Place(document.name))
        return evolve(reading, issues=(*reading.issues, note))


plugin = OddPlugin(JILIN, "jilin")

"""What a plugin's tests import: one class that holds every plugin to the same demands."""

from __future__ import annotations

from typing import ClassVar

from kejifupin.checks.rules import Rule
from kejifupin.forms.reading import read_form
from kejifupin.office.reading import read_document
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.manager import plugin_manager, plugin_name
from kejifupin.plugins.references import References
from kejifupin.programme import Programme, open_programme
from kejifupin.terms.issues import Severity


class PluginConformance:
    """The demands on every plugin, as tests (插件一致性测试).

    Subclass it in a plugin's tests and name the plugin::

        class TestJilin(PluginConformance):
            plugin = kejifupin_jilin.plugin

    Attributes:
        plugin: The plugin.
    """

    plugin: ClassVar[object]

    def programmes(self) -> tuple[Programme, ...]:
        """The programmes that the plugin owns, opened with it and the core alone."""
        catalogue = Catalogue(plugin_manager(self.plugin, entry_points=False))
        name = plugin_name(self.plugin)
        keys = [key for key, owned in catalogue.programmes.items() if owned.plugin == name]
        return tuple(open_programme(key, (self.plugin,), entry_points=False) for key in keys)

    def test_it_provides_a_programme(self) -> None:
        """A plugin that defines no programme adds to one that exists."""
        manager = plugin_manager(self.plugin, entry_points=False)
        assert Catalogue(manager).programmes

    def test_definitions_fit_together(self) -> None:
        """No definition names what does not exist."""
        for programme in self.programmes():
            place_of = programme.hooks.place
            issues = References(programme.catalogue, programme.divisions, place_of).issues()
            errors = [issue.text() for issue in issues if issue.severity is Severity.ERROR]
            assert not errors

    def test_indicators_and_targets_are_cited(self) -> None:
        """Every indicator and target names a clause of a document."""
        for programme in self.programmes():
            catalogue = programme.catalogue
            cited = {key: each.citation for key, each in catalogue.indicators.items()}
            cited |= {key: each.citation for key, each in catalogue.targets.items()}
            for key, citation in cited.items():
                assert citation.clause, key
                assert citation.document, key

    def test_rules_say_what_to_write(self) -> None:
        """Every rule has a message and a remedy."""
        for programme in self.programmes():
            for rule in programme.catalogue.rules.values():
                assert isinstance(rule, Rule)
                assert rule.message, rule.key
                assert rule.remedy, rule.key

    def test_blank_forms_are_recognised_as_blank(self) -> None:
        """Every form, written blank, is read back as that form with nothing filled in."""
        for programme in self.programmes():
            layouts = tuple(programme.catalogue.layouts.values())
            for key in programme.catalogue.layouts:
                for ending in ("docx", "xlsx"):
                    document = read_document(programme.blank(key, ending), f"{key}.{ending}")
                    reading = read_form(document, layouts, programme.setting())
                    assert reading.records == (), key
                    assert [issue.code for issue in reading.issues] == ["form.empty"], key

    def test_statuses_without_data_say_so(self) -> None:
        """Before anything is read no target is met."""
        for programme in self.programmes():
            day = programme.catalogue.definition.period.start
            states = {status.state.value for status in programme.status(as_of=day)}
            assert "MET" not in states

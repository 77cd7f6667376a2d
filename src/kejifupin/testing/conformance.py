"""The demands on every plugin, as one test class."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kejifupin.checks.rules import Rule
from kejifupin.errors import KejifupinError
from kejifupin.exchange.record_json import dump_reading, load_reading
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.indicators.explain import explain_value
from kejifupin.office.reading import read_document
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.clauses import clause_issues
from kejifupin.plugins.folder import find_folder
from kejifupin.plugins.manager import plugin_manager, plugin_name
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.programme import FORMATS, Outcome, Programme, open_programme
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.terms.issues import Severity
from kejifupin.testing.demands import demand, demand_none, demand_same, patient
from kejifupin.testing.record_strategies import record_lists, records

EXAMPLES = "KEJIFUPIN_EXAMPLES"
"""The variable that says how many random examples a plugin is tried with."""

_ROWS = 3
_OF_A_FOLDER = 12
_SEEDS = st.integers(0, 2**32 - 1)


class PluginConformance:
    """The demands on every plugin, as tests (插件一致性测试).

    Subclass it in a plugin's tests and name the plugin::

        class TestJilin(PluginConformance):
            plugin = kejifupin_jilin.plugin

    Attributes:
        plugin: The plugin.
        examples: How many random records each test of a form tries, and how many random folders
            the test of the results; 5, or what the environment says in ``KEJIFUPIN_EXAMPLES``.
    """

    plugin: ClassVar[object]
    examples: ClassVar[int] = int(os.environ.get(EXAMPLES, "5"))
    _opened: ClassVar[tuple[object, tuple[Programme, ...]] | None] = None

    @classmethod
    def programmes(cls) -> tuple[Programme, ...]:
        """The programmes that the plugin owns, opened with it and the core alone."""
        if cls._opened is None or cls._opened[0] is not cls.plugin:
            cls._opened = (cls.plugin, _open(cls.plugin))
        return cls._opened[1]

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """One test for each programme, form and file format that a test asks for."""
        wanted = metafunc.fixturenames
        try:
            programmes = self.programmes() if {"programme", "layout"} & {*wanted} else ()
        except KejifupinError:
            # The tests that need no programme say what is wrong with the plugin.
            programmes = ()
        if "layout" in wanted:
            forms = [(each, form) for each in programmes for form in _own_forms(each)]
            names = [form.key for _, form in forms]
            metafunc.parametrize(("programme", "layout"), forms, ids=names)
        elif "programme" in wanted:
            metafunc.parametrize("programme", programmes, ids=[each.key for each in programmes])
        if "ending" in wanted:
            metafunc.parametrize("ending", FORMATS)

    # What is defined

    def test_it_provides_a_programme(self) -> None:
        """A plugin that defines no programme adds to one that exists."""
        manager = plugin_manager(self.plugin, entry_points=False)
        demand(bool(Catalogue(manager).programmes), "插件没有方案")
        self.programmes()

    def test_the_check_finds_no_errors(self) -> None:
        """``kejifupin check`` has nothing against the folder: no name leads nowhere."""
        if not isinstance(self.plugin, TomlPlugin):
            return
        found = check_folder(self.plugin.path)
        demand_none([each.text() for each in found if each.severity is Severity.ERROR])

    def test_indicators_and_targets_are_cited(self, programme: Programme) -> None:
        """Every indicator and target names a clause of a document."""
        catalogue = programme.catalogue
        for table in (catalogue.indicators, catalogue.targets):
            for key, each in table.items():
                cited = each.citation.clause and each.citation.document
                demand(bool(cited), f"“{key}”没有写明文件和条款（citation）")

    def test_every_clause_has_an_answer(self, programme: Programme) -> None:
        """Every clause that the plugin lists has a definition that says it, or a reason why not."""
        if isinstance(self.plugin, TomlPlugin):
            folder = find_folder(self.plugin.path)
            found = clause_issues(folder, programme.catalogue, programme.divisions)
            demand_none([each.text() for each in found])

    def test_rules_say_what_to_write(self, programme: Programme) -> None:
        """Every rule has a message and a remedy."""
        for key, rule in programme.catalogue.rules.items():
            told = isinstance(rule, Rule) and rule.message and rule.remedy
            demand(bool(told), f"规则“{key}”没有写 message 或 remedy")

    # Forms

    def test_a_blank_form_is_recognised_as_blank(
        self, programme: Programme, layout: FormLayout, ending: str
    ) -> None:
        """A form, written blank, is read back as that form with nothing filled in."""
        reading = _read(programme, programme.blank(layout.key, ending), f"{layout.key}.{ending}")
        codes = [issue.code for issue in reading.issues]
        demand(not reading.records, "空白表读出了记录")
        demand(codes == ["form.empty"], f"空白表应只报 form.empty，现为 {codes}")

    def test_what_is_written_into_a_form_is_read_back(
        self, programme: Programme, layout: FormLayout, ending: str
    ) -> None:
        """A record, written into a form, is read back as the same record."""
        kind = programme.catalogue.kinds[layout.kind]
        strategy = records(kind, programme.setting(), layout=layout)
        size = _ROWS if layout.rows_are_records else 1

        def reads_back(written: list[Record]) -> None:
            document = (
                programme.filled_rows(layout.key, written, ending)
                if layout.rows_are_records
                else programme.filled(written[0], layout.key, ending)
            )
            reading = _read(programme, document, f"表.{ending}")
            demand(reading.forms == (layout.key,), f"读成了别的表：{reading.forms}")
            demand_same(reading.records, written)

        self._for_any(st.lists(strategy, min_size=1, max_size=size), reads_back)

    # Results

    def test_results_follow_from_any_records(self, programme: Programme) -> None:
        """Whatever the records say, in whatever order, every figure is there and can be explained.

        Every indicator is counted and every target has a status; the same records in another
        order give the same; any value and any status tells what stands behind it.
        """

        def follow(written: list[Record], seed: int) -> None:
            chance = random.Random(seed)  # noqa: S311 - an order and an example
            outcome = _outcome(programme, written)
            _complete(programme, outcome)
            other = _outcome(programme, chance.sample(written, len(written)))
            demand(outcome.values == other.values, "记录的次序改变了指标值")
            demand(outcome.statuses == other.statuses, "记录的次序改变了目标状态")
            _explained(programme.with_records(*written), outcome, chance)

        kinds = _whole(programme.catalogue.kinds.values())
        folders = record_lists(kinds, programme.setting(), max_size=_OF_A_FOLDER)
        self._for_any(folders, follow, _SEEDS)

    def test_records_survive_json(self, programme: Programme) -> None:
        """Records of every kind go to JSON and come back as they were."""
        kinds = programme.catalogue.kinds

        def survives(written: list[Record]) -> None:
            reading = FormReading("表.docx", tuple(written))
            demand_same(load_reading(dump_reading(reading), kinds).records, written)

        one_of_each = [records(each, programme.setting()) for each in _whole(kinds.values())]
        self._for_any(st.tuples(*one_of_each).map(list), survives)

    def test_nothing_is_met_before_anything_is_read(self, programme: Programme) -> None:
        """On the first day, without any record, no target is met."""
        day = programme.catalogue.definition.period.start
        met = [each.target.key for each in programme.status(as_of=day) if each.state == "MET"]
        demand(not met, f"没有数据却已完成：{'、'.join(met)}")

    def _for_any(
        self,
        strategy: st.SearchStrategy[list[Record]],
        demand: Callable[..., None],
        *more: st.SearchStrategy[Any],
    ) -> None:
        """Hold a demand against a few random examples."""
        few = settings(
            max_examples=self.examples,
            deadline=None,
            phases=(Phase.reuse, Phase.generate, Phase.shrink),
            suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
        )
        few(given(st.tuples(strategy, *more))(patient(demand)))()


def _open(plugin: object) -> tuple[Programme, ...]:
    catalogue = Catalogue(plugin_manager(plugin, entry_points=False))
    name = plugin_name(plugin)
    keys = [key for key, owned in catalogue.programmes.items() if owned.plugin == name]
    return tuple(open_programme(key, (plugin,), entry_points=False) for key in keys)


def _own_forms(programme: Programme) -> Iterator[FormLayout]:
    """Forms of the programme itself; those above are held to the same by their own plugin."""
    for owned in programme.catalogue.owned["layouts"].values():
        if owned.programme == programme.key:
            yield owned.value


def _whole(kinds: Iterable[RecordKind]) -> Sequence[RecordKind]:
    return [each for each in kinds if each.parent is None]


def _outcome(programme: Programme, written: Sequence[Record]) -> Outcome:
    """What follows from records, as of a day in the middle of the programme."""
    period = programme.catalogue.definition.period
    day: date = period.start + timedelta(days=(period.end - period.start).days * 2 // 3)
    return attrs.evolve(programme, records=(*programme.records, *written)).outcome(day)


def _read(programme: Programme, data: bytes, name: str) -> FormReading:
    layouts = tuple(programme.catalogue.layouts.values())
    return read_form(read_document(data, name), layouts, programme.setting())


def _complete(programme: Programme, outcome: Outcome) -> None:
    """Every value can be said, and no target is without a status."""
    demand(all(each.text() for each in outcome.values), "有的指标值说不出来")
    judged = {each.target.key for each in outcome.statuses}
    lost = programme.catalogue.targets.keys() - judged
    demand(not lost, f"目标没有状态：{'、'.join(sorted(lost))}")


def _explained(programme: Programme, outcome: Outcome, chance: random.Random) -> None:
    """One value and one status tell what stands behind them."""
    plan, data, setting = outcome.plan, outcome.data, outcome.setting
    values, statuses = tuple(outcome.values), tuple(outcome.statuses)
    if values:
        value = chance.choice(values)
        told = explain_value(value, plan, data, setting, values=outcome.values)
        demand(value.indicator.label in told.text(), "说明里没有指标的名称")
    if statuses:
        status = chance.choice(statuses)
        explained = programme.explain(status, as_of=setting.as_of, division=status.division)
        demand(status.target.label in explained.text(), "说明里没有目标的名称")

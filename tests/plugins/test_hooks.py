"""Every hook does what its line says."""

from datetime import date
from decimal import Decimal

import pytest

from kejifupin import ConfigError, hookimpl, make_record, open_catalogue, open_programme
from kejifupin.assessments import (
    AssessmentScheme,
    AwardQuota,
    AwardScheme,
    AwardState,
    Criterion,
    Evidence,
    Proportional,
    Subjects,
    Unproven,
)
from kejifupin.checks import Rule, SpotCheck, SwingRule
from kejifupin.errors import PluginError
from kejifupin.forms.layouts import Block, FormLayout, LayoutCell, Row
from kejifupin.forms.reading import FormReading
from kejifupin.indicators import Indicator, Measure, MeasureKind, PythonMeasure
from kejifupin.office.page import Page, TextBlock
from kejifupin.plugins import TomlPlugin
from kejifupin.plugins import manager as manager_module
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.manager import plugin_manager, plugin_names
from kejifupin.records import Cohort, Condition, DivisionName, Field, FieldType, Operand, RecordKind
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.results import RenderedReport, Report
from kejifupin.targets import Basis, Target
from kejifupin.terms import (
    Bound,
    Citation,
    Division,
    Interval,
    Level,
    Period,
    ProgrammeDefinition,
    SourceDocument,
)

CITED = Citation("一", "计划")
LEDGER = RecordKind(
    "ledger",
    "台账",
    (
        Field("division", "地区名称", FieldType.DIVISION),
        Field("trained", "培训人数", FieldType.NUMBER, unit="人次"),
        Field("held", "场次", FieldType.NUMBER, unit="场次"),
    ),
    identity=("division",),
)
LAYOUT = FormLayout(
    "ledger_form",
    "ledger",
    "培训台账",
    (
        Block(
            rows=(
                Row(cells=(LayoutCell("地区名称"), LayoutCell(field="division"))),
                Row(cells=(LayoutCell("培训人数"), LayoutCell(field="trained"))),
                Row(cells=(LayoutCell("场次"), LayoutCell(field="held"))),
            )
        ),
    ),
)


def definition(key="plan", extends=None, scope="220000"):
    return ProgrammeDefinition(
        key,
        "计划",
        scope,
        Period(date(2018, 1, 1), date(2018, 12, 31)),
        (SourceDocument("plan", "计划"),),
        extends=extends,
    )


class Plan:
    """A plugin with one programme and nothing else."""

    name = "plan_plugin"

    @hookimpl
    def provide_programmes(self):
        return (definition(),)

    @hookimpl
    def provide_record_kinds(self, programme):
        return (LEDGER,) if programme == "plan" else None

    @hookimpl
    def provide_form_layouts(self, programme):
        return (LAYOUT,) if programme == "plan" else None


def opened(*plugins, key="plan"):
    return open_programme(key, (Plan(), *plugins), entry_points=False)


def ledger(code, trained, held=1):
    return make_record(
        LEDGER, {"division": DivisionName(code, code), "trained": trained, "held": held}
    )


def test_every_hook_has_a_test():
    """A hook nobody tests is a hook nobody can rely on."""
    manager = plugin_manager(entry_points=False)
    hooks = [name for name in vars(manager.hook) if not name.startswith("_")]

    assert len(hooks) == 18

    untested = [hook for hook in hooks if f"test_hook_{hook}" not in globals()]

    assert untested == []


def test_hook_provide_programmes():
    """A plugin's programme can be opened by its key."""
    assert opened().title == "计划"


def test_hook_provide_divisions():
    """A local unit of a plugin is a division like any other."""

    class Units:
        @hookimpl
        def provide_divisions(self):
            return (Division("220600-cbs", "长白山管委会", Level.COUNTY, "220000"),)

    programme = opened(Units())

    found = programme.divisions.resolve("长白山管委会", date(2018, 6, 1)).division
    assert found is not None
    assert found.code == "220600-cbs"


def test_what_was_worked_out_once_serves_whoever_opens_next():
    """One table of divisions for the same divisions, another where a plugin adds to them."""

    class Units:
        @hookimpl
        def provide_divisions(self):
            return (Division("220600-cbs", "长白山管委会", Level.COUNTY, "220000"),)

    one, other, more = opened(), opened(), opened(Units())

    assert one.divisions is other.divisions
    assert one.catalogue.indicators is one.catalogue.indicators
    assert more.divisions != one.divisions
    assert one.divisions.find("220600-cbs") is None


def test_hook_provide_record_kinds():
    """A plugin's kind is known to the programme that it was meant for, and to no other."""
    assert "ledger" in opened().catalogue.kinds
    national = open_programme("national-2016", (Plan(),), entry_points=False)
    assert "ledger" not in national.catalogue.kinds


def test_hook_provide_form_layouts():
    """A plugin's form is written and read back."""
    programme = opened()

    reading = programme.filled(ledger("220622", 30), format="docx")

    assert reading[:2] == b"PK"


class Counts:
    """Adds an indicator, a cohort and targets to the plan of another plugin."""

    name = "counts"

    @hookimpl
    def provide_cohorts(self, programme):
        if programme != "plan":
            return None
        return (Cohort("prefectures", "市州", CITED, unit="个市州", level=Level.PREFECTURE),)

    @hookimpl
    def provide_measures(self, programme):
        if programme != "plan":
            return None
        parts = (
            Measure(MeasureKind.SUM, records="ledger", field="trained"),
            Measure(MeasureKind.SUM, records="ledger", field="held"),
        )

        def finish(found):
            trained, held = found
            if trained is None or held is None:
                return None
            return trained.divided_by(held)

        return (PythonMeasure("mean", "培训人数÷场次", parts, finish),)

    @hookimpl
    def provide_indicators(self, programme):
        if programme != "plan":
            return None
        total = Measure(MeasureKind.SUM, records="ledger", field="trained")
        named = Measure(MeasureKind.NAMED, name="mean")
        return (
            Indicator("trained", "培训人数", "人次", total, CITED),
            Indicator("mean_size", "平均每场人数", "人次", named, CITED, decimals=1),
        )

    @hookimpl
    def provide_targets(self, programme):
        if programme != "plan":
            return None
        return (
            Target("trained_total", "培训100人次", "trained", Bound(at_least=100), CITED),
            Target(
                "trained_each",
                "每个市州培训10人次",
                "trained",
                Bound(at_least=10),
                CITED,
                Basis.EACH,
                "prefectures",
            ),
        )


def test_hook_provide_indicators():
    """An indicator of one plugin counts the records of another's kind."""
    programme = opened(Counts()).with_records(ledger("220622", 30), ledger("222424", 12))

    values = programme.values(as_of=date(2018, 6, 1), indicator="trained")

    assert values.get("trained", "220000").value == Interval.exact(42)
    assert values.get("trained", "220600").value == Interval.exact(30)


def test_hook_provide_measures():
    """A measure in Python finishes what was summed, at every level: 42 人次 in 4 场次 is 10.5."""
    programme = opened(Counts()).with_records(ledger("220622", 30, 3), ledger("222424", 12, 1))

    values = programme.values(as_of=date(2018, 6, 1), indicator="mean_size")

    assert values.get("mean_size", "220000").value == Interval.exact(Decimal("10.5"))
    assert values.get("mean_size", "220622").value == Interval.exact(10)


def test_hook_provide_cohorts():
    """A cohort of a plugin is the one that a target speaks of: Jilin has nine prefectures."""
    programme = opened(Counts()).with_records(ledger("220622", 30))

    status = programme.status(as_of=date(2018, 12, 31), target="trained_each").get(
        "trained_each", "220000"
    )

    assert status.bound == Bound.exactly(9)


def test_hook_provide_targets():
    """A target of a plugin is judged: 30 of 100 by the last day is behind."""
    programme = opened(Counts()).with_records(ledger("220622", 30))

    states = {
        each.division: each.state.value
        for each in programme.status(as_of=date(2019, 1, 1), target="trained_total")
    }

    assert states == {"220000": "MISSED"}


def test_hook_provide_record_rules():
    """A rule of a plugin finds the record that breaks it."""

    class Rules:
        @hookimpl
        def provide_record_rules(self, programme):
            if programme != "plan":
                return None
            must = Condition(field="trained", at_most=Operand(constant=1000))
            return (Rule("plausible", "ledger", must, "人数过大", "核对人数"),)

    programme = opened(Rules()).with_records(ledger("220622", 3000))

    assert [issue.rule for issue in programme.issues] == ["plausible"]


def test_hook_provide_swing_rules():
    """A swing rule of a plugin tells what moved too far from the cycle before."""

    class Swings:
        @hookimpl
        def provide_swing_rules(self, programme):
            return (SwingRule("jump", "ledger", 30),) if programme == "plan" else None

    programme = opened(Swings()).with_records(ledger("220622", 300))

    assert not programme.issues
    told = programme.with_previous(ledger("220622", 100)).issues
    assert [issue.rule for issue in told] == ["jump"]


class Schemes:
    """Counties scored by how many they trained: full marks for 400."""

    name = "schemes"

    @hookimpl
    def provide_assessment_schemes(self, programme):
        if programme != "plan":
            return None
        line = Criterion(
            "trained",
            "培训人数",
            Evidence(indicator="trained"),
            points=100,
            proportional=Proportional(full_at=400),
        )
        return (AssessmentScheme("year", "考核", Subjects(level=Level.COUNTY), (line,), CITED),)


def test_hook_provide_assessment_schemes():
    """A scheme of a plugin scores the divisions of the programme."""
    programme = opened(Counts(), Schemes()).with_records(ledger("220622", 300))

    found = programme.assess("year", as_of=date(2018, 4, 30))

    assert found.get("220622").score.exact_value == 75


class Awards:
    """One award, for the first; and 4 places of next year, by score."""

    name = "awards"

    @hookimpl
    def provide_award_schemes(self, programme):
        if programme != "plan":
            return None
        return (AwardScheme("first", "先进", "year", CITED, quota=1, unproven=Unproven.LOWEST),)

    @hookimpl
    def provide_award_quotas(self, programme):
        if programme != "plan":
            return None
        return (AwardQuota("places", "名额", "year", 4, CITED, unproven=Unproven.LOWEST),)


def test_hook_provide_award_schemes():
    """An award of a plugin goes to the best by the programme's scheme."""
    two = (ledger("220622", 100), ledger("220621", 300))
    programme = opened(Counts(), Schemes(), Awards()).with_records(*two)

    found = programme.awards("first", as_of=date(2018, 4, 30))

    winners = [each.assessment.subject.key for each in found if each.state is AwardState.PROPOSED]
    assert winners == ["220621"]


def test_hook_provide_award_quotas():
    """4 places by scores of 25 and 75 are 1 and 3."""
    two = (ledger("220622", 100), ledger("220621", 300))
    programme = opened(Counts(), Schemes(), Awards()).with_records(*two)

    found = programme.award_quota("places", as_of=date(2018, 4, 30))

    places = {each.assessment.subject.key: each.places for each in found.parts if each.places}
    assert places == {"220621": 3, "220622": 1}


def test_hook_provide_spot_checks():
    """A spot check of a plugin draws from the records of the programme."""

    class Checks:
        @hookimpl
        def provide_spot_checks(self, programme):
            return (SpotCheck("visits", "走访", ("ledger",), CITED, number=1),)

    two = (ledger("220622", 100), ledger("220621", 300))
    programme = opened(Counts(), Checks()).with_records(*two)

    draw = programme.draw("visits", seed="种子", as_of=date(2018, 4, 30))

    assert [(each.population, each.size) for each in draw.strata] == [(2, 1)]
    assert len(draw) == 1


SUMMARY = ReportLayout("summary", "汇总", CITED, form="ledger_form")


class Reports:
    name = "reports"

    @hookimpl
    def provide_report_layouts(self, programme):
        return (SUMMARY,) if programme == "plan" else None


def test_hook_provide_report_layouts():
    """A report of a plugin is rendered by the core."""
    report = opened(Reports()).report("summary", as_of=date(2018, 6, 1))

    assert report.name == "吉林省汇总.docx"
    assert report.content[:2] == b"PK"


class Owner(Plan):
    """The owner of the plan decides how it behaves."""

    name = "owner"

    @hookimpl
    def provide_report_layouts(self, programme):
        return (SUMMARY,) if programme == "plan" else None

    @hookimpl
    def read_form(self, programme, document):
        return FormReading(document.name, (ledger("220622", 7),), ())

    @hookimpl
    def compose_report(self, programme, layout):
        return Report(layout.key, "自编报告", (Page(None, (TextBlock("正文"),)),))

    @hookimpl
    def render_report(self, report, format):
        return RenderedReport("a.txt", report.title.encode()) if format == "txt" else None


class Meddler:
    """A plugin that does not own the plan has no say in how it behaves."""

    name = "zz_meddler"

    @hookimpl(tryfirst=True)
    def read_form(self, programme, document):
        return FormReading(document.name, (), ())


def test_hook_read_form(tmp_path):
    """The owner reads forms that no layout can describe; a stranger is not asked."""
    (tmp_path / "a.docx").write_bytes(b"not a form")
    programme = open_programme("plan", (Owner(), Meddler()), entry_points=False)

    read = programme.read(tmp_path)

    assert [record.get("trained") for record in read.records] == [7]


def test_hook_compose_report():
    """The owner composes a report before the core does."""
    programme = open_programme("plan", (Owner(),), entry_points=False)

    report = programme.report("summary", as_of=date(2018, 6, 1), format="txt")

    assert report.content.decode() == "自编报告"


def test_hook_render_report():
    """What the owner does not render, the core does."""
    programme = open_programme("plan", (Owner(),), entry_points=False)

    assert programme.report("summary", as_of=date(2018, 6, 1), format="txt").name == "a.txt"
    assert programme.report("summary", as_of=date(2018, 6, 1)).content[:2] == b"PK"


def test_a_misspelt_hook_fails_loudly():
    """A hook that does not exist is an error and not a silence."""

    class Misspelt:
        @hookimpl
        def provide_indicatorz(self, programme):
            return ()

    with pytest.raises(PluginError, match="provide_indicatorz"):
        plugin_manager(Misspelt(), entry_points=False)


def test_a_class_is_no_plugin_and_one_plugin_is_not_several(tmp_path):
    """Slips of the first day, each with what to write instead."""

    class Forgotten:
        @hookimpl
        def provide_programmes(self):
            return ()

    with pytest.raises(PluginError, match=r"give an instance, Forgotten\(\)"):
        plugin_manager(Forgotten, entry_points=False)
    for one in (Forgotten(), "plugins/jilin", tmp_path):
        with pytest.raises(PluginError, match="write plugins="):
            open_catalogue(one, entry_points=False)


def test_a_class_of_static_hooks_is_a_plugin():
    """It needs no instance."""

    class Static:
        @staticmethod
        @hookimpl
        def provide_programmes():
            return ()

    assert plugin_manager(Static, entry_points=False).has_plugin("Static")


def test_a_plugin_folder_that_is_not_there_says_so(tmp_path):
    """Not that a file is missing in it."""
    (issue,) = TomlPlugin(tmp_path / "no").reading.issues
    assert issue.message == "没有这个插件文件夹"


def test_a_key_that_two_plugins_use_names_both():
    """Two plugins with one key fail, and both are named."""

    class Other(Counts):
        name = "other"

    with pytest.raises(ConfigError) as caught:
        opened(Counts(), Other())

    assert "counts" in str(caught.value)
    assert "other" in str(caught.value)


def test_the_order_of_registration_decides_nothing():
    """Plugins contribute the same whatever their order."""
    there = Catalogue(plugin_manager(Plan(), Counts(), Reports(), entry_points=False)).load("plan")
    back = Catalogue(plugin_manager(Reports(), Counts(), Plan(), entry_points=False)).load("plan")

    assert there.targets == back.targets
    assert there.indicators == back.indicators


def test_every_manager_is_new():
    """A plugin given to one manager is not in the next."""
    plugin_manager(Plan(), entry_points=False)

    assert plugin_names(plugin_manager(entry_points=False)) == ("builtin",)


class City:
    """A city's plan under the plan of its province."""

    name = "city"

    def __init__(self, *targets):
        self.targets = targets

    @hookimpl
    def provide_programmes(self):
        return (definition("city", "plan", "220600"),)

    @hookimpl
    def provide_targets(self, programme):
        return self.targets if programme == "city" else None


def test_a_child_inherits_all_but_totals():
    """A city's plan has the province's targets for each, cut to the city, and not its totals."""
    programme = opened(Counts(), City(), key="city").with_records(ledger("220622", 30))

    assert set(programme.catalogue.targets) == {"trained_each"}
    assert (
        programme.status(as_of=date(2018, 6, 1)).get("trained_each", "220600").state.value == "MET"
    )


def test_a_child_tightens_only_by_being_stricter():
    """A target that tightens takes the place of the one above it, and must be stricter."""
    stricter = Target(
        "mine", "每个市州20人次", "trained", Bound(at_least=20), CITED, Basis.EACH, "prefectures",
        tightens="trained_each",
    )  # fmt: skip
    looser = Target(
        "mine", "每个市州5人次", "trained", Bound(at_least=5), CITED, Basis.EACH, "prefectures",
        tightens="trained_each",
    )  # fmt: skip

    assert set(opened(Counts(), City(stricter), key="city").catalogue.targets) == {"mine"}
    with pytest.raises(ConfigError, match="不比上级的"):
        opened(Counts(), City(looser), key="city")


def test_a_child_overrides_only_what_it_names():
    """The key of a target above may not be used again without saying that it is replaced."""
    eight = Bound(at_least=8)
    same = Target("trained_each", "8人次", "trained", eight, CITED, Basis.EACH, "prefectures")

    with pytest.raises(ConfigError, match="replaces"):
        opened(Counts(), City(same), key="city")


def test_a_plugin_given_takes_the_place_of_an_installed_one(monkeypatch):
    """Someone who tries out a changed copy of an installed plugin gets the copy."""

    class Entry:
        name = "installed"

        def load(self):
            return Plan()

    class Copy(Plan):
        name = "copy"

    monkeypatch.setattr(manager_module, "entry_points", lambda group: [Entry()])

    with_copy = plugin_manager(Copy())
    without = plugin_manager()

    assert plugin_names(with_copy) == ("builtin", "copy")
    assert plugin_names(without) == ("builtin", "installed")


def test_a_folder_may_add_to_the_programme_of_another_plugin(tmp_path):
    """A folder without a programme of its own adds its targets to the one it is named after."""
    folder = tmp_path / "programmes" / "plan"
    folder.mkdir(parents=True)
    (folder / "targets.toml").write_text(
        '[[targets]]\nkey = "more"\nlabel = "多培训"\nindicator = "trained"\n'
        'bound = { at_least = 500 }\ncitation = { clause = "二", document = "城市计划" }\n',
        encoding="utf-8",
    )

    programme = opened(Counts(), TomlPlugin(tmp_path, "more"))

    assert "more" in programme.catalogue.targets
    assert str(programme.catalogue.targets["more"].citation) == "《城市计划》二"

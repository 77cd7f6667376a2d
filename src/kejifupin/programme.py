"""The path as one frozen object: forms in, records, issues, values, statuses, documents out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.check import check_records
from kejifupin.errors import ConfigError, UnknownNameError
from kejifupin.exchange.inputs import InputFile, InputPath, find_inputs, read_input
from kejifupin.exchange.receipts import read_receipts
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.reading import FormReading
from kejifupin.forms.writing import Format, write_form, write_rows
from kejifupin.indicators.compute import compute_values
from kejifupin.indicators.plan import Plan, make_plan
from kejifupin.indicators.sources import RecordData
from kejifupin.indicators.values import Values
from kejifupin.office.reading import read_document
from kejifupin.plugins.catalogue import Catalogue, ProgrammeCatalogue
from kejifupin.plugins.manager import plugin_manager
from kejifupin.plugins.references import References
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.records.record import Record
from kejifupin.records.registers import take_in
from kejifupin.records.setting import Setting
from kejifupin.reports.results import RenderedReport, Results
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import (
    Submission,
    check_lateness,
    fold_submissions,
    match_receipts,
    submission_records,
)
from kejifupin.targets.explain import Explanation, explain_status
from kejifupin.targets.judge import judge_targets
from kejifupin.targets.status import Statuses, TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.divisions import Divisions, Level
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

FORMATS: tuple[Format, ...] = ("docx", "xlsx")
"""File formats that forms are written in."""

Progress = Callable[[int, int, str], None]
"""Called before each file with its number, how many there are, and its name."""


@frozen
class Outcome:
    """Everything that follows from what was read, as of a day (某日的结果).

    Args:
        setting: The programme and the day.
        acceptance: Which records count.
        submissions: Who handed in what.
        plan: What was counted.
        data: The records that were counted.
        values: Values of all indicators.
        statuses: Statuses of all targets.
        issues: Everything found: while reading, checking, accepting, counting and judging.
    """

    setting: Setting = attrs.field(repr=False)
    acceptance: Acceptance = attrs.field(repr=False)
    submissions: tuple[Submission, ...] = attrs.field(repr=False)
    plan: Plan = attrs.field(repr=False)
    data: RecordData = attrs.field(repr=False)
    values: Values
    statuses: Statuses
    issues: Issues


@frozen
class Programme:
    """A programme with the records that were read for it (工程).

    Frozen: reading gives a new one. Made by `open_programme`.

    Args:
        catalogue: All definitions of the programme.
        divisions: All divisions, those of the registers among them.
        hooks: What the plugins contribute, and how they behave.
        records: Records as read.
        receipts: File → its entry in the register of receipts.
        files: Names of the files read, in order.
        reading_issues: What was found while reading.
    """

    catalogue: ProgrammeCatalogue = attrs.field(repr=False)
    divisions: Divisions = attrs.field(repr=False)
    hooks: Catalogue = attrs.field(repr=False)
    records: tuple[Record, ...] = attrs.field(default=(), repr=False)
    receipts: Mapping[str, Receipt] = attrs.field(factory=dict, repr=False)
    files: tuple[str, ...] = attrs.field(default=(), repr=False)
    reading_issues: tuple[Issue, ...] = attrs.field(default=(), repr=False)
    _cache: dict[date, Outcome] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @property
    def key(self) -> str:
        """Its key."""
        return self.catalogue.definition.key

    @property
    def title(self) -> str:
        """Its name in Chinese."""
        return self.catalogue.definition.title

    def setting(self, as_of: date | None = None) -> Setting:
        """The setting that the stages are given; as of the programme's last day by default."""
        return Setting(
            definition=self.catalogue.definition,
            divisions=self.divisions,
            as_of=as_of or self.catalogue.definition.period.end,
            kinds=self.catalogue.kinds,
            cohorts=self.catalogue.cohorts,
        )

    # Reading

    def read(
        self,
        *paths: Path | str,
        register: Path | str | Sequence[Path | str] = (),
        received: Path | str | None = None,
        received_on: date | None = None,
        progress: Progress | None = None,
    ) -> Programme:
        """Read filled forms.

        Args:
            paths: Files, folders and .zip archives.
            register: Registers of villages, read first so that forms can name what they list.
            received: The register of receipts, a CSV file.
            received_on: Day of receipt of the files that the register of receipts does not name.
            progress: Told before each file.

        Returns:
            A new programme with these records beside those that it already had.

        Raises:
            FileNotFoundError: A path is not there.
        """
        registers = (register,) if isinstance(register, Path | str) else tuple(register)
        roles = [Path(each) for each in (*registers, *((received,) if received else ()))]
        inputs = find_inputs(paths, leave_out=roles)
        programme = self._read_registers(find_inputs(registers))
        setting = programme.setting()
        names = [each.name for each in inputs]
        receipts, issues = _receipts(received, names, setting)
        if received_on is not None:
            receipts = {name: Receipt(name, received_on) for name in names} | dict(receipts)
        records: list[Record] = []
        for number, given in enumerate(inputs):
            if progress is not None:
                progress(number, len(inputs), given.name)
            reading = programme.read_input(read_input(given), setting)
            records.extend(reading.records)
            issues.extend(reading.issues)
        return attrs.evolve(
            programme,
            records=(*programme.records, *records),
            receipts={**programme.receipts, **receipts},
            files=(*programme.files, *names),
            reading_issues=(*programme.reading_issues, *issues),
        )

    def with_records(self, *records: Record) -> Programme:
        """The programme with more records, from a tool of one's own."""
        return attrs.evolve(self, records=(*self.records, *records))

    def _read_registers(self, inputs: Iterable[InputPath]) -> Programme:
        setting = self.setting()
        rows: list[Record] = []
        issues: list[Issue] = []
        files: list[str] = []
        for given in inputs:
            reading = self.read_input(read_input(given), setting)
            found = [record for record in reading.records if record.kind.register]
            rows.extend(found)
            issues.extend(reading.issues)
            files.append(given.name)
            if not found and not any(each.severity is Severity.ERROR for each in reading.issues):
                issues.append(
                    Issue(
                        "register.empty",
                        "名册中没有读到任何一行",
                        place=Place(given.name),
                        remedy="用 kejifupin blank 导出空白名册，照表头填写",
                    )
                )
        if not rows and not issues:
            return self
        taken = take_in(rows, self.divisions, self.catalogue.definition.period)
        return attrs.evolve(
            self,
            divisions=taken.divisions,
            records=(*self.records, *taken.records),
            files=(*self.files, *files),
            reading_issues=(*self.reading_issues, *issues, *taken.issues),
        )

    def read_input(self, given: InputFile, setting: Setting) -> FormReading:
        """Read one file by itself, without adding to the programme.

        Args:
            given: The file with its bytes.
            setting: The programme and its day.
        """
        if given.content is None:
            return FormReading(given.name, (), (given.issue,) if given.issue else ())
        document = read_document(given.content, given.name)
        reading: FormReading = self._behave(
            "read_form",
            document=document,
            layouts=tuple(self.catalogue.layouts.values()),
            setting=setting,
        )
        return reading

    def _behave(self, hook: str, **arguments: object) -> Any:
        """Ask the programme's owner, then the owners above it, then the core."""
        manager = self.hooks.manager
        for owner in self.hooks.owners(self.key):
            others = [
                plugin for name, plugin in manager.list_name_plugin() if plugin and name != owner
            ]
            caller = manager.subset_hook_caller(hook, remove_plugins=others)
            result = caller(programme=self.key, **arguments)
            if result is not None:
                return result
        return None

    # Results

    def outcome(self, as_of: date) -> Outcome:
        """Everything that follows from the records, as of a day; worked out once for each day."""
        if as_of not in self._cache:
            self._cache[as_of] = self._work_out(as_of)
        return self._cache[as_of]

    def _work_out(self, as_of: date) -> Outcome:
        setting = self.setting(as_of)
        checked = check_records(self.records, self.catalogue.rules.values(), setting)
        submissions = fold_submissions(self.records, self.receipts, setting)
        known = tuple(
            each for each in submissions if each.received_on is None or each.received_on <= as_of
        )
        found = (*self.reading_issues, *checked)
        acceptance = accept_records(self.records, found, submissions, setting)
        counted = (*acceptance.records, *submission_records(known))
        data = RecordData.of(counted, setting)
        plan = make_plan(self.catalogue.indicators.values(), self.catalogue.measures.values())
        computed = compute_values(plan, data, setting)
        judged = judge_targets(
            self.catalogue.targets.values(), plan, computed.values, data, setting
        )
        late = check_lateness(known, setting)
        issues = (*found, *late, *acceptance.issues, *computed.issues, *judged.issues)
        return Outcome(
            setting=setting,
            acceptance=acceptance,
            submissions=submissions,
            plan=plan,
            data=data,
            values=computed.values,
            statuses=judged.statuses,
            issues=Issues(issues),
        )

    @property
    def issues(self) -> Issues:
        """Everything that is wrong with what was read, as of the programme's last schedule."""
        return self.outcome(self.last_day).issues

    @property
    def last_day(self) -> date:
        """The last day that the programme's documents name: its end, or a later schedule's."""
        definition = self.catalogue.definition
        days = [definition.period.end, *(each.due_on for each in definition.schedules)]
        received = [receipt.received_on for receipt in self.receipts.values()]
        return max(*days, *received) if len(days) + len(received) > 1 else days[0]

    def status(
        self,
        *,
        as_of: date,
        target: str | None = None,
        division: str | None = None,
        level: Level | str | None = None,
    ) -> Statuses:
        """How the targets stand.

        Args:
            as_of: The day asked about.
            target: Only this target.
            division: Only this division; with a level, everything of that level inside it.
            level: Only divisions of this level.

        Raises:
            UnknownNameError: No such target or division.
        """
        if target is not None:
            self.find_target(target)
        outcome = self.outcome(as_of)
        divisions = self._selected(division, level, outcome.setting)
        return outcome.statuses.where(target=target, divisions=divisions)

    def values(
        self, *, as_of: date, indicator: str | None = None, division: str | None = None
    ) -> Values:
        """What the indicators amount to.

        Args:
            as_of: The day asked about.
            indicator: Only this indicator.
            division: Only this division.

        Raises:
            UnknownNameError: No such indicator.
        """
        if indicator is not None and indicator not in self.catalogue.indicators:
            close = nearest(indicator, self.catalogue.indicators)
            raise UnknownNameError("indicator", indicator, close)
        return self.outcome(as_of).values.where(indicator=indicator, division=division)

    def explain(self, target: str | TargetStatus, *, as_of: date, division: str) -> Explanation:
        """What stands behind a status: the clause, the records, the cells, who is missing.

        Args:
            target: Key of the target, or one of its statuses.
            as_of: The day asked about.
            division: Code of the division.

        Raises:
            UnknownNameError: No such target, or it says nothing about that division.
        """
        key = target if isinstance(target, str) else target.target.key
        self.find_target(key)
        outcome = self.outcome(as_of)
        status = outcome.statuses.get(key, division)
        return explain_status(status, outcome.plan, outcome.data, outcome.setting)

    def find_target(self, key: str) -> Target:
        """The target of that key.

        Raises:
            UnknownNameError: No such target.
        """
        targets = self.catalogue.targets
        if key not in targets:
            raise UnknownNameError("target", key, nearest(key, targets))
        return targets[key]

    def _selected(
        self, division: str | None, level: Level | str | None, setting: Setting
    ) -> frozenset[str] | None:
        if division is None and level is None:
            return None
        inside = division or setting.scope
        setting.divisions.get(inside, setting.as_of)
        if level is None:
            return frozenset({inside})
        return frozenset(setting.divisions.subtree(inside, setting.as_of, level=Level(level)))

    # Documents

    def blank(self, form: str, format: str = "docx") -> bytes:  # noqa: A002
        """A blank form.

        Args:
            form: Key of the form's layout.
            format: ``docx`` or ``xlsx``.

        Raises:
            UnknownNameError: No such form or format.
        """
        layout = self.find_layout(form)
        kind = self.catalogue.kinds[layout.kind]
        if layout.rows_are_records:
            return write_rows(layout, kind, (), format=_known_format(format))
        return write_form(layout, kind, format=_known_format(format), setting=self.setting())

    def filled(self, record: Record, form: str | None = None, format: str = "docx") -> bytes:  # noqa: A002
        """A form filled from a record.

        Args:
            record: The record.
            form: Key of the layout; the first that prints the record's kind by default.
            format: ``docx`` or ``xlsx``.

        Raises:
            UnknownNameError: No such form or format, or no form for the record's kind.
        """
        layout = self.find_layout(form) if form else self._layout_of(record.kind.key)
        return write_form(
            layout, record.kind, record, format=_known_format(format), setting=self.setting()
        )

    def filled_rows(self, form: str, records: Sequence[Record], format: str = "xlsx") -> bytes:  # noqa: A002
        """A register or ledger filled with records, one a row.

        Args:
            form: Key of a layout whose rows are records.
            records: The records.
            format: ``docx`` or ``xlsx``.

        Raises:
            UnknownNameError: No such form or format.
        """
        layout = self.find_layout(form)
        return write_rows(
            layout, self.catalogue.kinds[layout.kind], records, format=_known_format(format)
        )

    def find_layout(self, key: str) -> FormLayout:
        """The form layout of that key.

        Raises:
            UnknownNameError: No such form.
        """
        layouts = self.catalogue.layouts
        if key not in layouts:
            raise UnknownNameError("form", key, nearest(key, layouts))
        return layouts[key]

    def _layout_of(self, kind: str) -> FormLayout:
        found = [each for each in self.catalogue.layouts.values() if each.kind == kind]
        if not found:
            raise UnknownNameError("form of record kind", kind)
        return found[0]

    def report(
        self,
        report: str,
        *,
        as_of: date,
        format: str = "docx",  # noqa: A002
        division: str | None = None,
    ) -> RenderedReport:
        """A report as a file.

        Args:
            report: Key of the report.
            as_of: The day that it reports on.
            format: ``docx`` or ``xlsx``, or what a plugin renders.
            division: Code of the division that reports; the programme's scope by default.

        Raises:
            UnknownNameError: No such report, division or format.
        """
        layouts = self.catalogue.reports
        if report not in layouts:
            raise UnknownNameError("report", report, nearest(report, layouts))
        outcome = self.outcome(as_of)
        code = division or outcome.setting.scope
        outcome.setting.divisions.get(code, as_of)
        results = Results(
            setting=outcome.setting,
            division=code,
            values=outcome.values,
            statuses=outcome.statuses,
            issues=outcome.issues,
            layouts=self.catalogue.layouts,
        )
        composed = self._behave("compose_report", layout=layouts[report], results=results)
        rendered = self._behave("render_report", report=composed, format=format)
        if rendered is None:
            raise UnknownNameError("report format", format, ("docx", "xlsx"))
        return rendered  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)


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
        PluginError: A plugin cannot be loaded.
    """
    made = [TomlPlugin(each) if isinstance(each, str | Path) else each for each in plugins]
    return Catalogue(plugin_manager(*made, entry_points=entry_points))


def _known_format(format: str) -> Format:  # noqa: A002
    for known in FORMATS:
        if format == known:
            return known
    raise UnknownNameError("form format", format, FORMATS)


def _receipts(
    received: Path | str | None, files: Sequence[str], setting: Setting
) -> tuple[Mapping[str, Receipt], list[Issue]]:
    if received is None:
        return {}, []
    name = str(received)
    entries, issues = read_receipts(Path(received).read_bytes(), name, setting)
    matched, found = match_receipts(files, entries, name)
    return matched, [*issues, *found]

"""The path as one frozen object: forms in, records, issues, values, statuses, documents out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from kejifupin.checks.check import check_records
from kejifupin.errors import UnknownNameError
from kejifupin.exchange.inputs import InputFile
from kejifupin.exchange.receipts import read_receipts
from kejifupin.forms.fillable import write_fillable
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.preview import preview_html
from kejifupin.forms.reading import FormReading
from kejifupin.forms.writing import Format, write_form, write_rows
from kejifupin.indicators.values import Values
from kejifupin.plugins.catalogue import Catalogue, ProgrammeCatalogue
from kejifupin.programme.outcome import Outcome, work_out
from kejifupin.reading.file_reader import FileReader
from kejifupin.reading.intake import Intake
from kejifupin.reading.register_readings import take_in_registers
from kejifupin.reading.streaming import TIME_LIMIT, Progress, read_files
from kejifupin.reading.way import ReadingWay
from kejifupin.reading.work_folder import WorkFolder
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.reports.results import RenderedReport, Results
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import (
    match_receipts,
)
from kejifupin.targets.explain import Explanation, explain_status
from kejifupin.targets.status import Statuses, TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.divisions import Divisions, Level
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.text import nearest

FORMATS: tuple[Format, ...] = ("docx", "xlsx")
"""File formats that forms are written in."""


@frozen(repr=False)
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

    def __repr__(self) -> str:
        return f"<Programme {self.key}: {len(self.records)} records from {len(self.files)} files>"

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
        workers: int = 0,
        work: Path | str | None = None,
        time_limit: int | None = TIME_LIMIT,
    ) -> Programme:
        """Read filled forms.

        Args:
            paths: Files, folders and .zip archives; a folder that was given as ``work`` before
                stands for the files read then, which need not be there any more.
            register: Registers of villages, read first so that forms can name what they list.
            received: The register of receipts, a CSV file.
            received_on: Day of receipt of the files that the register of receipts does not name.
            progress: Told before each file.
            workers: Processes that read at once; 0 reads in this one.
            work: Folder that keeps the readings, so that reading again goes on where it was. They
                are in clear; the folder is readable by its owner alone.
            time_limit: Seconds that one file may take in a worker process; None for no limit.

        Returns:
            A new programme with these records beside those that it already had.

        Raises:
            FileNotFoundError: A path is not there.
            WorkFolderError: A work folder cannot be used.
            WorkerError: Worker processes cannot be started.
        """
        intake = Intake.find(paths, register=register, received=received)
        way = ReadingWay(progress, workers, work, time_limit)
        with self._take_in(intake, way) as (programme, _, readings):
            receipts, issues = _receipts(intake, programme.setting())
            if received_on is not None:
                receipts = {name: Receipt(name, received_on) for name in intake.names} | receipts
            records: list[Record] = []
            for reading in readings:
                records.extend(reading.records)
                issues.extend(reading.issues)
        return attrs.evolve(
            programme,
            records=(*programme.records, *records),
            receipts={**programme.receipts, **receipts},
            files=(*programme.files, *intake.names),
            reading_issues=(*programme.reading_issues, *issues),
        )

    def stream(
        self,
        *paths: Path | str,
        register: Path | str | Sequence[Path | str] = (),
        received: Path | str | None = None,
        progress: Progress | None = None,
        workers: int = 0,
        work: Path | str | None = None,
        time_limit: int | None = TIME_LIMIT,
        checked: bool = True,
    ) -> Iterator[FormReading]:
        """Read filled forms one after another, and keep none of them.

        Memory does not grow with the number of files. What can only be told of all of them
        together (a form handed in twice, a sum that does not fit) is left to `read`.

        Args:
            paths: As for `read`.
            register: As for `read`.
            received: The register of receipts; what does not fit it is told with each file.
            progress: Told before each file.
            workers: Processes that read at once; 0 reads in this one.
            work: Folder that keeps the readings; it is complete once the last one was taken.
            time_limit: Seconds that one file may take in a worker process; None for no limit.
            checked: Whether each reading's records are checked, by themselves.

        Yields:
            A reading for each register, with the rows that were taken in, then one for each form
            in the order of the files.

        Raises:
            FileNotFoundError: A path is not there.
            WorkFolderError: A work folder cannot be used.
            WorkerError: Worker processes cannot be started.
        """
        intake = Intake.find(paths, register=register, received=received)
        way = ReadingWay(progress, workers, work, time_limit)
        with self._take_in(intake, way) as (programme, registers, readings):
            setting = programme.setting()
            rules = tuple(programme.catalogue.rules.values())
            told: dict[str, list[Issue]] = {}
            for issue in _receipts(intake, setting)[1]:
                told.setdefault(issue.place.file or "", []).append(issue)
            strange = told.keys() - intake.names
            others = [FormReading(file, (), told.pop(file)) for file in sorted(strange)]
            for reading in chain(registers, others, readings):
                more = told.pop(reading.file, ())
                if checked:
                    more = (*more, *check_records(reading.records, rules, setting))
                yield attrs.evolve(reading, issues=reading.issues + more) if more else reading

    def reader(self) -> FileReader:
        """What reads one file of this programme, in this process or in another."""
        layouts = tuple(self.catalogue.layouts.values())
        return FileReader.of(self.key, layouts, self.setting(), self.hooks)

    def read_input(self, given: InputFile, setting: Setting) -> FormReading:
        """Read one file by itself, without adding to the programme.

        Args:
            given: The file with its bytes.
            setting: The programme and its day.
        """
        return attrs.evolve(self.reader(), setting=setting)(given)

    def with_records(self, *records: Record) -> Programme:
        """The programme with more records, from a tool of one's own."""
        return attrs.evolve(self, records=(*self.records, *records))

    @contextmanager
    def _take_in(
        self, intake: Intake, way: ReadingWay
    ) -> Iterator[tuple[Programme, tuple[FormReading, ...], Iterator[FormReading]]]:
        """The programme with the registers in it, their readings, and those of the forms."""
        with way.folder(self.key, intake) as folder:
            programme, registers = self._read_registers(intake, folder)
            reader = programme.reader()
            if folder is not None:
                folder.begin_forms(reader.fingerprint, len(intake.forms))
            with closing(way.forms(intake, reader, folder)) as readings:
                yield programme, registers, readings
            if folder is not None:
                folder.finish()

    def _read_registers(
        self, intake: Intake, folder: WorkFolder | None
    ) -> tuple[Programme, tuple[FormReading, ...]]:
        readings = (
            tuple(read_files(intake.registers, self.reader(), work=folder))
            if intake.registers
            else tuple(intake.kept_registers(self.catalogue.kinds))
        )
        if not readings:
            return self, ()
        taken = take_in_registers(readings, self.divisions, self.catalogue.definition.period)
        programme = attrs.evolve(
            self,
            divisions=taken.divisions,
            records=(*self.records, *(row for each in taken.readings for row in each.records)),
            files=(*self.files, *(each.file for each in taken.readings)),
            reading_issues=(
                *self.reading_issues,
                *(issue for each in taken.readings for issue in each.issues),
            ),
        )
        return programme, taken.readings

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
            self._cache[as_of] = work_out(
                self.catalogue,
                self.setting(as_of),
                records=self.records,
                receipts=self.receipts,
                found=self.reading_issues,
            )
        return self._cache[as_of]

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

    def blank(self, form: str, format: str = "docx", *, fillable: bool = False) -> bytes:  # noqa: A002
        """A blank form.

        Args:
            form: Key of the form's layout.
            format: ``docx`` or ``xlsx``.
            fillable: Whether fields are content controls, options boxes to tick, and printed
                words locked; in Word only.

        Raises:
            UnknownNameError: No such form or format, or none that can be filled in on the screen.
        """
        layout = self.find_layout(form)
        kind = self.catalogue.kinds[layout.kind]
        if fillable:
            if format != "docx":
                raise UnknownNameError("format of a fillable form", format, ("docx",))
            return write_fillable(layout, kind, setting=self.setting())
        if layout.rows_are_records:
            return write_rows(layout, kind, (), format=_known_format(format))
        return write_form(layout, kind, format=_known_format(format), setting=self.setting())

    def preview(
        self, form: str, record: Record | None = None, *, disclosure: Disclosure = CLOSED
    ) -> str:
        """A form as HTML, for a notebook or a page: ``IPython.display.HTML(programme.preview(…))``.

        Args:
            form: Key of the form's layout.
            record: A record of the form's kind; None for a blank form.
            disclosure: Which personal values are shown in clear; the others are ``***``.

        Raises:
            UnknownNameError: No such form.
        """
        layout = self.find_layout(form)
        kind = self.catalogue.kinds[layout.kind]
        return preview_html(layout, kind, record, disclosure=disclosure, setting=self.setting())

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
            layout,
            self.catalogue.kinds[layout.kind],
            records,
            format=_known_format(format),
            setting=self.setting(),
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


def _known_format(format: str) -> Format:  # noqa: A002
    for known in FORMATS:
        if format == known:
            return known
    raise UnknownNameError("form format", format, FORMATS)


def _receipts(intake: Intake, setting: Setting) -> tuple[dict[str, Receipt], list[Issue]]:
    if intake.received is None:
        return {}, []
    name = str(intake.received)
    entries, issues = read_receipts(intake.received.read_bytes(), name, setting)
    matched, found = match_receipts(intake.names, entries, name)
    return dict(matched), [*issues, *found]

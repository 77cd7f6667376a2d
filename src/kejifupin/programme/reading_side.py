"""The reading side of a programme: files in, records kept or streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Self

import attrs

from kejifupin.checks.check import check_records
from kejifupin.exchange.inputs import InputFile
from kejifupin.exchange.receipts import read_receipts
from kejifupin.forms.reading import FormReading
from kejifupin.programme.state import ProgrammeState
from kejifupin.reading.file_reader import FileReader
from kejifupin.reading.intake import Intake
from kejifupin.reading.register_readings import take_in_registers
from kejifupin.reading.streaming import TIME_LIMIT, Progress, read_files
from kejifupin.reading.way import ReadingWay
from kejifupin.reading.work_folder import WorkFolder
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import match_receipts
from kejifupin.terms.issues import Issue


class ReadingSide(ProgrammeState):
    """What reads for a programme."""

    __slots__ = ()

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
    ) -> Self:
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

    def with_records(self, *records: Record) -> Self:
        """The programme with more records, from a tool of one's own."""
        return attrs.evolve(self, records=(*self.records, *records))

    @contextmanager
    def _take_in(
        self, intake: Intake, way: ReadingWay
    ) -> Iterator[tuple[Self, tuple[FormReading, ...], Iterator[FormReading]]]:
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
    ) -> tuple[Self, tuple[FormReading, ...]]:
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


def _receipts(intake: Intake, setting: Setting) -> tuple[dict[str, Receipt], list[Issue]]:
    if intake.received is None:
        return {}, []
    name = str(intake.received)
    entries, issues = read_receipts(intake.received.read_bytes(), name, setting)
    matched, found = match_receipts(intake.names, entries, name)
    return dict(matched), [*issues, *found]

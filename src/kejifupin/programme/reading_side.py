"""The reading side of a programme: files in, records kept or streamed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Generic, Self, TypeVar

import attrs
from attrs import frozen

from kejifupin.checks.check import check_records
from kejifupin.exchange.inputs import InputFile
from kejifupin.exchange.receipts import read_receipts
from kejifupin.forms.reading import FormReading
from kejifupin.programme.state import ProgrammeState
from kejifupin.reading.file_reader import FileReader
from kejifupin.reading.intake import Intake
from kejifupin.reading.register_readings import take_in_registers
from kejifupin.reading.streaming import TIME_LIMIT, Progress, read_files
from kejifupin.reading.together import Together
from kejifupin.reading.way import ReadingWay
from kejifupin.reading.work_folder import WorkFolder
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.receipts import Matching, Receipt, match_entries
from kejifupin.terms.issues import Issue

_P = TypeVar("_P")


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
        with self._take_in(intake, way) as taken:
            programme = taken.programme
            matching = _receipts(intake, programme.setting(), received_on)
            issues = list(matching.issues)
            records: list[Record] = []
            for reading in taken.readings:
                records.extend(reading.records)
                issues.extend(reading.issues)
        return attrs.evolve(
            programme,
            records=(*programme.records, *records),
            receipts={**programme.receipts, **matching.receipts},
            loose_receipts=(*programme.loose_receipts, *matching.loose),
            files=(*programme.files, *intake.names),
            reading_issues=(*programme.reading_issues, *issues),
        )

    def stream(
        self,
        *paths: Path | str,
        register: Path | str | Sequence[Path | str] = (),
        received: Path | str | None = None,
        received_on: date | None = None,
        progress: Progress | None = None,
        workers: int = 0,
        work: Path | str | None = None,
        time_limit: int | None = TIME_LIMIT,
        checked: bool = True,
        together: bool = False,
    ) -> Iterator[FormReading]:
        """Read filled forms one after another, and keep none of them.

        Memory does not grow with what is in the files. What can only be told of all of them
        together (a form handed in twice, namesakes, a sum that does not fit) is left to `read`, or
        told at the end; files of which some record stands twice are then read a second time.

        Args:
            paths: As for `read`.
            register: As for `read`.
            received: The register of receipts; what does not fit it is told with each file.
            received_on: As for `read`.
            progress: Told before each file.
            workers: Processes that read at once; 0 reads in this one.
            work: Folder that keeps the readings; it is complete once the last one was taken.
            time_limit: Seconds that one file may take in a worker process; None for no limit.
            checked: Whether each reading's records are checked, by themselves.
            together: Whether they are checked together too, so that all is told that `issues`
                tells of files after `read`.

        Yields:
            A reading for each register, with the rows that were taken in, then one for each form
            in the order of the files; with ``together``, then one more, without records, for each
            file of which only all together tell something.

        Raises:
            FileNotFoundError: A path is not there.
            WorkFolderError: A work folder cannot be used.
            WorkerError: Worker processes cannot be started.
        """
        intake = Intake.find(paths, register=register, received=received)
        way = ReadingWay(progress, workers, work, time_limit)
        with self._take_in(intake, way) as taken:
            programme, registers = taken.programme, taken.registers
            matching = _receipts(intake, programme.setting(), received_on)
            told: dict[str, list[Issue]] = {}
            for issue in matching.issues:
                told.setdefault(issue.place.file or "", []).append(issue)
            strange = told.keys() - intake.names
            others = [FormReading(file, (), told.pop(file)) for file in sorted(strange)]
            known = attrs.evolve(programme, receipts={**programme.receipts, **matching.receipts})
            setting, rules = known.setting(known.last_day), tuple(self.catalogue.rules.values())
            every = (
                attrs.evolve(each, issues=(*each.issues, *told.pop(each.file, ())))
                for each in chain(registers, others, taken.readings)
            )
            if not together:
                for each in every:
                    more = check_records(each.records, rules, setting) if checked else ()
                    yield attrs.evolve(each, issues=each.issues + more) if more else each
                return
            with closing(Together(self.catalogue, setting, known.receipts)) as whole:
                yield from map(whole.take, every)
                names = frozenset(whole.suspects)
                again = (each for each in registers if each.file in names)
                yield from whole.tell(chain(again, taken.again(names)))

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
    def _take_in(self, intake: Intake, way: ReadingWay) -> Iterator[_Taken[Self]]:
        """The programme with the registers in it, their readings, and those of the forms."""
        with way.folder(self.key, intake) as folder:
            programme, registers = self._read_registers(intake, folder)
            reader = programme.reader()
            if folder is not None:
                folder.begin_forms(reader.fingerprint, len(intake.forms))
            with closing(way.forms(intake, reader, folder)) as readings:
                again = partial(way.again, intake, reader, folder)
                yield _Taken(programme, registers, readings, again)
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


@frozen
class _Taken(Generic[_P]):
    """What one read takes in: the programme with the registers in it, and the readings."""

    programme: _P
    registers: tuple[FormReading, ...]
    readings: Iterator[FormReading]
    again: Callable[[Container[str]], Iterator[FormReading]]


def _receipts(intake: Intake, setting: Setting, received_on: date | None) -> Matching:
    known = {} if received_on is None else dict.fromkeys(intake.names, received_on)
    receipts = {name: Receipt(name, day) for name, day in known.items()}
    if intake.received is None:
        return Matching(receipts, (), ())
    name = str(intake.received)
    entries, issues = read_receipts(intake.received.read_bytes(), name, setting)
    matching = match_entries(intake.names, entries, name)
    return attrs.evolve(
        matching,
        receipts={**receipts, **matching.receipts},
        issues=(*issues, *matching.issues),
    )

"""How files are read: by how many processes, how long each may take, what is kept."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from kejifupin.forms.reading import FormReading
from kejifupin.reading.file_reader import FileReader
from kejifupin.reading.intake import Intake
from kejifupin.reading.streaming import Progress, read_files
from kejifupin.reading.work_folder import WorkFolder, work_folder


@frozen
class ReadingWay:
    """How files are read (读取方式).

    Args:
        progress: Told before each file.
        workers: Processes that read at once; 0 reads in this one.
        work: Folder that keeps the readings.
        time_limit: Seconds that one file may take in a worker process; None for no limit.
    """

    progress: Progress | None
    workers: int
    work: Path | str | None
    time_limit: int | None

    @contextmanager
    def folder(self, programme: str, intake: Intake) -> Iterator[WorkFolder | None]:
        """The work folder, open for this run; None where nothing is kept.

        Args:
            programme: Key of the programme.
            intake: What is to be read.

        Raises:
            WorkFolderError: A work folder cannot be used.
        """
        intake.check(programme, working=self.work is not None)
        if self.work is None:
            yield None
            return
        with work_folder(self.work, programme) as folder:
            yield folder

    def forms(
        self, intake: Intake, reader: FileReader, folder: WorkFolder | None
    ) -> Generator[FormReading, None, None]:
        """The readings of all forms, those of work folders first.

        Args:
            intake: What is to be read.
            reader: Reads one file.
            folder: Where readings are kept and found again.
        """
        if intake.kept:
            yield from intake.kept_forms(reader.kinds, reader.fingerprint)
        yield from read_files(
            intake.forms,
            reader,
            workers=self.workers,
            work=folder,
            progress=self.progress,
            time_limit=self.time_limit,
        )

    def again(
        self,
        intake: Intake,
        reader: FileReader,
        folder: WorkFolder | None,
        names: Container[str],
    ) -> Generator[FormReading, None, None]:
        """The readings of some forms that were all read in this run, once more.

        Args:
            intake: What was read.
            reader: Reads one file.
            folder: Where their readings were kept.
            names: Names of the forms.
        """
        if intake.kept:
            kept = intake.kept_forms(reader.kinds, reader.fingerprint)
            yield from (each for each in kept if each.file in names)
        yield from read_files(
            tuple(each for each in intake.forms if each.name in names),
            reader,
            workers=self.workers,
            work=folder,
            time_limit=self.time_limit,
            again=True,
        )

"""Files to readings, one after another, in the order of the files however many read them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from hashlib import sha256

from attrs import field, frozen

from kejifupin.exchange.inputs import InputFile, InputPath
from kejifupin.exchange.record_json import dump_reading, load_reading
from kejifupin.forms.reading import FormReading
from kejifupin.reading.file_reader import ReadOne
from kejifupin.reading.opening import Opener
from kejifupin.reading.work_folder import WorkFolder
from kejifupin.terms.issues import Issue

TIME_LIMIT = 120
"""Seconds that one file may take in a worker process."""

Progress = Callable[[int, int, str], None]
"""Called before each file with its number, how many there are, and its name."""


def read_files(
    inputs: Sequence[InputPath],
    read_one: ReadOne,
    *,
    workers: int = 0,
    work: WorkFolder | None = None,
    progress: Progress | None = None,
    time_limit: int | None = TIME_LIMIT,
    again: bool = False,
) -> Iterator[FormReading]:
    """Read files, each opened when it is its turn.

    The readings and their order are the same with any number of workers. Memory holds a few files
    for each worker, not all.

    Args:
        inputs: The files.
        read_one: Reads one of them.
        workers: Processes that read at once; 0 reads in this one.
        work: Where readings are kept and found again.
        progress: Told before each reading that is waited for.
        time_limit: Seconds that one file may take; None for no limit. It needs workers.
        again: Whether they were all read in this run already, and are entered.

    Returns:
        A reading for each file, in their order. A file that hangs or ends its worker has an issue
        instead of records; it is tried again in the next run.

    Raises:
        ValueError: ``workers`` is negative.
        WorkerError: Workers cannot be started.
    """
    if workers < 0:
        raise ValueError(f"workers cannot be {workers}")
    files = _Files(read_one, work, again=again)
    readings = files.at_once(inputs, workers, time_limit) if workers else files.in_turn(inputs)
    return _told(inputs, readings, progress)


def _told(
    inputs: Sequence[InputPath],
    readings: Generator[FormReading, None, None],
    progress: Progress | None,
) -> Iterator[FormReading]:
    with closing(readings):
        for number, given in enumerate(inputs):
            if progress is not None:
                progress(number, len(inputs), given.name)
            yield next(readings)


@frozen
class _Answer:
    """What a file was read as, loaded or not, and under what that is kept."""

    found: FormReading | bytes
    key: str | None = None
    was_kept: bool = False


@frozen
class _Files:
    """How files are read, and where their readings are kept."""

    read_one: ReadOne
    work: WorkFolder | None
    again: bool = False
    opener: Opener = field(factory=Opener)

    def in_turn(self, inputs: Sequence[InputPath]) -> Generator[FormReading, None, None]:
        with closing(self.opener):
            for each in inputs:
                yield self._entered(self._answer(each, self.read_one))

    def at_once(
        self, inputs: Sequence[InputPath], workers: int, time_limit: int | None
    ) -> Generator[FormReading, None, None]:
        # Loaded here, so that whoever reads in one process does not pay for them.
        from kejifupin.reading.crew import Crew
        from kejifupin.reading.packing import pack

        packed = pack(self.read_one)
        with closing(self.opener), closing(Crew(packed, workers, time_limit)) as crew:
            for answer in crew.map(lambda each: self._answer(each, crew.read), inputs):
                yield self._entered(answer)

    def _answer(
        self, path: InputPath, read: Callable[[InputFile], FormReading | bytes | Issue]
    ) -> _Answer:
        given = self.opener.open(path)
        if given.content is None:
            return _Answer(self.read_one(given))
        key = known = None
        if self.work is not None:
            key = self.read_one.key(given.name, sha256(given.content).hexdigest())
            known = self.work.load(key, given.name, self.read_one.kinds)
        if known is not None:
            return _Answer(known, key, was_kept=True)
        found = read(given)
        if isinstance(found, Issue):
            return _Answer(FormReading(given.name, (), (found,)))
        if self.work is not None and key is not None:
            self.work.keep(key, found if isinstance(found, bytes) else dump_reading(found))
        return _Answer(found, key)

    def _entered(self, answer: _Answer) -> FormReading:
        found = answer.found
        reading = load_reading(found, self.read_one.kinds) if isinstance(found, bytes) else found
        if self.work is not None and not self.again:
            self.work.enter(reading, answer.key)
            self.work.kept += answer.was_kept
        return reading

"""The readings of a work folder, without the files that they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from kejifupin.exchange.inputs import InputPath
from kejifupin.exchange.record_json import ReadingFormatError, load_reading
from kejifupin.forms.reading import FormReading
from kejifupin.reading.work_folder import (
    INDEX,
    RUNNING,
    is_work_folder,
    programme_of,
    reading_path,
)
from kejifupin.reading.work_index import Entry, Index, read_index
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "work.incomplete": "工作文件夹里上一次读取没有完成",
    "work.unreadable": "工作文件夹里留存的读表结果已损坏，或与现行表式不符",
    "work.other_definitions": "工作文件夹里的结果是按另外的方案定义、名册或程序版本读出的",
}

_AGAIN = "用同样的 --work 重新运行 kejifupin read"


@frozen
class KeptReadings:
    """What a work folder keeps of the last run (留存的读表结果).

    Args:
        path: The work folder.
        programme: Key of the programme.
        index: Which files it holds: of the last run that came to its end, else of one that did
            not.
        interrupted: Whether a later run did not come to its end.
    """

    path: Path
    programme: str
    index: Index = field(repr=False)
    interrupted: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the forms, in order."""
        return tuple(each.name for each in self.index.forms)

    def registers(
        self, kinds: Mapping[str, RecordKind], *, without: Iterable[str] = ()
    ) -> Iterator[FormReading]:
        """The readings of the registers, one by one, as they were read.

        Args:
            kinds: Record kinds by key, those of rows included.
            without: Keys of readings that are passed over.
        """
        passed = frozenset(without)
        wanted = (each for each in self.index.registers if each.key not in passed)
        return self._readings(wanted, kinds)

    def forms(
        self, kinds: Mapping[str, RecordKind], *, without: Iterable[str] = ()
    ) -> Iterator[FormReading]:
        """The readings of the forms, one by one, each loaded when it is its turn.

        Args:
            kinds: Record kinds by key, those of rows included.
            without: Names of forms that are passed over.
        """
        passed = frozenset(without)
        wanted = (each for each in self.index.forms if each.name not in passed)
        return self._readings(wanted, kinds)

    def issues(self, fingerprint: str) -> tuple[Issue, ...]:
        """What a reader of the results should know about how they were read.

        Args:
            fingerprint: Hash of all that would decide the reading of the forms now.
        """
        found = []
        if self.interrupted or not self.index.complete:
            found.append(self._incomplete())
        if self.index.fingerprint not in (None, fingerprint):
            found.append(
                Issue(
                    "work.other_definitions",
                    "读这些表时的方案定义、名册或程序版本与现在的不同",
                    Severity.WARNING,
                    Place(str(self.path)),
                    remedy=f"{_AGAIN}；名册要与读表时相同",
                )
            )
        return tuple(found)

    def _incomplete(self) -> Issue:
        if self.index.complete:
            message = "后来又读过一次，中途停了；这里是上一次读完的结果"
        else:
            total = f"共{self.index.total}份，" if self.index.total else ""
            message = f"读取中途停了：{total}已读{len(self.index.forms)}份"
        return Issue(
            "work.incomplete",
            message,
            Severity.WARNING,
            Place(str(self.path)),
            remedy=f"{_AGAIN}，会接着读",
        )

    def _readings(
        self, entries: Iterable[Entry], kinds: Mapping[str, RecordKind]
    ) -> Iterator[FormReading]:
        for each in entries:
            try:
                yield load_reading(self._data(each), kinds, file=each.name)
            except (OSError, ReadingFormatError):
                issue = Issue(
                    "work.unreadable",
                    "留存的读表结果已损坏，或与现行表式不符，没有采用",
                    place=Place(each.name),
                    remedy=_AGAIN,
                )
                yield FormReading(each.name, (), (issue,))

    def _data(self, entry: Entry) -> bytes:
        if entry.key is None:
            return entry.inline or b""
        return reading_path(self.path, entry.key).read_bytes()


def open_work(folder: Path | str) -> KeptReadings:
    """Open a work folder to read from; the files themselves are not needed.

    Args:
        folder: A folder that was given as ``work`` when the files were read.

    Raises:
        WorkFolderError: It is no work folder, or one of a later version.
    """
    path = Path(folder)
    programme = programme_of(path)
    last, running = read_index(path / INDEX), read_index(path / RUNNING)
    index = last or running or Index()
    return KeptReadings(path, programme, index, interrupted=running is not None)


def outside_work_folders(inputs: Iterable[InputPath]) -> Iterator[InputPath]:
    """The files that are no part of a work folder that stands among them."""
    known: dict[Path, bool] = {}

    def inside(folder: Path) -> bool:
        if folder not in known:
            above = folder.parent
            known[folder] = is_work_folder(folder) or (above != folder and inside(above))
        return known[folder]

    return (each for each in inputs if not inside(each.path.parent))

"""The work folder: readings kept, so that what was interrupted goes on where it was.

Format, version 1. Folders and files are readable by their owner alone: readings are in clear.

- ``work.json`` says ``{"format": "kejifupin-work", "version": 1, "programme": KEY}``.
- ``readings/ab/abcd….json`` is one reading as `kejifupin.exchange.record_json` writes it, once for
  each content. Its name is the hash of the file's content and of all that decides how it is read:
  programme, kinds, layouts, divisions with the register, and the code that reads.
- ``running.jsonl`` is the index of a run under way, a JSON object a line: ``{"register": NAME,
  "reading": KEY}``, ``{"forms": COUNT, "fingerprint": HASH}``, ``{"form": NAME, "reading": KEY}``
  (``"inline": READING`` for a file that was not read), ``{"end": true}``.
- ``index.jsonl`` is the same of the last run that came to its end; readings that it does not name
  are then removed. A half-written reading or line counts as not there.
- ``lock`` is locked while a run writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kejifupin.exchange.record_json import ReadingFormatError, load_reading
from kejifupin.forms.reading import FormReading
from kejifupin.reading.errors import WorkFolderError
from kejifupin.reading.private_files import (
    TEMPORARY,
    locked,
    make_private,
    open_private,
    write_private,
)
from kejifupin.reading.work_index import END, Line, encode_line, entry_of, forms_line, read_index
from kejifupin.records.kinds import RecordKind

MARKER, INDEX, RUNNING, LOCK, READINGS = (
    *("work.json", "index.jsonl", "running.jsonl"),
    *("lock", "readings"),
)
FORMAT, VERSION = "kejifupin-work", 1


class WorkFolder:
    """A folder that keeps readings while a run goes on (工作文件夹). Made by `work_folder`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = 0
        """How many readings were found here and not read anew."""
        self._role = "register"
        self._index: BinaryIO | None = None

    def load(self, key: str, name: str, kinds: Mapping[str, RecordKind]) -> FormReading | None:
        """The reading kept under a key; None where there is none that is whole.

        Args:
            key: As the reader gives it for the file.
            name: The file's name now.
            kinds: Record kinds by key.
        """
        try:
            return load_reading(reading_path(self.path, key).read_bytes(), kinds, file=name)
        except (OSError, ReadingFormatError):
            return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep a reading, as `dump_reading` gives it, under a key."""
        path = reading_path(self.path, key)
        if not path.parent.is_dir():
            make_private(path.parent)
        write_private(path, data)

    def begin_forms(self, fingerprint: str, total: int) -> None:
        """From here on what is entered are forms.

        Args:
            fingerprint: Hash of all that decides how they are read.
            total: How many there are.
        """
        self._role = "form"
        self._write(forms_line(fingerprint, total))

    def enter(self, reading: FormReading, key: str | None) -> None:
        """Enter a file into the index, in the order of the files.

        Args:
            reading: Its reading.
            key: Under which that is kept; None for one that is not, which the index then holds.
        """
        self._write(entry_of(reading, key).line(self._role))

    def finish(self) -> None:
        """End the run: its index takes the place of the last one, and what is left over goes."""
        self._write(END)
        self.close()
        (self.path / RUNNING).replace(self.path / INDEX)
        index = read_index(self.path / INDEX)
        needed = index.keys if index else frozenset()
        for file in self.path.glob(f"{READINGS}/*/*"):
            if file.name.removesuffix(".json") not in needed:
                file.unlink(missing_ok=True)
        for file in self.path.glob(f"{TEMPORARY}*"):
            file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the index, finished or not."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def _write(self, line: Line) -> None:
        if self._index is None:
            self._index = open_private(self.path / RUNNING)
        self._index.write(encode_line(line))


@contextmanager
def work_folder(path: Path | str, programme: str) -> Iterator[WorkFolder]:
    """A work folder for one run, made if it is not there.

    Args:
        path: A new or empty folder, or the work folder of an earlier run.
        programme: Key of the programme whose files are read.

    Raises:
        WorkFolderError: It is another kind of folder, of another programme or version, or in use.
        OSError: It cannot be written.
    """
    folder = Path(path)
    _prepare(folder, programme)
    with locked(folder / LOCK) as free:
        if not free:
            raise WorkFolderError(
                f"another process is using the work folder {folder}",
                f"工作文件夹“{folder}”正被另一个程序使用",
                "等它结束，或另用一个文件夹",
            )
        work = WorkFolder(folder)
        try:
            yield work
        finally:
            work.close()


def is_work_folder(path: Path) -> bool:
    """Whether a folder is the work folder of some run, of whatever version."""
    return _marker(path) is not None


def programme_of(folder: Path) -> str:
    """Key of the programme whose readings a work folder keeps.

    Raises:
        WorkFolderError: It is no work folder, or one of a later version.
    """
    marker = _marker(folder)
    if marker is None:
        raise WorkFolderError(
            f"{folder} is no work folder",
            f"“{folder}”不是工作文件夹",
            "给出以前 --work 用过的文件夹",
        )
    if marker.get("version") != VERSION:
        raise WorkFolderError(
            f"the work folder {folder} is of version {marker.get('version')}, not {VERSION}",
            f"工作文件夹“{folder}”是另一版本的程序写的",
            "更新程序，或另用一个文件夹重新读取",
        )
    return str(marker.get("programme"))


def reading_path(folder: Path, key: str) -> Path:
    """Where the reading of a key is kept in a work folder."""
    return folder / READINGS / key[:2] / f"{key}.json"


def _prepare(folder: Path, programme: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkFolderError(
            f"{folder} is no folder", f"“{folder}”不是文件夹", "给出一个新的或空的文件夹"
        )
    if _marker(folder) is None:
        # Closing a folder to others and removing files in it are for a folder of our own only.
        if any(not each.name.startswith(TEMPORARY) for each in folder.glob("*")):
            raise WorkFolderError(
                f"the folder {folder} is not empty and no work folder",
                f"文件夹“{folder}”里已有别的文件，不能用作工作文件夹",
                "给出一个新的或空的文件夹",
            )
        make_private(folder)
        marker = {"format": FORMAT, "version": VERSION, "programme": programme}
        write_private(folder / MARKER, json.dumps(marker, ensure_ascii=False).encode())
    known = programme_of(folder)
    if known != programme:
        raise WorkFolderError(
            f"the work folder {folder} is of the programme {known!r}, not {programme!r}",
            f"工作文件夹“{folder}”是方案“{known}”的",
            "每个方案各用一个工作文件夹",
        )
    for each in (folder, folder / READINGS):
        make_private(each)


def _marker(folder: Path) -> Line | None:
    with suppress(OSError, ValueError):
        found = json.loads((folder / MARKER).read_bytes())
        if isinstance(found, dict) and found.get("format") == FORMAT:
            return found
    return None

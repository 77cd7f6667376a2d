"""Files opened one after another, an archive once for all that is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from threading import Lock, get_ident

from kejifupin.exchange.inputs import MAX_BYTES, InputFile, InputPath, read_input
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

_FORMS = frozenset(
    (*(".docx", ".docm", ".doc", ".wps"), *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"))
)
_ENCRYPTED = 1


class Opener:
    """Opens files for reading (文件读取).

    Opening an archive reads the list of all that is in it, which for thousands of members costs
    more than they do. Hence each thread keeps the archive that it read last.
    """

    def __init__(self) -> None:
        self._archives: dict[int, tuple[Path, zipfile.ZipFile]] = {}
        self._lock = Lock()

    def open(self, given: InputPath) -> InputFile:
        """A file with its content, or the issue that tells why it has none.

        Args:
            given: The file.
        """
        try:
            content = self._member(given)
            return read_input(given) if content is None else InputFile(given.name, content)
        except Exception as error:  # noqa: BLE001 - damaged archives raise whatever their codecs do
            issue = Issue(
                "input.unreadable",
                f"文件打不开（{type(error).__name__}）",
                place=Place(given.name),
                remedy="压缩包可能已损坏：重新压缩一份，或直接交文件夹",
            )
            return InputFile(given.name, issue=issue)

    def close(self) -> None:
        """Close all archives."""
        with self._lock:
            for _, archive in self._archives.values():
                archive.close()
            self._archives.clear()

    def _member(self, given: InputPath) -> bytes | None:
        """The content of a form in an archive; None leaves it to `read_input`, which tells why."""
        name = PurePosixPath(given.member or "")
        if name.suffix.lower() not in _FORMS:
            return None
        try:
            archive = self._archive(given.path)
            info = archive.getinfo(given.member or "")
            if info.file_size > MAX_BYTES or info.flag_bits & _ENCRYPTED:
                return None
            with archive.open(info) as member:
                content = member.read(MAX_BYTES + 1)
        except (OSError, zipfile.BadZipFile, KeyError):
            return None
        return content if len(content) <= MAX_BYTES else None

    def _archive(self, path: Path) -> zipfile.ZipFile:
        known = self._archives.get(get_ident())
        if known is not None and known[0] == path:
            return known[1]
        archive = zipfile.ZipFile(path)
        with self._lock:
            self._archives[get_ident()] = (path, archive)
        if known is not None:
            known[1].close()
        return archive

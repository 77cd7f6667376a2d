"""A plugin workbook walked through like the folder that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from kejifupin.exchange.toml_files import Source, read_toml
from kejifupin.plugins.workbook_files import SheetFile
from kejifupin.plugins.workbook_reading import WorkbookContent, read_workbook
from kejifupin.terms.issues import Issue

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class _Book:
    """A workbook that is read when it is first asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def content(self) -> WorkbookContent:
        return read_workbook(self.path)


class WorkbookPath:
    """A place in a plugin workbook, with as much of the face of a path as a reader needs (路径).

    Args:
        path: The workbook.
    """

    def __init__(self, path: Path, inner: PurePosixPath | None = None) -> None:
        self.workbook = path
        self.inner = inner or PurePosixPath()
        self._book = _Book(path)

    def _at(self, inner: PurePosixPath) -> WorkbookPath:
        found = WorkbookPath(self.workbook, inner)
        found._book = self._book
        return found

    def __truediv__(self, name: str) -> WorkbookPath:
        return self._at(self.inner / name)

    def __lt__(self, other: WorkbookPath) -> bool:
        return self.inner < other.inner

    def __str__(self) -> str:
        return str(self.workbook)

    def __repr__(self) -> str:
        return f"<WorkbookPath {self.workbook} {self.inner}>"

    @property
    def files(self) -> Mapping[str, SheetFile]:
        """Everything that the workbook says, by the file that it would stand in."""
        return self._book.content.files

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with its sheets, headers and cells."""
        return self._book.content.issues

    @property
    def name(self) -> str:
        """The last part of the place."""
        return self.inner.name or self.workbook.name

    @property
    def suffix(self) -> str:
        """The ending of the last part."""
        return self.inner.suffix

    @property
    def parent(self) -> WorkbookPath:
        """The place around it."""
        return self._at(self.inner.parent)

    def is_file(self) -> bool:
        """Whether something stands in the file of this name."""
        return str(self.inner) in self.files

    def is_dir(self) -> bool:
        """Whether there are files below."""
        return any(self.inner in PurePosixPath(file).parents for file in self.files)

    def exists(self) -> bool:
        """Whether it is a file or a folder."""
        return self.is_file() or self.is_dir()

    def iterdir(self) -> Iterator[WorkbookPath]:
        """The files and folders straight below."""
        depth = len(self.inner.parts)
        inside = (PurePosixPath(file) for file in self.files)
        below = (each for each in inside if self.inner in each.parents)
        for part in dict.fromkeys(each.parts[depth] for each in below):
            yield self / part

    def glob(self, pattern: str) -> Iterator[WorkbookPath]:
        """What is below and fits a pattern, part by part."""
        first, _, rest = pattern.partition("/")
        for each in self.iterdir():
            if fnmatchcase(each.name, first):
                yield from each.glob(rest) if rest else (each,)

    def resolve(self) -> Path:
        """The workbook itself."""
        return self.workbook.resolve()

    def read(self) -> tuple[dict[str, Any] | None, Source, tuple[Issue, ...]]:
        """What would stand in the file, and the cell of every key."""
        found = self.files.get(str(self.inner))
        return (dict(found.data), found.source, ()) if found else (None, Source(str(self)), ())


AnyPath = Path | WorkbookPath


def plugin_path(path: Path) -> AnyPath:
    """Where a plugin's definitions are: a folder, or a workbook that stands for one."""
    return WorkbookPath(path) if is_workbook(path) else path


def is_workbook(path: Path) -> bool:
    """Whether a path is that of a plugin workbook."""
    return path.suffix.lower() in ENDINGS and not path.is_dir()


def read_plain(path: AnyPath) -> tuple[dict[str, Any] | None, Source, tuple[Issue, ...]]:
    """Read a TOML file, or what a workbook says in its place; as ``read_toml`` does."""
    return path.read() if isinstance(path, WorkbookPath) else read_toml(path)


def folder_of(path: AnyPath) -> Path:
    """The folder in which files lie that definitions name: templates."""
    return path.workbook.parent if isinstance(path, WorkbookPath) else path

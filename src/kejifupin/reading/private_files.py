"""Files that their owner alone can read, and that are there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

_FOLDER, _FILE = 0o700, 0o600
_NEXT = count()
TEMPORARY = ".tmp-"
"""How the names of files begin that are not yet whole."""


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone can enter, or close one that is there."""
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    folder.chmod(_FOLDER)


def open_private(path: Path, *, append: bool = False) -> BinaryIO:
    """Open a file for writing that its owner alone can read; each write goes out at once."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0), _FILE), "wb", buffering=0)


def write_private(path: Path, data: bytes) -> None:
    """Write a file at once: whoever looks finds what was there before, or all of it."""
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{next(_NEXT)}")
    try:
        with open_private(temporary) as file:
            # Without a buffer a write may take less than it is given.
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
        os.replace(temporary, path)  # noqa: PTH105 - on Windows too it takes the place
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock that ends with this process, even if it is killed.

    Args:
        path: The lock file; it stays behind.

    Yields:
        Whether the lock was free.
    """
    with open_private(path, append=True) as file:
        yield _take(file)


def _take(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        # Some network drives know no locks; then nothing can be said.
        return True
    return True

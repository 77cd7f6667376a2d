"""A reader of files as bytes for another process."""

from __future__ import annotations

import copyreg
import pickle
from io import BytesIO
from types import MappingProxyType
from typing import Any

from kejifupin.reading.errors import WorkerError
from kejifupin.reading.file_reader import ReadOne


def pack(read_one: ReadOne) -> bytes:
    """A reader as bytes.

    Raises:
        WorkerError: It holds something that another process cannot be given.
    """
    into = BytesIO()
    packer = pickle.Pickler(into, protocol=5)
    # Definitions hold read-only views, which pickle does not know.
    packer.dispatch_table = {
        **copyreg.dispatch_table,
        MappingProxyType: lambda view: (MappingProxyType, (dict(view),)),
    }
    try:
        packer.dump(read_one)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise WorkerError(
            f"this programme cannot be read by worker processes: {error}; install the plugin that "
            f"reads files by code of its own, or read with workers=0"
        ) from error
    return into.getvalue()


def unpack(packed: bytes) -> Any:
    """The reader that was packed; only ever given what the parent process sends."""
    return pickle.loads(packed)  # noqa: S301 - the parent process is no stranger

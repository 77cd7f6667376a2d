"""What a worker process does: take a reader, then read file after file until its pipe closes."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from typing import BinaryIO

from kejifupin.errors import KejifupinError
from kejifupin.exchange.inputs import InputFile
from kejifupin.exchange.record_json import dump_reading
from kejifupin.reading.errors import WorkerError
from kejifupin.reading.file_reader import ReadOne
from kejifupin.reading.messages import receive, send
from kejifupin.reading.packing import unpack

READY, READING, ERROR = b"+", b"=", b"!"
"""How the answers of a worker begin."""

_GRACE = 10
"""Seconds after its time limit at which a worker without a parent ends itself."""


def main() -> None:
    """Serve the process at the other end of standard input and output."""
    answers = _take_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks = sys.stdin.buffer
    packed = receive(tasks)
    if packed is None:
        return
    try:
        read_one: ReadOne = unpack(packed)
    except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
        send(answers, ERROR, _pickled(error))
        return
    send(answers, READY)
    while (task := receive(tasks)) is not None:
        limit, name, content = pickle.loads(task)  # noqa: S301 - the parent is no stranger
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a name of the system, no path
            if limit is not None:
                faulthandler.dump_traceback_later(limit + _GRACE, exit=True, file=nowhere)
            answer = _answer(read_one, InputFile(name, content))
            faulthandler.cancel_dump_traceback_later()
        send(answers, *answer)


def _answer(read_one: ReadOne, given: InputFile) -> tuple[bytes, bytes]:
    try:
        return READING, dump_reading(read_one(given))
    # Anything else ends the process, and the parent tells that the file did it.
    except (KejifupinError, TypeError) as error:
        return ERROR, _pickled(error)


def _pickled(error: BaseException) -> bytes:
    told = error if isinstance(error, KejifupinError) else WorkerError(_words(error))
    try:
        return pickle.dumps(told)
    except Exception:  # noqa: BLE001 - an exception of a plugin may hold anything
        return pickle.dumps(WorkerError(_words(error)))


def _words(error: BaseException) -> str:
    return f"a worker process failed: {type(error).__name__}: {error}"


def _take_output() -> BinaryIO:
    """Standard output for answers alone: what else is printed goes to the error stream."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers

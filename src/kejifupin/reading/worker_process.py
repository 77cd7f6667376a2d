"""A worker process from the outside: replaced when a file hangs in it or kills it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer
from typing import IO

from kejifupin.exchange.inputs import InputFile
from kejifupin.reading.errors import WorkerError
from kejifupin.reading.messages import receive, send
from kejifupin.reading.worker import ERROR, READY
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "input.timeout": "读取时间太长，已停止，没有读出内容",
    "input.crashed": "读取时程序意外中断，没有读出内容",
}

_START_LIMIT = 120
_BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from kejifupin.reading.worker import main; main()"
)
# On Windows two processes started at once would each inherit the other's pipes.
_STARTING = Lock()


class WorkerProcess:
    """A process that reads files, one at a time (读表进程).

    Started with the first file, by its own command: nothing is forked, and the main module of the
    caller is not run again.

    Args:
        packed: The reader, as `pack` gives it.
        time_limit: Seconds that one file may take; None for no limit.
    """

    def __init__(self, packed: bytes, time_limit: int | None) -> None:
        self._packed = packed
        self._time_limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._turn = 0
        self._expired = False
        self._stopped = False

    def read(self, given: InputFile) -> bytes | Issue:
        """The reading of a file as `dump_reading` gives it, or the issue that it gave none.

        Args:
            given: A file with its content.

        Raises:
            WorkerError: The process cannot be started, or was stopped meanwhile.
            KejifupinError: What the reader raised.
        """
        process = self._started()
        task = pickle.dumps((self._time_limit, given.name, given.content), protocol=5)
        answer = self._ask(process, task, self._time_limit)
        if self._expired or answer is None:
            self._end(process)
        if answer is None:
            if self._stopped:
                raise WorkerError("the worker process was stopped")
            return self._no_answer(given.name)
        if answer[:1] == ERROR:
            raise pickle.loads(answer[1:])  # noqa: S301 - our own process is no stranger
        return answer[1:]

    def stop(self) -> None:
        """End the process, whatever it is doing; for another thread than the one that reads."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.stop()
        if self._process is not None:
            self._end(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            process = self._process
        if process is not None and process.poll() is None:
            return process
        if process is not None:
            self._end(process)
        with self._lock:
            if self._stopped:
                raise WorkerError("the worker process was stopped")
            self._process = process = _start()
        try:
            _input(process).write(json.dumps(sys.path).encode() + b"\n")
            answer = self._ask(process, self._packed, _START_LIMIT)
        except OSError:
            answer = None
        if answer == READY:
            return process
        self._end(process)
        if answer is not None and answer[:1] == ERROR:
            raise pickle.loads(answer[1:])  # noqa: S301 - our own process is no stranger
        raise WorkerError(f"a worker process ended before it was ready ({sys.executable})")

    def _ask(
        self, process: subprocess.Popen[bytes], message: bytes, limit: int | None
    ) -> bytes | None:
        with self._lock:
            self._turn += 1
            self._expired = False
            turn = self._turn
        timer = None if limit is None else Timer(limit, self._expire, (process, turn))
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            send(_input(process), message)
            return receive(_output(process))
        except OSError:
            return None
        finally:
            if timer is not None:
                timer.cancel()
            with self._lock:
                self._turn += 1

    def _expire(self, process: subprocess.Popen[bytes], turn: int) -> None:
        # A timer may go off while its file is being answered: then it is nobody's turn.
        with self._lock:
            if turn == self._turn:
                self._expired = True
                process.kill()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        with suppress(OSError):
            _input(process).close()
        _output(process).close()
        process.wait()
        with self._lock:
            self._process = None

    def _no_answer(self, name: str) -> Issue:
        if self._expired:
            return Issue(
                "input.timeout",
                f"读取超过{self._time_limit}秒，已停止，没有读出内容",
                place=Place(name),
                remedy="打开看文件是否正常、是否过大；另存为 .docx 或 .xlsx 后重报",
            )
        return Issue(
            "input.crashed",
            "读取时程序意外中断，没有读出内容",
            place=Place(name),
            remedy="另存为 .docx 或 .xlsx 后重报；请保留原文件，反馈给维护者",
        )


def _start() -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        raise WorkerError("a program that carries its own Python reads with workers=0")
    with _STARTING:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-P", "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    return process.stdin


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    return process.stdout

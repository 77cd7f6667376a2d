"""Several worker processes, each fed by a thread of this one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from kejifupin.exchange.inputs import InputFile
from kejifupin.reading.worker_process import WorkerProcess
from kejifupin.terms.issues import Issue

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Tasks under way or waiting for their turn, for each worker."""


class Crew:
    """Worker processes that read at once (读表进程组).

    Args:
        packed: The reader, as `pack` gives it.
        workers: How many processes.
        time_limit: Seconds that one file may take; None for no limit.
    """

    def __init__(self, packed: bytes, workers: int, time_limit: int | None) -> None:
        self._processes = [WorkerProcess(packed, time_limit) for _ in range(workers)]
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="kejifupin")

    def map(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What a task gives for each item, in their order, a few worked on ahead.

        Args:
            task: Run in the threads of the crew; it may call `read`.
            items: Taken one by one as there is room.
        """
        under_way: deque[Future[R]] = deque()
        for item in items:
            under_way.append(self._threads.submit(task, item))
            if len(under_way) >= len(self._processes) * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def read(self, given: InputFile) -> bytes | Issue:
        """The reading of a file by the next process that is free, as `WorkerProcess.read`.

        Args:
            given: A file with its content.
        """
        process = self._idle.get()
        try:
            return process.read(given)
        finally:
            self._idle.put(process)

    def close(self) -> None:
        """End all processes and threads, whatever they are doing."""
        for process in self._processes:
            process.stop()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.close()

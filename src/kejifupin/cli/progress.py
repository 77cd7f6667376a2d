"""A progress bar on the error stream, only on a terminal and only when the work is long."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 0.8
"""Seconds of work that need no bar."""


class ReadingBar:
    """Told before each file, it shows a bar once the reading has taken a while (进度条)."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, number: int, total: int, name: str) -> None:  # noqa: ARG002 - never shown
        """Show that a file is about to be read.

        Args:
            number: How many have been read.
            total: How many there are.
            name: The file's name, not shown: it may be that of a person.
        """
        if not sys.stderr.isatty():
            return
        if self._bar is None and time.monotonic() - self._began > _PATIENCE:
            self._start(total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=number)

    def _start(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        self._bar = Progress(
            "正在读取",
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
        )
        self._task = self._bar.add_task("read", total=total)
        self._bar.start()

"""What can go wrong around the reading of files, for programmers."""

from __future__ import annotations

from kejifupin.errors import KejifupinError


class WorkerError(KejifupinError, RuntimeError):
    """Worker processes that cannot be started, or cannot be told how to read."""


class WorkFolderError(KejifupinError, ValueError):
    """A work folder that cannot be used, told in English and in Chinese.

    Args:
        message: What is wrong, for programmers.
        chinese: The same for whoever named the folder.
        remedy: What to do instead, in Chinese.
    """

    def __init__(self, message: str, chinese: str, remedy: str) -> None:
        self.message = message
        self.chinese = chinese
        self.remedy = remedy
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.chinese, self.remedy)

"""How a reader gives up on a file: raised inside `office`, always told as an issue."""

from __future__ import annotations

from kejifupin.errors import KejifupinError


class RefusedFileError(KejifupinError, ValueError):
    """A file that cannot or must not be read; never leaves `kejifupin.office`.

    Args:
        code: Code of the finding, e.g. ``file.broken``.
        detail: What was found, in Chinese, for the person who sent the file.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.code, self.detail)


class UnreadFormatError(RefusedFileError):
    """A format that was recognised and is not read; never leaves `kejifupin.office`."""

    def __init__(self, kind: str, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.kind = kind

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.kind, self.code, self.detail)


def dangerous(detail: str) -> RefusedFileError:
    """A file built, or grown, in a way that no honest form has."""
    return RefusedFileError("file.dangerous", detail)


def broken(detail: str) -> RefusedFileError:
    """A file that ends too early or contradicts itself."""
    return RefusedFileError("file.broken", detail)

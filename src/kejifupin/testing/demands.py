"""What holds of random examples, and how it is told where it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from kejifupin.records.record import Record

_SHRINKING_SECONDS = 10


def patient(demand: Callable[..., None]) -> Callable[..., None]:
    """A demand for which a smaller example that fails is looked for only so long.

    Once the time is up, what was not seen to fail before passes, so that the smallest example found
    by then is told.
    """
    failed: list[tuple[object, ...]] = []
    until = [0.0]

    def patient(drawn: tuple[object, ...]) -> None:
        if failed and monotonic() > until[0] and drawn not in failed:
            return
        try:
            demand(*drawn)
        except Exception:
            if not failed:
                until[0] = monotonic() + _SHRINKING_SECONDS
            failed.append(drawn)
            raise

    return patient


def demand(holds: bool, message: str) -> None:  # noqa: FBT001 - reads as one sentence
    """Fail with a message unless something holds."""
    if not holds:
        raise AssertionError(message)


def demand_none(messages: Sequence[str]) -> None:
    """Fail with all messages where there are any."""
    demand(not messages, "\n".join(messages))


def demand_same(read: Sequence[Record], written: Sequence[Record]) -> None:
    """Two lists of records say the same; the first difference is named by its field."""
    demand(len(read) == len(written), f"写了{len(written)}条，读回{len(read)}条")
    for number, (one, other) in enumerate(zip(read, written, strict=True), 1):
        for key, value in other.items():
            found = one.get(key)
            same = found == value and type(found) is type(value)
            demand(same, f"第{number}条的“{key}”写的是{value!r}，读回{found!r}")

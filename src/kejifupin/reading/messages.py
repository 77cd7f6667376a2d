"""Messages over a pipe: eight bytes of length, then that many bytes."""

from __future__ import annotations

from typing import IO

_PREFIX = 8


def send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write one message.

    Args:
        pipe: A pipe to another process.
        parts: The message, put together from parts.

    Raises:
        OSError: The other process is gone.
    """
    pipe.write(sum(map(len, parts)).to_bytes(_PREFIX, "big"))
    pipe.writelines(parts)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None where the other process ended instead."""
    prefix = _read(pipe, _PREFIX)
    return None if prefix is None else _read(pipe, int.from_bytes(prefix, "big"))


def _read(pipe: IO[bytes], size: int) -> bytes | None:
    found = bytearray()
    while len(found) < size:
        more = pipe.read(size - len(found))
        if not more:
            return None
        found += more
    return bytes(found)

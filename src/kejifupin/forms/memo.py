"""Results kept because the next file will ask for the same: bounded, and safe to lose."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Results of a pure function by what it was asked (备忘).

    Args:
        kept: How many are kept; the next one empties it.
    """

    __slots__ = ("_found", "_kept")

    def __init__(self, kept: int) -> None:
        self._found: dict[Hashable, T] = {}
        self._kept = kept

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result kept under a key, made now where there is none.

        Args:
            key: All that the result depends on.
            make: Gives the result.
        """
        found = self._found.get(key)
        if found is None:
            found = make()
            if len(self._found) >= self._kept:
                self._found.clear()
            self._found[key] = found
        return found

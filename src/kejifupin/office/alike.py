"""Parts that are alike in thousands of files are understood once.

Forms that come back were made from one blank: their styles, links and properties are the same
bytes. What was read from such a part is kept by its content, so that it holds for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from threading import Lock
from typing import Final, Generic, TypeVar

from kejifupin.office.limits import Limits

_T = TypeVar("_T")
_GENERATIONS: Final = 2
# At most 8 MB are kept for each kind of part.
_LARGEST = 64 * 1024
_KEPT = 128


def once_for_all_alike(read: Callable[[bytes, Limits], _T]) -> Callable[[bytes, Limits], _T]:
    """Keep what a function reads from small parts; the result must not be changed by anyone."""
    kept = lru_cache(maxsize=_KEPT)(read)

    @wraps(read)
    def known(data: bytes, limits: Limits) -> _T:
        return (kept if len(data) <= _LARGEST else read)(data, limits)

    return known


class Remembered(Generic[_T]):
    """What was understood before, up to a bound; what is not met again is forgotten (记忆).

    Two generations: when the young one is full it becomes the old one, and what is met there is
    young again. Threads may share it.

    Args:
        most: The most that is kept, as the sum of costs; about bytes.
    """

    def __init__(self, most: int) -> None:
        self._most = most // _GENERATIONS
        self._lock = Lock()
        self._young: dict[Hashable, tuple[_T, int]] = {}
        self._old: dict[Hashable, tuple[_T, int]] = {}
        self._cost = 0

    def get(self, key: Hashable) -> _T | None:
        """What was kept under a key, or None."""
        if (found := self._young.get(key)) is not None:
            return found[0]
        if (found := self._old.get(key)) is None:
            return None
        self.keep(key, *found)
        return found[0]

    def keep(self, key: Hashable, value: _T, cost: int) -> bool:
        """Keep something, unless it costs more than an eighth of everything."""
        if cost > self._most // 4:
            return False
        with self._lock:
            if self._cost + cost > self._most:
                self._old, self._young, self._cost = self._young, {}, 0
            self._young[key] = value, cost
            self._cost += cost
        return True

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._young, self._old, self._cost = {}, {}, 0

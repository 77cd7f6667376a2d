"""Parts that are alike in thousands of files are understood once.

Forms that come back were made from one blank: their styles, links and properties are the same
bytes. What was read from such a part is kept by its content, so that it holds for no other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from kejifupin.office.limits import Limits

_T = TypeVar("_T")
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

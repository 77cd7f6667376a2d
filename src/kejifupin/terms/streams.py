"""Long lists that are asked for anew each time, instead of being kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Streamed(Sequence[T], Generic[T]):
    """Items that are streamed from where they are each time they are gone through (数据流).

    None is held, so that a figure of the whole country can be followed as well as a village's.

    Args:
        make: Starts from the first item.
    """

    def __init__(self, make: Callable[[], Iterator[T]]) -> None:
        self._make = make
        self._length: int | None = None

    def __iter__(self) -> Iterator[T]:
        return self._make()

    def __len__(self) -> int:
        """How many there are; the first time this goes through all of them."""
        if self._length is None:
            self._length = sum(1 for _ in self)
        return self._length

    def first(self, limit: int) -> tuple[T, ...]:
        """The first items; all are counted on the way, unless they were before."""
        if self._length is not None:
            return tuple(islice(self, limit))
        items = iter(self)
        found = tuple(islice(items, limit))
        self._length = len(found) + sum(1 for _ in items)
        return found

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice) or index < 0:
            return tuple(self)[index]
        for item in islice(self, index, None):
            return item
        raise IndexError(f"no item {index}")

    def __eq__(self, other: object) -> bool:
        """Whether the same items come in the same order."""
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    # What is streamed may differ from one time to the next, so it has no hash.
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def folded(
    title: str, items: Sequence[T], words: Callable[[T], str], limit: int | None
) -> Iterator[str]:
    """A list under its title and count, cut off behind some lines with how many more there are.

    Args:
        title: What the list is of.
        items: The items.
        words: An item as a line.
        limit: Lines that are shown; None for all, none of which is held.

    >>> list(folded("未报的", ("甲", "乙", "丙"), str, 1))
    ['未报的（3）：', '  甲', '  ……另有2条']
    """
    shown: Sequence[T] = items
    if limit is not None:
        shown = items.first(limit) if isinstance(items, Streamed) else items[:limit]
    count = len(items)
    yield f"{title}（{count}）："
    for each in shown:
        yield f"  {words(each)}"
    if limit is not None and count > limit:
        yield f"  ……另有{count - limit}条"

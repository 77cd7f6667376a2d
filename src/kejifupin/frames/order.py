"""Divisions in depth-first order, with where the parts of the tree begin in it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from kejifupin.records.reach import Reach

_FAR = 2**62


@frozen(eq=False)
class Order:
    """The divisions of some records in depth-first order (归属次序).

    Args:
        homes: Codes, those outside of the scope last.
        levels: For each depth, the division at that depth that each is or lies below; None where
            a division does not reach so deep.
        starts: For each depth, where the block of divisions begins that lie below the same one
            at that depth; far beyond where a division does not reach so deep.
    """

    homes: tuple[str, ...]
    levels: tuple[tuple[str | None, ...], ...]
    starts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, homes: Sequence[str], reach: Reach) -> Order:
        """The order of some divisions in a tree."""
        inside = reach.depth_first(homes)
        known = set(inside)
        order = (*inside, *(code for code in homes if code not in known))
        ways = tuple(reach.chain(code)[::-1] for code in order)
        depth = max(map(len, ways), default=0)
        starts: list[list[int]] = [[] for _ in range(depth)]
        before: tuple[str, ...] = ()
        begun = [0] * depth
        for place, way in enumerate(ways):
            same = True
            for level in range(depth):
                if level >= len(way):
                    starts[level].append(_FAR)
                    continue
                same = same and level < len(before) and before[level] == way[level]
                if not same:
                    begun[level] = place
                starts[level].append(begun[level])
            before = way
        levels = tuple(
            tuple(way[level] if level < len(way) else None for way in ways)
            for level in range(depth)
        )
        return cls(order, levels, tuple(map(tuple, starts)))

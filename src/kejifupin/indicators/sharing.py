"""What stands at several divisions at once, taken off where they meet: distinct counts that add."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from attrs import Factory, define

from kejifupin.indicators.tallies import NOTHING, Tally
from kejifupin.records.reach import Reach

Keys = Mapping[str, AbstractSet[Hashable]]
"""Division → the keys of its own records."""


def share(
    tallies: Mapping[str, Tally], certain: Keys, possible: Keys, reach: Reach
) -> Mapping[str, Tally]:
    """Tallies of a distinct count with what their divisions have in common.

    The divisions at which a key stands are gone through in depth-first order. Those at or below
    any one division follow one another there, so that one key counts once too often for each pair
    of neighbours: taken off where the two meet, it counts once at every level.

    Args:
        tallies: Division → tally of its own records.
        certain: Keys that surely count.
        possible: Further keys that may count, in the divisions that have any.
        reach: The tree in which the tallies add up.

    Returns:
        The tallies, and further ones for divisions without records where others meet.
    """
    sure = meetings(certain, reach)
    if not possible:
        return shared_at(tallies, sure, sure)
    every = {
        code: certain.get(code, frozenset()) | possible.get(code, frozenset())
        for code in certain.keys() | possible.keys()
    }
    return shared_at(tallies, sure, meetings(every, reach))


def meetings(keys: Keys, reach: Reach) -> Mapping[str, int]:
    """Division → how many times neighbours in the list of some key meet there."""
    last: dict[Hashable, int] = {}
    met = MeetingPlaces(reach)
    for place, code in enumerate(reach.depth_first(keys)):
        met.take(place, code, [last[key] for key in keys[code] if key in last])
        last.update(dict.fromkeys(keys[code], place))
    return met.times


@define
class MeetingPlaces:
    """Where the neighbours in the lists of keys meet, division by division (汇合处).

    Args:
        reach: The tree.
        times: Division → how many neighbours meet there.
    """

    reach: Reach
    times: Counter[str] = Factory(Counter)
    _begins: dict[str, int] = Factory(dict)

    def copy(self) -> MeetingPlaces:
        """The same, to go another way from here."""
        return MeetingPlaces(self.reach, self.times.copy(), self._begins.copy())

    def take(self, place: int, code: str, before: Iterable[int]) -> None:
        """Go on to the next division in depth-first order.

        Args:
            place: Its place in that order.
            code: Its code.
            before: For each of its keys, the last place where it was before; −1 for none.
        """
        chain = self.reach.chain(code)
        for above in chain:
            self._begins.setdefault(above, place)
        places = sorted(before)
        inside = 0
        for above in chain:
            # Whoever came after a division began lies in it, and so does the place at hand.
            reached = len(places) - bisect_left(places, self._begins[above])
            if reached > inside:
                self.times[above] += reached - inside
                inside = reached


def shared_at(
    tallies: Mapping[str, Tally], certain: Mapping[str, int], possible: Mapping[str, int]
) -> Mapping[str, Tally]:
    """Tallies with how many keys that surely count, and that may, come together at each division.

    A certain key is a possible one too.
    """
    together = {
        code: tallies.get(code, NOTHING)._replace(shared=(certain.get(code, 0), times))
        for code, times in possible.items()
    }
    return {**tallies, **together}

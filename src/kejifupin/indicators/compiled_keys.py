"""What compiled loops tell apart: texts as they were written, led to the keys they stand for."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import repeat
from typing import Any

from attrs import Factory, define, frozen

from kejifupin.indicators.sharing import MeetingPlaces
from kejifupin.records.identities import spelling_key, value_key
from kejifupin.records.reach import Reach
from kejifupin.records.values import FieldValue, is_reported
from kejifupin.terms.quantities import NONE_OF_ITEM, NoneOfItem

_NEVER = -1
_MARK = "\x00"


@frozen
class _Folded:
    """A key in which spelling would set something aside once more; no text is taken for it."""

    text: str


def key_of(*values: FieldValue) -> Hashable | NoneOfItem | None:
    """What tells a thing apart: None where it is blank or not readable, “-” where there is none.

    A text in which spelling has nothing to set aside is its own key.
    """
    if any(each is NONE_OF_ITEM for each in values):
        return NONE_OF_ITEM
    if not all(map(is_reported, values)):
        return None
    return _settled(values[0]) if len(values) == 1 else tuple(map(_settled, values))


def _settled(value: FieldValue) -> Hashable:
    key = value_key(value)
    if not isinstance(key, str) or key == value or value_key(key) == key:
        return key
    return _Folded(key)


@define
class Chain:
    """The divisions at which keys stand, in depth-first order, and where they meet (区分键去向).

    Args:
        reach: The tree.
        last: Key → place of the last division that had it.
    """

    met: MeetingPlaces
    last: dict[Hashable, int] = Factory(dict)

    @classmethod
    def of(cls, reach: Reach) -> Chain:
        """The chain before the first division."""
        return cls(MeetingPlaces(reach))

    def copy(self) -> Chain:
        """The chain as it is, to go another way from here."""
        return Chain(self.met.copy(), dict(self.last))

    def take(self, place: int, code: str, keys: set[Hashable]) -> None:
        """Go on to the next division."""
        last = self.last
        self.met.take(place, code, map(last.get, keys, repeat(_NEVER)))
        last.update(dict.fromkeys(keys, place))


@define
class KeyBook:
    """The keys of a distinct count, division by division (区分键登记).

    Args:
        several: Whether several fields make a key together.
        sure: Where the keys stand that surely count, None where no two divisions share any.
        every: The same of all that may count, None as long as all count for sure.
    """

    several: bool
    sure: Chain | None
    every: Chain | None = None
    _known: dict[Hashable, int] = Factory(dict)

    def settle(self, written: set[Any], others: set[Hashable]) -> set[Hashable]:
        """Texts as written, or several at once, and the keys of what is no text: all as keys."""
        fresh = written.difference(self._settled_keys())
        changed: dict[Any, Hashable] = {}
        if not self._are_settled(fresh):
            changed = {each: key for each in fresh if (key := self._key(each)) != each}
        keys = written
        if changed or others:
            keys = written.difference(changed).union(changed.values(), others)
        if self.sure is None:
            self._known.update(dict.fromkeys(keys, 0))
        return keys

    def take(self, place: int, code: str, sure: set[Hashable], more: set[Hashable]) -> None:
        """Go on to the next division in depth-first order.

        Args:
            place: Its place in that order.
            code: Its code.
            sure: Its keys that surely count.
            more: Those that may.
        """
        if self.sure is None:
            return
        if more and self.every is None:
            self.every = self.sure.copy()
        if self.every is not None:
            self.every.take(place, code, sure | more)
        self.sure.take(place, code, sure)

    def _are_settled(self, written: set[Any]) -> bool:
        """Whether texts are surely their own keys, asked of all of them at once."""
        if self.several or not written:
            return not written
        try:
            together = _MARK.join(written)
        except TypeError:
            return False
        # Nothing that spelling sets aside reaches across the mark between two of them.
        return spelling_key(together) == together

    def _key(self, written: Any) -> Hashable:
        return tuple(map(_settled, written)) if self.several else _settled(written)

    def _settled_keys(self) -> dict[Hashable, int]:
        if self.sure is None:
            return self._known
        return self.sure.last if self.every is None else self.every.last

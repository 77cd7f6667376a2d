"""The divisions that a programme reaches on a day, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from kejifupin.terms.divisions import Divisions

Family = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A division, those just below it that nothing stands below, and the others just below it."""


class Reach:
    """The divisions below a scope on a day, with their way up to it (方案所辖).

    Args:
        divisions: All divisions.
        scope: Code of the division at the top, as it is on the day.
        day: The day.
        reporting: Whether a 直管县 stands below the province that it reports to, rather than below
            the prefecture that its code belongs to.
    """

    def __init__(
        self, divisions: Divisions, scope: str, day: date, *, reporting: bool = False
    ) -> None:
        self.scope = scope
        self._divisions = divisions
        self._day = day
        self._reporting = reporting
        self._chains: dict[str, tuple[str, ...]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._orders: dict[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def chain(self, code: str) -> tuple[str, ...]:
        """A division and those above it up to the scope, nearest first; empty outside of it.

        What was divided is no division of the day: it stands below the one that it stays with.
        """
        chain = self._chains.get(code)
        if chain is None:
            chain = self._up(code, reporting=self._reporting)
            if self._reporting and not chain:
                # It reports past the scope itself, as 巩义 does past 郑州: still reached.
                chain = self._up(code, reporting=False)
            self._chains[code] = chain
        return chain

    def __contains__(self, code: str) -> bool:
        """Whether a division lies in the scope."""
        return bool(self.chain(code))

    def is_within(self, code: str, above: str) -> bool:
        """Whether a division of the scope is another one or stands below it."""
        return above in self.chain(code)

    def below(self, code: str) -> frozenset[str]:
        """Codes of a division of the scope and of all below it."""
        if code not in self._below:
            around = self._divisions.subtree(code, self._day)
            if self._reporting:
                around += self._divisions.subtree(code, self._day, reporting=True)
            self._below[code] = frozenset(each for each in around if code in self.chain(each))
        return self._below[code]

    def homes(self, code: str) -> frozenset[str]:
        """What `below` gives, and what was divided and stays with one of these."""
        return self.below(code).union(each for each in self.remnants() if code in self.chain(each))

    def remnants(self) -> frozenset[str]:
        """Codes of what no single division of the day stands for."""
        return self._divisions.remnants(self._day)

    def lowest_first(self, codes: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The divisions of the scope among some, and all above them, each after those below it.

        Returns:
            Pairs of a code and of the codes just below it that were reached.
        """
        if codes not in self._orders:
            depths: dict[str, int] = {}
            below: dict[str, list[str]] = {}
            for code in sorted(codes):
                chain = self.chain(code)
                for place, each in enumerate(chain):
                    if each in depths:
                        break
                    depths[each] = len(chain) - place
                    if place + 1 < len(chain):
                        below.setdefault(chain[place + 1], []).append(each)
            order = sorted(depths, key=lambda code: -depths[code])
            self._orders[codes] = tuple((code, tuple(below.get(code, ()))) for code in order)
        return self._orders[codes]

    def families(self, codes: frozenset[str]) -> tuple[Family, ...]:
        """Those of `lowest_first` that others stand below, in the same order.

        Returns:
            A code, the codes just below it that nothing stands below, and the other ones.
        """
        if codes not in self._families:
            order = self.lowest_first(codes)
            above = {code for code, below in order if below}
            self._families[codes] = tuple(
                (
                    code,
                    tuple(each for each in below if each not in above),
                    tuple(each for each in below if each in above),
                )
                for code, below in order
                if below
            )
        return self._families[codes]

    @cached_property
    def _families(self) -> dict[frozenset[str], tuple[Family, ...]]:
        return {}

    def depth_first(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The divisions of the scope among some, each followed by those below it."""
        ways = ((self.chain(code)[::-1], code) for code in codes)
        return tuple(code for way, code in sorted(ways) if way)

    def _up(self, code: str, *, reporting: bool) -> tuple[str, ...]:
        if self._divisions.find(code, self._day) is None:
            led = self._divisions.carried(code, self._day)
            way = self._up(led.code, reporting=reporting) if led.above and led.code else ()
            return (code, *way) if way else ()
        above = self._divisions.ancestors(code, self._day, reporting=reporting)
        chain = (code, *(each.code for each in above))
        return chain[: chain.index(self.scope) + 1] if self.scope in chain else ()

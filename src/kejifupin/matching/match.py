"""Needs put together with those who can serve them: as many as can be, then as near as can be."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import define

from kejifupin.matching.distances import Distances
from kejifupin.matching.needs import Helper, Need, PairingMode, Tie, bare
from kejifupin.matching.result import (
    Matching,
    PairingChange,
    Service,
    Unserved,
    WhyChanged,
    WhyUnserved,
)
from kejifupin.matching.transport import Arc, transport
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, multiply
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "matching.over_capacity": "原有结对的户数超过帮扶方可服务的户数",
    "matching.no_capacity_stated": "服务力量没有写可服务户数，按不限计",
    "matching.not_surveyed": "原有结对的需求这次没有调查到，仍然保留",
    "matching.twice": "同一需求或服务力量出现两次",
}

_Kind = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What makes helpers alike: their base, the districts they serve, the specialities they fit."""


def match_services(
    needs: Iterable[Need],
    helpers: Iterable[Helper],
    setting: Setting,
    *,
    mode: PairingMode = PairingMode.HOUSEHOLDS,
    ties: Iterable[Tie] = (),
    distances: Distances | None = None,
) -> Matching:
    """Match needs with those who can serve them.

    Pairings in force stay until their goal is met or their helper is gone. With what is left, as
    many households as can be are served, and of all ways to do so one with the least distance,
    summed over households, is taken; ties go to the lower keys. The order of needs and helpers
    never matters.

    Needs at places that no helper and no distance tells apart are solved together, and so are
    helpers of one base, one speciality and one district, so that thousands of households and
    hundreds of experts are one small transportation problem.

    Args:
        needs: What is needed.
        helpers: Who can serve.
        setting: The programme and its day.
        mode: Whether households are counted, or each need once.
        ties: Pairings in force.
        distances: How far it is; by the tree of divisions by default.

    Raises:
        SolverMissingError: scipy is not installed.
    """
    work = _Work(setting, mode, distances or Distances(setting))
    work.take(needs, helpers)
    work.keep(ties)
    work.solve()
    return work.result()


@define
class _Work:
    setting: Setting
    mode: PairingMode
    distances: Distances
    needs: dict[str, Need] = attrs.Factory(dict)
    helpers: dict[str, Helper] = attrs.Factory(dict)
    wanted: dict[str, int] = attrs.Factory(dict)
    """Need → households that nobody serves yet."""
    free: dict[str, int | None] = attrs.Factory(dict)
    """Helper → households that it can still take."""
    services: list[Service] = attrs.Factory(list)
    broken: list[tuple[Tie, WhyChanged]] = attrs.Factory(list)
    issues: list[Issue] = attrs.Factory(list)
    _fitting: dict[str, tuple[str, ...]] = attrs.Factory(dict)
    _chains: dict[str, frozenset[str]] = attrs.Factory(dict)
    _marked: dict[str, str] = attrs.Factory(dict)
    _whys: dict[tuple[str, str], WhyUnserved] = attrs.Factory(dict)
    _ways: dict[tuple[str, str], Number | None] = attrs.Factory(dict)

    def take(self, needs: Iterable[Need], helpers: Iterable[Helper]) -> None:
        twice = 0
        for need in needs:
            twice += need.key in self.needs
            self.needs.setdefault(need.key, need)
        for helper in helpers:
            twice += helper.key in self.helpers
            self.helpers.setdefault(helper.key, helper)
        self.needs = dict(sorted(self.needs.items(), key=lambda item: _order(item[1])))
        self.helpers = dict(sorted(self.helpers.items()))
        self.wanted = {key: self._size(need) for key, need in self.needs.items()}
        self.free = {key: self._room(each) for key, each in self.helpers.items()}
        if twice:
            message = f"有{twice}个需求或服务力量出现两次，各按第一次的计"
            self._tell("matching.twice", message, Severity.WARNING, "一户一行、一人一行")
        unlimited = sum(each is None for each in self.free.values())
        if unlimited:
            message = f"{unlimited}个服务力量没有写可服务户数，按不限计"
            self._tell("matching.no_capacity_stated", message, Severity.WARNING, "补填可服务户数")

    def keep(self, ties: Iterable[Tie]) -> None:
        over, unseen = 0, 0
        for tie in sorted(ties, key=lambda each: (_order(each.need), each.helper)):
            need = self.needs.get(tie.need.key)
            if tie.goal_met:
                if need is not None:
                    met = min(self.wanted[need.key], self._size(tie.need))
                    self.wanted[need.key] -= met
                self.broken.append((tie, WhyChanged.GOAL_MET))
                continue
            if need is None:
                need = tie.need
                self.needs[need.key] = need
                self.wanted[need.key] = self._size(need)
                unseen += 1
            helper = self.helpers.get(tie.helper)
            if helper is None or tie.ended:
                why = WhyChanged.HELPER_GONE if helper is None else WhyChanged.ENDED
                self.broken.append((tie, why))
                continue
            amount = min(self.wanted[need.key], self._size(tie.need))
            if not amount:
                continue
            self.wanted[need.key] -= amount
            room = self.free[helper.key]
            if room is not None:
                over += amount > room
                self.free[helper.key] = max(0, room - amount)
            self._serve(need, helper, amount, kept=True)
        if over:
            message = f"{over}个帮扶方原有的结对已超过可服务户数，仍然保留"
            self._tell("matching.over_capacity", message, Severity.WARNING, "增派力量")
        if unseen:
            message = f"{unseen}个原有结对的需求这次没有调查到，仍然保留"
            remedy = "目标已实现的，填目标实现日期"
            self._tell("matching.not_surveyed", message, Severity.INFO, remedy)

    def solve(self) -> None:
        marks = self._marks()
        sinks: dict[tuple[str, str], list[Need]] = {}
        for need in sorted(self.needs.values(), key=_order):
            if self.wanted[need.key]:
                sinks.setdefault((self._mark(need.place, marks), need.speciality), []).append(need)
        specialities = sorted({speciality for _, speciality in sinks})
        sources: dict[_Kind, list[Helper]] = {}
        for helper in self.helpers.values():
            fits = tuple(each for each in specialities if helper.fits(each))
            if fits and self.free[helper.key] != 0:
                kind = (helper.base, tuple(sorted(set(helper.districts))), fits)
                sources.setdefault(kind, []).append(helper)
        groups, classes = list(sinks.values()), list(sources.values())
        demands = [sum(self.wanted[each.key] for each in group) for group in groups]
        everything = sum(demands)
        supplies = [self._supply(some, everything) for some in classes]
        arcs = list(self._arcs(sinks, sources))
        for arc, amount in sorted(
            transport(supplies, demands, arcs).items(),
            key=lambda item: (item[0].sink, item[0].source),
        ):
            self._hand_out(groups[arc.sink], classes[arc.source], amount)

    def result(self) -> Matching:
        unserved = [
            Unserved(need, self.wanted[need.key], self._why(need))
            for need in self.needs.values()
            if self.wanted[need.key]
        ]
        now: dict[str, list[str]] = {}
        for each in self.services:
            now.setdefault(each.need.key, []).append(each.helper.key)
        changes = [
            PairingChange(tie.need, tie.helper, tuple(sorted(now.get(tie.need.key, ()))), why)
            for tie, why in self.broken
        ]
        return Matching(
            self.mode,
            tuple(sorted(self.services, key=lambda each: (_order(each.need), each.helper.key))),
            tuple(sorted(unserved, key=lambda each: _order(each.need))),
            tuple(changes),
            tuple(self.issues),
            "" if self.distances.given is None else self.distances.unit,
        )

    def _arcs(
        self,
        sinks: Mapping[tuple[str, str], object],
        sources: Mapping[_Kind, Sequence[Helper]],
    ) -> Iterable[Arc]:
        scale = self.distances.scale
        for source, (kind, some) in enumerate(sources.items()):
            base, fits = some[0].base, kind[2]
            for sink, (place, speciality) in enumerate(sinks):
                if speciality not in fits or not self._reaches(some[0], place):
                    continue
                distance = self._distance(base, place)
                if distance is not None:
                    yield Arc(source, sink, int(multiply(distance, scale)))

    def _hand_out(self, group: Sequence[Need], some: Sequence[Helper], amount: int) -> None:
        """Give out what a group gets from helpers of one kind, in the order of their keys."""
        ready = deque(helper for helper in some if self.free[helper.key] != 0)
        for need in group:
            while amount and self.wanted[need.key]:
                helper = ready[0]
                room = self.free[helper.key]
                given = min(self.wanted[need.key], amount)
                if room is not None:
                    given = min(given, room)
                    self.free[helper.key] = room - given
                    if given == room:
                        ready.popleft()
                self.wanted[need.key] -= given
                amount -= given
                self._serve(need, helper, given)

    def _serve(self, need: Need, helper: Helper, households: int, *, kept: bool = False) -> None:
        distance = self._distance(helper.base, need.place)
        self.services.append(Service(need, helper, households, distance, kept))

    def _distance(self, base: str, place: str) -> Number | None:
        if (base, place) not in self._ways:
            self._ways[base, place] = self.distances.between(base, place)
        return self._ways[base, place]

    def _supply(self, some: Sequence[Helper], everything: int) -> int:
        total = 0
        for helper in some:
            room = self.free[helper.key]
            total += everything if room is None else room
        return min(total, everything)

    def _marks(self) -> frozenset[str]:
        """Codes that tell places apart: bases, what is above them, districts, given distances."""
        marks = set(self.distances.marks())
        for helper in self.helpers.values():
            marks |= self._chain(helper.base)
            marks.update(helper.districts)
        return frozenset(marks)

    def _mark(self, place: str, marks: frozenset[str]) -> str:
        """The nearest division at or above a place that anything tells apart."""
        if place not in self._marked:
            day, divisions = self.setting.as_of, self.setting.divisions
            known = divisions.find(place, day) is not None
            above = divisions.ancestors(place, day) if known else ()
            chain = (place, *(each.code for each in above))
            self._marked[place] = next((code for code in chain if code in marks), place)
        return self._marked[place]

    def _reaches(self, helper: Helper, place: str) -> bool:
        return not self._chain(place).isdisjoint(helper.districts)

    def _chain(self, code: str) -> frozenset[str]:
        if code not in self._chains:
            day, divisions = self.setting.as_of, self.setting.divisions
            known = divisions.find(code, day) is not None
            above = divisions.ancestors(code, day) if known else ()
            self._chains[code] = frozenset((code, *(each.code for each in above)))
        return self._chains[code]

    def _why(self, need: Need) -> WhyUnserved:
        asked = (need.place, need.speciality)
        if asked not in self._whys:
            self._whys[asked] = self._find_why(need)
        return self._whys[asked]

    def _find_why(self, need: Need) -> WhyUnserved:
        wanted = bare(need.speciality)
        if wanted not in self._fitting:
            self._fitting[wanted] = tuple(
                key for key, each in self.helpers.items() if each.fits(need.speciality)
            )
        fitting = self._fitting[wanted]
        if not fitting:
            return WhyUnserved.NO_SPECIALITY
        for key in fitting:
            helper = self.helpers[key]
            if self._reaches(helper, need.place) and (
                self._distance(helper.base, need.place) is not None
            ):
                return WhyUnserved.NO_CAPACITY
        return WhyUnserved.OUT_OF_REACH

    def _size(self, need: Need) -> int:
        return need.households if self.mode is PairingMode.HOUSEHOLDS else 1

    def _room(self, helper: Helper) -> int | None:
        return 1 if self.mode is PairingMode.ONE_TO_ONE else helper.capacity

    def _tell(self, code: str, message: str, severity: Severity, remedy: str) -> None:
        self.issues.append(Issue(code, message, severity, remedy=remedy))


def _order(need: Need) -> tuple[str, str, str]:
    return need.place, need.speciality, need.key

"""What comes of matching: who serves whom, who is left, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

import attrs
from attrs import frozen

from kejifupin.matching.needs import Helper, Need, PairingMode
from kejifupin.terms.arithmetic import Number, add, format_number, multiply
from kejifupin.terms.disclosure import CLOSED, Disclosure, Privacy
from kejifupin.terms.issues import Issue
from kejifupin.terms.looks import CAREFUL, DONE
from kejifupin.terms.shown import Disclosing
from kejifupin.terms.views import Cell, Marked, Table, View


class WhyUnserved(StrEnum):
    """Why a need is not served (未匹配原因)."""

    NO_SPECIALITY = "no_speciality"
    OUT_OF_REACH = "out_of_reach"
    NO_CAPACITY = "no_capacity"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "no_speciality": "没有这一专业的服务力量",
            "out_of_reach": "有这一专业，但服务地区不含本地",
            "no_capacity": "本地这一专业的服务力量已满",
        }[self.value]


class WhyChanged(StrEnum):
    """Why a pairing is not what it was (结对变动原因)."""

    GOAL_MET = "goal_met"
    HELPER_GONE = "helper_gone"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "goal_met": "目标已实现，脱钩",
            "helper_gone": "帮扶方已不在，另行匹配",
            "ended": "未实现目标而结束，另行匹配",
        }[self.value]


@frozen
class Service:
    """Some households of a need, served by one helper (匹配).

    Args:
        need: The need.
        helper: Who serves.
        households: How many households.
        distance: How far; None where a pairing was kept that cannot be measured.
        kept: Whether it was in force before.
    """

    need: Need
    helper: Helper
    households: int
    distance: Number | None
    kept: bool = False


@frozen
class Unserved:
    """Households of a need that nobody serves (未匹配).

    Args:
        need: The need.
        households: How many households.
        why: Why.
    """

    need: Need
    households: int
    why: WhyUnserved


@frozen
class PairingChange:
    """A pairing that is not what it was (结对变动).

    Args:
        need: The need.
        before: Key of who served it.
        after: Keys of those who serve it now.
        why: Why it changed.
    """

    need: Need
    before: str = attrs.field(repr=False)
    after: tuple[str, ...] = attrs.field(repr=False)
    why: WhyChanged


@frozen(repr=False)
class Matching(Disclosing):
    """Needs and those who serve them, put together (需求与服务匹配).

    Args:
        mode: How they are put together.
        services: Who serves whom, by place, speciality and key.
        unserved: Who is left, in the same order.
        changes: What became of pairings that were in force and are no more.
        issues: What to know.
        unit: Unit of the distances, empty for levels of the tree.
    """

    mode: PairingMode
    services: tuple[Service, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    changes: tuple[PairingChange, ...] = ()
    issues: tuple[Issue, ...] = ()
    unit: str = ""
    column_types: ClassVar[Mapping[str, str]] = {
        "households": "whole",
        "distance": "whole",
        "kept": "flag",
    }

    @property
    def served(self) -> int:
        """Households served; needs, where each counts once."""
        return sum(each.households for each in self.services)

    @property
    def left(self) -> int:
        """Households that nobody serves."""
        return sum(each.households for each in self.unserved)

    @property
    def travel(self) -> Number:
        """Distance times households, of all that is new."""
        total: Number = 0
        for each in self.services:
            if each.distance is not None and not each.kept:
                total = add(total, multiply(each.distance, each.households))
        return total

    def of_helper(self, key: str) -> tuple[Service, ...]:
        """What one helper serves."""
        return tuple(each for each in self.services if each.helper.key == key)

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, tuple[object, ...]]:
        """The services as columns, for any data frame library.

        Args:
            disclosure: Whether names of people are shown in clear.
        """
        rows = self.services
        return {
            "place": tuple(each.need.place for each in rows),
            "speciality": tuple(each.need.speciality for each in rows),
            "need": tuple(need_name(each.need, disclosure) for each in rows),
            "helper": tuple(helper_name(each.helper, disclosure) for each in rows),
            "households": tuple(each.households for each in rows),
            "distance": tuple(each.distance for each in rows),
            "kept": tuple(each.kept for each in rows),
        }

    def view(self) -> View:
        """Who serves whom, and who is left."""
        distance = f"距离（{self.unit or '级'}）"
        header = ("地区", "需求", "需求方", "服务方", "户数", distance, "原有结对")
        marks = [Marked(f"已匹配{self.served}户", DONE)]
        marks += [Marked(f"未匹配{self.left}户", CAREFUL)] if self.left else []
        changed = f"，结对变动{len(self.changes)}处" if self.changes else ""
        tables = [Table(header, self.services, _served, numbers=("户数", distance))]
        if self.unserved:
            left = ("地区", "需求", "需求方", "户数", "原因")
            tables.append(Table(left, self.unserved, _left, numbers=("户数",), title="未匹配"))
        return View(f"匹配{len(self.services)}项{changed}", tuple(marks), tables=tuple(tables))


def _served(service: Service) -> tuple[Cell, ...]:
    need, distance = service.need, service.distance
    return (
        need.place,
        need.speciality,
        need_name(need),
        helper_name(service.helper),
        str(service.households),
        "" if distance is None else format_number(distance),
        "是" if service.kept else "",
    )


def _left(unserved: Unserved) -> tuple[Cell, ...]:
    need = unserved.need
    return (
        need.place,
        need.speciality,
        need_name(need),
        str(unserved.households),
        Marked(unserved.why.label, CAREFUL),
    )


def need_name(need: Need, disclosure: Disclosure = CLOSED) -> str:
    """What a need is called, masked where it is a person's name."""
    privacy = Privacy.PERSONAL if need.is_personal else Privacy.OPEN
    return disclosure.show(need.label, "household", privacy) if need.label else ""


def helper_name(helper: Helper, disclosure: Disclosure = CLOSED) -> str:
    """What a helper is called, masked where it is a person's name."""
    privacy = Privacy.PERSONAL if helper.is_personal else Privacy.OPEN
    return disclosure.show(helper.name, "name", privacy)

"""What figures are rolled up over: the programme's own scope, or a group that cuts across it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.records.cohort_members import division_members
from kejifupin.records.cohorts import Cohort, Reference
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.text import nearest


class Lineage(StrEnum):
    """Below whom a 直管县 stands (上下级关系)."""

    PARENT = "parent"
    """Below the prefecture that its code belongs to."""
    REPORTING = "reporting"
    """Below the province that it reports to."""


@frozen
class Ground:
    """The tree that figures are rolled up over (汇总范围).

    Args:
        root: Code of the division at the top; the key of a designation for a group.
        name: How it is called.
        reach: Each division below its parent, or below whom it reports to.
        reporting_reach: Each below the division that it reports to.
        whole: The tree of the programme's scope that ``reach`` is a part of, or is.
        members: Codes of a group's members, none for the programme's own scope.
    """

    root: str
    name: str
    reach: Reach
    reporting_reach: Reach
    whole: Reach
    members: tuple[str, ...] = ()

    @classmethod
    def of(cls, setting: Setting, by: Lineage = Lineage.PARENT) -> Ground:
        """The programme's own scope.

        Args:
            setting: The programme and its day.
            by: Below whom a 直管县 stands. Returns that speak for everything below a division
                always follow the reporting lines.
        """
        scope, reach = setting.scope, _tree(setting, by)
        name = setting.division_name(scope)
        return cls(scope, name, reach, setting.reporting_reach, reach)

    @property
    def is_group(self) -> bool:
        """Whether it is a group of divisions, not the programme's own scope."""
        return self.reach is not self.whole

    def division_name(self, code: str, setting: Setting) -> str:
        """The name of a division, or of the group."""
        return self.name if code == self.root else setting.division_name(code)

    def chain(self, code: str, scope: str) -> tuple[str, ...]:
        """A division and those above it, no higher than a scope; at its top the group, if any.

        Args:
            code: Code of the division.
            scope: Code of the division that the chain must lie in.

        Returns:
            The codes, nearest first; none where the division lies outside.
        """
        chain, whole = self.reach.chain(code), self.whole.chain(code)
        if scope == self.whole.scope:
            return chain
        if not chain or scope not in whole:
            return ()
        inside = whole[: whole.index(scope) + 1]
        group = (self.root,) if self.is_group else ()
        return (*(each for each in chain if each in inside), *group)

    def homes(self, code: str, scope: str) -> frozenset[str]:
        """Where the records of a division, or the group, count: there and below, in a scope."""
        found = self.reach.homes(code)
        if scope == self.whole.scope:
            return found
        return frozenset(each for each in found if scope in self.whole.chain(each))


def group_ground(
    key: str,
    setting: Setting,
    *,
    name: str | None = None,
    reference: Reference = Reference.FIXED,
    by: Lineage = Lineage.PARENT,
) -> Ground:
    """The divisions with a designation as one group (片区), wherever they stand in the tree.

    What lies below a member belongs to the group; a member inside another counts once. What a
    division above the members has of its own does not belong to it.

    Args:
        key: Key of the designation, or of a cohort of divisions.
        setting: The programme and its day.
        name: What the group is called; by default as the cohort of its members is, else the key.
        reference: Whose day decides who has the designation, the programme's first by default; a
            cohort has its own.
        by: Below whom a 直管县 stands.

    Raises:
        UnknownNameError: Nobody ever had that designation, no register gives it, and there is no
            such cohort; carries the nearest keys.
        DefinitionError: The cohort is one of records, or rests on an indicator.
    """
    known = _designations(setting)
    if key in known:
        members = tuple(_designated(key, setting, reference))
    elif key in setting.cohorts:
        members = division_members(setting.cohorts[key], setting)
    else:
        raise UnknownNameError("group", key, nearest(key, (*known, *setting.cohorts)))
    whole = _tree(setting, by)
    return Ground(
        key,
        name or _called(key, setting),
        GroupReach(whole, key, members),
        GroupReach(setting.reporting_reach, key, members),
        whole,
        members,
    )


def _designations(setting: Setting) -> frozenset[str]:
    """Keys of all designations that somebody had, or that a register gives."""
    fields = (field for kind in setting.kinds.values() for field in kind.fields)
    given = {field.designates for field in fields if field.designates is not None}
    return frozenset({each.key for each in setting.divisions.designations} | given)


def _designated(key: str, setting: Setting, reference: Reference) -> Iterator[str]:
    for level in Level:
        cohort = Cohort(key, key, Citation(key), level=level, designation=key, reference=reference)
        yield from division_members(cohort, setting)


def _called(key: str, setting: Setting) -> str:
    """The label of the cohort that a group is."""
    for each in setting.cohorts.values():
        if each.key == key or (each.designation == key and each.ancestors_of is None):
            return each.label
    return key


def _tree(setting: Setting, by: Lineage) -> Reach:
    return setting.reporting_reach if by is Lineage.REPORTING else setting.reach


class GroupReach(Reach):
    """The divisions of a group and those below them, the group itself at the top (片区所辖).

    Args:
        whole: The tree that the members stand in.
        key: Key of the group.
        members: Codes of its members.
    """

    def __init__(self, whole: Reach, key: str, members: Iterable[str]) -> None:
        self.scope = key
        self._whole = whole
        self._members = frozenset(members)
        self._chains = {key: (key,)}
        self._below = {}
        self._orders = {}

    def chain(self, code: str) -> tuple[str, ...]:
        """A division and those above it up to the topmost member, then the group."""
        chain = self._chains.get(code)
        if chain is None:
            above = self._whole.chain(code)
            tops = [place for place, each in enumerate(above) if each in self._members]
            chain = (*above[: tops[-1] + 1], self.scope) if tops else ()
            self._chains[code] = chain
        return chain

    def remnants(self) -> frozenset[str]:
        """Codes of what no single division of the day stands for."""
        return self._whole.remnants()

    def below(self, code: str) -> frozenset[str]:
        """Codes of a division and of all below it; of the group, those of all members."""
        if code not in self._below:
            tops = self._members if code == self.scope else (code,) if code in self else ()
            found = frozenset[str]().union(*map(self._whole.below, tops))
            self._below[code] = found | {code} if code == self.scope else found
        return self._below[code]

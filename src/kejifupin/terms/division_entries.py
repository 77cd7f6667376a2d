"""What is said about a division: the division itself, whom it reports to, what it was named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import TypeVar

from attrs import Attribute, field, frozen

from kejifupin.terms.citations import Citation
from kejifupin.terms.division_levels import Level


def _several(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise ValueError(f"several codes or names are needed, not the text {values!r}")  # noqa: TRY004
    return tuple(values)


def _check_filled(instance: object, attribute: Attribute[str], value: str) -> None:
    if not value or value != value.strip():
        raise ValueError(
            f"{type(instance).__name__}.{attribute.name} is empty or has spaces around it: "
            f"{value!r}"
        )


def _check_spell(instance: Division | ReportingLine | Designation) -> None:
    first, end = instance.valid_from, instance.valid_to
    if first is not None and end is not None and end <= first:
        raise ValueError(
            f"{type(instance).__name__} {instance.code} ends on {end}, not after its start {first}"
        )


def _turns(valid_from: date | None, valid_to: date | None) -> tuple[date, ...]:
    return tuple(day for day in (valid_from, valid_to) if day is not None)


def in_spell(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether a day lies in a spell that holds its first day and not its end.

    Args:
        day: The day asked about.
        valid_from: First day of the spell; None for no known beginning.
        valid_to: First day after the spell; None while it lasts.
    """
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


@frozen
class Division:
    """One administrative division (行政区划).

    Args:
        code: Code of GB/T 2260 (six digits; nine for a township, twelve for a village), or any
            key of its own for a local unit (功能区) that has none.
        name: Full name as promulgated.
        level: Where it stands in the tree.
        parent: Code of the division above it; None for the top. May be written with a code that
            has since changed: the table follows it.
        valid_from: First day on which it exists; None if it was there before the table begins.
        valid_to: First day on which it no longer exists; None while it does.
        successors: Codes that it became: one for a change of name, code or rank, several if it
            was divided.
        aliases: Other names in use, beside the short forms that follow from the name itself.

    Raises:
        ValueError: No code or name, an end before the start, a division above or after itself,
            or successors without an end.
    """

    code: str = field(validator=_check_filled)
    name: str = field(validator=_check_filled)
    level: Level = field(converter=Level)
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = field(default=(), converter=_several)
    aliases: tuple[str, ...] = field(default=(), converter=_several)

    def __attrs_post_init__(self) -> None:
        _check_spell(self)
        if self.parent == self.code or self.code in self.successors:
            raise ValueError(f"division {self.code} {self.name} is its own parent or successor")
        if self.successors and self.valid_to is None:
            raise ValueError(f"division {self.code} {self.name} has successors but no valid_to")

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day.

        >>> county = Division("411023", "许昌县", Level.COUNTY, valid_to=date(2016, 12, 1))
        >>> county.exists_on(date(2016, 11, 30)), county.exists_on(date(2016, 12, 1))
        (True, False)
        """
        return in_spell(day, self.valid_from, self.valid_to)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days from which something changes: its first and the first after it, if known."""
        return _turns(self.valid_from, self.valid_to)


@frozen
class ReportingLine:
    """A division that reports past its parent, as a 直管县 does to its province (报送关系).

    Args:
        code: The division that reports.
        reports_to: Code of the division that it reports to.
        valid_from: First day of the arrangement; None if it was there before the table begins.
        valid_to: First day after it; None while it lasts.
        citation: The document that ordered it.
    """

    code: str = field(validator=_check_filled)
    reports_to: str = field(validator=_check_filled)
    valid_from: date | None = None
    valid_to: date | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        _check_spell(self)
        if self.code == self.reports_to:
            raise ValueError(f"division {self.code} cannot report to itself")

    def holds_on(self, day: date) -> bool:
        """Whether the arrangement is in force on a day."""
        return in_spell(day, self.valid_from, self.valid_to)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days from which something changes: its first and the first after it, if known."""
        return _turns(self.valid_from, self.valid_to)


@frozen
class Designation:
    """A status given to a division: 贫困县, 贫困村, a 片区 that cuts across the tree (认定).

    Args:
        key: Key of the status, e.g. ``national_poor_county``, ``poor_village``.
        code: The division that holds it.
        valid_from: First day; None if it was held before the table begins.
        valid_to: First day after it (摘帽); None while it is held.
        citation: The list or notice that gave it.
    """

    key: str = field(validator=_check_filled)
    code: str = field(validator=_check_filled)
    valid_from: date | None = None
    valid_to: date | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        _check_spell(self)

    def holds_on(self, day: date) -> bool:
        """Whether the status is held on a day."""
        return in_spell(day, self.valid_from, self.valid_to)


Spell = TypeVar("Spell", Division, ReportingLine, Designation)


def clash(spells: Iterable[Spell], key: Callable[[Spell], object]) -> tuple[Spell, Spell] | None:
    """The first two of one key whose spells share a day, or None.

    Args:
        spells: Divisions, reporting lines or designations, in the order of key and start.
        key: What may not stand twice on one day.
    """
    for one, other in pairwise(spells):
        ended = one.valid_to is not None and one.valid_to <= (other.valid_from or date.min)
        if key(one) == key(other) and not ended:
            return one, other
    return None

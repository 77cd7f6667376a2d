"""The table of divisions: look-ups by code, by name and by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from attrs import evolve, field, frozen

from kejifupin.errors import UnknownNameError
from kejifupin.terms.division_checks import loose_ends
from kejifupin.terms.division_entries import (
    Designation,
    Division,
    ReportingLine,
    clash,
)
from kejifupin.terms.division_history import DivisionHistory
from kejifupin.terms.division_levels import Level, short_gb_code
from kejifupin.terms.division_names import DivisionNames
from kejifupin.terms.division_resolutions import Question, Resolution
from kejifupin.terms.division_rows import division_from_row, reporting_line_from_row
from kejifupin.terms.division_trees import Carried
from kejifupin.terms.issues import Issues

__all__ = [
    "Carried",
    "Designation",
    "Division",
    "Divisions",
    "Level",
    "ReportingLine",
    "Resolution",
    "division_from_row",
    "reporting_line_from_row",
]


def _by_code(divisions: Iterable[Division]) -> tuple[Division, ...]:
    return tuple(sorted(divisions, key=lambda one: (one.code, one.valid_from or date.min)))


def _lines_by_code(lines: Iterable[ReportingLine]) -> tuple[ReportingLine, ...]:
    return tuple(sorted(lines, key=lambda one: (one.code, one.valid_from or date.min)))


def _by_key(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    return tuple(
        sorted(designations, key=lambda one: (one.key, one.code, one.valid_from or date.min))
    )


def _told(division: Division) -> str:
    first, end = division.valid_from or "the beginning", division.valid_to or "now on"
    return f"{division.name} ({division.code}, {first} to {end})"


@frozen(cache_hash=True, repr=False)
class Divisions:
    """All divisions that a programme knows, with their history (区划表).

    Look-ups take a day. Links written with a code of another day are followed to the day asked
    for, so nothing drops out of the tree because a county above it changed its code.

    Args:
        divisions: The divisions; one code may stand several times, for days that do not overlap.
        reporting_lines: Which divisions report past their parent, and when.
        designations: Which divisions are 贫困县, 贫困村 or of a 片区, and when.

    Raises:
        ValueError: One code stands twice for the same day, or a parent ranks below its child.
    """

    divisions: tuple[Division, ...] = field(default=(), converter=_by_code)
    reporting_lines: tuple[ReportingLine, ...] = field(default=(), converter=_lines_by_code)
    designations: tuple[Designation, ...] = field(default=(), converter=_by_key)

    def __attrs_post_init__(self) -> None:
        if (twice := clash(self.divisions, lambda one: one.code)) is not None:
            one, other = twice
            raise ValueError(f"code {one.code} stands for {_told(one)} and for {_told(other)}")
        if (lines := clash(self.reporting_lines, lambda one: one.code)) is not None:
            raise ValueError(
                f"division {lines[0].code} reports to {lines[0].reports_to} and to "
                f"{lines[1].reports_to} on the same day"
            )
        if (held := clash(self.designations, lambda one: (one.key, one.code))) is not None:
            raise ValueError(
                f"division {held[0].code} is designated {held[0].key} twice for the same day, "
                f"from {held[0].valid_from} and from {held[1].valid_from}"
            )
        ranks = {one.code: one.level.rank for one in self.divisions}
        for one in self.divisions:
            if one.parent is not None and ranks.get(one.parent, 0) > one.level.rank:
                raise ValueError(
                    f"division {_told(one)}, a {one.level}, cannot stand below {one.parent}, "
                    f"which ranks lower"
                )

    def __repr__(self) -> str:
        return (
            f"<Divisions: {len(self.divisions)} divisions, {len(self.reporting_lines)} reporting "
            f"lines, {len(self.designations)} designations>"
        )

    @cached_property
    def _history(self) -> DivisionHistory:
        return DivisionHistory(self.divisions, self.reporting_lines)

    @cached_property
    def _names(self) -> DivisionNames:
        return DivisionNames(self._history)

    @cached_property
    def _loose_ends(self) -> Issues:
        return loose_ends(self.divisions, self.reporting_lines, self.designations)

    def find(self, code: str, on: date | None = None) -> Division | None:
        """The division with a code on a day, or None.

        Args:
            code: Its code; zeros that only fill a GB code up to 9 or 12 digits do not count.
            on: The day; None asks for the latest division that ever had the code.
        """
        if on is None:
            spells = self._history.spells
            found = spells.get(code) or spells.get(short_gb_code(code))
            return found[-1] if found else None
        tree = self._history.tree(on)
        return tree.alive.get(tree.known(code))

    def get(self, code: str, on: date | None = None) -> Division:
        """The division with a code on a day.

        Raises:
            UnknownNameError: There is none; `nearest` then holds the code that stands for it on
                that day, if one does.
        """
        found = self.find(code, on)
        if found is not None:
            return found
        led = self.carried(code, on).code if on is not None else None
        raise UnknownNameError("division", code, (led,) if led else ())

    def parent(self, code: str, on: date, *, reporting: bool = False) -> Division | None:
        """The division above one, or the one it reports to; None for the top."""
        tree = self._history.tree(on)
        above = tree.parent(self.get(code, on).code, reporting=reporting)
        return None if above is None else tree.alive[above]

    def ancestors(self, code: str, on: date, *, reporting: bool = False) -> tuple[Division, ...]:
        """The divisions above one, nearest first."""
        tree = self._history.tree(on)
        codes = tree.ancestors(self.get(code, on).code, reporting=reporting)
        return tuple(tree.alive[each] for each in codes)

    def children(
        self, code: str, on: date, *, reporting: bool = False, level: Level | None = None
    ) -> tuple[Division, ...]:
        """The divisions just below one, sorted by code."""
        tree = self._history.tree(on)
        codes = tree.children(self.get(code, on).code, reporting=reporting)
        below = (tree.alive[each] for each in codes)
        return tuple(each for each in below if level is None or each.level is level)

    def subtree(
        self, code: str, on: date, *, reporting: bool = False, level: Level | None = None
    ) -> tuple[str, ...]:
        """Codes of a division and all below it, sorted."""
        tree = self._history.tree(on)
        codes = tree.subtree(self.get(code, on).code, reporting=reporting)
        if level is None:
            return codes
        return tuple(each for each in codes if tree.alive[each].level is level)

    def is_within(self, code: str, ancestor: str, on: date, *, reporting: bool = False) -> bool:
        """Whether a division is another one or stands below it."""
        tree = self._history.tree(on)
        inner, outer = self.get(code, on).code, self.get(ancestor, on).code
        return inner == outer or outer in tree.ancestors(inner, reporting=reporting)

    def members(
        self, designation_key: str, on: date, *, within: str | None = None
    ) -> tuple[str, ...]:
        """Codes of the divisions that hold a designation on a day, sorted."""
        tree = self._history.tree(on)
        held = {
            heir
            for each in self.designations
            if each.key == designation_key and each.holds_on(on)
            for heir in tree.heirs(each.code)
        }
        if within is not None:
            held.intersection_update(tree.subtree(self._limit(within, on)))
        return tuple(sorted(held))

    def ever_designated(self, key: str) -> tuple[str, ...]:
        """Codes, as designated, that ever held a designation, sorted."""
        return tuple(sorted({each.code for each in self.designations if each.key == key}))

    def resolve(
        self, text: str, on: date, *, within: str | None = None, level: Level | None = None
    ) -> Resolution:
        """The division that a piece of text names on a day.

        Args:
            text: A code, a name, or a name with those above it in front (白城市镇赉县, 白城镇赉).
            on: The day on which the answer must exist.
            within: Only this division and those below it may be meant.
            level: Only this level may be meant.

        Returns:
            The division, or the candidates and why none of them was taken. A name of another day
            leads to the division that stands for it on this one, with a note. What follows the
            deepest name known is kept in ``rest``.

        Raises:
            UnknownNameError: The table does not know the code ``within``.
        """
        limit = None if within is None else self._limit(within, on)
        return self._names.resolve(text, Question(on, limit, level))

    def resolve_organisation(self, text: str, on: date, within: str | None = None) -> Resolution:
        """The division that an organisation's name begins with (长春市科协, 镇赉县扶贫办)."""
        limit = None if within is None else self._limit(within, on)
        return self._names.resolve(text, Question(on, limit, organisation=True))

    def carried(self, code: str, as_of: date) -> Carried:
        """Where a code written on any day stands as of a day.

        Successors are followed forward and, for a code that does not exist yet, back. What was
        split, or merged from several, stays at the parent that they share.
        """
        return self._history.tree(as_of).carried(code)

    def remnants(self, as_of: date) -> frozenset[str]:
        """Codes that no single division of a day stands for, so that they stay with one above."""
        return self._history.tree(as_of).remnants()

    def heirs(self, code: str, as_of: date) -> tuple[str, ...]:
        """All divisions of a day that a code became, or came from, sorted; none if it left none.

        Args:
            code: A code of any day.
            as_of: The day.
        """
        return self._history.tree(as_of).heirs(code)

    def _limit(self, code: str, on: date) -> str:
        led = self.carried(code, on).code
        return self.get(code, on).code if led is None else led

    def loose_ends(self) -> Issues:
        """What the table names and does not know, in Chinese, for those who write tables."""
        return self._loose_ends

    def with_divisions(self, more: Iterable[Division]) -> Divisions:
        """A table with more divisions.

        Raises:
            ValueError: A code would stand for two divisions on the same day.
        """
        more = tuple(more)
        return evolve(self, divisions=(*self.divisions, *more)) if more else self

    def with_reporting_lines(self, more: Iterable[ReportingLine]) -> Divisions:
        """A table with more reporting lines.

        Raises:
            ValueError: A division would report to two others on the same day.
        """
        more = tuple(more)
        return evolve(self, reporting_lines=(*self.reporting_lines, *more)) if more else self

    def with_designations(self, more: Iterable[Designation]) -> Divisions:
        """A table with more designations.

        Raises:
            ValueError: A division would hold one designation twice on the same day.
        """
        more = tuple(more)
        return evolve(self, designations=(*self.designations, *more)) if more else self

"""Whole programmes, as Hypothesis strategies: definitions, settings, programmes ready to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from attrs import field, frozen
from hypothesis import strategies as st

from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.plain_layouts import plain_layout
from kejifupin.indicators.indicator import Indicator, indicators_of_kinds
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.plugins.hookspecs import hookimpl
from kejifupin.plugins.manager import plugin_manager
from kejifupin.programme import Programme
from kejifupin.records.cohorts import Cohort
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Designation, Divisions, Level
from kejifupin.terms.periods import Period
from kejifupin.testing.definition_strategies import (
    CITATION,
    DESIGNATION,
    cohorts,
    indicators,
    kinds,
    targets,
    worked_out,
)

_SCOPES = (
    "220800",  # a prefecture
    "220821",  # a county: nothing lies below
    "419001",  # a county without a prefecture
    "460000",  # counties right below the province
    "310000",  # a municipality, which has no prefectures at all
    "220000",  # a province
    "410000",  # a province to which some counties report directly
)
_KEY = "any-programme"
_MOST = 4
_YEARS = 5


class _Printer(Protocol):
    def text(self, words: str) -> object: ...


class _AnySetting(Setting):
    """A setting that a failing example does not print with every division of the country."""

    __slots__ = ()

    def _repr_pretty_(self, printer: _Printer, _: object) -> None:
        printer.text(f"<Setting {self.definition.scope} {self.as_of}>")


class _AnyProgramme(Programme):
    """A programme that a failing example prints in one line."""

    __slots__ = ()

    def _repr_pretty_(self, printer: _Printer, _: object) -> None:
        keys = (*self.catalogue.kinds, *self.catalogue.indicators, *self.catalogue.targets)
        scope = self.catalogue.definition.scope
        printer.text(f"<Programme {scope} {self.catalogue.definition.period}: {' '.join(keys)}>")


def definitions(scope: str | None = None) -> st.SearchStrategy[ProgrammeDefinition]:
    """What a programme is: where it runs, and from which day to which.

    Args:
        scope: Code of its division; any of several sorts by default.
    """
    scopes = st.sampled_from(_SCOPES) if scope is None else st.just(scope)
    starts = st.dates(date(2015, 1, 1), date(2018, 12, 31))
    lengths = st.integers(0, 366 * _YEARS).map(lambda days: timedelta(days=days))
    return st.builds(
        lambda code, start, length: ProgrammeDefinition(
            key=_KEY,
            title="任一方案",
            scope=code,
            period=Period(start, start + length),
            documents=(SourceDocument("plan", CITATION.document),),
        ),
        scopes,
        starts,
        lengths,
    )


@st.composite
def settings(
    draw: st.DrawFn,
    definition: ProgrammeDefinition | None = None,
    counted: Sequence[RecordKind] = (),
    members: Sequence[Cohort] = (),
) -> Setting:
    """What every stage is told: a programme on a day before, within or after its period.

    Args:
        draw: Given by Hypothesis.
        definition: The programme; any by default.
        counted: Its kinds.
        members: Its cohorts.
    """
    made = definition or draw(definitions())
    year = timedelta(days=366)
    rows = (row for kind in counted for row in kind.row_kinds)
    return _AnySetting(
        definition=made,
        divisions=draw(_chosen(made)),
        as_of=draw(st.dates(made.period.start - year, made.period.end + year)),
        kinds={each.key: each for each in (*counted, *rows)},
        cohorts={each.key: each for each in members},
    )


@st.composite
def programmes(draw: st.DrawFn, scope: str | None = None) -> Programme:
    """A programme of which every part fits: kinds, forms, cohorts, indicators, targets.

    Args:
        draw: Given by Hypothesis.
        scope: Code of its division; any of several sorts by default.

    Returns:
        A programme as `kejifupin.open_programme` gives it, without records.
    """
    definition = draw(definitions(scope))
    whole = tuple(draw(kinds(f"form_{at}", dated=at > 0)) for at in range(draw(st.integers(1, 2))))
    # The first form's records are members of a cohort: rows of another do not say which they mean.
    counted = (*whole, *whole[0].row_kinds)
    figures = tuple(draw(indicators(counted, at)) for at in range(draw(st.integers(1, _MOST))))
    members = draw(cohorts(whole))
    further = worked_out(figures)
    asked = (*figures, *further, *indicators_of_kinds(whole, CITATION))
    promised = tuple(draw(targets(asked, members, at)) for at in range(draw(st.integers(1, _MOST))))
    plugin = _AnyPlugin(definition, whole, members, (*figures, *further), promised)
    catalogue = Catalogue(plugin_manager(plugin, entry_points=False))
    return _AnyProgramme(catalogue.load(definition.key), draw(_chosen(definition)), catalogue)


@st.composite
def _chosen(draw: st.DrawFn, definition: ProgrammeDefinition) -> Divisions:
    """The divisions, some counties of the scope designated for a time."""
    table, start = base_divisions(), definition.period.start
    counties = table.subtree(definition.scope, start, level=Level.COUNTY)
    some = st.lists(st.sampled_from(counties), unique=True, max_size=3) if counties else st.just([])
    ends = st.sampled_from([None, start + timedelta(days=30)])
    return table.with_designations(
        Designation(DESIGNATION, code, date(2014, 1, 1), draw(ends)) for code in draw(some)
    )


@frozen(eq=False)
class _AnyPlugin:
    """A plugin made for one programme."""

    definition: ProgrammeDefinition
    kinds: tuple[RecordKind, ...]
    cohorts: tuple[Cohort, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    name: str = field(default="any_plugin", init=False)

    @hookimpl
    def provide_programmes(self) -> tuple[ProgrammeDefinition, ...]:
        """The programme."""
        return (self.definition,)

    @hookimpl
    def provide_record_kinds(self, programme: str) -> tuple[RecordKind, ...] | None:
        """Its kinds."""
        return self.kinds if programme == self.definition.key else None

    @hookimpl
    def provide_form_layouts(self, programme: str) -> tuple[FormLayout, ...] | None:
        """A plain form for each kind."""
        own = programme == self.definition.key
        return tuple(map(plain_layout, self.kinds)) if own else None

    @hookimpl
    def provide_cohorts(self, programme: str) -> tuple[Cohort, ...] | None:
        """Its cohorts."""
        return self.cohorts if programme == self.definition.key else None

    @hookimpl
    def provide_indicators(self, programme: str) -> tuple[Indicator, ...] | None:
        """Its indicators."""
        return self.indicators if programme == self.definition.key else None

    @hookimpl
    def provide_targets(self, programme: str) -> tuple[Target, ...] | None:
        """Its targets."""
        return self.targets if programme == self.definition.key else None

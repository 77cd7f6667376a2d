"""The results side of a programme: what follows from its records, as of a day."""

from __future__ import annotations

from datetime import date

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.grounds import Ground, Lineage, group_ground
from kejifupin.indicators.values import Values
from kejifupin.programme.outcome import Outcome, Standing, work_out
from kejifupin.programme.state import ProgrammeState
from kejifupin.records.setting import Setting
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target
from kejifupin.terms.collector import collector_paused
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issues
from kejifupin.terms.text import nearest


class ResultsSide(ProgrammeState):
    """What a programme's records come to.

    Where a method takes ``group`` and ``by``, these say what figures are rolled up over: ``group``
    is the key of a designation or of a cohort of divisions, a 片区 for one; ``by`` is ``parent`` or
    ``reporting``, whether a 直管县 stands below the prefecture that its code belongs to or below
    the province that it reports to.
    """

    __slots__ = ()

    def outcome(self, as_of: date) -> Outcome:
        """Everything that follows from the records, as of a day; worked out once for each day."""
        outcomes = self._kept.outcomes
        if as_of not in outcomes:
            with collector_paused():
                outcomes[as_of] = work_out(
                    self.catalogue,
                    self.setting(as_of),
                    handed=self.handed_in,
                    found=self.reading_issues,
                    spot_findings=self.spot_findings,
                    previous=self.previous,
                )
        return outcomes[as_of]

    def ground(
        self, as_of: date, *, group: str | None = None, by: Lineage | str = Lineage.PARENT
    ) -> Ground:
        """What figures are rolled up over.

        Args:
            as_of: The day asked about.
            group: Key of a designation or of a cohort of divisions; the programme's scope by
                default.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such group, or no such way.
            DefinitionError: A cohort that is one of records, or rests on an indicator.
        """
        try:
            lineage = Lineage(by)
        except ValueError:
            raise UnknownNameError("way to roll up", by, tuple(map(str, Lineage))) from None
        setting = self.setting(as_of)
        if group is None:
            return Ground.of(setting, lineage)
        return group_ground(group, setting, by=lineage)

    def standing(
        self, as_of: date, *, group: str | None = None, by: Lineage | str = Lineage.PARENT
    ) -> Standing:
        """Values and statuses on one ground; worked out once for each.

        Args:
            as_of: The day asked about.
            group: What is rolled up over, the programme's scope by default.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such group, or no such way.
            DefinitionError: A cohort that is one of records, or rests on an indicator.
        """
        key = (as_of, group, str(by))
        standings = self._kept.standings
        if key not in standings:
            ground, outcome = self.ground(as_of, group=group, by=by), self.outcome(as_of)
            if ground.is_group or by == Lineage.REPORTING:
                with collector_paused():
                    made = outcome.on(ground, self.catalogue.targets.values())
            else:
                made = Standing(ground, outcome.values, outcome.statuses)
            standings[key] = made
        return standings[key]

    @property
    def issues(self) -> Issues:
        """Everything that is wrong with what was read, as of the programme's last schedule."""
        return self.outcome(self.last_day).issues

    def status(
        self,
        *,
        as_of: date,
        target: str | None = None,
        division: str | None = None,
        level: Level | str | None = None,
        group: str | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> Statuses:
        """How the targets stand.

        Args:
            as_of: The day asked about.
            target: Only this target.
            division: Only this division, or the group by its key; with a level, everything of
                that level inside it.
            level: Only divisions of this level.
            group: Only this group, its members together and what lies in it.
            by: Below whom a 直管县 stands.

        Raises:
            UnknownNameError: No such target, division, group or way.
        """
        if target is not None:
            self.find_target(target)
        standing = self.standing(as_of, group=group, by=by)
        divisions = _selected(division, level, standing.ground, self.outcome(as_of).setting)
        return standing.statuses.where(target=target, divisions=divisions)

    def values(
        self,
        *,
        as_of: date,
        indicator: str | None = None,
        division: str | None = None,
        level: Level | str | None = None,
        group: str | None = None,
        by: Lineage | str = Lineage.PARENT,
    ) -> Values:
        """What the indicators amount to.

        Args:
            as_of: The day asked about.
            indicator: Only this indicator.
            division: As for `status`.
            level: As for `status`.
            group: As for `status`.
            by: As for `status`.

        Raises:
            UnknownNameError: No such indicator, division, group or way.
        """
        if indicator is not None:
            self.check_indicator(indicator)
        standing = self.standing(as_of, group=group, by=by)
        divisions = _selected(division, level, standing.ground, self.outcome(as_of).setting)
        found = standing.values.where(indicator=indicator)
        if divisions is None:
            return found
        return Values(each for each in found if each.division in divisions)

    def find_target(self, key: str) -> Target:
        """The target of that key, or the period of one (``target.2017``).

        Raises:
            UnknownNameError: No such target.
        """
        targets = {
            part.key: part for each in self.catalogue.targets.values() for part in each.parts
        }
        if key not in targets:
            raise UnknownNameError("target", key, nearest(key, targets))
        return targets[key]

    def check_indicator(self, key: str) -> None:
        """Make sure that there is an indicator of that key.

        Raises:
            UnknownNameError: There is none.
        """
        if key not in self.catalogue.indicators:
            raise UnknownNameError("indicator", key, nearest(key, self.catalogue.indicators))


def _selected(
    division: str | None, level: Level | str | None, ground: Ground, setting: Setting
) -> frozenset[str] | None:
    """Codes of the divisions asked for; None for all."""
    if division is None and level is None:
        return None
    inside = division or ground.root
    if not (ground.is_group and inside == ground.root):
        setting.divisions.get(inside, setting.as_of)
    if level is None:
        return frozenset({inside})
    wanted, day = Level(level), setting.as_of
    found = ground.reach.below(inside) - ({ground.root} if ground.is_group else set())
    return frozenset(code for code in found if setting.divisions.get(code, day).level is wanted)

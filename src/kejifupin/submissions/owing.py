"""Who owes which form under which schedule, and with whom it is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.schedules import Schedule


@frozen
class Owing:
    """What is owed under one schedule, as the divisions were on the day it bound (报送义务).

    Divisions hand in to the one that they report to: a 直管县 past its prefecture, and so does a
    county that has none. Who owes is settled on the last day of receipt, or on the day asked about
    where that comes first; what a county became later changes nothing in what it owed.

    Args:
        schedule: The schedule.
        setting: The programme and its day.
    """

    schedule: Schedule
    setting: Setting

    @cached_property
    def day(self) -> date:
        """The day that settles who owes."""
        return min(self.schedule.due_on, self.setting.as_of)

    @cached_property
    def reach(self) -> Reach:
        """The divisions on that day, each below the one that it reports to."""
        divisions, scope = self.setting.divisions, self.setting.definition.scope
        return Reach(
            divisions, divisions.carried(scope, self.day).code or scope, self.day, reporting=True
        )

    @cached_property
    def recipients(self) -> Mapping[str, str]:
        """Code of each division that owes → code of the one with which it is due, by code."""
        if self.setting.divisions.find(self.reach.scope, self.day) is None:
            return {}
        around = self.reach.below(self.reach.scope)
        if self.members is not None:
            around &= self.members
        found = ((code, self._recipient(code)) for code in sorted(around))
        return {code: recipient for code, recipient in found if recipient is not None}

    @cached_property
    def members(self) -> frozenset[str] | None:
        """Codes of the divisions that alone owe; None where all of the level do.

        Raises:
            UnknownNameError: The schedule names a cohort that does not exist.
            DefinitionError: Its members are not divisions, or rest on an indicator.
        """
        if self.schedule.cohort is None:
            return None
        then = attrs.evolve(self.setting, as_of=self.day)
        return frozenset(division_members(find_cohort(self.schedule.cohort, then), then))

    def sender_of(self, code: str | None) -> str | None:
        """The division that owes what a document of a division belongs to.

        Args:
            code: The division that the document speaks of, as written.

        Returns:
            The division itself or the nearest above it that owes; None where none does.
        """
        then = None if code is None else self.setting.divisions.carried(code, self.day).code
        chain = () if then is None else self.reach.chain(then)
        return next((each for each in chain if each in self.recipients), None)

    def _recipient(self, code: str) -> str | None:
        """With whom a division's form is due, None where it owes none."""
        chain = [self._division(each) for each in self.reach.chain(code)]
        if not chain:
            return None
        own, *above = chain
        if not above or above[-1].level.rank > self.schedule.recipient.rank:
            # The recipient stands above the programme's scope.
            top = (above or chain)[-1].code
            above += self.setting.divisions.ancestors(top, self.day, reporting=True)
        if not self._hands_in(own, above):
            return None
        own_too = (own, *above) if own.level is self.schedule.recipient else above
        return next((each.code for each in own_too if each.level is self.schedule.recipient), None)

    def _hands_in(self, own: Division, above: list[Division]) -> bool:
        sender = self.schedule.sender
        if own.level is sender:
            return True
        # It skips the level that hands in: 济源 has no prefecture, a 直管县 reports past its own.
        skips = own.level.rank > sender.rank and bool(above) and above[0].level.rank < sender.rank
        return skips and own.level.rank <= Level.COUNTY.rank

    def _division(self, code: str) -> Division:
        return self.setting.divisions.get(code, self.day)

"""The shared classes by the keys of their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kejifupin.records.shared.activities import Activity, Attendance, Trainee
from kejifupin.records.shared.describing import SharedRecord
from kejifupin.records.shared.enterprises import Enterprise, HouseholdTie
from kejifupin.records.shared.facilities import Exhibition, Facility
from kejifupin.records.shared.funds import Fund, GoodsGiven, Project
from kejifupin.records.shared.households import Household, Satisfaction, Village
from kejifupin.records.shared.industries import Industry, Patent, Technology, Variety
from kejifupin.records.shared.inspections import Inspection
from kejifupin.records.shared.organisations import LeadingGroup, Organisation
from kejifupin.records.shared.pairings import Pairing
from kejifupin.records.shared.people import Expert, Posting, Team
from kejifupin.records.shared.titles import Title

SHARED: Mapping[str, type[SharedRecord]] = MappingProxyType(
    {
        each.kind.key: each
        for each in (
            Activity,
            Attendance,
            Enterprise,
            Exhibition,
            Expert,
            Facility,
            Fund,
            GoodsGiven,
            Household,
            HouseholdTie,
            Industry,
            Inspection,
            LeadingGroup,
            Organisation,
            Pairing,
            Patent,
            Posting,
            Project,
            Satisfaction,
            Team,
            Technology,
            Title,
            Trainee,
            Variety,
            Village,
        )
    }
)
"""The classes by the keys of their kinds."""

"""Classes of records that several of the programme's documents share."""

from kejifupin.records.shared.activities import Activity, Attendance, Trainee
from kejifupin.records.shared.classes import SHARED
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
from kejifupin.records.shared.use import SharedUse

__all__ = [
    "SHARED",
    "Activity",
    "Attendance",
    "Enterprise",
    "Exhibition",
    "Expert",
    "Facility",
    "Fund",
    "GoodsGiven",
    "Household",
    "HouseholdTie",
    "Industry",
    "Inspection",
    "LeadingGroup",
    "Organisation",
    "Pairing",
    "Patent",
    "Posting",
    "Project",
    "Satisfaction",
    "SharedRecord",
    "SharedUse",
    "Team",
    "Technology",
    "Title",
    "Trainee",
    "Variety",
    "Village",
]

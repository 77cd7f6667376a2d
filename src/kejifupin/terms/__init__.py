"""The words that every document uses: quantities, periods, divisions, bounds, places, issues."""

from kejifupin.terms.bounds import Bound, read_bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import (
    Agency,
    Duty,
    ProgrammeDefinition,
    SourceDocument,
    Stage,
)
from kejifupin.terms.disclosure import Disclosure, Privacy
from kejifupin.terms.divisions import (
    Carried,
    Designation,
    Division,
    Divisions,
    Level,
    ReportingLine,
    Resolution,
)
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Effect, Issue, Issues, Severity
from kejifupin.terms.numerals import AmountReading, read_amount
from kejifupin.terms.origins import Origin, Place, cell_words
from kejifupin.terms.periods import Period, read_date, read_period
from kejifupin.terms.quantities import (
    NONE_OF_ITEM,
    Amount,
    NoneOfItem,
    Number,
    Unit,
    Vague,
    convert,
    find_unit,
    format_amount,
    format_number,
)
from kejifupin.terms.recurring import Recurrence
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.schedules import Medium, Schedule, SubmissionPart
from kejifupin.terms.status_rules import StatusRules

__all__ = [
    "NONE_OF_ITEM",
    "Agency",
    "Amount",
    "AmountReading",
    "Bound",
    "Carried",
    "Citation",
    "Designation",
    "Disclosure",
    "Division",
    "Divisions",
    "Duty",
    "Effect",
    "Interval",
    "Issue",
    "Issues",
    "Level",
    "Medium",
    "NoneOfItem",
    "Number",
    "Origin",
    "Period",
    "Place",
    "Privacy",
    "ProgrammeDefinition",
    "Recurrence",
    "ReportingLine",
    "Resolution",
    "RuleVersion",
    "Schedule",
    "Severity",
    "SourceDocument",
    "Stage",
    "StatusRules",
    "SubmissionPart",
    "Unit",
    "Vague",
    "cell_words",
    "convert",
    "find_unit",
    "format_amount",
    "format_number",
    "read_amount",
    "read_bound",
    "read_date",
    "read_period",
]

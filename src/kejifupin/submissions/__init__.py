"""Who handed in what, when, in which version, and what followed."""

from kejifupin.submissions.events import EventKind, SubmissionEvent, in_order
from kejifupin.submissions.folding import fold_statuses
from kejifupin.submissions.handed_in import HandedIn
from kejifupin.submissions.lateness import check_lateness
from kejifupin.submissions.rates import ReportingRates, reporting_rates
from kejifupin.submissions.receipts import Receipt, match_receipts
from kejifupin.submissions.reminders import Reminder, Reminders, find_reminders
from kejifupin.submissions.states import PartStatus, SubmissionState, SubmissionStatus
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.submissions.submission import (
    SUBMISSION_KIND,
    Submission,
    fold_submissions,
    submission_records,
)

__all__ = [
    "SUBMISSION_KIND",
    "EventKind",
    "HandedIn",
    "PartStatus",
    "Receipt",
    "Reminder",
    "Reminders",
    "ReportingRates",
    "Submission",
    "SubmissionEvent",
    "SubmissionState",
    "SubmissionStatus",
    "SubmissionStatuses",
    "check_lateness",
    "find_reminders",
    "fold_statuses",
    "fold_submissions",
    "in_order",
    "match_receipts",
    "reporting_rates",
    "submission_records",
]

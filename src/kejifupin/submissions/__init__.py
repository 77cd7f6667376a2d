"""Who handed in what, when, in which version."""

from kejifupin.submissions.receipts import Receipt, match_receipts
from kejifupin.submissions.submission import (
    SUBMISSION_KIND,
    Submission,
    check_lateness,
    fold_submissions,
    submission_records,
)

__all__ = [
    "SUBMISSION_KIND",
    "Receipt",
    "Submission",
    "check_lateness",
    "fold_submissions",
    "match_receipts",
    "submission_records",
]

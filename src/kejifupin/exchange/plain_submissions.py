"""Submissions, rates and reminders as plain data for JSON, and as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

from kejifupin.exchange.plain import Plain, plain_interval
from kejifupin.indicators.own_differences import OwnDifference
from kejifupin.submissions.rates import ReportingRates
from kejifupin.submissions.reminders import Reminder
from kejifupin.submissions.states import SubmissionStatus
from kejifupin.submissions.submission import Submission


def plain_submission(status: SubmissionStatus) -> dict[str, Plain]:
    """How one form of one division stands, as one JSON object.

    Who entered what happened is left out; that stands in the register of events.

    Args:
        status: How it stands.
    """
    return {
        "type": "submission",
        "schedule": status.schedule,
        "label": status.label,
        "form": status.form,
        "form_label": status.form_label,
        "cycle": status.cycle,
        "division": status.division,
        "division_name": status.division_name,
        "home": status.home,
        "recipient": status.recipient,
        "state": status.state.value,
        "state_label": status.state.label,
        "due_on": status.due_on.isoformat(),
        "received_on": status.received_on and status.received_on.isoformat(),
        "last_received_on": status.last_received_on and status.last_received_on.isoformat(),
        "days_late": status.days_late,
        "timely": status.timely,
        "complete": status.complete,
        "missing_parts": [
            {"key": each.key, "label": each.label, "medium": each.medium and each.medium.value}
            for each in status.missing_parts
        ],
        "silent": list(status.silent),
        "versions": [_version(each, status) for each in status.versions],
        "events": [
            {
                "kind": each.kind.value,
                "label": each.kind.label,
                "on": each.on.isoformat(),
                "file": each.file,
                "part": each.part,
                "reason": each.reason,
            }
            for each in status.events
        ],
    }


def _version(submission: Submission, status: SubmissionStatus) -> dict[str, Plain]:
    day = submission.received_on
    return {
        "file": submission.file or None,
        "division": submission.division,
        "received_on": day and day.isoformat(),
        "counts": submission.file in status.counting,
        "withdrawn": submission.is_withdrawn,
        "returned": submission.is_returned,
    }


def plain_rates(
    division: str, division_name: str, form: str | None, rates: ReportingRates
) -> dict[str, Plain]:
    """Completeness and timeliness of a division's form as one JSON object.

    Args:
        division: Code of the division.
        division_name: Its name.
        form: Kind of the form; None for all forms together.
        rates: The counts.
    """
    return {
        "type": "reporting_rates",
        "division": division,
        "division_name": division_name,
        "form": form,
        "expected": rates.expected,
        "due": rates.due,
        "received": rates.received,
        "timely": rates.timely,
        "undated": rates.undated,
        "complete": rates.complete,
        "states": {state.value: count for state, count in rates.states.items()},
        "received_share": _share(rates.received_share),
        "timely_share": _share(rates.timely_share),
        "complete_share": _share(rates.complete_share),
    }


def _share(share: Fraction | None) -> str | None:
    return None if share is None else str(share)


def plain_reminder(reminder: Reminder) -> dict[str, Plain]:
    """A reminder as one JSON object.

    Args:
        reminder: What a division is to be reminded of.
    """
    status = reminder.status
    return {
        "type": "reminder",
        "division": status.division,
        "division_name": status.division_name,
        "schedule": status.schedule,
        "label": status.label,
        "form": status.form,
        "form_label": status.form_label,
        "recipient": status.recipient,
        "recipient_name": reminder.recipient_name,
        "due_on": status.due_on.isoformat(),
        "state": status.state.value,
        "state_label": status.state.label,
        "days_overdue": reminder.days_overdue,
        "lacking": list(reminder.lacking),
        "reason": reminder.reason or None,
        "text": reminder.text(),
    }


def plain_own_difference(given: OwnDifference) -> dict[str, Plain]:
    """A line of a division's own return against its children as one JSON object.

    Args:
        given: The line.
    """
    return {
        "type": "own_difference",
        "indicator": given.indicator.key,
        "label": given.indicator.label,
        "unit": given.indicator.unit,
        "division": given.division,
        "division_name": given.division_name,
        "own": plain_interval(given.own),
        "children": plain_interval(given.children),
        "difference": plain_interval(given.difference),
        "missing": list(given.missing),
        "contradicts": given.contradicts,
    }


def table_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV that Excel opens: UTF-8 with its mark.

    A cell that a spreadsheet would take for a formula is told to be text.

    Args:
        header: Names of the columns.
        rows: The rows.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

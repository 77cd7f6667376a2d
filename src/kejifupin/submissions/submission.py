"""Who handed in what, when, in which version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import written_division
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.submissions.receipts import Receipt, match_receipts
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Origin, Place

__all__ = [
    "SUBMISSION_KIND",
    "Submission",
    "check_lateness",
    "fold_submissions",
    "match_receipts",
    "submission_records",
]

CODES: Mapping[str, str] = {"submission.late": "收到日期晚于方案规定的报送时限"}

SUBMISSION_KIND = RecordKind(
    key="submission",
    label="报送",
    fields=(
        Field("form", "表式"),
        Field("division", "填报地区", FieldType.DIVISION),
        Field("received_on", "收到日期", FieldType.DATE),
        Field("recipient", "收文单位"),
    ),
    identity=("form", "division"),
)
"""Submissions as records, so that targets about timely returns are ordinary targets (报送)."""


@frozen
class Submission:
    """One form of one division, handed in (报送).

    Args:
        form: Kind of the record handed in.
        division: Code of the division that it speaks of.
        file: The file.
        received_on: Day of receipt, None where no register says so.
        recipient: Code of the division that received it.
        sha256: Hash of the file's content.
        line: Line of its entry in the register of receipts.
    """

    form: str
    division: str | None
    file: str
    received_on: date | None = None
    recipient: str | None = None
    sha256: str | None = None
    line: int | None = None

    @property
    def receipt_text(self) -> str | None:
        """When it was received, and where that is entered; None where nobody says."""
        if self.received_on is None:
            return None
        entered = "" if self.line is None else f"收文登记第{self.line}行，"
        return f"{entered}{chinese_date(self.received_on)}收到"


def fold_submissions(
    records: Iterable[Record], receipts: Mapping[str, Receipt], setting: Setting
) -> tuple[Submission, ...]:
    """The submissions behind records: one for each form, division and file.

    Args:
        records: Records with their origins; rows of registers are no submissions.
        receipts: File → its entry in the register of receipts.
        setting: The programme and its day.
    """
    found: dict[Submission, None] = {}
    for record in records:
        if record.origin is None or record.kind.register:
            continue
        receipt = receipts.get(record.origin.file)
        submission = Submission(
            form=record.kind.key,
            division=written_division(record),
            file=record.origin.file,
            received_on=receipt.received_on if receipt else None,
            recipient=(receipt.recipient if receipt else None) or setting.scope,
            sha256=record.origin.sha256,
            line=receipt.line if receipt else None,
        )
        found[submission] = None
    return tuple(found)


def submission_records(submissions: Iterable[Submission]) -> tuple[Record, ...]:
    """Submissions as records of `SUBMISSION_KIND`, for indicators to count.

    Copies of one file are one submission, received when the first of them was.

    Args:
        submissions: The submissions; one whose division is unknown counts nowhere.
    """
    first: dict[tuple[str | None, ...], Submission] = {}
    for each in sorted(submissions, key=_age):
        content = each.sha256 or f"{each.file} {each.received_on}"
        first.setdefault((each.form, each.division, each.recipient, content), each)
    return tuple(
        make_record(
            SUBMISSION_KIND,
            {
                "form": each.form,
                "division": DivisionName(each.division or "", each.division),
                "received_on": each.received_on,
                "recipient": each.recipient,
            },
            Origin(each.file, sha256=each.sha256, passage=each.receipt_text),
        )
        for each in first.values()
    )


def _age(submission: Submission) -> tuple[date, int, str]:
    """What came first; of one day, what has the shorter name: a copy is called 统计表(1)."""
    return (submission.received_on or date.max, len(submission.file), submission.file)


def check_lateness(submissions: Iterable[Submission], setting: Setting) -> tuple[Issue, ...]:
    """Issues of submissions received after the day that their schedule prints.

    A schedule binds the receipt of one level; what another level received has no printed day.
    What was received after the setting's day does not exist.

    Args:
        submissions: Who handed in what.
        setting: The programme and its day.

    Returns:
        One issue for each file and schedule.
    """
    issues: dict[Issue, None] = {}
    for each in submissions:
        day = each.received_on
        if day is None or day > setting.as_of or each.recipient is None:
            continue
        recipient = setting.divisions.find(each.recipient)
        for schedule in setting.definition.schedules_for(each.form):
            if recipient is None or recipient.level is not schedule.recipient:
                continue
            if day > schedule.due_on:
                issue = Issue(
                    "submission.late",
                    f"{schedule.label}应于{chinese_date(schedule.due_on)}前收到，"
                    f"实际{chinese_date(day)}收到，迟{(day - schedule.due_on).days}天",
                    Severity.WARNING,
                    Place(each.file),
                    rule=schedule.key,
                    remedy="说明迟报原因；以后按时报送",
                )
                issues[issue] = None
    return tuple(issues)

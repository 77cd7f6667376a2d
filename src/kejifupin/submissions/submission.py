"""Who handed in what, when, in which version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs
from attrs import frozen

from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import written_division
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.submissions.events import RECEIPTS, EventKind, SubmissionEvent
from kejifupin.submissions.receipts import Receipt, match_receipts
from kejifupin.terms.display import chinese_date
from kejifupin.terms.origins import Origin
from kejifupin.terms.spans import Period

__all__ = [
    "SUBMISSION_KIND",
    "Submission",
    "fold_submissions",
    "match_receipts",
    "submission_records",
]

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
        life: What happened to it by the day asked about and was not undone, its receipts among
            that, in order.
        covers: The days that it says it covers, None where it does not say.
    """

    form: str
    division: str | None
    file: str
    received_on: date | None = None
    recipient: str | None = None
    sha256: str | None = None
    line: int | None = None
    life: tuple[SubmissionEvent, ...] = attrs.field(default=(), repr=False)
    covers: Period | None = None

    @property
    def last(self) -> SubmissionEvent | None:
        """The last thing that happened to it; None where nothing is entered."""
        return self.life[-1] if self.life else None

    @property
    def sender(self) -> str | None:
        """Code of the division that handed it in: as the register says, else as it says itself."""
        told = (each.division for each in self.life if each.kind in RECEIPTS)
        return next((each for each in told if each is not None), self.division)

    @property
    def present(self) -> tuple[SubmissionEvent, ...]:
        """What happened since it last came in: nothing from before a withdrawal."""
        ends = [at for at, each in enumerate(self.life) if each.kind is EventKind.WITHDRAWN]
        return self.life[ends[-1] + 1 :] if ends else self.life

    @property
    def is_withdrawn(self) -> bool:
        """Whether its sender took it back and did not hand it in again."""
        return self.last is not None and self.last.kind is EventKind.WITHDRAWN

    @property
    def is_returned(self) -> bool:
        """Whether it went back to be put right and did not come again."""
        return self.last is not None and self.last.kind is EventKind.RETURNED

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
    found: dict[tuple[str, str | None, str, str | None], Submission] = {}
    for record in records:
        origin = record.origin
        if origin is None or record.kind.register:
            continue
        key = (record.kind.key, written_division(record), origin.file, origin.sha256)
        if key in found:
            continue
        form, division, file, sha256 = key
        receipt = receipts.get(file)
        found[key] = Submission(
            form=form,
            division=division,
            file=file,
            received_on=receipt.received_on if receipt else None,
            recipient=(receipt.recipient if receipt else None) or setting.scope,
            sha256=sha256,
            line=receipt.line if receipt else None,
            life=receipt_events(receipt, file, setting) if receipt else (),
            covers=_covered(record),
        )
    return tuple(found.values())


def _covered(record: Record) -> Period | None:
    """The days that a record says it covers."""
    keys = (each.key for each in record.kind.fields if each.type is FieldType.PERIOD)
    value = next((record.get(each) for each in keys), None)
    return value if isinstance(value, Period) else None


def receipt_events(
    receipt: Receipt, file: str | None, setting: Setting
) -> tuple[SubmissionEvent, ...]:
    """The receipts of a file by the setting's day, as events.

    Args:
        receipt: Its latest entry in the register of receipts, with the earlier ones.
        file: Path of the file.
        setting: The programme and its day.
    """
    return tuple(
        SubmissionEvent(
            EventKind.RECEIVED,
            each.received_on,
            file=file,
            division=each.division,
            by=each.sender,
            recipient=each.recipient or setting.scope,
            line=each.line,
        )
        for each in receipt.all
        if each.received_on <= setting.as_of
    )


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

"""Which records count: decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from attrs import frozen

from kejifupin.checks.left_out import LeftOut, left_out_issue
from kejifupin.checks.versions import Candidate, choose_version
from kejifupin.checks.wrong_fields import WrongFields
from kejifupin.records.homes import home_of
from kejifupin.records.identities import identity_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.submission import Submission
from kejifupin.terms.issues import Issue


@frozen
class Acceptance:
    """Which records count and which do not (采纳结果).

    Args:
        records: The records that count, wrong fields taken as not reported, in the order given.
        left_out: The others, and rows of those that count, each with its reason.
        issues: What was found while deciding.
    """

    records: tuple[Record, ...]
    left_out: tuple[LeftOut, ...] = ()
    issues: tuple[Issue, ...] = ()


def accept_records(
    records: Sequence[Record],
    issues: Iterable[Issue],
    submissions: Iterable[Submission],
    setting: Setting,
) -> Acceptance:
    """Decide which records count.

    Of one identity the version received last counts, or none of them if their order is unknown
    and they differ; a wrong field becomes not reported; a wrong identity or division leaves the
    record out; what was received after the setting's day does not exist. The order of the records
    does not matter.

    Args:
        records: All records read.
        issues: All issues about them; their effect, place and field say what they concern.
        submissions: When each file was received.
        setting: The programme and its day.
    """
    received = {each.file: each.received_on for each in submissions}
    wrong = WrongFields.of(issues)
    left: list[LeftOut] = []
    groups: dict[Hashable, list[tuple[int, Candidate]]] = {}
    for number, record in enumerate(records):
        day = received.get(record.origin.file) if record.origin else None
        candidate = Candidate(record, wrong.cleaned(record), day)
        refused = _refused(candidate, wrong, setting)
        if refused is not None:
            left.append(refused)
            continue
        key = identity_key(candidate.cleaned, setting)
        groups.setdefault(key, []).append((number, candidate))
    accepted: list[tuple[int, Record]] = []
    for group in groups.values():
        chosen, others = choose_version(each for _, each in group)
        left.extend(others)
        for number, candidate in group:
            if candidate is chosen:
                accepted.append((number, candidate.cleaned))
                left.extend(_lost_rows(candidate.record, wrong))
    accepted.sort(key=lambda each: each[0])
    told = (left_out_issue(each) for each in left)
    return Acceptance(
        tuple(record for _, record in accepted),
        tuple(left),
        tuple(issue for issue in told if issue is not None),
    )


def _refused(candidate: Candidate, wrong: WrongFields, setting: Setting) -> LeftOut | None:
    record, day = candidate.record, candidate.received_on
    if day is not None and day > setting.as_of:
        return LeftOut(record, "record.not_yet_received", "截至日之后才收到")
    label = wrong.wrong_identity(record)
    if label is not None:
        reason = f"“{label}”有误，无法确定记录说的是谁"
        return LeftOut(record, "record.wrong_identity", reason)
    home = home_of(record, setting)
    if home is None:
        return LeftOut(record, "record.no_division", "地区名称不能确定")
    if home not in setting.reach:
        return LeftOut(record, "record.outside_scope", "填报地区不在本方案范围内")
    return None


def _lost_rows(record: Record, wrong: WrongFields) -> list[LeftOut]:
    return [
        LeftOut(row, "record.wrong_identity", f"“{label}”有误，这一行不计入")
        for row, label in wrong.lost_rows(record)
    ]

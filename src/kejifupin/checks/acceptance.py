"""Which records count: decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from attrs import field, frozen

from kejifupin.checks.corrections import Corrections, corrected, removed
from kejifupin.checks.fates import Fates
from kejifupin.checks.findings import Finding
from kejifupin.checks.left_out import LeftOut, left_out_issue
from kejifupin.checks.versions import Candidate, choose_version
from kejifupin.checks.wrong_fields import WrongFields
from kejifupin.records.collected import Records
from kejifupin.records.homes import home_of
from kejifupin.records.identities import content_key, identity_key, record_name
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

    records: Records = field(converter=Records)
    left_out: tuple[LeftOut, ...] = ()
    issues: tuple[Issue, ...] = ()


def accept_records(
    records: Sequence[Record],
    issues: Iterable[Issue],
    submissions: Iterable[Submission],
    setting: Setting,
    *,
    findings: Iterable[Finding] = (),
) -> Acceptance:
    """Decide which records count.

    Of one identity the version received last counts, or none of them if their order is unknown
    and they differ; a wrong field becomes not reported; a wrong identity or division leaves the
    record out, and so does that its sender took it back, or that it went back to be put right
    and no later version came; a spot check corrects a field or leaves the record out; what was
    received or found after the setting's day does not exist. The order of the records does not
    matter.

    Args:
        records: All records read.
        issues: All issues about them; their effect, place and field say what they concern.
        submissions: When each file was received, and what became of it.
        setting: The programme and its day.
        findings: What spot checks found.
    """
    checked = Corrections.of(findings, setting)
    submissions = tuple(submissions)
    fates = Fates.of(submissions)
    received = {each.file: each.received_on for each in submissions}
    wrong = WrongFields.of(issues)
    left: list[LeftOut] = []
    groups: dict[Hashable, list[tuple[int, Candidate]]] = {}
    for number, record in enumerate(records):
        day = received.get(record.origin.file) if record.origin else None
        candidate = Candidate(record, wrong.cleaned(record), day)
        refused = fates.withdrawn(record) or _refused(candidate, wrong, setting)
        if refused is not None:
            left.append(refused)
            continue
        key = identity_key(candidate.cleaned, setting)
        groups.setdefault(key, []).append((number, candidate))
    accepted: list[tuple[int, Record]] = []
    found: list[Issue] = []
    for group in groups.values():
        chosen, others = _choose([each for _, each in group], fates)
        left.extend(others)
        for number, candidate in group:
            if candidate is not chosen:
                continue
            record = candidate.cleaned
            returned = fates.returned(candidate.record)
            if returned is not None:
                left.append(returned)
                continue
            verdict = checked and checked.verdict(record, candidate.received_on, setting)
            if verdict and verdict.removes:
                left.append(removed(record, verdict))
                continue
            if verdict:
                record, told_of = corrected(record, verdict)
                found.extend(told_of)
            accepted.append((number, record))
            left.extend(_lost_rows(candidate.record, wrong))
    accepted.sort(key=lambda each: each[0])
    told = (left_out_issue(each) for each in left)
    return Acceptance(
        tuple(record for _, record in accepted),
        tuple(left),
        (*found, *(issue for issue in told if issue is not None)),
    )


def _choose(
    group: Sequence[Candidate], fates: Fates
) -> tuple[Candidate | None, tuple[LeftOut, ...]]:
    """The version that counts; of some in no order those that went back count last."""
    group, sent_again = _without_sent_again(group, fates)
    chosen, left = choose_version(group)
    left = (*sent_again, *left)
    kept = [each for each in group if fates.returned(each.record) is None]
    if chosen is not None or not kept or len(kept) == len(group):
        return chosen, left
    back = (fates.returned(each.record) for each in group)
    chosen, others = choose_version(kept)
    return chosen, (*sent_again, *others, *(each for each in back if each is not None))


def _without_sent_again(
    group: Sequence[Candidate], fates: Fates
) -> tuple[Sequence[Candidate], tuple[LeftOut, ...]]:
    """A group without what went back and stands just so in another file that did not.

    A ledger goes back for one wrong row; the right rows of the one that comes in its place are the
    same as before. A mere copy of the file that went back is none that came in its place.
    """
    back = [each for each in group if fates.returned(each.record) is not None]
    if not back or len(back) == len(group):
        return group, ()
    files = {_sha256(each) for each in back} - {""}
    again = {
        content_key(each.cleaned): each
        for each in group
        if each not in back and _sha256(each) not in files
    }
    gone = {id(each): again.get(content_key(each.cleaned)) for each in back}
    left = (
        LeftOut(
            each.record,
            "record.replaced",
            f"已退回，以重报的{record_name(newer.record)}为准",
        )
        for each in back
        if (newer := gone[id(each)]) is not None
    )
    return [each for each in group if gone.get(id(each)) is None], tuple(left)


def _sha256(candidate: Candidate) -> str:
    origin = candidate.record.origin
    return "" if origin is None else origin.sha256 or ""


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

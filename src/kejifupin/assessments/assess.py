"""From values, statuses, submissions and findings to scores, ranks and grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kejifupin.assessments.assessment import Assessment, Assessments
from kejifupin.assessments.checking import check_scheme
from kejifupin.assessments.drafting import Draft, Drafting
from kejifupin.assessments.grading import possible_grades
from kejifupin.assessments.ranking import rank_groups
from kejifupin.assessments.ranks import ranks_of
from kejifupin.assessments.reader import Rates, Reader
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.assessments.sheets import Entry, SheetEntries
from kejifupin.assessments.subjects import find_subjects
from kejifupin.assessments.tree import tree_of
from kejifupin.checks.findings import Finding
from kejifupin.errors import ConfigError
from kejifupin.indicators.values import Values
from kejifupin.records.identities import place_of
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.targets.statuses import Statuses
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "assessment.entry": "评分表里登记的分数或等次不能用",
    "assessment.entry_of_nobody": "评分表里的一条对不上考核对象或评分项",
    "assessment.no_subjects": "考核办法没有考核对象",
}


def assess(
    scheme: AssessmentScheme,
    values: Values,
    statuses: Statuses,
    submissions: Rates,
    findings: Sequence[Finding],
    setting: Setting,
    *,
    records: Sequence[Record] = (),
) -> Assessments:
    """Score, rank and grade everybody whom a scheme speaks of.

    Args:
        scheme: The scheme.
        values: Values of the indicators.
        statuses: Statuses of the targets.
        submissions: How forms were handed in, as `kejifupin.submissions.rates.reporting_rates`
            counts it.
        findings: What spot checks found.
        setting: The programme and its day; what was found after it does not exist.
        records: The records that count, for scoring sheets and for subjects that are records.

    Returns:
        One assessment for each subject, in the order of the subjects, with issues of what was
        entered.

    Raises:
        ConfigError: The scheme contradicts itself; carries an issue for each mistake.
        UnknownNameError: It names a cohort or a record kind that does not exist.
    """
    faults = [fault.issue() for fault in check_scheme(scheme)]
    if faults:
        raise ConfigError(faults, f"assessment scheme {scheme.key!r}")
    reader = Reader(scheme, values, statuses, submissions, findings, setting, records)
    subjects = find_subjects(scheme.subjects, setting, records)
    entries = reader.entries(subjects)
    groups = rank_groups(scheme.ranking, subjects, setting)
    work = Drafting(scheme, reader, subjects, entries, tree_of(scheme), groups)
    drafts = tuple(work.drafts())
    ranks = ranks_of(
        {each.subject.key: each.to_rank for each in drafts},
        groups,
        scheme.ranking.ties,
    )
    done = []
    for each in drafts:
        rank = ranks[each.subject.key]
        done.append(
            Assessment(
                scheme,
                each.subject,
                setting.as_of,
                each.parts,
                each.lines,
                each.score,
                each.worked_out,
                each.strikes,
                rank,
                possible_grades(scheme, each.worked_out, rank, each.strikes, each.parts),
                each.self_score,
            )
        )
    return Assessments(done, Issues(_issues(scheme, entries, drafts)))


def _issues(
    scheme: AssessmentScheme, entries: Mapping[str, SheetEntries], drafts: Sequence[Draft]
) -> Iterator[Issue]:
    if not drafts:
        yield Issue(
            "assessment.no_subjects",
            f"考核办法“{scheme.label}”没有考核对象",
            Severity.WARNING,
            remedy="核对 subjects，或先读入登记考核对象的表",
        )
    for sheet in entries.values():
        elsewhere = [each for each in sheet.strange if _is_elsewhere(*each)]
        for entry, field in sheet.strange:
            if not _is_elsewhere(entry, field):
                yield _strange(entry, field, scheme)
        if elsewhere:
            yield _elsewhere(elsewhere, scheme)
    for draft in drafts:
        for line in draft.lines:
            if line.doubt:
                grounds = [each.place for each in line.reading.grounds if each.place is not None]
                yield Issue(
                    "assessment.entry",
                    f"{scheme.label}“{line.criterion.label}”：{line.doubt}",
                    place=grounds[0] if grounds else Place(),
                    remedy="改正评分表后重新计算",
                )


def _is_elsewhere(entry: Entry, field: str) -> bool:
    """Whether an entry speaks of a division that is known, and only not assessed by the scheme."""
    told = entry.get(field)
    return isinstance(told, DivisionName) and told.code is not None


def _elsewhere(entries: Sequence[tuple[Entry, str]], scheme: AssessmentScheme) -> Issue:
    """One issue for all entries of divisions that the scheme does not assess."""
    entry, field = entries[0]
    return Issue(
        "assessment.entry_of_nobody",
        f"{scheme.label}：评分表里有{len(entries)}条说的地区不是本办法的考核对象，没有用",
        Severity.INFO,
        place_of(entry.holder(field) or entry.record, field),
        remedy="本来就不考核的不必理会",
    )


def _strange(entry: Entry, field: str, scheme: AssessmentScheme) -> Issue:
    holder = entry.holder(field) or entry.record
    label = holder.kind.field(field).label if field in holder.kind else field
    what = "考核对象" if field in {each.subject for each in scheme.sheets} else "评分项"
    return Issue(
        "assessment.entry_of_nobody",
        f"{scheme.label}：“{label}”一栏写的不是本办法的{what}，或不能确定是哪一个",
        Severity.WARNING,
        place_of(holder, field),
        remedy="核对名称；考核对象须是本办法所列，评分项写全称",
    )
